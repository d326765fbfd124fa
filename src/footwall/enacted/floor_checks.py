"""Floors held against the prices of the base year and against each other, before anything runs.

Whether a floor binds once markets have moved is for a run to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from footwall.enacted.arcs import CAP_OF
from footwall.enacted.base_prices import BasePrices
from footwall.enacted.decision import SCRAP
from footwall.enacted.floors import derived_price
from footwall.enacted.law import LawInForce, conversion_costs, zone_share
from footwall.enacted.recipe_mix import recipe_mix
from footwall.enacted.wording import per_kg
from footwall.errors import RulebookError
from footwall.rulebook import floor as floor_clause
from footwall.rulebook import levy as levy_clause

if TYPE_CHECKING:
    from footwall.chain.network import Arc, Network
    from footwall.enacted.clauses import Clauses, FloorTerms


@dataclass(frozen=True)
class Case:
    """The law of a day with the clauses and base prices of every arc."""

    force: LawInForce
    decided: tuple[Clauses, ...]
    prices: BasePrices

    @property
    def network(self) -> Network:
        return self.force.law.network

    def levied(self, commodity: str) -> list[tuple[Arc, Clauses]]:
        """Open arcs on which an instrument on the commodity is levied."""
        pairs = zip(self.network.arcs, self.decided, strict=True)
        return [
            (arc, clauses)
            for arc, clauses in pairs
            if arc.commodity == commodity and clauses.open and clauses.liable_share
        ]


def floor_contradictions(case: Case) -> Iterator[str]:
    """Floors that are slack, out of reach under their cap, or skipped at the next stage."""
    yield from _slack_floors(case)
    yield from _capped_floors(case)
    yield from _leaking_stages(case)


def _slack_floors(case: Case) -> Iterator[str]:
    for commodity, floor in case.force.floors.items():
        lowest: dict[str, tuple[float, str]] = {}
        edge: dict[str, float] = {}
        for arc, clauses in case.levied(commodity):
            if clauses.floor is None:
                continue
            price = _compared(case, arc, clauses, clauses.floor)
            offer = (price, arc.origin)
            lowest[arc.destination] = min(lowest.get(arc.destination, offer), offer)
            edge[arc.destination] = float((1 - clauses.floor.dead_band) * clauses.floor.price)
        slack = [member for member in lowest if lowest[member][0] >= edge[member]]
        if slack and len(slack) == len(lowest):
            price, origin = min(lowest.values())
            yield (
                f"The floor on {commodity} ({per_kg(floor.price)}) is slack at base prices at every border: "
                f"the cheapest outside offer, from {origin}, is {per_kg(price)}."
            )
        elif slack:
            yield f"The floor on {commodity} is slack at base prices at the border of {', '.join(slack)}."


def _compared(case: Case, arc: Arc, clauses: Clauses, floor: FloorTerms) -> float:
    """The price held against the floor: the entry's own, or the mean of the outside arcs into all members."""
    if floor.compared == "transaction":
        return case.prices.compared(arc, clauses, floor)
    arcs = [pair for pair in case.levied(arc.commodity) if pair[1].floor is not None]
    tonnes = sum(other.flow for other, _ in arcs)
    return sum(other.flow * case.prices.compared(other, terms, floor) for other, terms in arcs) / tonnes


def _capped_floors(case: Case) -> Iterator[str]:
    for commodity in case.force.floors:
        short: list[tuple[float, str]] = []
        for arc, clauses in case.levied(commodity):
            floor = clauses.floor
            if floor is None or floor.cap_of is None:
                continue
            missing = _beyond_cap(case, arc, clauses, floor)
            if missing > 0:
                short.append((missing, f"{arc.origin} to {arc.destination}"))
        if short:
            most, where = max(short)
            yield (
                f"The cap of the levy on {commodity} is below the gap at base prices on {len(short)} arcs: "
                f"most from {where}, where {per_kg(most)} of the gap stays open."
            )


def _beyond_cap(case: Case, arc: Arc, clauses: Clauses, floor: FloorTerms) -> float:
    price = float(floor.price)
    gap = levy_clause.gap(price, _compared(case, arc, clauses, floor), float(floor.dead_band))
    mode_b = float(floor.mode == "B")
    amount = levy_clause.variable(gap, float(floor.top_up), mode_b, float(clauses.duty.ad_valorem))
    value = case.prices.customs_value(arc, clauses)
    return amount - levy_clause.capped(amount, CAP_OF[floor.cap_of], float(floor.cap), value, price)


def _leaking_stages(case: Case) -> Iterator[str]:
    """Stages whose goods may enter below what their content costs at the floor upstream (FLOOR-4)."""
    force = case.force
    for commodity, good in force.law.commodities.items():
        if good.stage == SCRAP:
            continue
        mix = recipe_mix(commodity, case.network, zone_share(force.law, force.membership))
        upstream = [item for item in mix.inputs if item in force.floors] if mix is not None else []
        if mix is None or not upstream:
            continue
        made_from = f"{commodity} is made from {', '.join(upstream)}"
        floor = force.floors.get(commodity)
        if floor is None:
            yield f"{made_from} and has no floor: protected material can enter the zone at that stage."
            continue
        try:
            needed, text = derived_price(
                commodity, mix, force.floors, conversion_costs(force.law), Fraction(0)
            )
        except RulebookError:
            yield f"{made_from}; whether its floor leaks cannot be told, no conversion cost is known."
            continue
        leak = floor_clause.stage_leak(needed, floor.price)
        if leak > 0:
            yield (
                f"The floor on {commodity} ({per_kg(floor.price)}) leaks {per_kg(leak)}: at the floors "
                f"upstream its inputs and conversion cost {text}."
            )
