"""Every quota and licence of the rulebook: how full it is, what its rent is worth, and who keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from footwall.report.figure import Section, Table
from footwall.report.number_words import NOT_AVAILABLE, percent_of, plain
from footwall.report.subject import Subject
from footwall.report.wording import capitalised
from footwall.runs.rents_told import KEEPERS, limits_named, quotas_told
from footwall.runs.sentences import MONEY_SHOWN, listed

KINDS = {
    "tariff_rate": "Tariff-rate quota",
    "export": "Export quota",
    "licence": "Export licences",
}
Quota = dict[str, Any]


def quotas(subject: Subject) -> Section | None:
    """The section of limits in tonnes; None where the rulebook holds none."""
    records: list[Quota] = subject.summary["quotas"]
    if not records:
        return None
    named = limits_named(records)
    table = Table(
        f"{capitalised(named)} of the rulebook, law of {subject.summary['as_of']}; deterministic, central "
        "parameters",
        (
            "Good",
            "Quota",
            "From",
            "To",
            "Volume, t",
            "Shipped, t",
            "Use",
            "Charge beyond it, USD/kg",
            "Rent, USD/kg",
            "Rent, million USD",
            "Rent kept by (million USD)",
            "Collected beyond it, million USD",
            "Other duties within and beyond it, million USD",
        ),
        tuple(_row(subject, record) for record in records),
        labels=2,
        words=(2, 3, 10),
    )
    return Section(
        subject.key("quotas"),
        f"How the {named} are used",
        (*_full(subject, records), *_money(subject, records), _rule(records)),
        (),
        (table,),
    )


def _full(subject: Subject, records: list[Quota]) -> Iterator[str]:
    """How full the quotas are, the fullest first."""
    by_use = sorted(records, key=lambda record: -(record["used"] or 0.0))
    told = [f"{subject.good_in_sentence(record['commodity'])} {_use(record)}" for record in by_use]
    full = [words for words, record in zip(told, by_use, strict=True) if record["full"]]
    slack = [words for words, record in zip(told, by_use, strict=True) if not record["full"]]
    if full:
        yield f"Full, shipments over volume: {listed(full)}."
    if slack:
        yield f"Not full, so that nobody earns a rent by it: {listed(slack)}."


def _use(record: Quota) -> str:
    used = NOT_AVAILABLE if record["used"] is None else percent_of(record["used"])
    if record["limits"] == 1 or record["full"] in (0, record["limits"]):
        return used
    return f"{used}, at {record['full']} of {record['limits']} routes"


def _money(subject: Subject, records: list[Quota]) -> Iterator[str]:
    """Who keeps the rents of all quotas, as in the answer."""
    for told in quotas_told(records):
        yield subject.with_regions_named(told)


def _by_size(kept: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(kept.items(), key=lambda item: -item[1])


def _rule(records: list[Quota]) -> str:
    """What the rent of a tonne follows from."""
    told = [
        (
            "The rent is what a tonne within the limit earns above the price outside, times those tonnes; a "
            "quota or licence that is not full earns none."
        )
    ]
    if any(record["kind"] == "tariff_rate" for record in records):
        told.append("Within a tariff-rate quota nothing of the rulebook is charged.")
    charged = [record for record in records if record["charged_beyond"] >= MONEY_SHOWN]
    if charged and all(record["charge_beyond"] is not None for record in charged):
        told.append(
            "Where tonnes come in beyond a tariff-rate quota, the last of them pays the charge and sets the "
            "price: the rent of a kilogram is that charge."
        )
    return " ".join(told)


def _beyond(record: Quota) -> str:
    if record["kind"] != "tariff_rate":
        return "closed"
    return "by route" if record["charge_beyond"] is None else plain(record["charge_beyond"])


def _row(subject: Subject, record: Quota) -> tuple[str, ...]:
    tariff = record["kind"] == "tariff_rate"
    duties = (record["other_duty_within"], record["other_duty_beyond"])
    return (
        subject.good(record["commodity"]),
        KINDS[record["kind"]],
        _named(subject, record["origins"]),
        _named(subject, record["destinations"]),
        plain(record["volume"]),
        plain(record["tonnes"]),
        _use(record),
        _beyond(record),
        plain(record["unit_rent"]) if record["full"] else "0",
        plain(record["rent"]),
        _keepers(subject, record),
        plain(record["charged_beyond"]) if tariff else NOT_AVAILABLE,
        f"{plain(duties[0])} and {plain(duties[1])}" if tariff else plain(sum(duties)),
    )


def _named(subject: Subject, regions: list[str]) -> str:
    return ", ".join(subject.region(region) for region in regions)


def _keepers(subject: Subject, record: Quota) -> str:
    shown = [
        f"{subject.region(region)} {plain(amount)}"
        for region, amount in _by_size(record["kept_in"])
        if amount >= MONEY_SHOWN
    ]
    return f"{KEEPERS[record['kept_by']]} {', '.join(shown)}" if shown else "nobody"
