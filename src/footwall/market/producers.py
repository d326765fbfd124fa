"""Producers' prices: the market price and the supports that pay beside it, compiled.

A support pays φ·max(0, S − B) − ψ·max(0, B − U) on each tonne of output, with the index B = f·p of a market.
The clauses are those of ``footwall.rulebook.support``. The pay-out is a broken line: its slope at a kink is
that of the side where nothing is paid.
"""

from __future__ import annotations

from footwall.market.compiled import compiled, compiled_clause
from footwall.market.system import Curves, FloatArray, Topology
from footwall.market.work import Work
from footwall.rulebook import support as _support

GUARANTEED, STRIKE, FACTOR, GIVEN_BACK, GIVEN_FROM = range(5)

_guarantee = compiled_clause(_support.guarantee)
_upside = compiled_clause(_support.upside)


@compiled
def support_per_tonne(
    k: int, x: FloatArray, s: int, topology: Topology, curves: Curves
) -> tuple[float, float, float]:
    """What support ``k`` pays and takes back per tonne of output, and the slope of the difference in p."""
    row = s if curves.support.shape[0] > 1 else 0
    guaranteed = curves.support[row, k, GUARANTEED]
    strike = curves.support[row, k, STRIKE]
    factor = curves.support[row, k, FACTOR]
    given_back = curves.support[row, k, GIVEN_BACK]
    given_from = curves.support[row, k, GIVEN_FROM]
    index = factor * x[topology.support_index[k]]
    slope = 0.0
    if index < strike:
        slope -= guaranteed * factor
    if index > given_from:
        slope -= given_back * factor
    return guaranteed * _guarantee(strike, index), _upside(index, given_from, given_back), slope


@compiled
def fill_supports(x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """Fill ``work.support`` (supports, 2): net payment per tonne of output (USD/t), its slope in the index
    price.
    """
    for k in range(topology.support_index.shape[0]):
        paid, given_back, slope = support_per_tonne(k, x, s, topology, curves)
        work.support[k, 0] = paid - given_back
        work.support[k, 1] = slope
