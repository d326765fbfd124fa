"""What the policy adds to the cost of a magnet, a car, a turbine or a phone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from footwall.report.chart_changes import Change, changes
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import SMALLEST_SHARE, dollars, plain_dollars, share_of_price
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import capitalised
from footwall.runs.sentences import in_sentence

TITLE = "What it costs users"
FAMILIAR = ("electric_car", "smartphone", "wind_direct_drive")
"""Products that everybody knows, told in the message where they are there."""
_ONE_PANEL = 6
"""More rows than this stand in two panels."""
Record = dict[str, Any]


def product_costs(subject: Subject) -> Section | None:
    """The section of products; None where nothing changes or the chain has no products."""
    records: list[Record] = sorted(
        subject.summary["product_costs"], key=lambda row: -abs(float(row["share_of_price"]))
    )
    if subject.unchanged or not records:
        return None
    lead = (
        f"What buyers {subject.in_zone} pay more for the good inside a product, if its maker passes all "
        "of it on and changes nothing in the product. Ranges are those of the content, at central prices. A "
        "good inside another is counted once, in the form in which its buyer buys it."
    )
    figure = Figure(
        key=subject.key("products"),
        message=_message(records),
        shows=(
            "Change of the cost of the content in % of the price of the product; below it in USD, with the "
            "range of the content in brackets. An arrow points beyond the axis; the table has cost before "
            "and after."
        ),
        panels=tuple(_panels(subject, records)),
        source=subject.source(ranges=False),
        table=_table(subject, records),
    )
    return Section(subject.key("products"), TITLE, (lead,), (figure,))


def _message(records: Sequence[Record]) -> str:
    """The product that it costs the largest share of its price, then one that everybody knows."""
    first = records[0]
    if abs(first["share_of_price"]) < SMALLEST_SHARE:
        return f"No product costs as much as {SMALLEST_SHARE}% of its price more or less"
    known = [row for name in FAMILIAR for row in records if row["product"] == name and row is not first]
    told = [_told(row) for row in (first, *known[:1])]
    return capitalised("; ".join(told))


def _told(row: Record) -> str:
    name, amount = in_sentence(str(row["name"])), dollars(row["change"])
    if amount == "0":
        return f"{name}: no change"
    moved = "more" if row["change"] > 0.0 else "less"
    size = plain_dollars(abs(row["change"]))
    share = share_of_price(abs(row["share_of_price"]))
    return f"{name}: {size} USD {moved} per {row['per']}, {share} of its price"


def _panels(subject: Subject, records: Sequence[Record]) -> list[Panel]:
    """One panel, or for a long list two, each with its own axis."""
    panels = []
    half = len(records) if len(records) <= _ONE_PANEL else (len(records) + 1) // 2
    groups = [group for group in (records[:half], records[half:]) if group]
    for place, group in enumerate(groups, 1):
        rows = [_row(record) for record in group]
        words = Words(
            subject.key(f"products-{place}"),
            "Change of the cost of the content in % of the price of the product, and in USD",
            " ".join(
                f"{record['name']}: {row.change}, {row.figures} of its price."
                for record, row in zip(group, rows, strict=True)
            ),
        )
        heading = "Largest shares of the price" if place == 1 else "Smaller shares of the price"
        # A share that prints as "under 0.01%" is drawn as what it is beside that: next to nothing.
        least = math.copysign(SMALLEST_SHARE, group[0]["share_of_price"])
        picture = changes(words, rows, "% of the price of the product", holds=(least,))
        panels.append(Panel(heading if len(groups) > 1 else "By product", "% of its price, and USD", picture))
    return panels


def _row(record: Record) -> Change:
    price = record["product_price"]
    low, high = (100.0 * record[end] / price for end in ("low", "high"))
    colour = "more" if record["change"] > 0.0 else "zone"
    share = share_of_price(record["share_of_price"])
    return Change(
        _short(str(record["name"])),
        record["share_of_price"], low, high, share, f"{_ranged(record)} USD per {record['per']}", colour,
    )  # fmt: skip


def _short(name: str) -> str:
    """A product without what it belongs to or holds, for which a picture has no room."""
    return name.partition(" of an ")[0].partition(" with ")[0]


def _ranged(record: Record) -> str:
    return f"{dollars(record['change'])} ({dollars(record['low'])} to {dollars(record['high'])})"


def _table(subject: Subject, records: Sequence[Record]) -> Table:
    rows = tuple(
        (
            str(record["name"]),
            str(record["per"]),
            f"{record['kg']:g} kg {subject.good_in_sentence(record['commodity'])}",
            str(record["grade"]),
            plain_dollars(record["baseline"]),
            plain_dollars(record["policy"]),
            _ranged(record),
            f"{record['product_price']:,.0f}",
            share_of_price(record["share_of_price"]),
        )
        for record in records
    )
    return Table(
        "Cost of contents of products, USD per product",
        ("Product", "Per", "Content", "Grade of the content", "Baseline", "Policy", "Change (range)",
         "Price of the product", "Change in % of it"),
        rows,
        words=(1, 2, 3),
    )  # fmt: skip
