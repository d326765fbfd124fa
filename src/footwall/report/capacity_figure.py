"""What projects add to the zone's capacity year by year under the rulebook, good by good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from footwall.report.chart_stacked_years import Layer, stacked_years
from footwall.report.figure import Figure, Panel, Table
from footwall.report.number_words import plain
from footwall.report.region_colours import OTHER_CLASS, region_class, region_short
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import capitalised
from footwall.runs.project_groups import project_groups

Record = Mapping[str, Any]
LARGEST = 5
"""Projects that a panel names; the others are grouped."""
MOST_PANELS = 4
UNIT = "t/yr"
VISIBLE = 0.5
"""t/year below which a project adds nothing to see."""


@dataclass(frozen=True)
class _Good:
    """One good and the projects in the zone whose main product it is."""

    commodity: str
    lines: tuple[Record, ...]
    price: float
    """In the last year of the policy, USD/kg; 0 where the zone buys none."""

    def added(self, law: str, place: int) -> float:
        return sum(_adds(line, law)[place] for line in self.lines)


def capacity_figure(subject: Subject, years: Record) -> Figure | None:
    """The figure; None where no project adds to the zone's capacity."""
    goods = _goods(years)
    if not goods:
        return None
    told = _most_moved(years, goods)
    worth = sorted(goods, key=lambda good: -good.added("policy", -1) * good.price)
    shown = [told, *(good for good in worth if good is not told)][:MOST_PANELS]
    brought = {line["id"] for line in project_groups(years["projects"]).brought}
    drawn = len(shown) < len(goods)
    left_out = " The goods of most value; the table has the others." if drawn else ""
    mark = " Outlined, bold: goes ahead only with the rulebook." if brought else ""
    return Figure(
        key=subject.key("capacity-by-project"),
        message=_message(subject, years, goods),
        shows=(
            f"Capacity that named projects add {subject.in_zone} since {years['years'][0]} under the "
            f"rulebook, {UNIT}, by the share of each that is decided. Colour: region of the plant.{mark} A "
            f"project counts with its last product.{left_out}"
        ),
        panels=tuple(_panel(subject, years, good, brought) for good in goods if good in shown),
        source=(
            f"Source: {subject.result.model} on its projects table; policy path, central parameters; "
            "projects that are not named there follow the supply curves and are not shown."
        ),
        table=_table(subject, years, goods, brought),
    )


def _goods(years: Record) -> list[_Good]:
    """Goods to whose capacity projects in the zone add, in the order of the chain."""
    found = []
    for good in years["goods"]:
        lines = tuple(
            line
            for line in years["projects"]
            if line["product"] == good["commodity"]
            and max(*_adds(line, "policy"), *_adds(line, "baseline")) >= VISIBLE
        )
        if lines:
            price = good["price"]["policy"]["central"][-1] if "price" in good else 0.0
            found.append(_Good(good["commodity"], lines, price))
    return found


def _adds(line: Record, law: str) -> list[float]:
    return [line["in_zone"] * added for added in line[law]["adds"]]


def _message(subject: Subject, years: Record, goods: Sequence[_Good]) -> str:
    """The good that moves most, or that none does."""
    year, good = years["years"][-1], _most_moved(years, goods)
    before, after = good.added("baseline", -1), good.added("policy", -1)
    name = subject.good_in_sentence(good.commodity)
    if plain(before) == plain(after):
        return f"The rulebook brings no visible capacity: projects add what they would without it by {year}"
    rise = "raises" if after > before else "lowers"
    return (
        f"The rulebook {rise} what projects add to {name} capacity {subject.in_zone} by {year} from "
        f"{plain(before)} to {plain(after)} {UNIT}"
    )


def _most_moved(years: Record, goods: Sequence[_Good]) -> _Good:
    """By value of the capacity that comes or goes, first where a project does."""
    groups = project_groups(years["projects"])
    changed = {line["id"] for line in (*groups.brought, *groups.lost)}

    def moved(good: _Good) -> tuple[bool, float]:
        apart = abs(good.added("policy", -1) - good.added("baseline", -1))
        return any(line["id"] in changed for line in good.lines) and apart >= VISIBLE, apart * good.price

    return max(goods, key=moved)


def _panel(subject: Subject, years: Record, good: _Good, brought: set[str]) -> Panel:
    layers = _layers(subject, good, brought)
    without, with_it = (plain(good.added(law, -1)) for law in ("baseline", "policy"))
    name = subject.good(good.commodity)
    words = Words(
        subject.key(f"capacity-{good.commodity}"),
        f"{name}: capacity that projects add {subject.in_zone}, {UNIT}",
        f"{years['years'][-1]}: " + " ".join(f"{layer.name}: {layer.figure}." for layer in layers),
    )
    note = f"{years['years'][-1]}: {with_it} {UNIT}; without the rulebook {without}"
    if with_it == without:
        note = f"{years['years'][-1]}: {with_it} {UNIT}, with the rulebook or without it"
    return Panel(capitalised(name), note, stacked_years(words, years["years"], layers, UNIT))


def _layers(subject: Subject, good: _Good, brought: set[str]) -> list[Layer]:
    """The largest by name, the largest at the bottom; the others above them, those brought apart."""
    lines = sorted(good.lines, key=lambda line: -max(_adds(line, "policy")))
    lines = [line for line in lines if max(_adds(line, "policy")) >= VISIBLE]
    named, rest = lines[:LARGEST], lines[LARGEST:]
    if len(rest) == 1:
        named, rest = lines, []
    layers = [_layer(subject, str(line["name"]), [line], line["id"] in brought) for line in named]
    for marked in (False, True):
        group = [line for line in rest if (line["id"] in brought) is marked]
        if group:
            layers.append(_layer(subject, f"{len(group)} more", group, marked))
    return layers


def _layer(subject: Subject, name: str, lines: Sequence[Record], marked: bool) -> Layer:
    amounts = tuple(sum(amounts) for amounts in zip(*(_adds(line, "policy") for line in lines), strict=True))
    if len(lines) > 1:
        return Layer(name, plain(amounts[-1]), amounts, OTHER_CLASS, marked)
    region = lines[0]["region"]
    figure = f"{plain(amounts[-1])}, {region_short(region, subject.region(region))}"
    return Layer(name, figure, amounts, region_class(region), marked)


def _table(subject: Subject, years: Record, goods: Sequence[_Good], brought: set[str]) -> Table:
    span = years["years"]
    places = sorted({len(span) // 3, 2 * len(span) // 3, len(span) - 1})
    rows = []
    for good in goods:
        for line in good.lines:
            adds = _adds(line, "policy")
            rows.append(
                (
                    subject.good(good.commodity),
                    str(line["name"]),
                    subject.region(line["region"]),
                    "yes" if line["id"] in brought else "no",
                    *(plain(adds[place]) for place in places),
                    plain(_adds(line, "baseline")[-1]),
                )
            )
    columns = ("Good", "Project", "Region", "Only with the rulebook", *(str(span[p]) for p in places))
    return Table(
        f"Capacity that projects add under the rulebook, {UNIT}",
        (*columns, f"{span[-1]} without it"),
        tuple(rows),
        labels=2,
        words=(2, 3),
    )
