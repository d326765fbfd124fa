"""Who keeps the wedge: instruments that give the zone the same output, and who pays and gains under each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from footwall.report.chart_diverging import Party, Split, diverging_bars, split_ends
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import money, plain
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import INSTRUMENTS, capitalised, plain_words
from footwall.runs.sentences import in_sentence, is_plural, listed

TITLE = "Who keeps the wedge"
UNIT = "million USD/yr"
_VISIBLE = 0.05
PARTIES = (
    ("treasury_revenue", 1.0, "border receipts", "s-0"),
    ("producers_gain", 1.0, "makers", "s-5"),
    ("other_producers_gain", 1.0, "other makers", "s-4"),
    ("rents_inside", 1.0, "rents inside", "s-6"),
    ("rents_abroad", 1.0, "rents abroad", "s-1"),
    ("user_cost", -1.0, "users", "s-3"),
    ("budget_outlay", -1.0, "paid from budgets", "s-2"),
    ("others_abroad", 1.0, "others abroad", "r-other"),
)
"""Entry of the record, its sign as a gain, name and colour. Together they are the gain of the world."""
KEPT = {
    "levies": "its charges on other goods",
    "measures": "its measures, bans and quotas",
    "supports": "its other supports of makers",
    "purchases": "its purchases into stocks",
}
"""What stays in force beside every instrument."""
PAID = ("price_gap_subsidy", "contract_for_difference", "stock_purchase")
"""Instruments that budgets pay; under the others an outlay changes only where a support was there before."""
Record = dict[str, Any]


def wedge(subject: Subject) -> Section | None:
    """The section of instruments of equal protection; None where the rulebook protects nothing by itself."""
    found: Record | None = subject.summary["wedge"]
    if subject.unchanged or found is None or not found["instruments"]:
        return None
    good = subject.good_in_sentence(found["commodity"])
    counted = in_sentence(subject.good_counted(found["commodity"]))
    figure = Figure(
        key=subject.key("wedge"),
        message=_message(good, found["instruments"], _own_tariff(subject, found["commodity"])),
        shows=(
            f"Gains (right) and losses (left) under each instrument, against {_reference(found, good)}, "
            f"{UNIT}. The zone makes {plain(found['zone_output'])} t/yr of {counted} under each, and "
            f"{plain(found['zone_output_without'])} without any."
        ),
        panels=tuple(_panels(subject, found["instruments"], good)),
        source=subject.source(ranges=False),
        table=_table(subject, found, good),
    )
    return Section(subject.key("wedge"), TITLE, tuple(_lead(found, good)), (figure,))


def _lead(found: Record, good: str) -> list[str]:
    them = "them" if is_plural(good) else "it"
    told = [
        (
            f"The rulebook's own clauses on {good} let the zone make more of {them}. Other instruments can "
            "do the same; they differ in who pays and who keeps the gap between prices inside and outside."
        ),
        _beside(found, good),
    ]
    told.append(_parties(good))
    missed = [plain_words(name, INSTRUMENTS) for name in found["out_of_reach"]]
    if missed:
        told.append(f"No level of {listed(missed, 'or')} reaches that output.")
    return told


def _beside(found: Record, good: str) -> str:
    """What else of the rulebook is in force in every row, and what is not."""
    if not found["kept"]:
        return f"The rulebook has no clauses in force but those on {good}: each instrument stands alone."
    kept = listed([KEPT[kind] for kind in found["kept"]])
    return (
        f"All else in the rulebook stays in force beside each instrument: {kept}. Every change is "
        f"against the rulebook without its clauses on {good}, so that it is the instrument's alone. "
        "Receipts are shown before any revenue is handed on."
    )


def _parties(good: str) -> str:
    """What each name in the bars and columns stands for; two of them make up the treasuries."""
    return (
        "Border receipts are what the zone's treasuries take in at borders: duties, levies, fines and taxes "
        "on exports. Paid from budgets is what treasuries and funds pay makers, under contracts that there "
        "are in any case too, and for stocks; receipts less payments are what is left to them. Makers are "
        f"those of {good} in the zone, other makers those of all other goods of the chain there. Rents "
        "abroad are what exporters and holders of licences and quotas outside keep, on all goods; the gap "
        f"that exporters keep on {good} is a part of them. Others abroad are makers, users and treasuries "
        "outside."
    )


def _own_tariff(subject: Subject, commodity: str) -> bool:
    """True if the rulebook itself protects the commodity by a tariff."""
    charges = subject.run.policy.enactment.charges
    rates = zip(
        subject.run.policy.network.arcs,
        charges.instrument_ad_valorem + charges.instrument_specific,
        strict=True,
    )
    return any(arc.commodity == commodity and rate > 0.0 for arc, rate in rates)


def _reference(found: Record, good: str) -> str:
    return f"the rulebook without its clauses on {good}" if found["kept"] else "the baseline"


def _message(good: str, rows: list[Record], own_tariff: bool) -> str:
    """A tariff is told where it is the rulebook's own, and then first."""
    by_name = {row["instrument"]: row for row in rows}
    parts = []
    levy, kept = by_name.get("levy"), by_name.get("minimum_import_price")
    tariff = by_name.get("tariff")
    if own_tariff and tariff is not None:
        parts.append(f"a tariff of {_level(tariff)} {_treasury(tariff['treasury_revenue'])}")
    if levy is not None:
        parts.append(f"a levy {_treasury(levy['treasury_revenue'])}")
    if kept is not None:
        parts.append(f"a minimum import price {_exporters(kept['kept_by_exporters'])}")
    paid = [row for row in rows if row["instrument"] in PAID and row["budget_outlay"] >= _VISIBLE]
    if paid:
        least = min(paid, key=lambda row: float(row["budget_outlay"]))
        name = plain_words(least["instrument"], INSTRUMENTS)
        parts.append(f"{name} costs budgets {_size(least['budget_outlay'])}")
    if not parts:
        row = max(rows, key=lambda row: float(row["zone_gain"]))
        verb = "gains" if row["zone_gain"] >= _VISIBLE else "loses" if row["zone_gain"] <= -_VISIBLE else None
        name = plain_words(row["instrument"], INSTRUMENTS)
        told = f"the zone {verb} {_size(row['zone_gain'])}" if verb else "the zone neither gains nor loses"
        parts.append(f"under {name} {told}")
    if not any(letter.isdigit() for letter in " ".join(parts)):
        return f"For the same output of {good} {'; '.join(parts)}"
    return f"For the same output of {good} {'; '.join(parts)} ({UNIT})"


def _treasury(value: float) -> str:
    if value >= _VISIBLE:
        return f"brings border receipts of {_size(value)}"
    less = f"lowers border receipts by {_size(value)}"
    return less if value <= -_VISIBLE else "brings no border receipts"


def _exporters(value: float) -> str:
    return f"leaves exporters {_size(value)} of the gap" if value >= _VISIBLE else "leaves exporters nothing"


def _size(value: float) -> str:
    return money(abs(value)).lstrip("+")


def _panels(subject: Subject, rows: list[Record], good: str) -> Iterator[Panel]:
    """Instruments at the border and those that budgets pay, on one axis."""
    holds = [end for row in rows for end in split_ends(_split(row))]
    groups = (
        ("border", "Charged at the border", [row for row in rows if row["instrument"] not in PAID]),
        ("paid", "Paid from budgets", [row for row in rows if row["instrument"] in PAID]),
    )
    for key, heading, chosen in groups:
        if not chosen:
            continue
        splits = [_split(row) for row in chosen]
        told = [
            f"{split.label}: {', '.join(f'{party.name} {party.figure}' for party in split.parties)}; "
            f"{split.total}."
            for split in splits
        ]
        words = Words(
            subject.key(f"wedge-{key}"),
            f"{heading}: gains and losses by party at equal protection of {good}, {UNIT}",
            " ".join(told),
        )
        yield Panel(heading, "gain right, loss left", diverging_bars(words, splits, UNIT, holds))


def _split(row: Record) -> Split:
    parties = []
    for field, sign, name, colour in PARTIES:
        value = sign * row[field]
        if abs(value) >= _VISIBLE:
            parties.append(Party(name, value, money(value), colour))
    return Split(
        _name(row), f"zone {money(row['zone_gain'])}, world {money(-row['deadweight'])}", tuple(parties)
    )


def _name(row: Record) -> str:
    return capitalised(plain_words(row["instrument"], INSTRUMENTS).removeprefix("a "))


def _table(subject: Subject, found: Record, good: str) -> Table:
    rows: list[Record] = found["instruments"]
    shown = (
        "treasury_revenue", "budget_outlay", "user_cost", "producers_gain", "other_producers_gain",
        "rents_inside", "zone_gain", "rents_abroad", "others_abroad", "deadweight",
    )  # fmt: skip
    return Table(
        f"Instruments of equal protection of {good}, {UNIT}, change against {_reference(found, good)}. "
        "Border receipts − paid from budgets − user cost + makers + other makers + rents inside = zone; zone "
        "+ rents abroad + others abroad = −deadweight",
        ("Instrument", "Level", "Border receipts", "Paid from budgets", "User cost",
         f"Makers of {good}", "Other makers", "Rents inside", "The zone", "Rents abroad", "Others abroad",
         "Deadweight"),
        tuple((_name(row), _level(row), *(money(row[field]) for field in shown)) for row in rows),
        labels=2,
    )  # fmt: skip


def _level(row: Record) -> str:
    unit = row["level_unit"]
    return f"{plain(row['level'])}%" if unit == "%" else f"{plain(row['level'])} {unit}"
