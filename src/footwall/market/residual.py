"""Residual and Jacobian of one scenario, compiled; see ``kernel`` for the pieces."""

from __future__ import annotations

import math

import numpy as np

from footwall.market.compiled import compiled
from footwall.market.curves import CES, activity, use
from footwall.market.kernel import (
    add_landed_gradient,
    export_value,
    fischer_burmeister,
    landed_prices,
    margins,
    price_gradients,
    sourcing,
)
from footwall.market.limit_rows import outside_prices, quota_row, reference_row
from footwall.market.system import Curves, FloatArray, Topology
from footwall.market.work import Work

DEAD = 1e-13
"""Slope below which a market is dead: nothing made, nothing bought. Its price then stays where it is."""


@compiled
def quantities(x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """Prices to tonnes: landed prices, shares, margins, activities, purchases and flows."""
    landed_prices(x, s, topology, curves, work.landed)
    sourcing(s, topology, curves, work.landed, work.share, work.effective)
    margins(x, topology, curves, work.effective, work.margin)
    process = curves.process[s if curves.process.shape[0] > 1 else 0]
    uses = curves.use[s if curves.use.shape[0] > 1 else 0]
    work.purchases[:] = 0.0
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
        work.purchases[b] += use(u[0], u[1], work.effective[b], (u[2], u[3], u[4]))[0]
    for a in range(topology.arc_market.shape[0]):
        work.flow[a] = work.share[a] * work.purchases[topology.arc_buyer[a]]
    outside_prices(x, s, topology, curves, work)


@compiled
def jacobian_of_flows(x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """Fill ``work.jacobian``: weighted supply less weighted shipments, and tonnes under quotas, by ∂x.

    The weights are ``work.weight``; at one, the market rows are the derivative of excess supply.
    """
    jacobian, gradient, bought = work.jacobian, work.gradient, work.purchase_gradient
    markets, quotas = curves.tonnage.shape[0], topology.quota_kind.shape[0]
    buyer = curves.buyer[s if curves.buyer.shape[0] > 1 else 0]
    unknowns = x.shape[0]
    jacobian[:] = 0.0
    bought[:] = 0.0
    price_gradients(x, s, topology, curves, work.landed, work.share, gradient)
    for k in range(work.margin.shape[0]):
        slope = work.activity[k, 1]
        if slope == 0.0:
            continue
        m = work.margin_gradient
        m[:] = 0.0
        for i in range(topology.output_start[k], topology.output_start[k + 1]):
            m[topology.output_market[i]] += curves.recipe_output[i]
        for i in range(topology.input_start[k], topology.input_start[k + 1]):
            b = topology.input_buyer[i]
            for n in range(unknowns):
                m[n] -= curves.recipe_input[i] * gradient[b, n]
        for i in range(topology.output_start[k], topology.output_start[k + 1]):
            market = topology.output_market[i]
            factor = curves.recipe_output[i] * slope * work.weight[market, 0]
            for n in range(unknowns):
                jacobian[market, n] += factor * m[n]
        for i in range(topology.input_start[k], topology.input_start[k + 1]):
            b = topology.input_buyer[i]
            for n in range(unknowns):
                bought[b, n] += curves.recipe_input[i] * slope * m[n]
    add_use_and_mix(s, topology, curves, work)
    for a in range(topology.arc_market.shape[0]):
        share = work.share[a]
        if share == 0.0:
            continue
        b = topology.arc_buyer[a]
        price = work.landed[a, 0] if buyer[b, 0] == CES else buyer[b, 2]
        own = -buyer[b, 1] / price * work.flow[a]
        market = topology.arc_market[a]
        weight = -work.weight[market, 1]
        add_flow_gradient(a, market, (weight, own), s, topology, curves, work)
        for k in range(topology.arc_quota_start[a], topology.arc_quota_start[a + 1]):
            add_flow_gradient(a, markets + topology.arc_quota[k], (1.0, own), s, topology, curves, work)
        if topology.arc_reference[a] >= 0:
            r = topology.arc_reference[a]
            apart = work.outside[r, 0] - export_value(x, a, s, topology, curves)[0]
            add_flow_gradient(a, markets + quotas + r, (apart, own), s, topology, curves, work)


@compiled
def add_use_and_mix(s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """Add to ∂(purchases)/∂x the slope of final use and the common part of sourcing, (θ/N)·Q·∂P/∂x."""
    uses = curves.use[s if curves.use.shape[0] > 1 else 0]
    buyer = curves.buyer[s if curves.buyer.shape[0] > 1 else 0]
    slopes = work.use_slope
    for b in range(buyer.shape[0]):
        price = work.effective[b] if buyer[b, 0] == CES else buyer[b, 2]
        slopes[b] = buyer[b, 1] / price * work.purchases[b]
    for k in range(uses.shape[0]):
        u = uses[k]
        b = topology.use_buyer[k]
        slopes[b] += use(u[0], u[1], work.effective[b], (u[2], u[3], u[4]))[1]
    for b in range(buyer.shape[0]):
        for n in range(work.gradient.shape[1]):
            work.purchase_gradient[b, n] += slopes[b] * work.gradient[b, n]


@compiled
def add_flow_gradient(
    a: int, row: int, weights: tuple[float, float], s: int, topology: Topology, curves: Curves, work: Work
) -> None:
    """Add weight·∂q_a/∂x to a row of the Jacobian.

    ``weights`` is that weight and ∂q_a/∂ℓ_a at a given effective price.
    """
    common = work.purchase_gradient[topology.arc_buyer[a]]
    target = work.jacobian[row]
    weight, own = weights
    factor = weight * work.share[a]
    for n in range(target.shape[0]):
        target[n] += factor * common[n]
    add_landed_gradient(a, weight * own, s, topology, curves, work.landed, target)


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
    merit = evaluate_values(x, s, topology, curves, work)
    if with_jacobian:
        evaluate_slopes(x, s, topology, curves, work)
    return merit


@compiled
def evaluate_values(x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work) -> float:
    """Quantities and rows at ``x``; returns ½‖value‖²."""
    quantities(x, s, topology, curves, work)
    supply_and_shipments(s, topology, curves, work)
    markets, quotas = curves.tonnage.shape[0], topology.quota_kind.shape[0]
    for i in range(markets):
        a, b = market_pair(i, x, curves, work)
        work.value[i] = fischer_burmeister(a, b)[0]
        work.relative[i] = abs(min(a, (work.balance[i, 0] - work.balance[i, 1]) / curves.tonnage[i]))
    for q in range(quotas):
        quota_row(q, x, s, topology, curves, work, False)
    for r in range(x.shape[0] - markets - quotas):
        reference_row(r, x, s, topology, curves, work, False)
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
        work.weight[i, 0] = 1.0 / (work.balance[i, 0] + curves.tonnage[i])
        work.weight[i, 1] = 1.0 / (work.balance[i, 1] + curves.tonnage[i])
    jacobian_of_flows(x, s, topology, curves, work)
    work.weight[:] = 1.0
    for i in range(markets):
        a, b = market_pair(i, x, curves, work)
        _, by_a, by_b = fischer_burmeister(a, b)
        steepest = 0.0
        for n in range(x.shape[0]):
            work.jacobian[i, n] *= by_b
            steepest = max(steepest, abs(work.jacobian[i, n]) * curves.price_scale[n])
        work.jacobian[i, i] += by_a / curves.price_scale[i]
        if max(steepest, by_a) < DEAD:
            work.jacobian[i, i] = 1.0 / curves.price_scale[i]
    for q in range(quotas):
        quota_row(q, x, s, topology, curves, work, True)
    for r in range(x.shape[0] - markets - quotas):
        reference_row(r, x, s, topology, curves, work, True)


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
