"""What is suspended or rests under a truce on a day, and when it comes back, as plain sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from footwall.enacted.written_measures import measures_of_rulebook
from footwall.rulebook.clause_model import DatedClause, SuspendableClause

if TYPE_CHECKING:
    from footwall.rulebook.schema import Rulebook


def resting(rulebook: Rulebook, on: date) -> Iterator[str]:
    """Sentences on clauses inside their dates that do not hold on a day."""
    for path, clause in _suspendable(rulebook):
        window = next((item for item in clause.suspended if item.holds(on)), None)
        if window is not None and DatedClause.in_force(clause, on):
            yield f"{path} is suspended on {on}: from {window.starts} to {window.ends}."
    named = {measure.id: measure for measure in rulebook.measures if measure.id is not None}
    for position, measure in enumerate(rulebook.measures):
        other = named.get(measure.truce.whilst) if measure.truce is not None else None
        if other is not None and measure.in_force(on) and _holds(other.id or "", rulebook, on):
            yield f"measures[{position}] rests on {on}: {other.id} is in force."


def _holds(name: str, rulebook: Rulebook, on: date) -> bool:
    listed = measures_of_rulebook(rulebook)[: len(rulebook.measures)]
    return any(
        written.in_force(on)
        for clause, written in zip(rulebook.measures, listed, strict=True)
        if clause.id == name
    )


def _suspendable(rulebook: Rulebook) -> Iterator[tuple[str, SuspendableClause]]:
    for position, measure in enumerate(rulebook.measures):
        yield f"measures[{position}]", measure
    for position, event in enumerate(rulebook.events):
        yield f"events[{position}]", event
