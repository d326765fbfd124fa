"""The gallery: every bundled rulebook with its reason, its headline numbers, a picture and its command."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from footwall.report.chart_bars import Bar, bars
from footwall.report.chart_changes import Change, changes
from footwall.report.figure import Panel
from footwall.report.number_words import money, percent
from footwall.report.svg import Words
from footwall.rulebook.library import bundled_names
from footwall.runs.pipeline import DRAWS
from footwall.runs.result import Result
from generator import gallery_years
from generator.drawing import Drawn
from generator.solved import SOURCE, YEAR, Number, solved
from generator.tables import markdown_table
from generator.telling import amount

FOLDER = "gallery"
_UNITS = {"%": "%", "percentage points": "points", "million USD/yr": "money"}
_WRITTEN = {"%": "%", "percentage points": "points", "million USD/yr": "million USD a year"}

_NOTHING = 1e-6


def names() -> tuple[str, ...]:
    """The bundled rulebooks that do something in one year."""
    return tuple(name for name in bundled_names() if name not in ("baseline", *gallery_years.NAMES))


def page(results: Mapping[str, Result]) -> str:
    """The text of the gallery."""
    parts = [_INTRODUCTION.format(year=YEAR, draws=DRAWS), _ranking(results)]
    parts += [entry(name, result) for name, result in results.items()]
    parts.append(gallery_years.section())
    return "\n".join(parts)


def files(results: Mapping[str, Result]) -> dict[str, str]:
    """Picture files by name."""
    pictures = [ranking(results), *(drawn(name, result) for name, result in results.items())]
    return {name: text for item in pictures for name, text in item.files().items()}


def results() -> dict[str, Result]:
    """Every bundled rulebook, solved."""
    return {name: solved(name) for name in names()}


_INTRODUCTION = """# Gallery

Every bundled rulebook, run on the law of 31 December {year} and the prices of 2024, beside the same economy
without it. Ranges are the 5th to 95th percentile of {draws} joint draws; those of the treasury also run over
who keeps the gap to a floor. This page is written by `python docs/generator --gallery`; nothing on it is
typed by hand. `baseline` is left out: it changes nothing. Rulebooks that one year does not tell stand
[at the end](#through-the-years).

These are designs to compare, not proposals, and scenarios, not forecasts. The zone is not the same in all of
them, and associates count as inside. Some are told at length: [does an oxide floor empty the magnet
plants?](learn/oxide-floor.md), [relabelled in transit](learn/relabelled.md) and [who keeps the
wedge](learn/who-keeps-the-wedge.md).

In the pictures a band is the range, and an arrow a change beyond the axis.

`footwall run` without a name lists them. To read one, run it: `rulebook.yaml` in the result folder is the
whole text.

```console
$ footwall run
$ footwall run stepwise --year {year} --out build/stepwise
```
"""


def why(result: Result) -> str:
    """The first sentence of the reason that a rulebook gives."""
    text = " ".join(result.rulebook.why.split())
    return re.split(r"(?<=[.?!]) (?=[A-Z])", text)[0]


def _ranking(results: Mapping[str, Result]) -> str:
    ordered = sorted(results.values(), key=lambda item: -_number(item, "user_cost").value)
    rows = [_ranked(result) for result in ordered]
    columns = (
        *("rulebook", "cost to users, million USD a year", "treasury, million USD a year"),
        *("leading product", "zone's output of it"),
    )
    return (
        "## Ranked\n\nBy what final users in the zone pay:\n\n"
        + markdown_table(columns, rows, right=(columns[1], columns[2], columns[4]))
        + ranking(results).markdown(FOLDER)
    )


def ranked_row(result: Result) -> str:
    """The line of the ranking for one rulebook."""
    return markdown_table((), [_ranked(result)]).splitlines()[-1]


def _ranked(result: Result) -> tuple[str, ...]:
    leading = leading_output(result)
    return (
        f"[{result.rulebook.name}](#{slug(result.rulebook.name)})",
        amount(_number(result, "user_cost"), "money"),
        amount(_number(result, "treasury"), "money"),
        _good(leading["text"]),
        amount(_of(leading), "%"),
    )


def ranking(results: Mapping[str, Result]) -> Drawn:
    """The rulebooks by cost to users, and by output of the leading product."""
    costs = sorted(results.values(), key=lambda item: -_number(item, "user_cost").value)
    priced = [(result.rulebook.name, _number(result, "user_cost").value) for result in costs]
    bar_rows = [Bar(label, value, money(value), "more") for label, value in priced]
    made = sorted(results.values(), key=lambda item: -leading_output(item)["value"])
    rows = []
    for result in made:
        record = leading_output(result)
        number = _of(record)
        rows.append(
            Change(
                result.rulebook.name, number.value, number.low, number.high, "", amount(number, "%"), "zone"
            )
        )
    said = "; ".join(f"{row.label} {row.figure}" for row in bar_rows)
    cost = bars(Words("ranking-cost", "Cost to final users", f"{said}."), bar_rows, "million USD a year")
    said = "; ".join(f"{row.label} {percent(row.value)}" for row in rows)
    output = changes(
        Words("ranking-output", "Output of the leading product", f"{said}."), rows, "%", whole=True
    )
    panels = (
        Panel("Cost to final users", "in the zone", cost),
        Panel("Output of the leading product", "in the zone, change against the baseline", output),
    )
    return Drawn(
        "ranking",
        f"Users pay most under {costs[0].rulebook.name}; the leading product gains most under "
        f"{made[0].rulebook.name}",
        "Every bundled rulebook; the leading product is the one named in the table.",
        panels,
        SOURCE.format(draws=DRAWS),
    )


def slug(title: str) -> str:
    """The anchor of a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _good(text: str) -> str:
    return text.partition("output of ")[2]


def leading_output(result: Result) -> dict[str, Any]:
    """The headline record of the zone's output of the leading product of the first chain that is touched."""
    return next(
        item for item in result.lead.summary["headline"] if item["figure"].startswith("output_change|")
    )


def _of(record: Mapping[str, Any]) -> Number:
    cleaned = (0.0 if abs(value) < _NOTHING else value for value in _bounds(record))
    return Number(*cleaned)


def _bounds(record: Mapping[str, Any]) -> tuple[float, ...]:
    if record["low"] is None:
        return (record["value"],)
    return (record["value"], record["low"], record["high"])


def _number(result: Result, figure: str) -> Number:
    return _of(next(item for item in result.summary["headline"] if item["figure"] == figure))


def entry(name: str, result: Result) -> str:
    """The section of one rulebook."""
    rows = []
    for record in result.summary["headline"]:
        beside = record["at_latest_prices"]
        unit = _UNITS[record["unit"]]
        rows.append(
            (
                record["text"],
                amount(_of(record), unit),
                amount(_of({"value": beside["value"], "low": None}), unit) if beside else "–",
                _WRITTEN[record["unit"]],
            )
        )
    columns = ("", "at prices of 2024", "February 2026", "unit")
    pictured = drawn(name, result)
    (image,) = pictured.files()
    return (
        f"## {result.rulebook.name}\n\n{why(result)}\n\n"
        f"`footwall run {name} --year {YEAR}`\n\n"
        + markdown_table(columns, rows, right=columns[1:3])
        + f"\n![{pictured.message}. {pictured.shows}]({FOLDER}/{image})\n"
    )


def _largest(stages: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The good of each stage of which the zone makes most by value, in the order of the chain."""
    found: dict[str, Mapping[str, Any]] = {}
    for record in stages:
        other = found.get(record["stage"])
        if record["zone_output_change"] is not None and (other is None or _worth(record) > _worth(other)):
            found[record["stage"]] = record
    return [record for record in stages if found.get(record["stage"]) is record]


def _worth(record: Mapping[str, Any]) -> float:
    return float(record["price_baseline"] * record["zone_output_baseline"])


def drawn(name: str, result: Result) -> Drawn:
    """The picture of one rulebook."""
    run = result.lead
    rows = []
    for record in _largest(run.summary["stages"]):
        number = _of(record["zone_output_change"])
        level = f"{record['zone_output_baseline']:,.0f} → {record['zone_output_policy']:,.0f} t"
        rows.append(
            Change(record["name"], number.value, number.low, number.high, level, amount(number, "%"), "zone")
        )
    said = "; ".join(f"{row.label} {percent(row.value)}" for row in rows)
    heading = f"{run.name}: output by stage"
    picture = changes(Words(f"gallery-{name}", heading, f"{said}."), rows, "%")
    panel = Panel(heading, "in the zone, change against the baseline", picture)
    return Drawn(name, f"{result.rulebook.name}: output of the zone by stage", f"{said}.", (panel,), SOURCE)
