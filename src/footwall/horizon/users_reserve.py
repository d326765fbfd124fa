"""What users hold for themselves: drawn in full before anyone who uses the good goes short.

A holder gains nothing by waiting once the price is as high as any user would pay. From a little below the
price R at which use begins to go short, everything held is for sale,

    release   (H/Δ − paced)·clip((P − R(1 − σ)) / (R·σ), 0, 1)

on top of what is paced over the time that a disruption is expected to last (``private_stocks``). For final
use R is the choke price. For an input it is the price that its makers can pay when what they make fetches its
own R: all their inputs rise together and their margin stays, so that

    R_in/P_in = 1 + Σ β·p·(R_out/P_out − 1) / Σ α·P_in

with R_out/P_out the mean over the destinations of the maker's market, by what they bought; a joint
product that nobody can be short of brings what it did. The lowest counts where several use a good.

Symbol -> field -> unit: R ``reserve`` (USD/t of the buyer's effective price), σ ``Holding.span``, H held (t),
Δ ``step`` (years), P, p prices before the disruption (USD/t), α, β t per t of activity.
"""

from __future__ import annotations

import numpy as np

from footwall.horizon.private_stocks import Holding
from footwall.market.calibrate import Calibration
from footwall.market.equilibrium import Equilibrium
from footwall.market.stocks import Stocks
from footwall.market.system import FloatArray

CHOKE = 4
"""Field of ``Calibration.use`` with the choke price, USD/t."""
MOST_STAGES = 20
"""Rounds up the chain: more than a chain has stages."""


def reserve_price(curves: Calibration, before: Equilibrium) -> FloatArray:
    """(buyers,) R in USD/t; infinite where nobody who uses the good can go short."""
    wiring, price = curves.wiring, before.effective
    of_use = np.full(len(price), np.inf)
    np.minimum.at(of_use, wiring.use_buyer, curves.use[0, :, CHOKE] / price[wiring.use_buyer])
    ratio = of_use
    for _ in range(MOST_STAGES):
        further = of_use.copy()
        np.minimum.at(further, wiring.input_buyer, _makers(curves, before, ratio))
        if np.array_equal(further, ratio):
            break
        ratio = further
    return np.asarray(np.maximum(ratio, 1.0) * price)


def _makers(curves: Calibration, before: Equilibrium, ratio: FloatArray) -> FloatArray:
    """(inputs,) R/P that the makers of each input can pay, given those of what they make."""
    wiring, markets = curves.wiring, len(curves.base_price)
    sold = np.where(np.isfinite(ratio[wiring.arc_buyer]), before.flow, 0.0)
    gained = sold * (np.where(np.isfinite(ratio), ratio, 1.0)[wiring.arc_buyer] - 1.0)
    total = np.bincount(wiring.arc_market, sold, markets)
    gain = np.bincount(wiring.arc_market, gained, markets) / np.where(total > 0.0, total, 1.0)
    known = total > 0.0
    made = np.repeat(np.arange(len(wiring.output_start) - 1), np.diff(wiring.output_start))
    fed = np.repeat(np.arange(len(wiring.input_start) - 1), np.diff(wiring.input_start))
    processes = len(wiring.output_start) - 1
    value = wiring.recipe_output * before.price[wiring.output_market]
    more = np.bincount(made, value * gain[wiring.output_market], processes)
    any_known = np.bincount(made, known[wiring.output_market], processes) > 0.0
    paid = np.bincount(fed, wiring.recipe_input * before.effective[wiring.input_buyer], processes)
    return np.where(any_known[fed] & (before.activity[fed] > 0.0), 1.0 + more[fed] / paid[fed], np.inf)


def reserve_schedules(
    holding: Holding, held: FloatArray, reserve: FloatArray, level: FloatArray, step: float
) -> Stocks:
    """What buyers hold beyond what is paced; ``held`` (t), ``reserve`` and ``level`` (1, buyers)."""
    paced = -np.expm1(-step / holding.expected) / step
    known = np.isfinite(reserve)
    top = np.where(known, reserve, level)
    block = np.full((*held.shape, 4), np.inf)
    block[:, :, 0] = np.where(known, -held * (1.0 / step - paced), 0.0)
    block[:, :, 1] = np.maximum((1.0 - holding.span) * top, level * (1.0 + holding.markup))
    block[:, :, 2] = np.maximum(top, block[:, :, 1] + holding.span * level)
    buyers = np.arange(held.shape[1], dtype=np.int64)
    return Stocks(buyers, np.full(len(buyers), -1, dtype=np.int64), block)
