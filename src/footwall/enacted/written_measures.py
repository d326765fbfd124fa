"""Measures as a rulebook writes them: its own list, and the cut-offs among its events, which are bans.

Suspensions and truces become spans of days without the measure. A truce rests one measure on the days on
which another is in force, whatever ends or suspends that one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from footwall.enacted.exact import exact
from footwall.enacted.measures import Measure
from footwall.enacted.spans import Span, without
from footwall.rulebook.event_schema import CutOff

if TYPE_CHECKING:
    from footwall.facts.facts import Facts
    from footwall.rulebook.clause_model import SuspendableClause
    from footwall.rulebook.measure_schema import Measure as MeasureClause
    from footwall.rulebook.measure_schema import MeasureTerms
    from footwall.rulebook.schema import Rulebook


def measures_of_rulebook(rulebook: Rulebook, facts: Facts | None = None) -> tuple[Measure, ...]:
    """Measures written in a rulebook; its duties and taxes are additional to those of the facts.

    Value-added tax that it keeps or refunds takes the place of that of the facts: there is one such rate.
    Without facts a cut-off of a chain concerns every commodity of the network.
    """
    return (*_listed(rulebook), *_cut_offs(rulebook, facts))


def _listed(rulebook: Rulebook) -> Iterator[Measure]:
    named = {clause.id: clause for clause in rulebook.measures if clause.id is not None}
    for position, clause in enumerate(rulebook.measures):
        yield measure_of_terms(
            clause,
            f"measures[{position}]",
            clause.by,
            (clause.starts, clause.last_day),
            _rests(clause, named, frozenset()),
        )


def _cut_offs(rulebook: Rulebook, facts: Facts | None) -> Iterator[Measure]:
    for position, event in enumerate(rulebook.events):
        if isinstance(event, CutOff):
            yield Measure(
                path=f"events[{position}]",
                by=event.by,
                kind="ban",
                commodities=event.commodities or _goods_of(event.chain, facts),
                partners=event.destinations,
                starts=event.starts,
                ends=event.last_day,
                additional=True,
                suspended=_suspensions(event),
            )


def _goods_of(chain: str | None, facts: Facts | None) -> tuple[str, ...]:
    """Commodities of a chain; empty, which is all, without a chain or facts."""
    rows = facts.table("commodities") if chain is not None and facts is not None else ()
    return tuple(row.id for row in rows if row.chain == chain)


def measure_of_terms(
    terms: MeasureTerms,
    path: str,
    by: str,
    dates: tuple[date | None, date | None],
    suspended: tuple[Span, ...] = (),
) -> Measure:
    """A measure of a region from its first to its last day, outside its suspensions."""
    return Measure(
        path=path,
        by=by,
        kind=terms.kind,
        commodities=terms.commodities,
        partners=terms.origins if terms.kind == "import_duty" else terms.destinations,
        starts=dates[0],
        ends=dates[1],
        rate=exact(terms.rate or 0.0),
        amount=exact(terms.amount or 0.0),
        quota=None if terms.quota is None else exact(terms.quota),
        approval=None if terms.approval is None else exact(terms.approval),
        rent_to=terms.rent_to,
        additional=terms.kind != "vat_not_refunded",
        suspended=suspended,
    )


def _rests(
    clause: MeasureClause, named: Mapping[str, MeasureClause], waiting: frozenset[str]
) -> tuple[Span, ...]:
    """Days on which a measure does not hold inside its dates. A rulebook that was read has no circles."""
    rests = _suspensions(clause)
    other = named.get(clause.truce.whilst) if clause.truce is not None else None
    if other is None or other.id is None or other.id in waiting:
        return rests
    whole = (other.starts or date.min, other.last_day or date.max)
    return (*rests, *without(whole, _rests(other, named, waiting | {other.id})))


def _suspensions(clause: SuspendableClause) -> tuple[Span, ...]:
    return tuple((window.starts, window.ends) for window in clause.suspended)
