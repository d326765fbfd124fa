"""Everything measured on a run: accounts, welfare, leakage, floor status, balances.

Measures once, so that rows, summary and explanations tell the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from footwall.measure.accounts import MoneyAccounts, money_accounts
from footwall.measure.elements import largest_element_error, mass_balance
from footwall.measure.floor_status import FloorStatus, floor_statuses
from footwall.measure.leakage import Leakage, leakages
from footwall.measure.revenue_accounts import revenue_shares
from footwall.measure.state import State
from footwall.measure.support_accounts import support_payments
from footwall.measure.welfare import Welfare, welfare
from footwall.runs.figures import MILLION
from footwall.runs.leakage_rows import leakage_figures
from footwall.runs.rows import KG_PER_T, ZONE, Figure
from footwall.runs.zone import ReportedZone

ITEMS = {
    "export_tax": "Revenue|Export tax",
    "vat": "Revenue|VAT not refunded",
    "export_specific": "Revenue|Export charge",
    "duty": "Revenue|Duty",
    "levy": "Revenue|Levy",
    "fine": "Revenue|Fine",
    "tariff_quota_revenue": "Revenue|Out-of-quota charge",
    "quota_rent": "Rent|Export limit",
    "exporter_rent": "Rent|Floor gap",
    "tariff_quota_rent": "Rent|Tariff-rate quota",
    "freight": "Cost|Freight",
    "concealment": "Cost|Concealment",
}
"""Items of the accounts and the variables that show them, by receiving region."""
RESOURCES = {
    "value_in_use": "Value in use",
    "processing_cost": "Processing cost",
    "freight": "Freight",
    "concealment": "Concealment",
    "switching_cost": "Switching cost",
}
TRANSFERS = "Welfare|Treasury"
RENTS = "Welfare|Rents"
FUNDS = "Welfare|Funds"
LUMP_SUMS = "Welfare|Lump sums of users"
USES = {
    "downstream_rebate": "Revenue use|Downstream rebate",
    "producer_fund": "Revenue use|Producer fund",
    "stockpile_fund": "Revenue use|Stockpile fund",
}
"""Uses of revenue and the variables that show them, in the region that collects it."""


@dataclass(frozen=True, eq=False)
class Measured:
    """Measures of three states; leakage and welfare are policy minus baseline."""

    accounts: Mapping[str, MoneyAccounts]
    mass_error: float
    element_error: float
    floors: tuple[FloorStatus, ...]
    leakages: tuple[Leakage, ...]
    welfare: Welfare
    leakages_without_measures: tuple[Leakage, ...] | None = None
    """Those of the rulebook without its measures, in the same order; None where it was not solved so."""

    @property
    def money_error(self) -> float:
        return max(account.largest_error for account in self.accounts.values())

    @property
    def leakage_error(self) -> float:
        return max((leak.error for leak in self.leakages), default=0.0)


def measure_run(states: Mapping[str, State], without_measures: State | None = None) -> Measured:
    """Measure ``calibration``, ``baseline`` and ``policy``, and leakage without the rulebook's measures."""
    baseline, policy = states["baseline"], states["policy"]
    return Measured(
        accounts={name: money_accounts(state) for name, state in states.items()},
        mass_error=max(mass_balance(state).largest_error for state in states.values()),
        element_error=max(largest_element_error(state) for state in states.values()),
        floors=floor_statuses(policy),
        leakages=leakages(baseline, policy),
        welfare=welfare(baseline, policy),
        leakages_without_measures=None if without_measures is None else leakages(baseline, without_measures),
    )


def money_figures(accounts: MoneyAccounts, zone: ReportedZone) -> Iterator[Figure]:
    """Receipts by item, commodity and receiving region, with the zone's total (million USD a year)."""
    totals: dict[tuple[str, str], float] = {}
    for receipt in accounts.receipts:
        name = ITEMS.get(receipt.item)
        if name is not None:
            key = (f"{name}|{receipt.commodity}", receipt.region)
            totals[key] = totals.get(key, 0.0) + receipt.amount / MILLION
    yield from _with_zone(totals, zone)


def support_figures(state: State, zone: ReportedZone) -> Iterator[Figure]:
    """Payments to producers by support, at whoever pays and at the producers (million USD a year)."""
    totals: dict[tuple[str, str], float] = {}
    for payment in support_payments(state):
        for name, region in (("Outlay", payment.payer_region), ("Receipt", payment.region)):
            key = (f"{name}|Support|{payment.commodity}", region)
            totals[key] = totals.get(key, 0.0) + payment.amount / MILLION
    yield from _with_zone(totals, zone)


def revenue_figures(state: State, zone: ReportedZone) -> Iterator[Figure]:
    """Revenue that treasuries hand on, by use and commodity (million USD a year)."""
    totals: dict[tuple[str, str], float] = {}
    for handed in revenue_shares(state):
        key = (f"{USES[handed.use]}|{handed.commodity}", handed.region)
        totals[key] = totals.get(key, 0.0) + handed.amount / MILLION
    yield from _with_zone(totals, zone)


def floor_figures(statuses: tuple[FloorStatus, ...]) -> Iterator[Figure]:
    for status in statuses:
        yield f"Floor|Price|{status.commodity}", status.member, status.floor / KG_PER_T
        yield f"Floor|Status|{status.commodity}", status.member, float(status.code)
        yield f"Floor|Levied share|{status.commodity}", status.member, 100.0 * status.levied_share


def content_figures(measured: Measured, scenario: str) -> Iterator[Figure]:
    """Outside content in the zone's final use of one state (t of the element a year)."""
    for leak in measured.leakages:
        content = leak.baseline if scenario == "baseline" else leak.policy
        yield f"Outside content|{leak.commodity}|{leak.element}", ZONE, content.total


def change_figures(measured: Measured, zone: ReportedZone) -> Iterator[Figure]:
    """Welfare by region; leakage of the zone by form and producer; policy minus baseline."""
    gains: dict[tuple[str, str], float] = {}
    for gain in measured.welfare.agents:
        for name in (_welfare_name(gain.account, gain.agent, gain.group), "Welfare|Total"):
            gains[name, gain.region] = gains.get((name, gain.region), 0.0) + gain.amount / MILLION
    for used in measured.welfare.resources:
        name = f"Resources|{RESOURCES[used.account]}"
        gains[name, used.region] = gains.get((name, used.region), 0.0) + used.amount / MILLION
    yield from _with_zone(gains, zone)
    yield from leakage_figures(measured.leakages)


def _welfare_name(account: str, agent: str, group: str) -> str:
    if account == "producer_surplus":
        return f"Welfare|Producer surplus|{group}"
    if account == "user_surplus":
        return f"Welfare|User surplus|{group}"
    if agent in ("fund", "stockpile_fund"):
        return FUNDS
    if agent == "users":
        return LUMP_SUMS
    return TRANSFERS if agent == "treasury" else RENTS


def _with_zone(values: Mapping[tuple[str, str], float], zone: ReportedZone) -> Iterator[Figure]:
    inside: dict[str, float] = {}
    for (name, region), value in values.items():
        yield name, region, value
        inside[name] = inside.get(name, 0.0) + zone.weight(region) * value
    for name, value in inside.items():
        yield name, ZONE, value
