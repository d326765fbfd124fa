"""Several chains of one rulebook side by side: the money of each, and what a maker pays for inputs of all.

Tonnes of different chains are never added.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from footwall.report.chart_bars import Bar, bars
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import changed, dollars, money, money_among, share_of_price
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import capitalised
from footwall.runs.figures import TREASURY, USER_COST
from footwall.runs.product_bills import product_totals
from footwall.runs.sentences import MONEY_SHOWN, in_sentence, listed

KEY = "together"
TITLE = "The chains side by side"
UNIT = "million USD/yr"
_FIGURES = ((USER_COST, "Final users lose"), (TREASURY, "Treasuries receive more"))
Record = dict[str, Any]


def together(subjects: Sequence[Subject]) -> Section | None:
    """The section over all touched chains; None where there are not several."""
    told = [subject for subject in subjects if subject.run.touched]
    if len(told) < 2:
        return None
    totals = _product_table(told)
    tables = (_headline_table(told), *((totals,) if totals.rows else ()))
    return Section(KEY, TITLE, (), (_figure(told),), tables)


def _figure(told: Sequence[Subject]) -> Figure:
    sums = {figure: [(subject, _value(subject, figure)) for subject in told] for figure, _ in _FIGURES}
    holds = [value for rows in sums.values() for _, value in rows]
    written = money_among(holds)
    panels = []
    for figure, heading in _FIGURES:
        rows = [
            Bar(
                subject.run.name, value, written(value).lstrip("+"), "more" if figure == USER_COST else "zone"
            )
            for subject, value in sums[figure]
        ]
        words = Words(
            f"{KEY}-{figure.replace('_', '-')}",
            f"{heading}, by chain, {UNIT}",
            " ".join(f"{row.label}: {row.figure}." for row in rows),
        )
        panels.append(Panel(heading, "against the baseline, by chain", bars(words, rows, UNIT, holds)))
    return Figure(
        key=KEY,
        message=_message(sums[USER_COST], written),
        shows=f"Change against the baseline {told[0].in_zone}, {UNIT}; one scale for both panels.",
        panels=tuple(panels),
        source=told[0].source(ranges=False),
        table=Table(
            f"Money by chain, {UNIT}, with its range",
            ("Chain", *(heading for _, heading in _FIGURES)),
            tuple(
                (subject.run.name, *(_ranged(_number(subject, figure)) for figure, _ in _FIGURES))
                for subject in told
            ),
        ),
    )


def _headline_table(told: Sequence[Subject]) -> Table:
    """What each chain makes, and what its rival gains: the numbers that are not added up."""
    rows = [
        (
            subject.run.name,
            subject.with_rival_named(number["text"]),
            _bounded(number),
        )
        for subject in told
        for number in subject.summary["headline"]
        if number["figure"] not in (USER_COST, TREASURY)
    ]
    return Table(
        "Output and market shares by chain, change against the baseline with its range",
        ("Chain", "What", "Change (range)"),
        tuple(rows),
        words=(1,),
    )


def _bounded(number: Record) -> str:
    change = changed(number["value"], number["low"], number["high"], number["unit"])
    return change.removesuffix(", deterministic")


def _number(subject: Subject, figure: str) -> Record:
    found: Record = next(item for item in subject.summary["headline"] if item["figure"] == figure)
    return found


def _value(subject: Subject, figure: str) -> float:
    """The figure; zero where it prints as zero, so that no axis is stretched for it."""
    value = float(_number(subject, figure)["value"])
    return value if abs(value) >= MONEY_SHOWN else 0.0


def _ranged(number: Record) -> str:
    if number["low"] is None or number["high"] is None:
        return money(number["value"])
    return f"{money(number['value'])} ({money(number['low'])} to {money(number['high'])})"


def _message(costs: Sequence[tuple[Subject, float]], written: Callable[[float], str]) -> str:
    """On which chain users lose most, and on which they gain."""
    subject, worst = max(costs, key=lambda item: item[1])
    gains = [other for other, value in costs if value <= -MONEY_SHOWN]
    parts = []
    if worst >= MONEY_SHOWN:
        name = in_sentence(subject.run.name)
        parts.append(f"lose most on {name}, {written(worst).lstrip('+')} {UNIT}")
    if gains:
        parts.append(f"gain on {listed([in_sentence(other.run.name) for other in gains])}")
    return f"Final users {' and '.join(parts) or 'neither lose nor gain on any chain'}"


def _product_table(told: Sequence[Subject]) -> Table:
    """Products that hold goods of two chains or more."""
    goods = {commodity: name for subject in told for commodity, name in subject.goods.items()}
    records = [row for subject in told for row in subject.summary["product_costs"]]
    rows = [row for row in product_totals(records) if row["chains"] > 1]
    return Table(
        "What makers pay more for inputs of all chains together, USD per unit of their product; the range "
        "adds up the ends",
        ("Product made", "Per", "Inputs bought", "Change of the bill (range)", "In % of the product's price"),
        tuple(
            (
                str(row["name"]),
                str(row["per"]),
                capitalised(listed([in_sentence(goods[item]) for item in dict.fromkeys(row["commodities"])])),
                f"{dollars(row['change'])} ({dollars(row['low'])} to {dollars(row['high'])})",
                share_of_price(row["share_of_price"]),
            )
            for row in sorted(rows, key=lambda row: -abs(float(row["share_of_price"])))
        ),
        words=(1, 2),
    )  # fmt: skip
