"""Who gains and who loses, from prices: producers, users, treasuries and holders of rents.

    gain = ΔPS + ΔUS + Δ(export tax, VAT kept, duty, levy, fines, rents) − Δ(outlay on stocks and supports)

and revenue that treasuries hand on, which moves between agents and adds to nothing.

PS is the area above the cost curve up to the margin, US the area under the use curve above the effective
price, both in closed form and as levels, so that capacity may differ between the states. The identity with
``welfare_resources`` follows state by state. With C the cost of activity y and V the value of use D,
PS = m·y − C and US = V − P·D. Summed, Σ m·y − Σ P·D = Σ p·output − Σ P·Q. A buyer's logit gives
P·Q = Σ q·ℓ + switching cost, ℓ is the FOB price plus payments, and p·disposal = 0, so that

    Σ PS + Σ US + transfers − Σ p·purchase − Σ P·stocked − outlay on supports
        = Σ V − Σ C − freight − concealment − switching cost.

Switching cost is therefore inside PS and US already. Isoelastic use has no finite level: it is measured from
its anchor, and refused where the two states differ in it. Fines are transfers. Capital outlays, the stock
itself and security are outside. USD/year.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from footwall.market.curves import (
    CHEAP_SHARE,
    CHOKE_SPAN,
    ISOELASTIC_USE,
    LINEAR_SUPPLY,
    LINEAR_USE,
    LOGISTIC,
)
from footwall.market.system import FloatArray
from footwall.measure.accounts import MoneyAccounts, money_accounts
from footwall.measure.revenue_accounts import revenue_shares
from footwall.measure.state import State, purchased_for_stock, stage_of, stocked_by_buyer
from footwall.measure.support_accounts import support_payments

TRANSFERS = (
    "export_tax", "vat", "export_specific", "quota_rent", "exporter_rent", "duty", "levy", "fine",
    "tariff_quota_revenue", "tariff_quota_rent",
)  # fmt: skip
"""Items of the accounts that move money between agents and use no resources."""


@dataclass(frozen=True)
class AgentGain:
    """Gain of one kind of agent in one region, USD/year (a loss is negative).

    ``account`` is ``producer_surplus``, ``user_surplus``, ``stock_outlay``, ``support_outlay`` or an item of
    ``TRANSFERS``; ``revenue_use`` is what a treasury hands on, a loss to it and a gain to who gets it;
    ``agent`` is producers, users or the recipient; ``group`` is the stage, or the sector for users.
    """

    account: str
    agent: str
    region: str
    group: str
    amount: float


def agent_gains(baseline: State, policy: State) -> tuple[AgentGain, ...]:
    """Gains of all agents, policy minus baseline; rows that stay at zero are left out."""
    _refuse_changed_isoelastic_use(baseline, policy)
    totals: dict[tuple[str, str, str, str], float] = {}
    for sign, state in ((1.0, policy), (-1.0, baseline)):
        for account, agent, region, group, amount in agent_levels(state, money_accounts(state)):
            key = (account, agent, region, group)
            totals[key] = totals.get(key, 0.0) + sign * amount
    return tuple(AgentGain(*key, amount) for key, amount in totals.items() if amount != 0.0)


def process_surplus(state: State) -> FloatArray:
    """(processes,) producers' surplus above shut-down, USD/year."""
    pairs = zip(state.block("process"), state.equilibrium.margin, strict=True)
    return np.array([producer_surplus(row, float(margin)) for row, margin in pairs])


def agent_levels(state: State, money: MoneyAccounts) -> Iterator[tuple[str, str, str, str, float]]:
    """(account, agent, region, group, USD/year) of one state on its own curves; gains are differences."""
    stage = stage_of(state.network)
    for process, surplus in zip(state.network.processes, process_surplus(state), strict=True):
        group = stage[process.outputs[0][0]]
        yield "producer_surplus", "producers", process.region, group, float(surplus)
    price = state.equilibrium.effective[state.wiring.use_buyer]
    for use, row, paid in zip(state.network.uses, state.block("use"), price, strict=True):
        yield "user_surplus", "users", use.region, use.sector, user_surplus(row, float(paid))
    for receipt in money.receipts:
        if receipt.item in TRANSFERS:
            yield receipt.item, receipt.recipient, receipt.region, stage[receipt.commodity], receipt.amount
    for payment in support_payments(state):
        group = stage[payment.commodity]
        yield "support_outlay", payment.payer, payment.payer_region, group, -payment.amount
    for handed in revenue_shares(state):
        group = stage[handed.commodity]
        yield "revenue_use", "treasury", handed.region, group, -handed.amount
        yield "revenue_use", handed.receiver, handed.region, group, handed.amount
    outlay = state.equilibrium.price * purchased_for_stock(state)
    for market, amount in zip(state.network.markets, outlay, strict=True):
        yield "stock_outlay", "treasury", market.region, stage[market.commodity], -float(amount)
    stocked = state.equilibrium.effective * stocked_by_buyer(state)
    for (commodity, region), amount in zip(state.wiring.buyers, stocked, strict=True):
        yield "stock_outlay", "stock", region, stage[commodity], -float(amount)


def producer_surplus(row: FloatArray, margin: float) -> float:
    """∫ y dm from shut-down to ``margin``, USD/year; ``row`` as in ``market.curves.activity`` after its form.

    Logistic: K·w·ln(1 + e^z) between the margins, z = (m − κ)/w, above the triangle of the straight tail.
    """
    form, capacity, first, second, join, tail = (float(value) for value in row)
    if form == LOGISTIC:
        kappa, width = first, second
        at_join = 1.0 / (1.0 + math.exp(-(join - kappa) / width))
        if margin >= join:
            above = width * (_softplus((margin - kappa) / width) - _softplus((join - kappa) / width))
            return capacity * (0.5 * at_join * at_join / tail + above)
        used = max(0.0, at_join - tail * (join - margin))
        return capacity * 0.5 * used * used / tail
    if form == LINEAR_SUPPLY:
        above_shut_down = max(0.0, margin - first)
        return 0.5 * above_shut_down * above_shut_down / second
    if margin <= 0.0:
        return 0.0
    return float(capacity * first * (margin / first) ** (1.0 + second) / (1.0 + second))


def user_surplus(row: FloatArray, price: float) -> float:
    """∫ D dP from ``price`` to where use ends, USD/year (isoelastic: to its anchor).

    ``row`` as in ``market.curves.use`` after its form.
    """
    form, base, first, second, choke = (float(value) for value in row)
    if form == LINEAR_USE:
        below_end = max(0.0, first - price)
        return 0.5 * below_end * below_end / second
    anchor, elasticity = first, second
    if form == ISOELASTIC_USE:
        return base * anchor * _power_area(price / anchor, 1.0, elasticity)
    end, cheap = CHOKE_SPAN * choke, CHEAP_SHARE * anchor
    if price >= end:
        return 0.0
    served = float(base * (choke / anchor) ** -elasticity)
    if price >= choke:
        return 0.5 * served * (end - price) / (end - choke) * (end - price)
    area = 0.5 * served * (end - choke)
    area += base * anchor * _power_area(max(price, cheap) / anchor, choke / anchor, elasticity)
    if price < cheap:
        most = float(base * CHEAP_SHARE**-elasticity)
        below = cheap - price
        area += most * below + 0.5 * elasticity * most / cheap * below * below
    return area


def _softplus(z: float) -> float:
    return max(z, 0.0) + math.log1p(math.exp(-abs(z)))


def _power_area(low: float, high: float, elasticity: float) -> float:
    """∫ r^−ε dr from ``low`` to ``high``, exact through ε = 1."""
    ratio = math.log(high / low)
    power = 1.0 - elasticity
    if abs(power * ratio) < 1e-300:
        return ratio
    return float(low**power * math.expm1(power * ratio) / power)


def _refuse_changed_isoelastic_use(baseline: State, policy: State) -> None:
    before, after = baseline.block("use"), policy.block("use")
    isoelastic = (before[:, 0] == ISOELASTIC_USE) | (after[:, 0] == ISOELASTIC_USE)
    if not np.array_equal(before[isoelastic], after[isoelastic]):
        raise ValueError(
            "The isoelastic use curves of the two states differ: the surplus of such a curve has no level, "
            "so the change is not defined. Compare states with the same curves, or curves with a choke price."
        )
