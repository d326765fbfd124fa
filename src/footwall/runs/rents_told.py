"""Who keeps what a rulebook puts between prices, where it is no treasury: exporters and holders of quotas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from footwall.runs.figures import MILLION
from footwall.runs.sentences import MONEY_SHOWN, listed, million, three_digits

if TYPE_CHECKING:
    from footwall.measure.accounts import MoneyAccounts
    from footwall.runs.measured import Measured
    from footwall.runs.zone import ReportedZone

KEEPERS = {
    "exporters": "exporters in",
    "quota_holders": "licence holders in",
    "importers": "importers in",
    "treasury": "the treasury of",
}
"""Who keeps the rent of a quota, before the regions."""
MOST_NAMED = 3


def gap_kept_told(measured: Measured, zone: ReportedZone) -> Iterator[str]:
    """What exporters outside the zone keep of the gap to floors, more than in the baseline; else nothing."""
    before, after = (_gap_kept(measured.accounts[name], zone) for name in ("baseline", "policy"))
    kept = {region: after.get(region, 0.0) - before.get(region, 0.0) for region in {**after, **before}}
    total = sum(kept.values())
    if total >= MONEY_SHOWN:
        less = -sum(amount for amount in kept.values() if amount <= -MONEY_SHOWN)
        fall = f", and {million(less)} less elsewhere" if less else ""
        yield (
            f"Exporters outside the zone keep {million(total)} million USD a year of the gap to the floors, "
            f"which no treasury receives: {by_region(kept, alone=not less)}{fall}."
        )


def _gap_kept(accounts: MoneyAccounts, zone: ReportedZone) -> dict[str, float]:
    """Region -> what its exporters and makers keep of the gap, outside the zone, million USD a year."""
    kept: dict[str, float] = {}
    for receipt in accounts.receipts:
        if receipt.item == "exporter_rent" and receipt.recipient in ("exporters", "producers"):
            outside = (1.0 - zone.weight(receipt.region)) * receipt.amount / MILLION
            kept[receipt.region] = kept.get(receipt.region, 0.0) + outside
    return kept


def quotas_told(quotas: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Who keeps the rents of the rulebook's quotas, and what is collected beyond them; nothing without any.

    ``quotas`` are the records of the summary.
    """
    if not quotas:
        return
    kept: dict[str, dict[str, float]] = {}
    for record in quotas:
        regions = kept.setdefault(record["kept_by"], {})
        for region, amount in record["kept_in"].items():
            regions[region] = regions.get(region, 0.0) + amount
    told = [
        f"{KEEPERS[keeper]} {by_region(regions)}"
        for keeper, regions in kept.items()
        if sum(regions.values()) >= MONEY_SHOWN
    ]
    named, total = limits_named(quotas), sum(sum(regions.values()) for regions in kept.values())
    rents = (
        f"The rents of the {named} are worth {three_digits(total)} million USD a year, kept by {listed(told)}"
        if told
        else f"Nobody earns a rent by the {named}"
    )
    beyond = sum(record["charged_beyond"] for record in quotas)
    if beyond >= MONEY_SHOWN:
        rents += f"; on what comes beyond them treasuries collect {three_digits(beyond)} million USD a year"
    yield f"{rents}."


def limits_named(quotas: Sequence[Mapping[str, Any]]) -> str:
    """``quotas``, ``licences`` or both, as the records have them."""
    kinds = ["licences" if record["kind"] == "licence" else "quotas" for record in quotas]
    return listed(list(dict.fromkeys(kinds)))


def by_region(amounts: Mapping[str, float], alone: bool = True) -> str:
    """``VNM 62.4 and MYS 12.3``, the largest first; of many the smallest as one.

    A single one stands without its amount, if ``alone``; many that are all small are told as such.
    """
    shown = sorted((pair for pair in amounts.items() if pair[1] >= MONEY_SHOWN), key=lambda pair: -pair[1])
    if not shown:
        return "several regions, none of them much"
    if len(shown) == 1 and alone:
        return shown[0][0]
    told = [f"{region} {three_digits(amount)}" for region, amount in shown[:MOST_NAMED]]
    rest = shown[MOST_NAMED:]
    if rest:
        told.append(f"others {three_digits(sum(amount for _, amount in rest))}")
    return listed(told)
