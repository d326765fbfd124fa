"""The curves of one year: base-year curves at that year's capacity, use, price level and memory.

Capacity scales supply and, by market, the sourcing weights; use is scaled by its path and by the part of the
long-run answer that has come; buyers weigh origins at their short-run θ, the rest of the long-run θ being in
the weights already. Base tonnage, the scale of the solver, moves with capacity.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from footwall.horizon.responses import Responses
from footwall.market.calibrate import Calibration
from footwall.market.curves import CHOKE_SPAN
from footwall.market.system import FloatArray

BLOCKS = ("process", "use", "buyer", "arc")
"""Blocks of a calibration that hold a row for every draw."""
KAPPA, JOIN = 2, 4
"""Fields of ``Calibration.process`` that are margins: they fall with the cost of a tonne."""
CHOKE = 4
"""Field of ``Calibration.use`` with the choke price, USD/t."""


@dataclass(frozen=True, eq=False)
class Memory:
    """What the past has left: arrays (S, ·), zero in the base year."""

    price: FloatArray
    """(S, buyers) lagged ln(P/P0)."""
    premium: FloatArray
    """(S, arcs) lagged (ℓ − P)/N − (ℓ0 − P0)/P0: what an origin asks beyond what the buyer pays anyway.

    Shares depend on differences between origins alone, so a scarcity that all share leaves nothing behind.
    """


@dataclass(frozen=True, eq=False)
class YearInputs:
    """What the curves of a year are made of besides memory."""

    capacity: FloatArray
    """(S, processes) t/year of the first output."""
    use: FloatArray
    """(S, uses) use at unchanged prices over that of the base year."""
    level: FloatArray
    """(S, buyers) price level N, USD/t."""
    cheaper: FloatArray
    """(S, processes) fall of the cost curve, USD/t of activity."""


def no_memory(calibration: Calibration) -> Memory:
    """The memory of the base year."""
    scenarios = calibration.scenarios
    return Memory(
        np.zeros((scenarios, len(calibration.buyers))),
        np.zeros((scenarios, len(calibration.network.arcs))),
    )


def remember(
    memory: Memory, responses: Responses, prices: tuple[FloatArray, FloatArray], calibration: Calibration,
    level: FloatArray,
) -> Memory:  # fmt: skip
    """Memory after a year with ``prices``: effective (S, buyers) and landed (S, arcs), USD/t.

    Closed arcs (no landed price) forget nothing and learn nothing. No price above that at which the last user
    stops is remembered.
    """
    effective, landed = prices
    base = calibration.buyer[:, :, 3]
    arc_buyer = calibration.wiring.arc_buyer
    paid = np.minimum(effective, highest_price(calibration))
    seen = np.log(np.maximum(paid, 1e-9 * base) / base)
    beyond = (landed - effective[:, arc_buyer]) / level[:, arc_buyer]
    premium = beyond - (calibration.arc[:, :, 1] / base[:, arc_buyer] - 1.0)
    premium = np.where(np.isfinite(premium), premium, memory.premium)
    return Memory(
        memory.price + responses.use_speed * (seen - memory.price),
        memory.premium + responses.sourcing_speed * (premium - memory.premium),
    )


def highest_price(calibration: Calibration) -> FloatArray:
    """(S, buyers) price at which the last user of a buyer stops, USD/t; infinite where no user buys.

    Where no origin is left the price is a mark far above every use, and no payment.
    """
    stops = np.zeros((calibration.use.shape[0], len(calibration.buyers)))
    np.maximum.at(stops.T, calibration.wiring.use_buyer, CHOKE_SPAN * calibration.use[:, :, CHOKE].T)
    return np.where(stops > 0.0, stops, np.inf)


def central_curves(curves: Calibration) -> Calibration:
    """The curves of the central case alone."""
    return replace(curves, **{name: getattr(curves, name)[:1] for name in BLOCKS})


def curves_of_year(
    calibration: Calibration, responses: Responses, memory: Memory, inputs: YearInputs
) -> Calibration:
    """The calibration whose equilibrium is that of the year; every block has a scenario axis S."""
    wiring, scenarios = calibration.wiring, calibration.scenarios
    process = np.broadcast_to(calibration.process, (scenarios, *calibration.process.shape[1:])).copy()
    ratio = _by_market(calibration, inputs.capacity) / _by_market(calibration, process[:, :, 1])
    process[:, :, 1] = inputs.capacity
    for field in (KAPPA, JOIN):
        process[:, :, field] -= inputs.cheaper
    use = np.broadcast_to(calibration.use, (scenarios, *calibration.use.shape[1:])).copy()
    answered = np.exp(-responses.use_more * memory.price[:, wiring.use_buyer])
    use[:, :, 1] = use[:, :, 1] * inputs.use * answered
    buyer = np.broadcast_to(calibration.buyer, (scenarios, *calibration.buyer.shape[1:])).copy()
    long = buyer[:, :, 1].copy()
    buyer[:, :, 1] = long * responses.sourcing_short
    buyer[:, :, 2] = inputs.level
    arc = np.broadcast_to(calibration.arc, (scenarios, *calibration.arc.shape[1:])).copy()
    still_to_come = (long - buyer[:, :, 1])[:, wiring.arc_buyer]
    raw = arc[:, :, 0] * ratio[:, wiring.arc_market] * np.exp(-still_to_come * memory.premium)
    total = np.zeros((scenarios, len(wiring.buyers)))
    for s in range(scenarios):
        total[s] = np.bincount(wiring.arc_buyer, raw[s], len(wiring.buyers))
    arc[:, :, 0] = raw / total[:, wiring.arc_buyer]
    return replace(
        calibration,
        process=process,
        use=use,
        buyer=buyer,
        arc=arc,
        base_output=calibration.base_output * np.maximum(ratio.mean(axis=0), 1e-6),
    )


def _by_market(calibration: Calibration, capacity: FloatArray) -> FloatArray:
    """(S, markets) output at full use of ``capacity`` (S, processes)."""
    wiring = calibration.wiring
    makers = np.repeat(np.arange(len(wiring.output_start) - 1), np.diff(wiring.output_start))
    made = capacity[:, makers] * wiring.recipe_output
    return np.stack(
        [np.bincount(wiring.output_market, row, len(calibration.base_price)) for row in made]
    ).astype(float)
