"""What the economy gains and uses up, from quantities alone.

    gain = Δ value in use − Δ processing cost − Δ freight − Δ concealment − Δ switching cost

Value in use is the area under the inverse use curve up to the tonnes used, processing cost the area under the
inverse supply curve up to the activity. Switching cost of a buyer with Q tonnes and shares s is

    Q·( N·KL(s‖s0)/θ + N·(1 − Σ s·ℓ0/P0) ),    KL(s‖s0) = Σ s·ln(s/s0), with 0·ln 0 = 0 for closed arcs,

the cost of an unwanted mix less the base-year premium of the origins bought. It shares no arithmetic with
``welfare_agents``, where the identity of the two is derived. Money paid to anyone is not a resource and
does not appear. USD/year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy import exp, expm1, log

from footwall.market.curves import (
    CES,
    CHEAP_SHARE,
    CHOKE_SPAN,
    ISOELASTIC_USE,
    LINEAR_SUPPLY,
    LINEAR_USE,
    LOGISTIC,
)
from footwall.market.system import FloatArray
from footwall.measure.state import State


@dataclass(frozen=True)
class ResourceGain:
    """Gain in one account, region and stage (sector for value in use), USD/year; more cost is negative.

    ``account`` is ``value_in_use``, ``processing_cost``, ``freight``, ``concealment`` or ``switching_cost``.
    """

    account: str
    region: str
    group: str
    amount: float


def resource_gains(baseline: State, policy: State) -> tuple[ResourceGain, ...]:
    """Gains of the economy, policy minus baseline; rows that stay at zero are left out."""
    totals: dict[tuple[str, str, str], float] = {}
    for sign, state in ((1.0, policy), (-1.0, baseline)):
        for account, region, group, amount in resource_levels(state):
            key = (account, region, group)
            totals[key] = totals.get(key, 0.0) + sign * amount
    return tuple(ResourceGain(*key, amount) for key, amount in totals.items() if amount != 0.0)


def resource_levels(state: State) -> Iterator[tuple[str, str, str, float]]:
    """(account, region, group, USD/year) of one state on its own curves; gains are their differences."""
    network, equilibrium = state.network, state.equilibrium
    stage = {commodity.id: commodity.stage for commodity in network.commodities}
    for use, row, tonnes in zip(network.uses, state.block("use"), equilibrium.use, strict=True):
        yield "value_in_use", use.region, use.sector, value_in_use(row, float(tonnes))
    for process, row, made in zip(
        network.processes, state.block("process"), equilibrium.activity, strict=True
    ):
        cost = processing_cost(row, float(made))
        yield "processing_cost", process.region, stage[process.outputs[0][0]], -cost
    for arc, tonnes, freight, hiding in zip(
        network.arcs, equilibrium.flow, equilibrium.unit.freight, equilibrium.unit.concealment, strict=True
    ):
        yield "freight", arc.destination, stage[arc.commodity], -float(tonnes * freight)
        yield "concealment", arc.destination, stage[arc.commodity], -float(tonnes * hiding)
    for (commodity, destination), cost in zip(state.wiring.buyers, switching_cost(state), strict=True):
        yield "switching_cost", destination, stage[commodity], -float(cost)


def switching_cost(state: State) -> FloatArray:
    """(buyers,) cost of the mix bought, less the base-year premium of its origins (USD/year; 0 under CES)."""
    arc, buyer, wiring = state.block("arc"), state.block("buyer"), state.wiring
    share, purchases = state.equilibrium.share, state.equilibrium.purchases
    bought = share > 0.0
    divergence = np.zeros(len(share))
    divergence[bought] = share[bought] * log(share[bought] / arc[bought, 0])
    form, theta, level, anchor = buyer.T
    mix = np.bincount(wiring.arc_buyer, divergence, len(buyer)) / theta
    premium = np.bincount(wiring.arc_buyer, share * arc[:, 1], len(buyer)) / anchor - 1.0
    return np.asarray(np.where((form == CES) | (purchases == 0.0), 0.0, purchases * level * (mix - premium)))


def processing_cost(row: FloatArray, activity: float) -> float:
    """∫ of the inverse supply curve from 0 to ``activity``, USD/year.

    Logistic: κ·u + w·(u·ln u + (1 − u)·ln(1 − u)) per t of capacity, after the straight tail.
    """
    form, capacity = row[0], row[1]
    if activity <= 0.0:
        return 0.0
    if form == LINEAR_SUPPLY:
        return float(activity * (row[2] + row[3] * activity / 2.0))
    if form != LOGISTIC:
        return float(row[2] * activity * (activity / capacity) ** (1.0 / row[3]) * row[3] / (row[3] + 1.0))
    kappa, width, join, tail = row[2:6]
    used = activity / capacity
    straight = min(used, 1.0 / (1.0 + exp((kappa - join) / width)))
    shut = join - 1.0 / (1.0 + exp((kappa - join) / width)) / tail
    cost = straight * (shut + straight / (2.0 * tail))
    if used > straight:
        cost += kappa * (used - straight) + width * (_entropy(straight) - _entropy(used))
    return float(capacity * cost)


def value_in_use(row: FloatArray, tonnes: float) -> float:
    """∫ of the inverse use curve from 0 (isoelastic: from its base quantity) to ``tonnes``, USD/year."""
    form, base, anchor, elasticity, choke = (float(value) for value in row)
    if form == LINEAR_USE:
        intercept, slope = float(row[2]), float(row[3])
        return tonnes * (intercept - slope * tonnes / 2.0)
    if form == ISOELASTIC_USE:
        # The area to zero may be infinite: at the base point the value is what users pay there.
        return anchor * base * (1.0 + _inverse_power_area(1.0, tonnes / base, elasticity))
    if tonnes <= 0.0:
        return 0.0
    at_choke = float(base * (choke / anchor) ** -elasticity)
    at_cheap = float(base * CHEAP_SHARE**-elasticity)
    fall = (CHOKE_SPAN - 1.0) * choke / at_choke
    line = min(tonnes, at_choke)
    value = line * (CHOKE_SPAN * choke - fall * line / 2.0)
    if tonnes > at_choke:
        value += (
            anchor * base * _inverse_power_area(at_choke / base, min(tonnes, at_cheap) / base, elasticity)
        )
    if tonnes > at_cheap:
        surplus = tonnes - at_cheap
        cheap = CHEAP_SHARE * anchor
        value += surplus * (cheap - surplus * cheap / (2.0 * elasticity * at_cheap))
    return value


def _inverse_power_area(low: float, high: float, elasticity: float) -> float:
    """∫ x^(−1/ε) dx from ``low`` to ``high``; the logarithm at ε = 1."""
    span, power = log(high) - log(low), 1.0 - 1.0 / elasticity
    if power == 0.0 or span == 0.0:
        return float(span)
    return float(exp(power * log(low)) * expm1(power * span) / power)


def _entropy(share: float) -> float:
    """−u·ln u − (1 − u)·ln(1 − u), zero at both ends."""
    return -float(sum(part * log(part) for part in (share, 1.0 - share) if part > 0.0))
