"""Tidy rows of a state: prices, tonnes, charges, capacities, quotas and floors.

Every figure of every region, route and stage, in the units of the variable dictionary. Zone and world
totals are added for tonnes. A figure that does not exist (no capacity, no purchases) has no row; nothing is
filled with zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from footwall.enacted.charges import FloatArray
from footwall.runs.figures import outputs
from footwall.runs.result import Row
from footwall.runs.variables import variable as dictionary_row
from footwall.runs.zone import ReportedZone

if TYPE_CHECKING:
    from footwall.measure.state import State

Figure = tuple[str, str, float]
"""(variable, region, value)."""
KG_PER_T = 1000.0
ZONE, WORLD = "Zone", "World"


def as_rows(scenario: str, year: int, found: Iterable[Figure]) -> Iterator[Row]:
    """Rows of figures, with the unit of the dictionary; raises UnknownName for another variable."""
    for name, region, value in found:
        yield Row(scenario, region, name, dictionary_row(name).unit, year, float(value) + 0.0)


def state_figures(state: State, zone: ReportedZone) -> Iterator[Figure]:
    """All figures of one state."""
    yield from regional_figures(state, zone)
    yield from _routes(state)
    yield from _quotas(state)


def regional_figures(state: State, zone: ReportedZone) -> Iterator[Figure]:
    """Figures of regions, the zone and the world; none of a route or a quota."""
    yield from _prices(state)
    yield from _outputs(state, zone)
    yield from _processes(state)
    yield from _purchases(state, zone)
    yield from _uses(state, zone)


def _prices(state: State) -> Iterator[Figure]:
    equilibrium = state.equilibrium
    for market, price in zip(state.network.markets, equilibrium.price.tolist(), strict=True):
        yield f"Price|FOB|{market.commodity}", market.region, price / KG_PER_T
    delivered, mix, premium = delivered_prices(state)
    columns = (
        ("Price|Delivered", delivered),
        ("Price|Effective", equilibrium.effective),
        ("Memo|Mix cost", mix),
        ("Memo|Origin premium", premium),
    )
    for name, values in columns:
        for (commodity, region), value in zip(state.calibration.buyers, values.tolist(), strict=True):
            yield f"{name}|{commodity}", region, value / KG_PER_T


def delivered_prices(state: State) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Delivered price, mix cost and origin premium of every buyer (USD/t).

    Effective price = delivered price + mix cost − origin premium.
    """
    wiring, equilibrium = state.wiring, state.equilibrium
    buyer, arc = state.block("buyer"), state.block("arc")
    count = len(wiring.buyers)
    share, landed = equilibrium.share, equilibrium.landed
    bought = share > 0.0

    def mean(values: FloatArray) -> FloatArray:
        return np.bincount(wiring.arc_buyer[bought], (share * values)[bought], count).astype(float)

    level, base_level = buyer[:, 2], buyer[:, 3]
    premium = level * (mean(arc[:, 1]) / base_level - 1.0)
    ratio = np.ones(len(share))
    np.divide(share, arc[:, 0], out=ratio, where=bought & (arc[:, 0] > 0.0))
    distance = mean(np.log(ratio, out=np.zeros(len(share)), where=ratio > 0.0))
    return mean(landed), distance * level / buyer[:, 1], premium


def _outputs(state: State, zone: ReportedZone) -> Iterator[Figure]:
    made = outputs(state)
    yield from _with_totals("Output", made, zone)
    world: dict[str, float] = {}
    for (commodity, _), tonnes in made.items():
        world[commodity] = world.get(commodity, 0.0) + tonnes
    for (commodity, region), tonnes in made.items():
        if world[commodity] > 0.0:
            yield f"Output share|{commodity}", region, 100.0 * tonnes / world[commodity]
    for market, tonnes in zip(state.network.markets, state.equilibrium.disposal.tolist(), strict=True):
        yield f"Disposal|{market.commodity}", market.region, tonnes


def _processes(state: State) -> Iterator[Figure]:
    capacity = state.block("process")[:, 1]
    for k, process in enumerate(state.network.processes):
        recipe = process.id.partition("@")[0]
        yield f"Capacity|{recipe}", process.region, float(capacity[k])
        if capacity[k] > 0.0:
            used = float(state.equilibrium.activity[k] / capacity[k])
            yield f"Utilisation|{recipe}", process.region, 100.0 * used
        yield f"Margin|{recipe}", process.region, float(state.equilibrium.margin[k]) / KG_PER_T


def _purchases(state: State, zone: ReportedZone) -> Iterator[Figure]:
    bought = zip(state.calibration.buyers, state.equilibrium.purchases.tolist(), strict=True)
    yield from _with_totals("Purchases", dict(bought), zone)


def _uses(state: State, zone: ReportedZone) -> Iterator[Figure]:
    for name, values in (("Use", state.equilibrium.use), ("Shortage", state.equilibrium.shortage)):
        summed: dict[tuple[str, str], float] = {}
        for use, tonnes in zip(state.network.uses, values.tolist(), strict=True):
            key = (use.sector, use.region)
            summed[key] = summed.get(key, 0.0) + tonnes
        yield from _with_totals(name, summed, zone)


def _routes(state: State) -> Iterator[Figure]:
    equilibrium = state.equilibrium
    open_arcs = np.broadcast_to(state.charges.open, equilibrium.flow.shape) > 0.0
    for a, arc in enumerate(state.network.arcs):
        route = route_name(arc.origin, arc.destination)
        yield f"Trade|{arc.commodity}", route, float(equilibrium.flow[a])
        if not open_arcs[a]:
            continue
        yield f"Price|Landed|{arc.commodity}", route, float(equilibrium.landed[a]) / KG_PER_T
        yield f"Duty|Unit|{arc.commodity}", route, float(equilibrium.unit.duty[a]) / KG_PER_T
        yield f"Levy|Unit|{arc.commodity}", route, float(equilibrium.unit.levy[a]) / KG_PER_T


def _quotas(state: State) -> Iterator[Figure]:
    for quota, rent in zip(state.enactment.quotas, state.equilibrium.rent.tolist(), strict=True):
        tonnes = float(state.equilibrium.flow[list(quota.arcs)].sum())
        region = quota.imposed_by or WORLD
        yield f"Quota|Rent|{quota.id}", region, rent / KG_PER_T
        if np.isfinite(quota.limit) and quota.limit > 0.0:
            yield f"Quota|Used|{quota.id}", region, 100.0 * tonnes / quota.limit


def _with_totals(name: str, values: dict[tuple[str, str], float], zone: ReportedZone) -> Iterator[Figure]:
    totals: dict[str, list[float]] = {}
    for (item, region), value in values.items():
        yield f"{name}|{item}", region, value
        sums = totals.setdefault(item, [0.0, 0.0])
        sums[0] += value * zone.weight(region)
        sums[1] += value
    for item, (inside, world) in totals.items():
        yield f"{name}|{item}", ZONE, inside
        yield f"{name}|{item}", WORLD, world


def route_name(origin: str, destination: str) -> str:
    return f"{origin}>{destination}"
