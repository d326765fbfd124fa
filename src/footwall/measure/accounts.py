"""Money: what buyers pay, item by item, and who receives it.

Per commodity and destination, with q tonnes on an arc and every item per tonne,

    buyers' cash Σ q·ℓ = sellers' receipts + export tax + VAT not refunded + export specific + quota rent
                         + freight + exporters' rent + duty + levy + fine + concealment + tariff-quota charge

and every item has a receiver. A tariff-rate quota with limit Q, out-of-quota charge L, rent ρ and tonnes M
pays the treasury L·max(0, M − Q) and the holders ρ·min(M, Q). The module adds up payments; it does not judge
them, and nets no security benefit against them. USD/year throughout.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Literal

import numpy as np

from footwall.enacted.charges import RENT_EXPORTERS, RENT_PRODUCER, RENT_STATE, Quota
from footwall.market.system import FloatArray
from footwall.measure.state import State, totals

Recipient = Literal[
    "sellers", "producers", "exporters", "quota_holders", "importers", "treasury", "carriers", "concealment"
]
CARRIERS_REGION = "international"
_RENT_RECIPIENT: dict[float, Recipient] = {
    RENT_EXPORTERS: "exporters",
    RENT_STATE: "treasury",
    RENT_PRODUCER: "producers",
}
QUOTA_RECIPIENT: dict[str, Recipient] = {
    "state": "treasury",
    "holders": "quota_holders",
    "importers": "importers",
    "exporters": "exporters",
}


@dataclass(frozen=True)
class MoneyLine:
    """The payments for one commodity at one destination, USD/year."""

    commodity: str
    destination: str
    buyers_cash: float
    sellers_receipts: float
    export_tax: float
    vat: float
    export_specific: float
    quota_rent: float
    freight: float
    exporter_rent: float
    duty: float
    levy: float
    fine: float
    concealment: float
    tariff_quota_revenue: float
    tariff_quota_rent: float

    @property
    def items(self) -> float:
        """Sum of what is received."""
        return float(sum(getattr(self, field.name) for field in fields(self)[3:]))

    @property
    def error(self) -> float:
        """|cash − items| over cash; 0 where nothing is bought."""
        return abs(self.buyers_cash - self.items) / self.buyers_cash if self.buyers_cash > 0.0 else 0.0


@dataclass(frozen=True)
class Receipt:
    """One item received by one kind of recipient in one region for one commodity, USD/year."""

    item: str
    recipient: Recipient
    region: str
    commodity: str
    amount: float


@dataclass(frozen=True)
class QuotaReceipt:
    """Rent of one quota on one arc, kept by one kind of recipient in one region, USD/year."""

    quota: Quota
    recipient: Recipient
    region: str
    commodity: str
    amount: float


@dataclass(frozen=True)
class MoneyAccounts:
    """Lines by (commodity, destination), receipts by receiver, and the largest relative error of both."""

    lines: tuple[MoneyLine, ...]
    receipts: tuple[Receipt, ...]
    largest_error: float

    def received(
        self, item: str | None = None, recipient: str | None = None, region: str | None = None
    ) -> float:
        """Sum of the receipts that match, USD/year."""
        return sum(
            receipt.amount
            for receipt in self.receipts
            if item in (None, receipt.item)
            and recipient in (None, receipt.recipient)
            and region in (None, receipt.region)
        )


def tariff_quota_split(state: State, quota: Quota, rent: float) -> tuple[float, float]:
    """(treasury revenue, holders' rent) of a tariff-rate quota, USD/year."""
    tonnes = float(state.equilibrium.flow[list(quota.arcs)].sum())
    return quota.out_of_quota * max(0.0, tonnes - quota.limit), rent * min(tonnes, quota.limit)


def money_accounts(state: State) -> MoneyAccounts:
    """Payments and receipts of a state; ``largest_error`` is relative to the cash concerned."""
    lines = _lines(state)
    receipts = tuple(_receipts(state))
    errors = [line.error for line in lines]
    for commodity in state.network.commodities:
        paid = sum(line.buyers_cash for line in lines if line.commodity == commodity.id)
        received = sum(receipt.amount for receipt in receipts if receipt.commodity == commodity.id)
        if paid > 0.0:
            errors.append(abs(paid - received) / paid)
    return MoneyAccounts(lines, receipts, max(errors, default=0.0))


def tariff_quota_by_arc(state: State) -> tuple[FloatArray, FloatArray]:
    """(arcs,) treasury revenue and (quotas, arcs) holders' rent; tonnes of a quota share both evenly."""
    flow = state.equilibrium.flow
    revenue = np.zeros(len(flow))
    rents = np.zeros((len(state.enactment.quotas), len(flow)))
    for q, quota in enumerate(state.enactment.quotas):
        arcs = list(quota.arcs)
        tonnes = flow[arcs].sum()
        if quota.kind != "tariff_rate" or tonnes <= 0.0:
            continue
        paid, kept = tariff_quota_split(state, quota, float(state.equilibrium.rent[q]))
        revenue[arcs] += paid * flow[arcs] / tonnes
        rents[q, arcs] = kept * flow[arcs] / tonnes
    return revenue, rents


def _lines(state: State) -> tuple[MoneyLine, ...]:
    equilibrium, wiring = state.equilibrium, state.wiring
    unit, flow = equilibrium.unit, equilibrium.flow
    buyers = len(wiring.buyers)

    def by_buyer(amount: FloatArray) -> FloatArray:
        return totals(wiring.arc_buyer, amount, buyers)

    revenue, rents = tariff_quota_by_arc(state)
    tonnes_times = (unit.fob, unit.export_tax, unit.vat, unit.export_specific, unit.quota_rent, unit.freight,
                    unit.exporter_rent, unit.duty, unit.levy, unit.fine, unit.concealment)  # fmt: skip
    columns = [equilibrium.purchases * by_buyer(equilibrium.share * equilibrium.landed)]
    columns += [by_buyer(flow * item) for item in tonnes_times]
    columns += [by_buyer(revenue), by_buyer(rents.sum(axis=0))]
    return tuple(
        MoneyLine(commodity, destination, *(float(column[b]) for column in columns))
        for b, (commodity, destination) in enumerate(wiring.buyers)
    )


def _receipts(state: State) -> Iterator[Receipt]:
    """Receipts summed over arcs of one item, recipient, region and commodity."""
    sums: dict[tuple[str, Recipient, str, str], float] = {}
    for item, recipient, region, commodity, amount in _arc_receipts(state):
        key = (item, recipient, region, commodity)
        sums[key] = sums.get(key, 0.0) + amount
    for (item, recipient, region, commodity), amount in sums.items():
        yield Receipt(item, recipient, region, commodity, amount)


def _arc_receipts(state: State) -> Iterator[tuple[str, Recipient, str, str, float]]:
    """(item, recipient, region, commodity, USD/year) of every arc on which it is not zero."""
    unit, flow = state.equilibrium.unit, state.equilibrium.flow
    revenue, _ = tariff_quota_by_arc(state)
    traded = np.flatnonzero(flow)
    tonnes_times = (unit.fob, unit.export_tax, unit.vat, unit.export_specific, unit.freight,
                    unit.exporter_rent, unit.duty, unit.levy, unit.fine, unit.concealment)  # fmt: skip
    amounts = [(flow[traded] * item[traded]).tolist() for item in tonnes_times]
    rent_to = state.charges.rent_to[traded].tolist()
    rows = zip(traded.tolist(), rent_to, *amounts, revenue[traded].tolist(), strict=True)
    for a, kept_by, fob, tax, vat, specific, freight, rent, duty, levy, fine, concealed, beyond in rows:
        arc = state.network.arcs[a]
        origin, destination = arc.origin, arc.destination
        items: tuple[tuple[str, Recipient, str, float], ...] = (
            ("sellers_receipts", "sellers", origin, fob),
            ("export_tax", "treasury", origin, tax),
            ("vat", "treasury", origin, vat),
            ("export_specific", "treasury", origin, specific),
            ("freight", "carriers", CARRIERS_REGION, freight),
            ("exporter_rent", _RENT_RECIPIENT[kept_by], origin, rent),
            ("duty", "treasury", destination, duty),
            ("levy", "treasury", destination, levy),
            ("fine", "treasury", destination, fine),
            ("concealment", "concealment", destination, concealed),
            ("tariff_quota_revenue", "treasury", destination, beyond),
        )
        for item, recipient, region, amount in items:
            if amount:
                yield item, recipient, region, arc.commodity, amount
    for kept in quota_receipts(state):
        name = "tariff_quota_rent" if kept.quota.kind == "tariff_rate" else "quota_rent"
        yield name, kept.recipient, kept.region, kept.commodity, kept.amount


def quota_receipts(state: State) -> Iterator[QuotaReceipt]:
    """Rent of every quota by arc, at whoever keeps it; nothing of a quota that is not full."""
    _, rents = tariff_quota_by_arc(state)
    flow = state.equilibrium.flow
    for k, quota in enumerate(state.enactment.quotas):
        tariff = quota.kind == "tariff_rate"
        at_destination = quota.rent_to == "importers" or (tariff and quota.rent_to != "exporters")
        for a in quota.arcs:
            arc = state.network.arcs[a]
            region = arc.destination if at_destination else arc.origin
            amount = float(rents[k, a] if tariff else state.equilibrium.rent[k] * flow[a])
            if amount:
                yield QuotaReceipt(quota, QUOTA_RECIPIENT[quota.rent_to], region, arc.commodity, amount)
