"""Residual and Jacobian of one scenario, compiled; see ``kernel`` for the pieces."""

from __future__ import annotations

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
    """Fill ``work.jacobian`` rows of markets with ∂(excess supply)/∂x and of quotas with ∂(tonnes)/∂x."""
    jacobian, gradient, bought = work.jacobian, work.gradient, work.purchase_gradient
    markets, quotas = curves.tonnage.shape[0], topology.quota_kind.shape[0]
    uses = curves.use[s if curves.use.shape[0] > 1 else 0]
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
            for n in range(unknowns):
                jacobian[market, n] += curves.recipe_output[i] * slope * m[n]
        for i in range(topology.input_start[k], topology.input_start[k + 1]):
            b = topology.input_buyer[i]
            for n in range(unknowns):
                bought[b, n] += curves.recipe_input[i] * slope * m[n]
    for k in range(uses.shape[0]):
        u = uses[k]
        b = topology.use_buyer[k]
        slope = use(u[0], u[1], work.effective[b], (u[2], u[3], u[4]))[1]
        for n in range(unknowns):
            bought[b, n] += slope * gradient[b, n]
    for a in range(topology.arc_market.shape[0]):
        share = work.share[a]
        if share == 0.0:
            continue
        b = topology.arc_buyer[a]
        form, theta = buyer[b, 0], buyer[b, 1]
        if form == CES:
            across = theta / work.effective[b]
            own = theta / work.landed[a, 0]
        else:
            across = theta / buyer[b, 2]
            own = across
        row = work.row
        flow = work.flow[a]
        for n in range(unknowns):
            row[n] = share * bought[b, n] + across * flow * gradient[b, n]
        add_landed_gradient(a, -own * flow, s, topology, curves, work.landed, row)
        market = topology.arc_market[a]
        for n in range(unknowns):
            jacobian[market, n] -= row[n]
        for k in range(topology.arc_quota_start[a], topology.arc_quota_start[a + 1]):
            q = markets + topology.arc_quota[k]
            for n in range(unknowns):
                jacobian[q, n] += row[n]
        if topology.arc_reference[a] >= 0:
            r = topology.arc_reference[a]
            apart = work.outside[r, 0] - export_value(x, a, s, topology, curves)[0]
            for n in range(unknowns):
                jacobian[markets + quotas + r, n] += row[n] * apart


@compiled
def excess_supply(market_rows: FloatArray, s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """Output less shipments less stock purchases, per market (t/year)."""
    purchase = curves.purchase[s if curves.purchase.shape[0] > 1 else 0]
    for i in range(curves.tonnage.shape[0]):
        market_rows[i] = -purchase[i]
    for k in range(work.margin.shape[0]):
        for i in range(topology.output_start[k], topology.output_start[k + 1]):
            market_rows[topology.output_market[i]] += curves.recipe_output[i] * work.activity[k, 0]
    for a in range(topology.arc_market.shape[0]):
        market_rows[topology.arc_market[a]] -= work.flow[a]


@compiled
def evaluate(
    x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work, with_jacobian: bool
) -> float:
    """Fill ``work.value`` (and ``work.jacobian``) with the scaled system; return ½‖value‖².

    ``work.relative`` holds each row's natural residual: |min(price/scale, excess/tonnage)| and its like.
    """
    quantities(x, s, topology, curves, work)
    if with_jacobian:
        jacobian_of_flows(x, s, topology, curves, work)
    markets, quotas = curves.tonnage.shape[0], topology.quota_kind.shape[0]
    excess_supply(work.value, s, topology, curves, work)
    for i in range(markets):
        scale = curves.price_scale[i]
        a, b = x[i] / scale, work.value[i] / curves.tonnage[i]
        value, by_a, by_b = fischer_burmeister(a, b)
        work.value[i] = value
        work.relative[i] = abs(min(a, b))
        if with_jacobian:
            weight = by_b / curves.tonnage[i]
            for n in range(x.shape[0]):
                work.jacobian[i, n] *= weight
            work.jacobian[i, i] += by_a / scale
    for q in range(quotas):
        quota_row(q, x, s, topology, curves, work, with_jacobian)
    for r in range(x.shape[0] - markets - quotas):
        reference_row(r, x, s, topology, curves, work, with_jacobian)
    merit = 0.0
    for n in range(x.shape[0]):
        merit += work.value[n] * work.value[n]
    return 0.5 * merit
