"""Private stocks: what users and traders hold, release when a good is dear, and buy back when it is not.

Holders who expect a disruption to last T longer, and prices to come back to their normal level P̄ with it,
sell all they have over that time once the price is above P̄ by more than it costs to carry the good so long,
and refill over the same time when it is not:

    release   (H/Δ)·(1 − e^(−Δ/T)) · clip((P − P̄(1+μ)) / (P̄·σ), 0, 1)
    purchase  ((H̄ − H)⁺/Δ)·(1 − e^(−Δ/T)) · clip((P̄(1+μ) − P) / (P̄·μ), 0, 1)
    surplus   ((H − H̄)⁺/Δ)·(1 − e^(−Δ/T)) at any price

over a step of Δ years, so that a step may be a week or a year. The rule stands for competitive storage with a
convenience yield (Brennan 1958, *American Economic Review* 48); ``footwall.storage`` solves that exactly for
one good. It never shorts: H stays between zero and what it was allowed to reach.

Symbol -> field -> unit: H ``held`` (t), H̄ ``normal`` (t), P̄ ``level`` (USD/t of the buyer's effective price),
T ``expected`` (years), μ ``markup`` (1), σ ``span`` (1), Δ ``step`` (years).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from footwall.market.stocks import Stocks
from footwall.market.system import FloatArray

if TYPE_CHECKING:
    from footwall.facts import Facts
    from footwall.market.calibrate import Calibration

DAYS = 365.0
ANY_SALE = (-2e14, -1e14)
"""Price band of a schedule that sells at any price."""


@dataclass(frozen=True, eq=False)
class Holding:
    """How private holders of one network behave; numbers, or columns (S, 1) that differ by scenario."""

    cover: FloatArray
    """(buyers,) or (S, 1) normal stock over a year's purchases, years."""
    expected: float | FloatArray
    markup: float | FloatArray
    span: float | FloatArray


def holding_of(facts: Facts, calibration: Calibration) -> Holding:
    """What the facts say of private stocks, by commodity. Raises UnknownName where they say nothing."""
    days = {
        commodity.id: facts.parameter("private_stock", commodity=commodity.id).value
        for commodity in calibration.network.commodities
    }
    return Holding(
        cover=np.array([days[commodity] for commodity, _ in calibration.buyers]) / DAYS,
        expected=facts.parameter("disruption_expected").value,
        markup=facts.parameter("private_stock_markup").value,
        span=facts.parameter("private_stock_span").value,
    )


def private_schedules(
    holding: Holding, held: FloatArray, normal: FloatArray, level: FloatArray, step: float
) -> Stocks:
    """Releases, purchases, then surplus of every buyer; ``held``, ``normal`` (t), ``level``: (S, buyers)."""
    scenarios, buyers = held.shape
    pace = -np.expm1(-step / holding.expected) / step
    block = np.empty((scenarios, 3 * buyers, 4))
    block[:, :, 3] = np.inf
    dear = level * (1.0 + holding.markup)
    released, bought, surplus = (block[:, k * buyers : (k + 1) * buyers] for k in range(3))
    released[:, :, 0] = -np.minimum(held, normal) * pace
    released[:, :, 1] = dear
    released[:, :, 2] = dear + holding.span * level
    bought[:, :, 0] = np.maximum(normal - held, 0.0) * pace
    bought[:, :, 1] = level
    bought[:, :, 2] = dear
    surplus[:, :, 0] = -np.maximum(held - normal, 0.0) * pace
    surplus[:, :, 1], surplus[:, :, 2] = ANY_SALE
    places = np.arange(buyers, dtype=np.int64)
    return Stocks(np.tile(places, 3), np.full(3 * buyers, -1, dtype=np.int64), block)


def held_after(held: FloatArray, traded: FloatArray, step: float) -> FloatArray:
    """(S, buyers) t after a step in which ``traded`` (S, 3·buyers) t/year went into the schedules.

    What rounding leaves below zero is nothing.
    """
    scenarios, buyers = held.shape
    moved = step * traded.reshape(scenarios, 3, buyers).sum(axis=1)
    return np.asarray(np.maximum(held + moved, 0.0))
