"""The law of one network: rulebook and facts compiled once, then cut to what is in force on a day.

``Law`` holds clauses of all dates; ``in_force`` selects those of one day, derives the floors of a cascade
and keeps the result. No quantity of trade enters here, so a customs entry and a market ask the same object.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from footwall.enacted.exact import exact
from footwall.enacted.floors import FloorClause, floors_in_force
from footwall.enacted.measures import (
    EXPORT_CURBS,
    Measure,
    MeasureKind,
    measures_of_facts,
)
from footwall.enacted.membership import Membership, Seat, membership, seats
from footwall.enacted.places import Places, places
from footwall.enacted.playbook import Answer, measures_of_answers
from footwall.enacted.rates import Rates
from footwall.enacted.reference_figures import Evidence
from footwall.enacted.sunset import sunset_reached
from footwall.enacted.written_measures import measures_of_rulebook
from footwall.errors import Fault, RulebookError, UnknownName

if TYPE_CHECKING:
    from footwall.chain.network import Commodity, Network, Process
    from footwall.facts.facts import Facts
    from footwall.facts.schema import Parameter
    from footwall.rulebook.schema import Derivative, Exemption, Origin, Rulebook, Tariff

    ConversionCostOf = Callable[[str, Process], Fraction]


@dataclass(frozen=True, eq=False)
class Law:
    """Everything that rulebook and facts say, whatever its dates."""

    rulebook: Rulebook | None
    facts: Facts | None
    network: Network
    places: Places
    rates: Rates
    commodities: Mapping[str, Commodity]
    measures: tuple[Measure, ...]
    seats: tuple[Seat, ...]


@dataclass(frozen=True, eq=False)
class LawInForce:
    """The clauses in force on one day."""

    law: Law
    on: date
    membership: Membership
    floors: Mapping[str, FloorClause]
    tariffs: Mapping[str, Tariff]
    derivatives: Mapping[str, Derivative]
    exemptions: tuple[Exemption, ...]
    measures: Mapping[tuple[MeasureKind, str], tuple[Measure, ...]]
    """By kind and commodity."""
    notes: tuple[str, ...]
    origin: Origin | None = None
    """The rule on where goods come from, where it is in force."""

    def measures_on(self, kind: MeasureKind, commodity: str) -> tuple[Measure, ...]:
        return self.measures.get((kind, commodity), ())


def compile_law(
    rulebook: Rulebook | None, facts: Facts | None, network: Network, answers: tuple[Answer, ...] = ()
) -> Law:
    """The law of a rulebook (None: measures of the facts alone) over a network.

    ``answers`` are the responses of the rulebook's rival that act; none do unless they are named.
    """
    held = {commodity.id for commodity in network.commodities}
    measures = tuple(
        measure
        for measure in (measures_of_facts(facts) if facts is not None else ())
        if not held.isdisjoint(measure.commodities)
    )
    if rulebook is not None:
        measures += measures_of_rulebook(rulebook, facts)
        measures += measures_of_answers(rulebook, answers)
    where = places(facts, network)
    return Law(
        rulebook=rulebook,
        facts=facts,
        network=network,
        places=where,
        rates=Rates(where),
        commodities={commodity.id: commodity for commodity in network.commodities},
        measures=measures,
        seats=seats(rulebook) if rulebook is not None else (),
    )


@lru_cache(maxsize=64)
def in_force(law: Law, on: date) -> LawInForce:
    """What is in force on a day; raises RulebookError where a reference price or cascade has no figure."""
    members = membership(law.seats, law.places, on)
    tariffs: Mapping[str, Tariff] = {}
    derivatives: Mapping[str, Derivative] = {}
    exemptions: tuple[Exemption, ...] = ()
    origin: Origin | None = None
    floors, notes = floors_at(law, on, members, conversion_costs(law))
    if law.rulebook is not None:
        tariffs, ended = _tariffs(law, law.rulebook, evidence(law, on, members, conversion_costs(law)))
        notes += ended
        found = law.rulebook.derivatives.items()
        derivatives = {name: clause for name, clause in found if clause.in_force(on)}
        exemptions = tuple(item for item in law.rulebook.border.exemptions if item.in_force(on))
        origin = law.rulebook.zone.origin if law.rulebook.zone.origin.in_force(on) else None
    measures = _index(law, on, members)
    return LawInForce(law, on, members, floors, tariffs, derivatives, exemptions, measures, notes, origin)


def floors_at(
    law: Law, on: date, members: Membership, conversion: ConversionCostOf
) -> tuple[Mapping[str, FloorClause], tuple[str, ...]]:
    """Floors of one day at given conversion costs, and notes; raises RulebookError as ``floors_in_force``."""
    if law.rulebook is None:
        return {}, ()
    return floors_in_force(law.rulebook, evidence(law, on, members, conversion))


def _tariffs(law: Law, rulebook: Rulebook, known: Evidence) -> tuple[Mapping[str, Tariff], tuple[str, ...]]:
    """Tariffs of one day, and notes on those whose sunset is reached."""
    found: dict[str, Tariff] = {}
    notes = []
    for name, clause in rulebook.tariffs.items():
        if not clause.in_force(known.on):
            continue
        ended = sunset_reached(clause.sunset, name, known) if name in law.commodities else ""
        if ended:
            notes.append(f"tariffs.{name} is not in force on {known.on}: {ended}.")
        else:
            found[name] = clause
    return found, tuple(notes)


def evidence(law: Law, on: date, members: Membership, conversion: ConversionCostOf) -> Evidence:
    """What reference prices and conditions may read on a day."""

    def allies(commodity: str, tiers: tuple[str, ...]) -> tuple[str, ...]:
        good = law.commodities[commodity]
        return tuple(region for region in law.network.regions if members.has_tier(region, good, tiers))

    return Evidence(
        law.facts,
        law.network,
        on,
        allies,
        conversion,
        zone_share(law, members),
        lambda region, commodity: members.share(region, law.commodities[commodity]),
    )


def _index(law: Law, on: date, members: Membership) -> dict[tuple[MeasureKind, str], tuple[Measure, ...]]:
    index: dict[tuple[MeasureKind, str], tuple[Measure, ...]] = {}
    for measure in law.measures:
        if measure.in_force(on):
            for commodity in measure.commodities or law.commodities:
                excused = _excused(law, measure, commodity, members)
                found = replace(measure, excused=excused) if excused else measure
                index[measure.kind, commodity] = (*index.get((measure.kind, commodity), ()), found)
    return index


def _excused(law: Law, measure: Measure, commodity: str, members: Membership) -> tuple[str, ...]:
    """Other members on which an export curb of a member does not hold, where the zone exempts them."""
    mutual = law.rulebook is not None and law.rulebook.zone.mutual_exemption
    good = law.commodities.get(commodity)
    if not mutual or good is None or measure.kind not in EXPORT_CURBS or not members.share(measure.by, good):
        return ()
    return tuple(
        code
        for seat in members.seats
        if (seat.levies or seat.enters_free) and seat.covers(good)
        for code in seat.codes
        if code not in seat.excluded and code != measure.by
    )


def zone_share(law: Law, members: Membership) -> Callable[[str, str], Fraction]:
    """(region, commodity) -> part of the region's production inside the zone."""
    return lambda region, commodity: members.free_share(region, law.commodities[commodity])


def conversion_costs(law: Law, drawn: Mapping[Parameter, float] | None = None) -> ConversionCostOf:
    """Conversion cost in USD/t of a commodity in a process: the rulebook's own, else that of the facts.

    ``drawn`` replaces the value of some rows of the facts.
    """

    def cost(commodity: str, process: Process) -> Fraction:
        cascade = law.rulebook.floors.cascade if law.rulebook is not None else None
        if cascade is not None and commodity in cascade.conversion:
            return exact(cascade.conversion[commodity])
        row = conversion_fact(law, commodity, process)
        return exact((drawn or {}).get(row, row.value))

    return cost


def conversion_fact(law: Law, commodity: str, process: Process) -> Parameter:
    """The row of the facts with the conversion cost of a process; raises RulebookError without one."""
    recipe = process.id.partition("@")[0]
    if law.facts is not None:
        try:
            return law.facts.parameter(
                "conversion_cost", commodity=commodity, recipe=recipe, region=process.region
            )
        except UnknownName:
            pass
    fault = Fault(
        "CASCADE-6",
        "floors.cascade.conversion",
        f"no conversion cost of {commodity}",
        "a cost in the rulebook, or the parameter conversion_cost in the facts",
        f"Add conversion: {{{commodity}: … USD/kg}} to the cascade.",
    )
    raise RulebookError("rulebook", [fault])
