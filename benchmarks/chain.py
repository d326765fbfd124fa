"""The rare-earth chain of the embedded facts, and random policies on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from footwall.enacted import enact
from footwall.enacted.charges import ArcCharges, Quota
from footwall.facts.facts import load_facts
from footwall.market.calibrate import Calibration
from footwall.market.capacity import with_capacity
from footwall.rulebook.read import read_rulebook
from footwall.runs.economy import Economy, base_economy

Array = NDArray[np.float64]
ON = date(2027, 12, 31)


@cache
def economy() -> Economy:
    return base_economy(load_facts())[1]


def under(rulebook: str) -> tuple[Calibration, ArcCharges, tuple[Quota, ...]]:
    """Calibration, charges and quotas of a bundled rulebook."""
    chain = economy()
    enacted = enact(read_rulebook(rulebook), chain.facts, chain.calibration.network, ON)
    return chain.calibration, enacted.charges, enacted.quotas


@dataclass(frozen=True)
class RandomRulebooks:
    """Packed policies with a leading scenario axis."""

    calibration: Calibration
    charges: ArcCharges
    quotas: tuple[Quota, ...]
    limits: Array


@dataclass(frozen=True)
class Reach:
    """How far random rulebooks go: stages with floors and curbs, and the largest factor on a capacity."""

    stages: tuple[str, ...]
    capacity_factor: float


EVERY_GOOD = Reach(("concentrate", "oxide", "metal", "magnet", "scrap", "motor"), 2.0)
FLOORED_GOODS = Reach(("oxide", "metal", "magnet", "motor"), 1.25)


def random_rulebooks(count: int, seed: int, reach: Reach) -> RandomRulebooks:
    """``count`` draws over the base year's measures.

    Floors of 0.5 to 2.5 times the price on each good of the reach with chance one half; each region a member
    with chance 0.4; the largest exporter of each of these goods curbs its exports to 0.1 to 1 times the base
    with chance 0.3; every capacity times a factor f, from 1/f to f of the reach (log-uniform).
    """
    generator = np.random.default_rng(seed)
    base = economy().calibration
    network = base.network
    commodities = [commodity.id for commodity in network.commodities]
    of_arc = np.array([commodities.index(arc.commodity) for arc in network.arcs])
    place = {region: n for n, region in enumerate(network.regions)}
    origin = np.array([place[arc.origin] for arc in network.arcs])
    destination = np.array([place[arc.destination] for arc in network.arcs])
    price = np.array([_typical_price(base, commodity) for commodity in commodities])
    floor = price * generator.uniform(0.5, 2.5, (count, len(commodities)))
    stage = np.array([commodity.stage for commodity in network.commodities])
    floor *= (generator.random(floor.shape) < 0.5) & np.isin(stage, reach.stages)
    member = generator.random((count, len(network.regions))) < 0.4
    curbs = (
        _curb(base, commodity.id, (origin, destination), of_arc == n)
        for n, commodity in enumerate(network.commodities)
        if commodity.stage in reach.stages
    )
    quotas = tuple(quota for quota in curbs if quota.arcs)
    shape = (count, len(quotas))
    limits = np.array([quota.limit for quota in quotas]) * generator.uniform(0.1, 1.0, shape)
    limits[generator.random(shape) >= 0.3] = np.inf
    capacity = base.process[0, :, 1] * np.exp(
        np.log(reach.capacity_factor) * generator.uniform(-1.0, 1.0, (count, len(network.processes)))
    )
    charges = replace(
        base.base_charges,
        floor=floor[:, of_arc],
        levied_share=(member[:, destination] & ~member[:, origin]).astype(float),
        top_up=np.ones(len(of_arc)),
        floor_cif=np.ones(len(of_arc)),
    )
    return RandomRulebooks(with_capacity(base, capacity), charges, quotas, limits)


def _typical_price(calibration: Calibration, commodity: str) -> float:
    markets = calibration.network.markets
    chosen = [n for n, market in enumerate(markets) if market.commodity == commodity]
    return float(np.average(calibration.base_price[chosen], weights=calibration.base_output[chosen]))


def _curb(calibration: Calibration, commodity: str, ends: tuple[Array, Array], of_commodity: Array) -> Quota:
    """An export quota at the base tonnes of the commodity's largest exporter; no arcs where none exports."""
    origin, destination = ends
    flow = calibration.arc[0, :, 2]
    abroad = of_commodity & (origin != destination)
    if not abroad.any():
        return Quota(commodity, "export", (), 0.0)
    exports = np.bincount(origin[abroad], flow[abroad])
    arcs = np.flatnonzero(abroad & (origin == exports.argmax()))
    return Quota(commodity, "export", tuple(arcs.tolist()), float(flow[arcs].sum()))
