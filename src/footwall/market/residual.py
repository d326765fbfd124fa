"""Residual and Jacobian of one scenario, compiled; see ``kernel`` for the pieces."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from footwall.market.curves import CES, activity, use
from footwall.market.kernel import (
    REFERENCE_FLOOR,
    add_landed_gradient,
    export_value,
    fischer_burmeister,
    landed_prices,
    margins,
    price_gradients,
    sourcing,
)
from footwall.market.system import TARIFF_RATE, Curves, FloatArray, Topology


class Work(NamedTuple):
    """Scratch arrays of one scenario, all overwritten by ``evaluate``."""

    landed: FloatArray
    share: FloatArray
    effective: FloatArray
    margin: FloatArray
    activity: FloatArray
    purchases: FloatArray
    flow: FloatArray
    gradient: FloatArray
    purchase_gradient: FloatArray
    margin_gradient: FloatArray
    row: FloatArray
    jacobian: FloatArray
    value: FloatArray
    relative: FloatArray


def workspace(topology: Topology, curves: Curves) -> Work:
    """Allocate scratch arrays for one thread."""
    arcs, buyers = topology.arc_market.shape[0], topology.buyer_start.shape[0] - 1
    processes, unknowns = topology.input_start.shape[0] - 1, curves.price_scale.shape[0]
    return Work(
        landed=np.zeros((arcs, 3)),
        share=np.zeros(arcs),
        effective=np.zeros(buyers),
        margin=np.zeros(processes),
        activity=np.zeros((processes, 2)),
        purchases=np.zeros(buyers),
        flow=np.zeros(arcs),
        gradient=np.zeros((buyers, unknowns)),
        purchase_gradient=np.zeros((buyers, unknowns)),
        margin_gradient=np.zeros(unknowns),
        row=np.zeros(unknowns),
        jacobian=np.zeros((unknowns, unknowns)),
        value=np.zeros(unknowns),
        relative=np.zeros(unknowns),
    )


@njit(cache=True, nogil=True)
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


@njit(cache=True, nogil=True)
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
            r = markets + quotas + topology.arc_reference[a]
            value, slope = export_value(x, a, s, topology, curves)
            for n in range(unknowns):
                jacobian[r, n] += row[n] * (x[r] - value)


@njit(cache=True, nogil=True)
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


@njit(cache=True, nogil=True)
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


@njit(cache=True, nogil=True)
def quota_row(
    q: int, x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work, with_jacobian: bool
) -> None:
    """0 ≤ ρ ⊥ limit − tonnes ≥ 0, or 0 ≤ ρ ≤ L with tonnes − limit between (tariff-rate quota)."""
    n = curves.tonnage.shape[0] + q
    limit, ceiling, scale = curves.quota[s if curves.quota.shape[0] > 1 else 0, q]
    if not np.isfinite(limit):
        work.value[n] = x[n] / scale
        work.relative[n] = abs(work.value[n])
        if with_jacobian:
            work.jacobian[n, :] = 0.0
            work.jacobian[n, n] = 1.0 / scale
        return
    tonnes = 0.0
    for k in range(topology.quota_start[q], topology.quota_start[q + 1]):
        tonnes += work.flow[topology.quota_arc[k]]
    a, unused = x[n] / scale, (limit - tonnes) / limit
    if topology.quota_kind[q] == TARIFF_RATE:
        top = (ceiling - x[n]) / scale
        inner, by_top, by_over = fischer_burmeister(top, -unused)
        value, by_a, by_inner = fischer_burmeister(a, -inner)
        by_price = by_a / scale + by_inner * by_top / scale
        by_tonnes = -by_inner * by_over / limit
        work.relative[n] = abs(max(min(a, unused), -top))
    else:
        value, by_a, by_b = fischer_burmeister(a, unused)
        by_price = by_a / scale
        by_tonnes = -by_b / limit
        work.relative[n] = abs(min(a, unused))
    work.value[n] = value
    if with_jacobian:
        for m in range(x.shape[0]):
            work.jacobian[n, m] *= by_tonnes
        work.jacobian[n, n] += by_price


@njit(cache=True, nogil=True)
def reference_row(
    r: int, x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work, with_jacobian: bool
) -> None:
    """Published price = import-weighted outside price: Σ (q + ε·q0)(R − value) = 0, scaled."""
    n = curves.tonnage.shape[0] + topology.quota_kind.shape[0] + r
    base = curves.arc[s if curves.arc.shape[0] > 1 else 0]
    total = weighted = slope_total = 0.0
    for k in range(topology.reference_start[r], topology.reference_start[r + 1]):
        a = topology.reference_arc[k]
        value, slope = export_value(x, a, s, topology, curves)
        weight = work.flow[a] + REFERENCE_FLOOR * base[a, 2]
        total += base[a, 2]
        weighted += weight * (x[n] - value)
        slope_total += weight
    scale = total * curves.price_scale[n]
    work.value[n] = weighted / scale
    work.relative[n] = abs(work.value[n]) * total / max(slope_total, 1e-300)
    if with_jacobian:
        markets = curves.tonnage.shape[0]
        for k in range(topology.reference_start[r], topology.reference_start[r + 1]):
            a = topology.reference_arc[k]
            slope = export_value(x, a, s, topology, curves)[1]
            weight = work.flow[a] + REFERENCE_FLOOR * base[a, 2]
            work.jacobian[n, topology.arc_market[a]] -= weight * slope
            for j in range(topology.arc_quota_start[a], topology.arc_quota_start[a + 1]):
                q = topology.arc_quota[j]
                if topology.quota_kind[q] != TARIFF_RATE:
                    work.jacobian[n, markets + q] -= weight
        work.jacobian[n, n] += slope_total
        for m in range(x.shape[0]):
            work.jacobian[n, m] /= scale
