"""Residual and Jacobian of one scenario, compiled; see ``kernel`` for the pieces."""

from __future__ import annotations

import math

import numpy as np

from footwall.market.compiled import compiled
from footwall.market.curves import activity, use
from footwall.market.jacobian import jacobian_of_flows
from footwall.market.kernel import fischer_burmeister, landed_prices, margins, sourcing
from footwall.market.limit_rows import (
    outside_prices,
    quota_rows,
    quota_slopes,
    reference_rows,
    reference_slopes,
)
from footwall.market.scenario import load_scenario
from footwall.market.stock_rows import trade_stocks
from footwall.market.system import Curves, FloatArray, Topology
from footwall.market.work import Work

DEAD = 1e-13
"""Slope below which a market is dead: nothing made, nothing bought. Its price then stays where it is."""


@compiled
def quantities(x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """Prices to tonnes: landed prices, shares, margins, activities, purchases and flows."""
    load_scenario(s, topology, curves, work)
    respond(x, s, topology, curves, work)


@compiled
def respond(x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """The quantities of the loaded scenario ``s``."""
    landed_prices(x, topology, curves, work)
    sourcing(s, topology, curves, work)
    margins(x, s, topology, curves, work)
    process = curves.process[s if curves.process.shape[0] > 1 else 0]
    uses = curves.use[s if curves.use.shape[0] > 1 else 0]
    work.purchases[:] = 0.0
    work.use_slope[:] = 0.0
    for k in range(process.shape[0]):
        p = process[k]
        y, dy = activity(p[0], p[1], work.margin[k], (p[2], p[3], p[4], p[5]))
        work.activity[k, 0] = y
        work.activity[k, 1] = dy
        for i in range(topology.input_start[k], topology.input_start[k + 1]):
            work.purchases[topology.input_buyer[i]] += curves.recipe_input[i] * y
    for k in range(uses.shape[0]):
        u = uses[k]
        b = topology.use_buyer[k]
        used, slope = use(u[0], u[1], work.effective[b], (u[2], u[3], u[4]))
        work.purchases[b] += used
        work.use_slope[b] += slope
    trade_stocks(x, s, topology, curves, work)
    for a in range(topology.arc_market.shape[0]):
        work.flow[a] = work.share[a] * work.purchases[topology.arc_buyer[a]]
    outside_prices(x, s, topology, curves, work)


@compiled
def excess_supply(market_rows: FloatArray, s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """Output less shipments less stock purchases, per market (t/year)."""
    supply_and_shipments(s, topology, curves, work)
    for i in range(curves.tonnage.shape[0]):
        market_rows[i] = work.balance[i, 0] - work.balance[i, 1]


@compiled
def supply_and_shipments(s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """Fill ``work.balance`` (markets, 2): output and releases; shipments and stock purchases (t/year)."""
    purchase = curves.purchase[s if curves.purchase.shape[0] > 1 else 0]
    balance = work.balance
    for i in range(curves.tonnage.shape[0]):
        balance[i, 0] = max(-purchase[i], 0.0)
        balance[i, 1] = max(purchase[i], 0.0)
    for k in range(topology.stock_market.shape[0]):
        if topology.stock_market[k] >= 0:
            balance[topology.stock_market[k], 1] += work.stock[k]
    for k in range(work.margin.shape[0]):
        for i in range(topology.output_start[k], topology.output_start[k + 1]):
            balance[topology.output_market[i], 0] += curves.recipe_output[i] * work.activity[k, 0]
    for a in range(topology.arc_market.shape[0]):
        balance[topology.arc_market[a], 1] += work.flow[a]


@compiled
def evaluate(
    x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work, with_jacobian: bool
) -> float:
    """Fill ``work.value`` (and ``work.jacobian``) with the scaled system; return ½‖value‖².

    Balances enter as ln((supply + q0)/(shipments + q0)): logit demand and logistic supply are close to
    straight lines in logarithms, so that Newton steps stay good far from the solution, and the base tonnage
    q0 keeps them finite where nothing is made or shipped.
    ``work.relative`` holds each row's natural residual: |min(price/scale, excess/tonnage)| and its like.
    """
    load_scenario(s, topology, curves, work)
    merit = evaluate_values(x, s, topology, curves, work)
    if with_jacobian:
        evaluate_slopes(x, s, topology, curves, work)
    return merit


@compiled
def evaluate_values(x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work) -> float:
    """Quantities and rows of the loaded scenario ``s`` at ``x``; returns ½‖value‖²."""
    respond(x, s, topology, curves, work)
    supply_and_shipments(s, topology, curves, work)
    for i in range(curves.tonnage.shape[0]):
        a, b = market_pair(i, x, curves, work)
        work.value[i], work.by_pair[i, 0], work.by_pair[i, 1] = fischer_burmeister(a, b)
        work.relative[i] = abs(min(a, (work.balance[i, 0] - work.balance[i, 1]) / curves.tonnage[i]))
    quota_rows(x, s, topology, curves, work)
    reference_rows(x, topology, curves, work)
    merit = 0.0
    for n in range(x.shape[0]):
        merit += work.value[n] * work.value[n]
    return 0.5 * merit


@compiled
def market_pair(i: int, x: FloatArray, curves: Curves, work: Work) -> tuple[float, float]:
    """Scaled price and log balance of market ``i``: its complementarity pair."""
    tonnage = curves.tonnage[i]
    ratio = (work.balance[i, 0] + tonnage) / (work.balance[i, 1] + tonnage)
    return x[i] / curves.price_scale[i], math.log(ratio)


@compiled
def evaluate_slopes(x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """Jacobian of the rows at the ``x`` whose values were evaluated last."""
    markets, quotas = curves.tonnage.shape[0], topology.quota_kind.shape[0]
    for i in range(markets):
        work.weight[i, 0] = work.by_pair[i, 1] / (work.balance[i, 0] + curves.tonnage[i])
        work.weight[i, 1] = work.by_pair[i, 1] / (work.balance[i, 1] + curves.tonnage[i])
    jacobian_of_flows(x, s, topology, curves, work)
    work.weight[:] = 1.0
    for i in range(markets):
        by_price, scale = work.by_pair[i, 0], curves.price_scale[i]
        if max(by_price, abs(work.jacobian[i, i]) * scale) < DEAD:
            for n in range(x.shape[0]):
                by_price = max(by_price, abs(work.jacobian[i, n]) * curves.price_scale[n])
            if by_price < DEAD:
                work.jacobian[i, i] = 1.0 / scale
                continue
            by_price = work.by_pair[i, 0]
        work.jacobian[i, i] += by_price / scale
    quota_slopes(markets, quotas, work)
    reference_slopes(x, s, topology, curves, work)


@compiled
def uphill(step: FloatArray, s: int, topology: Topology, curves: Curves, work: Work) -> float:
    """Slope along ``step`` of the market's potential, whose gradient is excess supply and unused quota.

    With all charges specific the potential (producers' plus users' surplus) is convex in prices: a step
    has overshot its minimum where this slope is positive.
    """
    markets = curves.tonnage.shape[0]
    slope = 0.0
    for i in range(markets):
        slope += (work.balance[i, 0] - work.balance[i, 1]) * step[i]
    quota = curves.quota[s if curves.quota.shape[0] > 1 else 0]
    for q in range(topology.quota_kind.shape[0]):
        if np.isfinite(quota[q, 0]):
            unused = quota[q, 0]
            for k in range(topology.quota_start[q], topology.quota_start[q + 1]):
                unused -= work.flow[topology.quota_arc[k]]
            slope += unused * step[markets + q]
    return slope
