"""Contradictions of a rulebook that can be seen before anything runs, as plain sentences.

Faults of the document itself are found when it is read; what a policy does to markets is for a run to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from footwall.enacted.base_prices import base_prices
from footwall.enacted.decision import applies
from footwall.enacted.floor_checks import Case, floor_contradictions
from footwall.enacted.law import compile_law, in_force
from footwall.enacted.limits import export_limits, import_limits
from footwall.enacted.notes import notes_on_what_holds
from footwall.enacted.price_bases import price_bases
from footwall.enacted.protection_checks import protection_checks
from footwall.enacted.shocks import idle_events
from footwall.enacted.supports import supports_in_force
from footwall.errors import RulebookError
from footwall.rulebook.name_checks import named_commodities

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.facts.facts import Facts
    from footwall.rulebook.schema import Rulebook


def check_report(rulebook: Rulebook, facts: Facts | None, network: Network, on: date) -> tuple[str, ...]:
    """What an analyst should know before running a rulebook: contradictions first, then notes
    on what is in force; what is not is for ``not_in_force``.

    Never raises for a rulebook that was read: a cascade that cannot be derived is reported.
    """
    try:
        case = case_of(rulebook, facts, network, on)
        _, support_notes = supports_in_force(case.force) if named_commodities(rulebook) else ((), ())
    except RulebookError as refusal:
        return tuple(fault.sentence(rulebook.name) for fault in refusal.faults)
    force, decided = case.force, case.decided
    found = [
        *floor_contradictions(case),
        *protection_checks(case),
        *_floors_without_makers(case),
        *_instruments_without_imports(case),
        *_origins_that_are_members(case),
        *_measures_between_members(case),
        *_members_inside_members(case),
        *_quotas_that_stand_alone(case),
        *idle_events(case.force.law),
        *notes_on_what_holds(force),
        *export_limits(force, network).notes,
        *import_limits(network, decided).notes,
        *support_notes,
    ]
    return tuple(dict.fromkeys(found))


def floor_bases(rulebook: Rulebook, facts: Facts | None, network: Network, on: date) -> tuple[str, ...]:
    """Every floor of a network on every basis on which its price is quoted; nothing where none is derived."""
    try:
        return tuple(price_bases(case_of(rulebook, facts, network, on)))
    except RulebookError:
        return ()


def case_of(rulebook: Rulebook, facts: Facts | None, network: Network, on: date) -> Case:
    """The law of a day with clauses and base prices of every arc; raises RulebookError as ``in_force``."""
    law = compile_law(rulebook, facts, network)
    decided = tuple(applies(law, arc.commodity, arc.origin, arc.destination, on) for arc in network.arcs)
    return Case(in_force(law, on), decided, base_prices(network))


def _floors_without_makers(case: Case) -> Iterator[str]:
    force = case.force
    for commodity in force.floors:
        good = force.law.commodities.get(commodity)
        if good is None:
            yield f"The floor on {commodity} has no effect: the network does not trade it."
            continue
        makers = {market.region for market in case.network.markets if market.commodity == commodity}
        if not any(force.membership.free_share(region, good) for region in sorted(makers)):
            yield f"The floor on {commodity} protects nobody: no region of the zone makes it."


def _instruments_without_imports(case: Case) -> Iterator[str]:
    covered = dict.fromkeys([*case.force.floors, *case.force.tariffs])
    for commodity in covered:
        if commodity not in case.force.law.commodities:
            continue
        levied = case.levied(commodity)
        if not levied:
            yield f"The floor or tariff on {commodity} is never levied: no member buys it from outside."
        elif all(clauses.exempt_share == 1 for _, clauses in levied):
            yield f"Every tonne of {commodity} is exempt: its floor or tariff is never levied."


def _origins_that_are_members(case: Case) -> Iterator[str]:
    force = case.force
    clauses = [(f"floors.{name}", name, floor.reach) for name, floor in force.floors.items()]
    clauses += [(f"tariffs.{name}", name, tariff) for name, tariff in force.tariffs.items()]
    for path, commodity, clause in clauses:
        good = force.law.commodities.get(commodity)
        if good is None:
            continue
        for field, codes in (("origins", clause.origins), ("except", clause.excluded)):
            inside = [code for code in codes if force.membership.enters_free(code, good)]
            if inside:
                yield f"{path}.{field} names {', '.join(inside)}, a member: it enters free anyway."


def _measures_between_members(case: Case) -> Iterator[str]:
    force = case.force
    measures = dict.fromkeys(
        (measure, name)
        for (_, name), found in force.measures.items()
        if name in force.law.commodities
        for measure in found
        if measure.of_rulebook
    )
    hit: dict[str, tuple[str, list[str]]] = {}
    for measure, name in measures:
        good = force.law.commodities[name]
        if force.membership.share(measure.by, good) < 1:
            continue
        partners = measure.partners or tuple(force.law.places.regions)
        others = [code for code in partners if code != measure.by]
        members = [code for code in others if force.membership.share(code, good) == 1]
        if members:
            hit.setdefault(measure.path, (measure.by, []))[1].extend(members)
    for path, (by, members) in hit.items():
        yield f"{path} is a measure by {by}, a member, against members: {', '.join(dict.fromkeys(members))}."


def _members_inside_members(case: Case) -> Iterator[str]:
    seats = case.force.membership.seats
    codes = [(code, seat) for seat in seats for code in seat.codes]
    for union, parts in case.force.law.places.parts.items():
        if any(code == union for code, _ in codes):
            for code, seat in codes:
                if code in parts:
                    yield f"{code} ({seat.path}) is inside {union}, a member itself: it joins as one."


def _quotas_that_stand_alone(case: Case) -> Iterator[str]:
    for commodity, tariff in case.force.tariffs.items():
        floor = case.force.floors.get(commodity)
        floor_quota = floor is not None and floor.levy.tariff_rate_quota is not None
        if tariff.tariff_rate_quota is not None and (tariff.ad_valorem or tariff.specific):
            yield f"tariffs.{commodity} has a tariff-rate quota and a rate: only the quota applies."
        if floor is not None and (floor_quota or tariff.tariff_rate_quota is not None):
            yield f"{commodity} has a floor, a tariff and a tariff-rate quota: only the quota applies."
