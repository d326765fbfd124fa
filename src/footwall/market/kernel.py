"""The compiled equilibrium system of one scenario: residual and analytic Jacobian.

Rows are Fischer-Burmeister functions of scaled complementarity pairs: price against excess supply, rent
against unused quota, and for tariff-rate quotas the doubly bounded form of Billups (1995). The Jacobian is
assembled from one gradient per buyer and one per process (rank-one terms); a buyer's holds only the
unknowns that the buyer's price or purchases depend on, a dozen in a chain.
"""

from __future__ import annotations

import math

import numpy as np

from footwall.market.charge import EXPORT_SPECIFIC, FLOOR_CIF, FREIGHT, unit_charges
from footwall.market.compiled import compiled
from footwall.market.curves import CES
from footwall.market.producers import fill_supports
from footwall.market.system import TARIFF_RATE, Curves, FloatArray, Topology
from footwall.market.work import Work

NO_ORIGIN_PRICE = 1e3
"""Effective price over N where no origin is left: far above every choke price."""
REFERENCE_FLOOR = 1e-6
"""Weight of base flows in the reference price, so that it stays defined when imports vanish."""


@compiled
def fischer_burmeister(a: float, b: float) -> tuple[float, float, float]:
    """φ = a + b − √(a² + b²) and its generalised gradient; zero exactly when 0 ≤ a ⊥ b ≥ 0."""
    r = math.sqrt(a * a + b * b)
    if r < 1e-300:
        return 0.0, 1.0 - math.sqrt(0.5), 1.0 - math.sqrt(0.5)
    value = 2.0 * a * b / (a + b + r) if min(a, b) >= 0.0 else a + b - r
    return value, 1.0 - a / r, 1.0 - b / r


@compiled
def landed_prices(x: FloatArray, topology: Topology, curves: Curves, work: Work) -> None:
    """Fill ``work.landed`` (arcs, 4): landed price with tariff-rate rent; its slopes in the export price, in
    the reference and in the FOB price.
    """
    markets = curves.tonnage.shape[0]
    quotas = topology.quota_kind.shape[0]
    line, out = work.line, work.landed
    for a in range(topology.arc_market.shape[0]):
        quota_rent = rent = 0.0
        for k in range(topology.arc_quota_start[a], topology.arc_quota_start[a + 1]):
            q = topology.arc_quota[k]
            if topology.quota_kind[q] == TARIFF_RATE:
                rent += x[markets + q]
            else:
                quota_rent += x[markets + q]
        fob = x[topology.arc_market[a]]
        if line[a, 3] <= 0.0:
            out[a, 0] = fob * line[a, 0] + line[a, 1] + quota_rent * line[a, 2] + rent
            out[a, 1] = line[a, 2]
            out[a, 2] = 0.0
            out[a, 3] = line[a, 0]
            continue
        r = topology.arc_reference[a]
        reference = x[markets + quotas + r] if r >= 0 else 0.0
        c = work.charge[a]
        result = unit_charges(fob * line[a, 4] + c[EXPORT_SPECIFIC] + quota_rent, reference, c)
        out[a, 0] = result[0] + rent
        out[a, 1] = result[1]
        out[a, 2] = result[2]
        out[a, 3] = result[1] * line[a, 4]


@compiled
def sourcing(s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """Fill tonnes per t bought (arcs,) and the effective price (buyers,).

    Logit: s_i = s0_i·exp(−θ(ℓ_i/N − ℓ0_i/P0))/Z, P = N(1 − ln Z/θ). CES (replication only):
    x_i = s0_i(P/ℓ_i)^σ, P = (Σ s0_i·ℓ_i^(1−σ))^(1/(1−σ)).
    """
    buyer = curves.buyer[s if curves.buyer.shape[0] > 1 else 0]
    arc = curves.arc[s if curves.arc.shape[0] > 1 else 0]
    landed, share, effective, exponent = work.landed, work.share, work.effective, work.exponent
    for b in range(buyer.shape[0]):
        form, theta, level = buyer[b, 0], buyer[b, 1], buyer[b, 2]
        start, end = topology.buyer_start[b], topology.buyer_start[b + 1]
        top = -np.inf
        by_landed = theta / level
        for k in range(start, end):
            a = topology.buyer_arc[k]
            if form == CES and exponent[a] == 0.0:
                share[a] = -theta * math.log(max(landed[a, 0], 1e-9 * level))
            else:
                share[a] = exponent[a] - by_landed * landed[a, 0]
            top = max(top, share[a])
        if top == -np.inf:
            effective[b] = NO_ORIGIN_PRICE * level
            for k in range(start, end):
                share[topology.buyer_arc[k]] = 0.0
            continue
        total = 0.0
        for k in range(start, end):
            a = topology.buyer_arc[k]
            share[a] = arc[a, 0] * math.exp(share[a] - top)
            total += share[a] * landed[a, 0] if form == CES else share[a]
        if form == CES:
            price = math.exp((top + math.log(total)) / (1.0 - theta))
            effective[b] = price
            lift = math.exp(top + theta * math.log(price))
            for k in range(start, end):
                share[topology.buyer_arc[k]] *= lift
        else:
            effective[b] = level * (1.0 - (math.log(total) + top) / theta)
            for k in range(start, end):
                share[topology.buyer_arc[k]] /= total


@compiled
def price_gradients(topology: Topology, landed: FloatArray, share: FloatArray, gradient: FloatArray) -> None:
    """Fill ``gradient``, in the order of ``Topology.column``, = ∂P/∂x by ∂P/∂ℓ_i = s_i (Shephard for CES)."""
    gradient[:] = 0.0
    for a in range(topology.arc_market.shape[0]):
        if share[a] > 0.0:
            gradient[topology.arc_column[a]] += share[a] * landed[a, 3]
            for k in range(topology.arc_quota_start[a], topology.arc_quota_start[a + 1]):
                tariff_rate = topology.quota_kind[topology.arc_quota[k]] == TARIFF_RATE
                gradient[topology.arc_quota_column[k]] += share[a] * (1.0 if tariff_rate else landed[a, 1])
            if topology.arc_reference[a] >= 0:
                gradient[topology.arc_reference_column[a]] += share[a] * landed[a, 2]


@compiled
def margins(x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """m = Σ β·p − Σ α·P per process at producers' prices (USD/t of activity)."""
    fill_supports(x, s, topology, curves, work)
    for k in range(topology.input_start.shape[0] - 1):
        margin = 0.0
        for i in range(topology.output_start[k], topology.output_start[k + 1]):
            price = x[topology.output_market[i]]
            for j in range(topology.output_support_start[i], topology.output_support_start[i + 1]):
                price += work.support[topology.output_support[j], 0]
            margin += curves.recipe_output[i] * price
        for i in range(topology.input_start[k], topology.input_start[k + 1]):
            margin -= curves.recipe_input[i] * work.effective[topology.input_buyer[i]]
        work.margin[k] = margin


@compiled
def export_value(
    x: FloatArray, a: int, topology: Topology, curves: Curves, work: Work
) -> tuple[float, float]:
    """Price of arc ``a`` on the basis of its floor (CIF or FOB) and its slope in the FOB price."""
    c = work.charge[a]
    quota_rent = 0.0
    for k in range(topology.arc_quota_start[a], topology.arc_quota_start[a + 1]):
        q = topology.arc_quota[k]
        if topology.quota_kind[q] != TARIFF_RATE:
            quota_rent += x[curves.tonnage.shape[0] + q]
    slope = work.line[a, 4]
    price = x[topology.arc_market[a]] * slope + c[EXPORT_SPECIFIC] + quota_rent
    if c[FLOOR_CIF] == 1.0:
        price += c[FREIGHT]
    return price, slope
