"""Rows of quotas and of published reference prices, compiled."""

from __future__ import annotations

import math

import numpy as np

from footwall.market.compiled import compiled
from footwall.market.kernel import REFERENCE_FLOOR, export_value, fischer_burmeister
from footwall.market.system import TARIFF_RATE, Curves, FloatArray, Topology
from footwall.market.work import Work


@compiled
def quota_rows(x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """0 ≤ ρ ⊥ limit − tonnes ≥ 0, or 0 ≤ ρ ≤ L with tonnes − limit between (tariff-rate quota).

    Fills the rows' values and, in ``work.by_pair``, their slopes in the rent (1/(USD/t)) and in the tonnes
    under the quota (year/t). A quota without a limit leaves its rent at zero. All rows in one call: the
    arrays' reference counts cost more than a row.
    """
    row = s if curves.quota.shape[0] > 1 else 0
    for q in range(topology.quota_kind.shape[0]):
        n = curves.tonnage.shape[0] + q
        limit, ceiling, scale = curves.quota[row, q, 0], curves.quota[row, q, 1], curves.quota[row, q, 2]
        if not np.isfinite(limit):
            work.value[n] = x[n] / scale
            work.relative[n] = abs(work.value[n])
            work.by_pair[n, 0] = 1.0 / scale
            work.by_pair[n, 1] = 0.0
            continue
        tonnes = 0.0
        for k in range(topology.quota_start[q], topology.quota_start[q + 1]):
            tonnes += work.flow[topology.quota_arc[k]]
        a, unused = x[n] / scale, math.log(2.0 * limit / (tonnes + limit))
        natural = (limit - tonnes) / limit
        if topology.quota_kind[q] == TARIFF_RATE:
            top = (ceiling - x[n]) / scale
            inner, by_top, by_over = fischer_burmeister(top, -unused)
            work.value[n], by_a, by_inner = fischer_burmeister(a, -inner)
            work.by_pair[n, 0] = by_a / scale + by_inner * by_top / scale
            work.by_pair[n, 1] = -by_inner * by_over / (tonnes + limit)
            work.relative[n] = abs(max(min(a, natural), -top))
        else:
            work.value[n], by_a, by_b = fischer_burmeister(a, unused)
            work.by_pair[n, 0] = by_a / scale
            work.by_pair[n, 1] = -by_b / (tonnes + limit)
            work.relative[n] = abs(min(a, natural))


@compiled
def quota_slopes(markets: int, quotas: int, work: Work) -> None:
    """Turn the tonnes under each quota by ∂x, which its Jacobian row holds, into the row's slopes."""
    for n in range(markets, markets + quotas):
        row = work.jacobian[n]
        by_tonnes = work.by_pair[n, 1]
        for m in range(row.shape[0]):
            row[m] *= by_tonnes
        row[n] += work.by_pair[n, 0]


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
def reference_rows(x: FloatArray, topology: Topology, curves: Curves, work: Work) -> None:
    """Published price = import-weighted outside price: R − Σ w·value / Σ w = 0 with w = q + ε·q0, scaled.

    The average is taken before it is compared: the sum Σ w·(R − value) would also shrink with the tonnes
    when R runs away downwards and the levy closes the border, where Newton then stalls.
    """
    first = curves.tonnage.shape[0] + topology.quota_kind.shape[0]
    for r in range(topology.reference_start.shape[0] - 1):
        work.value[first + r] = (x[first + r] - work.outside[r, 0]) / curves.price_scale[first + r]
        work.relative[first + r] = abs(work.value[first + r])


@compiled
def reference_slopes(x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """Complete the Jacobian rows of the published prices, which hold the shipments' part."""
    base = curves.arc[s if curves.arc.shape[0] > 1 else 0]
    markets = curves.tonnage.shape[0]
    for r in range(topology.reference_start.shape[0] - 1):
        n = markets + topology.quota_kind.shape[0] + r
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
        per_weight = 1.0 / (work.outside[r, 1] * curves.price_scale[n])
        for m in range(x.shape[0]):
            work.jacobian[n, m] *= per_weight
