"""What came of every scenario of a batch, as arrays: prices and tonnes without the breakdown of charges."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from footwall.market.compiled import compiled
from footwall.market.residual import quantities
from footwall.market.served import fill_served
from footwall.market.system import Curves, FloatArray, IntArray, Topology
from footwall.market.work import Work, workspace

if TYPE_CHECKING:
    from footwall.market.scenarios import BatchEquilibrium


class Outcomes(NamedTuple):
    """Arrays (S, ·) of the fields of ``Equilibrium`` that have these names: USD/t and t/year."""

    price: FloatArray
    landed: FloatArray
    effective: FloatArray
    margin: FloatArray
    activity: FloatArray
    purchases: FloatArray
    use: FloatArray
    shortage: FloatArray
    wanted: FloatArray
    """(S, buyers) t/year that inputs and uses ask for."""
    delivered: FloatArray
    """(S, buyers) cash price Σ s·ℓ."""
    stock: FloatArray
    """(S, schedules) t/year into each stock schedule; negative: out of it."""


def outcomes_of(batch: BatchEquilibrium, rows: IntArray) -> Outcomes:
    """The scenarios ``rows`` of a batch, which must have converged, in their order."""
    topology, curves = batch.system.topology, batch.system.curves
    arcs, buyers = topology.arc_market.shape[0], topology.buyer_start.shape[0] - 1
    processes, uses = topology.input_start.shape[0] - 1, topology.use_buyer.shape[0]
    stocks = topology.stock_buyer.shape[0]
    markets, made = curves.tonnage.shape[0], (processes, processes)
    sizes = (markets, arcs, buyers, *made, buyers, uses, uses, buyers, buyers, stocks)
    found = Outcomes(*(np.zeros((len(rows), size)) for size in sizes))
    _fill(batch.unknowns, rows, topology, curves, workspace(topology, curves), found)
    return found


@compiled
def _fill(
    unknowns: FloatArray, rows: IntArray, topology: Topology, curves: Curves, work: Work, found: Outcomes
) -> None:
    for place in range(rows.shape[0]):
        s = rows[place]
        x = unknowns[s]
        quantities(x, s, topology, curves, work)
        for i in range(found.price.shape[1]):
            found.price[place, i] = max(x[i], 0.0)
        found.landed[place] = work.landed[:, 0]
        found.effective[place] = work.effective
        found.margin[place] = work.margin
        found.activity[place] = work.activity[:, 0]
        found.purchases[place] = work.purchases
        uses = curves.use[s if curves.use.shape[0] > 1 else 0]
        fill_served(uses, work.effective[topology.use_buyer], found.use[place], found.shortage[place])
        found.wanted[place] = work.purchases
        found.stock[place] = work.stock
        for k in range(topology.stock_buyer.shape[0]):
            if topology.stock_buyer[k] >= 0:
                found.wanted[place, topology.stock_buyer[k]] -= work.stock[k]
        for a in range(topology.arc_buyer.shape[0]):
            if work.share[a] > 0.0:
                found.delivered[place, topology.arc_buyer[a]] += work.share[a] * work.landed[a, 0]
