"""Origins and public money on the page of a path: the pictures, the tables and the sentences agree."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from footwall.report import render
from footwall.report.chart_shares_years import Share, share_areas
from footwall.report.chart_years import Timeline
from footwall.report.number_words import money, plain
from footwall.report.svg import Words
from report.changed import message
from report.reading import Node, cells, read
from report.results import page_of_years, result_of_years

Record = dict[str, Any]


@cache
def tree() -> Node:
    return read(page_of_years())


def _record() -> Record:
    record: Record = result_of_years().summary["years"]["chains"]["gallium"]
    return record


def _after(change: Callable[[Record], None]) -> Node:
    """The page after a change of the record of gallium."""
    result = result_of_years()
    summary = copy.deepcopy(dict(result.summary))
    change(summary["years"]["chains"]["gallium"])
    return read(render(replace(result, summary=summary)))


def _good(record: Record, commodity: str) -> Record:
    good: Record = next(item for item in record["goods"] if item["commodity"] == commodity)
    return good


def _table(key: str) -> Node:
    return tree().one("figure", id=f"figure-{key}").one("details").one("table")


def test_treasuries_have_a_band_and_the_range_of_the_table() -> None:
    received = _record()["treasury"]["cumulative"]
    figure = tree().one("figure", id="figure-years-money")
    pictures = figure.all("svg")
    assert len(pictures) == 2
    for picture in pictures:
        assert [node for node in picture.all("path") if "band" in node.attributes["class"]]
    ends = money(received["central"][-1]), money(received["low"][-1]), money(received["high"][-1])
    assert f"by 2030: {ends[0]} million USD ({ends[1]} to {ends[2]})" in figure.text
    assert cells(_table("years-money"))[-1][4] == f"{ends[0]} ({ends[1]} to {ends[2]})"


def test_who_keeps_the_gap_is_a_line_or_a_sentence() -> None:
    """The floors of the page compare invoices, so that ω = 1 is drawn; else the figure says why not."""
    case = _record()["over_omega"]["cases"][-1]
    figure = tree().one("figure", id="figure-years-money")
    assert case["omega"] == 1.0
    assert "ω = 1" in [node.text for node in figure.all("text")]
    assert "Line ω = 1: if exporters keep the gaps to floors, on the capacity of this path" in figure.text
    assert cells(_table("years-money"))[-1][-1] == money(case["treasury_cumulative"][-1])

    def change(record: Record) -> None:
        record["over_omega"] = {"cases": [], "reason": "no floor compares an invoice"}

    figure = _after(change).one("figure", id="figure-years-money")
    assert "ω" not in " ".join(node.text for node in figure.all("text"))
    assert "Who keeps the gap to a floor gives no range: no floor compares an invoice." in figure.text


def test_a_missing_share_of_the_gap_is_told_beside_the_figure() -> None:
    def change(record: Record) -> None:
        record["over_omega"]["cases"] = record["over_omega"]["cases"][:1]
        record["over_omega"]["reason"] = "at ω = 1 a year has no solution"

    shown = _after(change).one("figure", id="figure-years-money").text
    assert "moves neither sum by 1%; at ω = 1 a year has no solution." in shown


def test_the_message_of_origins_has_the_numbers_of_the_good_that_moves_most() -> None:
    def change(record: Record) -> None:
        for good in record["goods"]:
            if "outside_share" in good:
                good["outside_share"]["policy"] = copy.deepcopy(good["outside_share"]["baseline"])
        share = _good(record, "refined_gallium")["outside_share"]
        share["baseline"]["central"][-1], share["policy"]["central"][-1] = 80.0, 46.0

    assert message(_after(change), "years-origins") == (
        "Outsiders supply 46.0% of the refined gallium bought in the zone in 2030 with the rulebook and "
        "80.0% without (−34.0 points)"
    )

    def still(record: Record) -> None:
        for good in record["goods"]:
            if "outside_share" in good:
                good["outside_share"]["policy"] = good["outside_share"]["baseline"]

    assert message(_after(still), "years-origins") == (
        "In 2030 outsiders supply the share of the baseline path at every stage"
    )


def test_every_panel_of_origins_is_full_and_its_heavy_line_is_the_outside_share() -> None:
    """Areas of the last year fill the plot; the line ends at the outside share of each state."""
    goods = {good["name"]: good for good in _record()["goods"]}
    panels = tree().one("figure", id="figure-years-origins").all("svg")
    assert panels
    for panel in panels:
        title = panel.one("title").text
        good = next(goods[name] for name in goods if f"of {name} bought" in title)
        areas = [node.attributes["d"] for node in panel.all("path") if "part" in node.attributes["class"]]
        heights = [float(y) for area in areas for y in re.findall(r"[\d.]+ ([\d.]+)", area)]
        assert (min(heights), max(heights)) == pytest.approx((40.0, 190.0), abs=0.02)
        lines = [
            node.attributes["d"] for node in panel.all("path") if node.attributes["class"] == "path floor"
        ]
        for drawn, law in zip(lines, ("baseline", "policy"), strict=True):
            end = float(drawn.rpartition(" ")[2])
            share = 100.0 * (190.0 - end) / 150.0
            assert share == pytest.approx(good["outside_share"][law]["central"][-1], abs=0.01)


def test_the_table_of_origins_holds_both_paths() -> None:
    good = _good(_record(), "refined_gallium")
    rows = [row for row in cells(_table("years-origins")) if row[0] == "Refined gallium"]
    assert [int(row[1]) for row in rows] == list(range(2024, 2031))
    for place, row in enumerate(rows):
        for cell, law in ((row[2], "baseline"), (row[3], "policy")):
            assert cell.split(" ")[0] == plain(good["outside_share"][law]["central"][place])
        assert row[6] == plain(good["share_from_rival"]["policy"]["central"][place])


def test_names_beside_areas_keep_apart_and_small_parts_have_none() -> None:
    flat = (3.0, 3.0)
    shares = [
        Share("China", "CHN", (50.0, 49.0), (20.0, 10.0), "r-CHN", True),
        *(Share(f"part {place}", "part", flat, flat, "r-USA", False) for place in range(3)),
        Share("other members of the zone", "others", (6.0, 6.0), (6.0, 6.0), "r-other", False),
        Share("A very long name", "JPN", (35.0, 36.0), (65.0, 75.0), "r-JPN", False),
    ]
    time = Timeline((2026, 2027), (2026.5, "from 2027"))
    picture = read(
        share_areas(Words("key", "title in %", "description"), time, ("Baseline", "Policy"), shares)
    )
    names = {node.text: float(node.attributes["y"]) for node in picture.all("text")}
    assert "China 10%" in names and "JPN 75%" in names and "others 6%" in names
    assert not [name for name in names if name.startswith("part")]
    assert names["China 10%"] - names["JPN 75%"] > 14.9


def test_without_members_the_panel_tells_the_rival_from_all_others() -> None:
    def change(record: Record) -> None:
        record["zone"] = "all regions but CHN"

    shown = _after(change).one("section", id="years-origins").text
    assert "China below it, all others above it" in shown
    assert "other members" not in shown and "outsiders" not in shown.lower()
