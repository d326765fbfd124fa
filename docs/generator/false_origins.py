"""What false origins hide in a solved state: tonnes charged and hidden, true and declared origins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from footwall.measure.state import State
from footwall.runs.declared_trade import declared_trade
from footwall.runs.result import ChainRun

VIA = ("VNM", "THA")
MAGNET = "ndfeb_magnet"


@dataclass(frozen=True)
class Charged:
    """Tonnes of a good that enter the zone under a charge, and how many of them under a false origin."""

    tonnes: float
    hidden: float
    rate: float
    """Charge paid over customs value, by tonnes; the charge owed where nothing is hidden."""


def charged(state: State, commodity: str) -> Charged:
    """What enters under a charge, over all members."""
    unit, charges = state.equilibrium.unit, state.enactment.charges
    flow = state.equilibrium.flow
    levied = np.array([arc.commodity == commodity for arc in state.network.arcs], float) * flow
    levied *= np.broadcast_to(charges.levied_share, levied.shape)
    exported = unit.fob + unit.export_tax + unit.vat + unit.export_specific + unit.quota_rent
    value = exported + unit.freight * charges.valuation_cif
    paid = float(levied @ unit.levy)
    tonnes = float(levied.sum())
    return Charged(tonnes, float(levied @ unit.evaded_share), paid / float(levied @ value) if tonnes else 0.0)


def declared(state: State, commodity: str = MAGNET) -> dict[str, float]:
    """Declared origin to tonnes that enter the zone."""
    name = f"Trade|Declared|{commodity}"
    found: dict[str, float] = {}
    for variable, route, tonnes in declared_trade(state, VIA):
        if variable == name:
            origin = route.partition(">")[0]
            found[origin] = found.get(origin, 0.0) + tonnes
    return found


def actual(state: State, destinations: set[str], commodity: str = MAGNET) -> dict[str, float]:
    """True origin to tonnes that enter the destinations."""
    found: dict[str, float] = {}
    for arc, tonnes in zip(state.network.arcs, state.equilibrium.flow.tolist(), strict=True):
        if arc.commodity == commodity and arc.destination in destinations:
            found[arc.origin] = found.get(arc.origin, 0.0) + tonnes
    return found


def members(run: ChainRun) -> set[str]:
    """Regions that levy: the members, without the associates."""
    routes = (route for _, route, _ in declared_trade(run.policy, VIA))
    return {route.partition(">")[2] for route in routes}


def stopping_detection(rate: float, cost: float, fine: float) -> float:
    """Chance of detection from which hiding the first tonne no longer pays: EVASION-1 with e = 0."""
    return max(0.0, (rate - cost) / (rate + fine))


def capacity_of(run: ChainRun, region: str) -> float:
    """Magnets that the plants of a region can make, t/year."""
    total = 0.0
    for process in run.policy.network.processes:
        made = dict(process.outputs).get(MAGNET, 0.0)
        if process.region == region and made > 0.0:
            total += made * process.capacity
    return total
