"""Where the content of a tonne comes from: input coefficients of one element, and shares traced back by them.

    t_m = g_m + Σ_b a_mb · Σ_n s_bn · t_n

t is the traced share of the element in a market's output, a the part of it that came from a buyer's purchases
through the market's recipes, s the origins of those purchases, g what is given: at markets where material
takes its origin, and in processes that take the element from the ground or from collection. Scrap returns, so
the system is solved and not followed (Leontief 1936). Content divides over the joint outputs and losses of a
process in proportion to the element that each carries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from footwall.market.calibrate import Wiring
from footwall.market.system import FloatArray, IntArray


class ElementFlow(NamedTuple):
    """One element in the processes of a solution; arrays follow the inputs and outputs of the wiring."""

    entering: FloatArray
    """(inputs,) t of the element per t of activity."""
    leaving: FloatArray
    """(outputs,) the same."""
    activity: FloatArray
    """(processes,) t/year."""
    output: FloatArray
    """(markets,) t/year of the element."""


@dataclass(frozen=True)
class RecipePairs:
    """Every input of a process with every output of it."""

    input_process: IntArray
    output_process: IntArray
    input: IntArray
    output: IntArray


def recipe_pairs(wiring: Wiring) -> RecipePairs:
    """The pairs of a network."""
    inputs, outputs = np.diff(wiring.input_start), np.diff(wiring.output_start)
    processes = np.arange(len(inputs))
    pairs = [
        (i, o)
        for k in processes
        for i in range(wiring.input_start[k], wiring.input_start[k + 1])
        for o in range(wiring.output_start[k], wiring.output_start[k + 1])
    ]
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return RecipePairs(np.repeat(processes, inputs), np.repeat(processes, outputs), both[:, 0], both[:, 1])


def supplied_shares(wiring: Wiring, pairs: RecipePairs, flow: ElementFlow) -> FloatArray:
    """(outputs,) share of the element in the market's output that the process supplies."""
    return ratio(flow.leaving * flow.activity[pairs.output_process], flow.output[wiring.output_market])


def input_shares(wiring: Wiring, pairs: RecipePairs, flow: ElementFlow) -> FloatArray:
    """(markets, buyers) share of the element in the market's output that came from the buyer's purchases."""
    total = np.bincount(pairs.input_process, flow.entering, len(flow.activity)).astype(np.float64)
    mixed = ratio(flow.entering, total[pairs.input_process])
    supplied = supplied_shares(wiring, pairs, flow)
    found = np.zeros((len(flow.output), len(wiring.buyers)))
    places = (wiring.output_market[pairs.output], wiring.input_buyer[pairs.input])
    np.add.at(found, places, supplied[pairs.output] * mixed[pairs.input])
    return found


def origin_shares(wiring: Wiring, share: FloatArray, markets: int) -> FloatArray:
    """(buyers, markets) share of each market in the buyer's purchases; ``share`` is by arc."""
    found = np.zeros((len(wiring.buyers), markets))
    np.add.at(found, (wiring.arc_buyer, wiring.arc_market), share)
    return found


def traced_shares(mixing: FloatArray, given: FloatArray) -> FloatArray:
    """(markets,) t from ``mixing`` (markets, markets) and what is ``given``."""
    return np.asarray(np.linalg.solve(np.eye(len(given)) - mixing, given))


def ratio(part: FloatArray, whole: FloatArray) -> FloatArray:
    """part / whole, 0 where the whole is 0."""
    return np.divide(part, whole, out=np.zeros(len(whole)), where=whole != 0.0)
