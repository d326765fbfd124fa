"""Yearly limits of supports: eligible volume, budget, annual cap on what is given back.

A support pays per tonne; its limits hold per year, so that what a tonne gets depends on the output. The
clauses are those of ``footwall.rulebook.support``. A limited support counts as an average over the whole
output of its plants: their marginal tonne earns that average, not the full strike.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from footwall.market.assemble import System
from footwall.market.producers import FACTOR, GIVEN_BACK, GIVEN_FROM, GUARANTEED, STRIKE
from footwall.market.system import FloatArray
from footwall.rulebook import support as clauses

if TYPE_CHECKING:
    from footwall.market.feedback import Solved


class SupportLimits:
    """Guaranteed and given-back share of the output of every support with a yearly limit."""

    charges: tuple[str, ...] = ()

    def __init__(self, system: System) -> None:
        self._supports = system.supports
        self._limited = [
            k
            for k, support in enumerate(system.supports)
            if min(support.volume, support.budget, support.annual_cap) < math.inf
        ]
        count = len(self._limited)
        named = [system.supports[k].id for k in self._limited]
        self.names = tuple(f"{side} of {name}" for side in ("limit", "cap") for name in named)
        self.scale = np.ones(2 * count)
        self.lower = np.zeros(2 * count)
        self.upper = np.ones(2 * count)
        self._start = np.array(
            [
                system.curves.support[0, k, column]
                for column in (GUARANTEED, GIVEN_BACK)
                for k in self._limited
            ]
        )

    def start(self) -> FloatArray:
        return self._start

    def apply(self, blocks: dict[str, FloatArray], scenario: int, values: FloatArray) -> None:
        count = len(self._limited)
        blocks["support"][scenario, self._limited, GUARANTEED] = values[:count]
        blocks["support"][scenario, self._limited, GIVEN_BACK] = values[count:]

    def respond(self, solved: Solved) -> FloatArray:
        output = output_under_supports(solved.system, solved.work.activity[:, 0])
        shares = np.array([self._shares(k, float(output[k]), solved) for k in self._limited])
        return shares.T.reshape(-1)

    def _shares(self, k: int, output: float, solved: Solved) -> tuple[float, float]:
        """Share of the output that is paid, and that gives back, once the limits hold."""
        support = self._supports[k]
        row = solved.system.curves.support[solved.scenario, k]
        if output <= 0.0:
            return support.covered_share, support.covered_share * support.upside_share
        index = float(row[FACTOR] * solved.price[support.index_market])
        tonnes = clauses.covered_tonnes(output, support.covered_share, support.volume)
        paid = clauses.guarantee(float(row[STRIKE]), index)
        back = clauses.upside(index, float(row[GIVEN_FROM]), 1.0)
        guaranteed = (
            clauses.outlay(paid, tonnes, support.budget) / (paid * output) if paid > 0.0 else tonnes / output
        )
        if back <= 0.0:
            return guaranteed, support.upside_share * tonnes / output
        given = clauses.rebate(support.upside_share * back, tonnes, support.annual_cap)
        return guaranteed, given / (back * output)


def output_under_supports(system: System, activity: FloatArray) -> FloatArray:
    """(supports,) t/year of the output that carries each support."""
    topology, curves = system.topology, system.curves
    if not system.supports:
        return np.zeros(0)
    made = curves.recipe_output * np.repeat(activity, np.diff(topology.output_start))
    carried = np.repeat(made, np.diff(topology.output_support_start))
    return np.bincount(topology.output_support, carried, len(system.supports)).astype(np.float64)
