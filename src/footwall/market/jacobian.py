"""Jacobian of supply and shipments of one scenario, compiled: rank-one terms of buyers and processes."""

from __future__ import annotations

import numpy as np

from footwall.market.compiled import compiled
from footwall.market.curves import CES
from footwall.market.kernel import export_value, price_gradients
from footwall.market.system import TARIFF_RATE, Curves, FloatArray, Topology
from footwall.market.work import Work


@compiled
def jacobian_of_flows(x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """Fill ``work.jacobian``: weighted supply less weighted shipments, and tonnes under quotas, by ∂x.

    The weights are ``work.weight``; at one, the market rows are the derivative of excess supply. Rows of
    quotas without a limit are left at zero.
    """
    work.jacobian[:] = 0.0
    work.purchase_gradient[:] = 0.0
    price_gradients(topology, work.landed, work.share, work.gradient)
    add_supply(topology, curves, work)
    add_use_and_mix(s, topology, curves, work)
    add_shipments(x, s, topology, curves, work)
    for k in range(topology.stock_market.shape[0]):
        i = topology.stock_market[k]
        if i >= 0:
            work.jacobian[i, i] -= work.weight[i, 1] * work.market_stock_slope[k]


@compiled
def add_shipments(x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """Add ∂q_a/∂x of every arc to the rows of its market, of its quotas and of its reference price.

    One flat loop: calls that carry array views would keep their reference counts once an arc.
    """
    markets, quotas = curves.tonnage.shape[0], topology.quota_kind.shape[0]
    buyer_row = s if curves.buyer.shape[0] > 1 else 0
    quota_row = s if curves.quota.shape[0] > 1 else 0
    for a in range(topology.arc_market.shape[0]):
        share = work.share[a]
        if share == 0.0:
            continue
        b, market, r = topology.arc_buyer[a], topology.arc_market[a], topology.arc_reference[a]
        price = curves.buyer[buyer_row, b, 2]
        if curves.buyer[buyer_row, b, 0] == CES:
            price = work.landed[a, 0]
        own = -curves.buyer[buyer_row, b, 1] / price * work.flow[a]
        first, last = topology.arc_quota_start[a], topology.arc_quota_start[a + 1]
        for k in range(first - 1, last + (1 if r >= 0 else 0)):
            if k < first:
                row, weight = market, -work.weight[market, 1]
            elif k < last:
                row, weight = markets + topology.arc_quota[k], 1.0
                if not np.isfinite(curves.quota[quota_row, topology.arc_quota[k], 0]):
                    continue
            else:
                row = markets + quotas + r
                weight = work.outside[r, 0] - export_value(x, a, topology, curves, work)[0]
            factor, by_landed = weight * share, weight * own
            for c in range(topology.column_start[b], topology.column_start[b + 1]):
                work.jacobian[row, topology.column[c]] += factor * work.purchase_gradient[c]
            work.jacobian[row, market] += by_landed * work.landed[a, 3]
            for j in range(first, last):
                q = topology.arc_quota[j]
                rent_slope = 1.0 if topology.quota_kind[q] == TARIFF_RATE else work.landed[a, 1]
                work.jacobian[row, markets + q] += by_landed * rent_slope
            if r >= 0:
                work.jacobian[row, markets + quotas + r] += by_landed * work.landed[a, 2]


@compiled
def add_supply(topology: Topology, curves: Curves, work: Work) -> None:
    """Add the slope of every activity to the rows of its outputs and to the purchases of its inputs."""
    m = work.margin_gradient
    for k in range(work.margin.shape[0]):
        slope = work.activity[k, 1]
        if slope == 0.0:
            continue
        m[:] = 0.0
        for i in range(topology.output_start[k], topology.output_start[k + 1]):
            m[topology.output_market[i]] += curves.recipe_output[i]
            for j in range(topology.output_support_start[i], topology.output_support_start[i + 1]):
                k_support = topology.output_support[j]
                by_price = curves.recipe_output[i] * work.support[k_support, 1]
                m[topology.support_index[k_support]] += by_price
        for i in range(topology.input_start[k], topology.input_start[k + 1]):
            b = topology.input_buyer[i]
            for c in range(topology.column_start[b], topology.column_start[b + 1]):
                m[topology.column[c]] -= curves.recipe_input[i] * work.gradient[c]
        for i in range(topology.output_start[k], topology.output_start[k + 1]):
            market = topology.output_market[i]
            row = work.jacobian[market]
            factor = curves.recipe_output[i] * slope * work.weight[market, 0]
            for n in range(m.shape[0]):
                row[n] += factor * m[n]
        for i in range(topology.input_start[k], topology.input_start[k + 1]):
            b = topology.input_buyer[i]
            for c in range(topology.column_start[b], topology.column_start[b + 1]):
                work.purchase_gradient[c] += curves.recipe_input[i] * slope * m[topology.column[c]]


@compiled
def add_use_and_mix(s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """Add to ∂(purchases)/∂x the slopes of final use and stocks and the common part of sourcing, (θ/N)·Q·∂P/∂x.

    What inputs and final use ask for reaches the origins in full, or in part where stocks serve the rest.
    """
    buyer = curves.buyer[s if curves.buyer.shape[0] > 1 else 0]
    for b in range(buyer.shape[0]):
        price = work.effective[b] if buyer[b, 0] == CES else buyer[b, 2]
        passed_on = work.passed_on[b]
        slope = (
            buyer[b, 1] / price * work.purchases[b] + passed_on * work.use_slope[b] + work.stock_slope[b]
        )
        for c in range(topology.column_start[b], topology.column_start[b + 1]):
            work.purchase_gradient[c] = passed_on * work.purchase_gradient[c] + slope * work.gradient[c]
