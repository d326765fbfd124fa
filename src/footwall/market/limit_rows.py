"""Rows of quotas and of published reference prices, compiled."""

from __future__ import annotations

import math

import numpy as np

from footwall.market.compiled import compiled
from footwall.market.kernel import REFERENCE_FLOOR, export_value, fischer_burmeister
from footwall.market.system import TARIFF_RATE, Curves, FloatArray, Topology
from footwall.market.work import Work


@compiled
def quota_row(
    q: int, x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work, with_jacobian: bool
) -> None:
    """0 ≤ ρ ⊥ limit − tonnes ≥ 0, or 0 ≤ ρ ≤ L with tonnes − limit between (tariff-rate quota)."""
    n = curves.tonnage.shape[0] + q
    row = s if curves.quota.shape[0] > 1 else 0
    limit, ceiling, scale = curves.quota[row, q, 0], curves.quota[row, q, 1], curves.quota[row, q, 2]
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
    a, unused = x[n] / scale, math.log(2.0 * limit / (tonnes + limit))
    natural = (limit - tonnes) / limit
    if topology.quota_kind[q] == TARIFF_RATE:
        top = (ceiling - x[n]) / scale
        inner, by_top, by_over = fischer_burmeister(top, -unused)
        value, by_a, by_inner = fischer_burmeister(a, -inner)
        by_price = by_a / scale + by_inner * by_top / scale
        by_tonnes = -by_inner * by_over / (tonnes + limit)
        work.relative[n] = abs(max(min(a, natural), -top))
    else:
        value, by_a, by_b = fischer_burmeister(a, unused)
        by_price = by_a / scale
        by_tonnes = -by_b / (tonnes + limit)
        work.relative[n] = abs(min(a, natural))
    work.value[n] = value
    if with_jacobian:
        for m in range(x.shape[0]):
            work.jacobian[n, m] *= by_tonnes
        work.jacobian[n, n] += by_price


@compiled
def outside_prices(x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """Fill ``work.outside`` (references, 2): import-weighted outside price and weight (USD/t, t/year)."""
    base = curves.arc[s if curves.arc.shape[0] > 1 else 0]
    for r in range(topology.reference_start.shape[0] - 1):
        tonnes = dollars = 0.0
        for k in range(topology.reference_start[r], topology.reference_start[r + 1]):
            a = topology.reference_arc[k]
            weight = work.flow[a] + REFERENCE_FLOOR * base[a, 2]
            tonnes += weight
            dollars += weight * export_value(x, a, topology, curves, work)[0]
        work.outside[r, 0] = dollars / tonnes
        work.outside[r, 1] = tonnes


@compiled
def reference_row(
    r: int, x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work, with_jacobian: bool
) -> None:
    """Published price = import-weighted outside price: R − Σ w·value / Σ w = 0 with w = q + ε·q0, scaled.

    The average is taken before it is compared: the sum Σ w·(R − value) would also shrink with the tonnes
    when R runs away downwards and the levy closes the border, where Newton then stalls.
    """
    n = curves.tonnage.shape[0] + topology.quota_kind.shape[0] + r
    scale = curves.price_scale[n]
    work.value[n] = (x[n] - work.outside[r, 0]) / scale
    work.relative[n] = abs(work.value[n])
    if with_jacobian:
        base = curves.arc[s if curves.arc.shape[0] > 1 else 0]
        markets = curves.tonnage.shape[0]
        for k in range(topology.reference_start[r], topology.reference_start[r + 1]):
            a = topology.reference_arc[k]
            slope = export_value(x, a, topology, curves, work)[1]
            weight = work.flow[a] + REFERENCE_FLOOR * base[a, 2]
            work.jacobian[n, topology.arc_market[a]] -= weight * slope
            for j in range(topology.arc_quota_start[a], topology.arc_quota_start[a + 1]):
                q = topology.arc_quota[j]
                if topology.quota_kind[q] != TARIFF_RATE:
                    work.jacobian[n, markets + q] -= weight
        work.jacobian[n, n] += work.outside[r, 1]
        for m in range(x.shape[0]):
            work.jacobian[n, m] /= work.outside[r, 1] * scale
