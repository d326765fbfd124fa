"""The dated clauses of a rulebook, and when something is in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from footwall.enacted.written_measures import measures_of_rulebook

if TYPE_CHECKING:
    from footwall.rulebook.clause_model import DatedClause
    from footwall.rulebook.schema import Rulebook


def dated_clauses(rulebook: Rulebook) -> Iterator[tuple[str, DatedClause]]:
    """(path, clause) of everything that may carry dates, in the order of the schema."""
    for position, member in enumerate(rulebook.zone.members):
        yield f"zone.members[{position}]", member
    for code, associate in rulebook.zone.associates.items():
        yield f"zone.associates.{code}", associate
    yield "zone.origin", rulebook.zone.origin
    for commodity, floor in rulebook.floors.by_commodity.items():
        yield f"floors.{commodity}", floor
    for commodity, tariff in rulebook.tariffs.items():
        yield f"tariffs.{commodity}", tariff
    for commodity, derivative in rulebook.derivatives.items():
        yield f"derivatives.{commodity}", derivative
    for position, exemption in enumerate(rulebook.border.exemptions):
        yield f"border.exemptions[{position}]", exemption
    for position, surge in enumerate(rulebook.border.surge):
        yield f"border.surge[{position}]", surge
    for position, support in enumerate(rulebook.supports):
        yield f"supports[{position}]", support
    for name, stock in rulebook.stockpile.items():
        yield f"stockpile.{name}", stock
    yield from _of_others(rulebook)


def _of_others(rulebook: Rulebook) -> Iterator[tuple[str, DatedClause]]:
    """Measures, events and answers."""
    for position, measure in enumerate(rulebook.measures):
        yield f"measures[{position}]", measure
    for position, event in enumerate(rulebook.events):
        yield f"events[{position}]", event
    for position, response in enumerate(rulebook.rival.responses if rulebook.rival is not None else ()):
        yield f"rival.responses[{position}]", response


def instruments_in_force(rulebook: Rulebook, on: date) -> bool:
    """True if the rulebook changes something on a day: an instrument at a border, a measure, a support."""
    members = [member for path, member in dated_clauses(rulebook) if path.startswith("zone.members")]
    instruments = [
        *rulebook.floors.by_commodity.values(),
        *rulebook.tariffs.values(),
        *rulebook.derivatives.values(),
    ]
    at_a_border = any(member.in_force(on) for member in members) and any(
        instrument.in_force(on) for instrument in instruments
    )
    measured = any(measure.in_force(on) for measure in measures_of_rulebook(rulebook))
    return at_a_border or measured or any(support.in_force(on) for support in rulebook.supports)


def first_day_in_force(rulebook: Rulebook, after: date) -> date | None:
    """The first day from ``after`` on that has something in force; None where there is none."""
    starts = {clause.starts for _, clause in dated_clauses(rulebook) if clause.starts}
    starts |= {
        last + timedelta(days=1)
        for measure in measures_of_rulebook(rulebook)
        for _, last in measure.suspended
        if last < date.max
    }
    days = sorted({after, *(day for day in starts if day > after)})
    return next((day for day in days if instruments_in_force(rulebook, day)), None)
