"""Every day on which the law of a chain can change, so that a year can be cut into periods of one law.

Between two neighbouring days of the answer the law is the same on every day. What a sunset or a surge test
makes of it follows the base year and moves with the same days. The answers of a rival are not foreseen here:
they change at most on the first day of a year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from footwall.enacted.clauses_by_date import dated_clauses
from footwall.enacted.measures import Measure, measures_of_facts
from footwall.enacted.reference_dates import reference_dates
from footwall.enacted.spans import ONE_DAY
from footwall.enacted.supports import CONTRACT
from footwall.enacted.written_measures import measures_of_rulebook
from footwall.rulebook.clause_model import SuspendableClause

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.facts.facts import Facts
    from footwall.rulebook.schema import Rulebook
    from footwall.rulebook.term_schema import PhaseIn

BY_COMMODITY = ("floors", "tariffs", "derivatives")
"""Sections whose clauses concern the commodity that they stand under."""


def change_dates(rulebook: Rulebook | None, facts: Facts | None, network: Network) -> tuple[date, ...]:
    """First days of every period of one law over a network, in order; before the first the law is one too.

    ``rulebook`` None: measures of the facts alone. Floors and tariffs on goods of other chains are left out.
    """
    held = {commodity.id for commodity in network.commodities}
    days = set(_measures(rulebook, facts, held))
    if rulebook is not None:
        goods = held | _materials(rulebook, held)
        days |= {*_clauses(rulebook, goods), *_phase_ins(rulebook, goods), *_terms(rulebook, held, facts)}
        for commodity, floor in rulebook.floors.by_commodity.items():
            if commodity in goods:
                days |= set(reference_dates(floor.reference, commodity, facts, network))
    return tuple(sorted(days))


def periods(days: Sequence[date], first: date, last: date) -> tuple[tuple[date, date], ...]:
    """First and last day of each period of one law from one day to another, both included."""
    starts = [first, *(day for day in days if first < day <= last)]
    ends = [*(day - ONE_DAY for day in starts[1:]), last]
    return tuple(zip(starts, ends, strict=True))


def _measures(rulebook: Rulebook | None, facts: Facts | None, held: set[str]) -> Iterator[date]:
    measures: list[Measure] = []
    if facts is not None:
        measures += [item for item in measures_of_facts(facts) if not held.isdisjoint(item.commodities)]
        for row in facts.table("measures"):
            if row.kind == CONTRACT and not held.isdisjoint(row.commodity):
                yield from _bounds(row.start, row.end)
    if rulebook is not None:
        measures += [
            item
            for item in measures_of_rulebook(rulebook, facts)
            if not item.commodities or not held.isdisjoint(item.commodities)
        ]
    for measure in measures:
        yield from _bounds(measure.starts, measure.ends)
        for first, last in measure.suspended:
            yield from _bounds(first, last)


def _materials(rulebook: Rulebook, held: set[str]) -> set[str]:
    """Goods whose floors finished goods of the network pay by content."""
    return {
        item for name, clause in rulebook.derivatives.items() if name in held for item in clause.materials
    }


def _clauses(rulebook: Rulebook, held: set[str]) -> Iterator[date]:
    """Days of what is dated in a rulebook; measures have their own."""
    for path, clause in dated_clauses(rulebook):
        section, _, name = path.partition(".")
        if path.startswith("measures[") or (section in BY_COMMODITY and name not in held):
            continue
        yield from _bounds(clause.starts, clause.last_day)
        for window in clause.suspended if isinstance(clause, SuspendableClause) else ():
            yield from _bounds(window.starts, window.ends)


def _terms(rulebook: Rulebook, held: set[str], facts: Facts | None) -> Iterator[date]:
    """Days on which an upside is first shared, and first days of the years of an indexed strike."""
    for support in rulebook.supports:
        if support.commodity not in held:
            continue
        if support.upside is not None and support.upside.starts is not None:
            yield support.upside.starts
        if support.indexation is not None and facts is not None:
            years = (date(row.year, 1, 1) for row in facts.table("deflator"))
            yield from (day for day in years if support.in_force(day))


def _phase_ins(rulebook: Rulebook, held: set[str]) -> Iterator[date]:
    floors = rulebook.floors.by_commodity
    phased: list[Sequence[PhaseIn]] = [item.levy.phase_in for name, item in floors.items() if name in held]
    if rulebook.floors.cascade is not None and rulebook.floors.cascade.levy is not None:
        phased.append(rulebook.floors.cascade.levy.phase_in)
    phased += [item.phase_in for name, item in rulebook.tariffs.items() if name in held]
    phased += [item.phase_in for name, item in rulebook.derivatives.items() if name in held]
    for steps in phased:
        yield from (step.starts for step in steps)


def _bounds(first: date | None, last: date | None) -> Iterator[date]:
    """The first day with a clause and the first one without it."""
    if first is not None and first > date.min:
        yield first
    if last is not None and last < date.max:
        yield last + ONE_DAY
