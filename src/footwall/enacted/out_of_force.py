"""What a rulebook holds that is not in force on a day, and from when, as plain sentences.

A clause is told with its place in the file. A phase-in is told while its last step has not begun. What ends
with a result (a sunset) is for ``footwall.enacted.sunset``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from footwall.enacted.clauses_by_date import dated_clauses
from footwall.enacted.gap_terms import phase_share
from footwall.enacted.wording import percent
from footwall.rulebook.zone_schema import MemberList

if TYPE_CHECKING:
    from datetime import date

    from footwall.rulebook.clause_model import DatedClause
    from footwall.rulebook.schema import Rulebook
    from footwall.rulebook.term_schema import PhaseIn


def not_in_force(rulebook: Rulebook, on: date) -> tuple[str, ...]:
    """Sentences on clauses that have not begun or have ended, then on phase-ins that go on."""
    return (*_clauses(rulebook, on), *_phase_ins(rulebook, on))


def _clauses(rulebook: Rulebook, on: date) -> Iterator[str]:
    for path, clause in dated_clauses(rulebook):
        why = _why_not(clause, on)
        if why:
            yield f"{path}{_named(path, clause)} is not in force on {on}: {why}."


def _why_not(clause: DatedClause, on: date) -> str:
    if clause.starts is not None and on < clause.starts:
        return f"it begins on {clause.starts}"
    if clause.ends is not None and clause.ends < on:
        return f"it ended on {clause.ends}"
    if clause.basis_expires is not None and clause.basis_expires < on:
        return f"its legal basis expired on {clause.basis_expires}"
    return ""


def _named(path: str, clause: DatedClause) -> str:
    """What a clause that its path only counts is about, in brackets; empty where the path says it."""
    if isinstance(clause, MemberList):
        return f" (the list {clause.name})"
    kind = str(getattr(clause, "kind", "")).replace("_", " ")
    goods = getattr(clause, "commodities", ()) or (getattr(clause, "commodity", None),)
    told = {
        "zone.members": getattr(clause, "region", ""),
        "measures": f"{kind} of {getattr(clause, 'by', '')}",
        "border.exemptions": kind,
        "border.surge": f"imports of {', '.join(str(good) for good in goods)}",
        "supports": f"{kind} on {goods[0]}",
    }.get(path.partition("[")[0])
    return f" ({told})" if told else ""


def _phase_ins(rulebook: Rulebook, on: date) -> Iterator[str]:
    for path, clause, steps in _phased(rulebook):
        to_come = [step for step in steps if step.starts > on]
        if not to_come or (clause is not None and not clause.in_force(on)):
            continue
        now = phase_share(steps, on)
        charged = f"charges {percent(now)} of its full charge" if now else "charges nothing"
        then = ", ".join(f"{percent(step.share)} from {step.starts}" for step in to_come)
        yield f"{path} {charged} on {on}: its phase-in goes on with {then}."


def _phased(rulebook: Rulebook) -> Iterator[tuple[str, DatedClause | None, Sequence[PhaseIn]]]:
    for name, floor in rulebook.floors.by_commodity.items():
        yield f"floors.{name}", floor, floor.levy.phase_in
    cascade = rulebook.floors.cascade
    if cascade is not None and cascade.levy is not None:
        yield "floors.cascade", None, cascade.levy.phase_in
    for name, tariff in rulebook.tariffs.items():
        yield f"tariffs.{name}", tariff, tariff.phase_in
    for name, derivative in rulebook.derivatives.items():
        yield f"derivatives.{name}", derivative, derivative.phase_in
