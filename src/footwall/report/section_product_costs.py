"""What makers of magnets, cars, turbines or phones pay for their inputs; not what their products sell for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from footwall.report.chart_changes import Change, changes
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import SMALLEST_SHARE, dollars, moved, plain_dollars, share_of_price
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import capitalised
from footwall.runs.extreme_prices import caveat_words
from footwall.runs.sentences import in_sentence, listed

TITLE = "What makers of products pay for their inputs"
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
        "A row is the bill of a product's maker for what it buys of this chain, per unit of the product: "
        "what the input costs its buyers "
        f"{subject.in_zone}, times the content, if nothing in the product changes. A product that the chain "
        "makes takes every input of its recipe. It is not the price of "
        "the product. That price holds other inputs, margins and charges at the border too, and competing "
        "products set it: it may move more, less or the other way. Prices of goods that the chain trades "
        "stand under Prices by stage. Ranges are those of the content, at central prices. A good inside "
        "another is counted once, in the form in which its buyer buys it."
    )
    figure = Figure(
        key=subject.key("products"),
        message=_message(subject, records),
        shows=(
            "Change of what the maker pays for the input of one unit of its product, in % of the price that "
            "the product has in the facts; below it in USD, with the range of the content in brackets. An "
            "arrow points beyond the axis; the table has the bill before and after."
        ),
        panels=tuple(_panels(subject, records)),
        source=subject.source(ranges=False),
        table=_table(subject, records),
    )
    return Section(subject.key("products"), TITLE, (lead,), (figure,), _parts(subject, records))


def _message(subject: Subject, records: Sequence[Record]) -> str:
    """The maker whose bill changes most against its price, then that of a product that everybody knows."""
    first = records[0]
    if abs(first["share_of_price"]) < SMALLEST_SHARE:
        return (
            f"No maker's bill for its input changes by as much as {SMALLEST_SHARE}% of the price of its "
            "product"
        )
    known = [row for name in FAMILIAR for row in records if row["product"] == name and row is not first]
    told = (first, *known[:1])
    return f"{capitalised('; '.join(_told(subject, row) for row in told))}{_caveat(subject, told)}"


def _caveat(subject: Subject, records: Sequence[Record]) -> str:
    """That recipes are fixed, beside bills that count a price far beyond that of the base year."""
    bought = {part["commodity"] for record in records for part in record["inputs"]}
    kinds = [stage["price_caveat"] for stage in subject.summary["stages"] if stage["commodity"] in bought]
    return f" ({caveat_words(found)})" if (found := [kind for kind in kinds if kind]) else ""


def _told(subject: Subject, row: Record) -> str:
    name, good = in_sentence(str(row["name"])), _inputs(subject, row)
    if dollars(row["change"]) == "0":
        return f"{name}: its maker pays as much for {good} as before"
    moved = "more" if row["change"] > 0.0 else "less"
    size = plain_dollars(abs(row["change"]))
    if abs(row["share_of_price"]) < SMALLEST_SHARE:
        return f"{name}: its maker's bill for {good} hardly moves ({size} USD {moved} per {row['per']})"
    share = share_of_price(abs(row["share_of_price"]))
    bill = f"{name}: its maker pays {size} USD {moved} per {row['per']} for {good}"
    return f"{bill}, {share} of the product's price"


def _panels(subject: Subject, records: Sequence[Record]) -> list[Panel]:
    """One panel, or for a long list two, each with its own axis."""
    panels = []
    half = len(records) if len(records) <= _ONE_PANEL else (len(records) + 1) // 2
    groups = [group for group in (records[:half], records[half:]) if group]
    for place, group in enumerate(groups, 1):
        rows = [_row(subject, record) for record in group]
        words = Words(
            subject.key(f"products-{place}"),
            "Change of what makers pay for their inputs in % of the price of their product, and in USD",
            " ".join(f"{row.label}: {row.change}, {row.figures} of the product's price." for row in rows),
        )
        heading = "Makers with the largest shares" if place == 1 else "Makers with smaller shares"
        # A share that prints as "0 to 0.01%" is drawn as what it is beside that: next to nothing.
        least = math.copysign(SMALLEST_SHARE, group[0]["share_of_price"])
        picture = changes(
            words, rows, "bill for the input, change in % of the product's price", holds=(least,)
        )
        panels.append(
            Panel(heading if len(groups) > 1 else "By maker", "inputs, not selling prices", picture)
        )
    return panels


def _row(subject: Subject, record: Record) -> Change:
    price = record["product_price"]
    low, high = (100.0 * record[end] / price for end in ("low", "high"))
    colour = "more" if record["change"] > 0.0 else "zone"
    share = share_of_price(record["share_of_price"])
    return Change(
        f"{capitalised(_inputs(subject, record))} for {in_sentence(_short(str(record['name'])))}",
        record["share_of_price"], low, high, share, f"{_ranged(record)} USD per {record['per']}", colour,
    )  # fmt: skip


def _inputs(subject: Subject, record: Record) -> str:
    """The goods of a bill; a last word that all share is told once: NdPr, dysprosium and terbium metal."""
    names = [subject.good_in_sentence(part["commodity"]) for part in record["inputs"]]
    kinds = {name.rpartition(" ")[2] for name in names}
    if len(names) < 2 or len(kinds) > 1:
        return listed(names)
    return f"{listed([name.rpartition(' ')[0] for name in names])} {kinds.pop()}"


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
            _amounts(subject, record),
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
        "What makers pay for the input of one unit of their product, USD; not the price of the product",
        ("Product made", "Per", "Input bought (what its kg are of)", "Grade of the content",
         "Bill for the input, baseline", "Bill, policy", "Change of the bill (range)",
         "Price of the product in the facts", "Change in % of that price"),
        rows,
        words=(1, 2, 3),
    )  # fmt: skip


def _amounts(subject: Subject, record: Record) -> str:
    return listed(
        [
            f"{part['kg']:.3g} kg {in_sentence(subject.good_counted(part['commodity']))}"
            for part in record["inputs"]
        ]
    )


def _parts(subject: Subject, records: Sequence[Record]) -> tuple[Table, ...]:
    """What each input moves in the bills that hold several; none where no bill does."""
    rows = tuple(
        (
            str(record["name"]),
            subject.good_counted(part["commodity"]),
            f"{part['kg']:.3g} kg",
            *moved(part["price_baseline"], part["price_policy"]).split(" → "),
            dollars(part["change"]),
        )
        for record in records
        if len(record["inputs"]) > 1
        for part in record["inputs"]
    )
    if not rows:
        return ()
    columns = (
        *("Product made", "Input", "Content", "Price of the input, baseline (USD/kg)"),
        *("Price, policy (USD/kg)", "Change of the bill (USD)"),
    )
    caption = "Bills for several inputs, part by part; the parts add up to the bill"
    return (Table(caption, columns, rows, labels=2),)
