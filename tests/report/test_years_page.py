"""The sections of a path: their sentences agree with the record, and their pictures with their tables."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from footwall.report import render
from footwall.report.chart_years import Strand, Timeline, year_lines
from footwall.report.number_words import moved, percent, plain, signed
from footwall.report.svg import Words, text_width
from report.changed import message
from report.reading import Node, cells, number, read
from report.results import page_of, page_of_years, result_of_years

UNITS = re.compile(r"USD/kg|million USD|t/yr|%|times|days of use")
KEYS = ("prices", "output", "origins", "idle", "money", "cut-off", "cut-off-weeks", "method")
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


def test_a_page_without_years_has_none_of_it() -> None:
    assert "years-" not in page_of("cascade")
    assert "<h3>2024" not in page_of("cascade")


@pytest.mark.parametrize("key", KEYS)
def test_every_touched_chain_has_the_section_and_a_link_to_it(key: str) -> None:
    section = tree().one("section", id=f"years-{key}")
    assert section.one("h2").text
    assert tree().one("nav").one("a", href=f"#years-{key}").text == section.one("h2").text


def test_ids_are_unique_and_nothing_is_missing_in_print() -> None:
    ids = [node.attributes["id"] for node in tree().walk() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    assert not re.search(r"\bnan\b|\binf\b|None(?! of)|Undefined|\{\{|<built-in", tree().one("main").text)


def test_pictures_have_units_and_figures_a_source_and_a_table() -> None:
    figures = [node for node in tree().all("figure") if "years" in node.attributes["id"]]
    assert len(figures) >= 6
    for figure in figures:
        for picture in figure.all("svg"):
            assert UNITS.search(picture.one("title").text)
            assert len(picture.one("desc").text) > 10
        source = figure.one("figcaption").text
        assert source.startswith("Source: Footwall") and "path 2024 to 2030, demand of STEPS" in source
        assert "percentile of 4 joint draws" in source or "deterministic" in source
        assert not figure.all("h3")[0].text.endswith(".")
        assert cells(figure.one("details").one("table"))


def test_the_opening_lists_the_findings_with_the_rival_named() -> None:
    answer = tree().one("section", id="answer")
    path, day = (node.text for node in answer.all("h3"))
    assert (path, day) == (
        "2024 to 2030",
        f"On {result_of_years().summary['as_of']}, with the plants of 2024",
    )
    told = [node.text for node in answer.one("ul", **{"class": "remarks"}).all("li")]
    findings = result_of_years().summary["years"]["findings"]
    assert len(told) == len(findings) > 1
    assert not any(re.search(r"\bCHN\b", words) for words in told)


def test_the_price_message_names_the_largest_gap_of_any_year() -> None:
    best, where, year = 0.0, "", 0
    for good in _record()["goods"]:
        if "price" in good and good["stage"] != "scrap":
            paths = (good["price"][law]["central"] for law in ("baseline", "policy"))
            for place, (before, after) in enumerate(zip(*paths, strict=True)):
                change = 100.0 * (after / before - 1.0)
                if abs(change) > abs(best):
                    best, where, year = change, good["name"], 2024 + place
    told = message(tree(), "years-prices")
    assert f"{percent(best)} in {year}" in told
    assert where.lower() in told.lower()


def test_the_table_of_prices_holds_both_paths_and_the_sinking_floor() -> None:
    good = _good(_record(), "refined_gallium")
    rows = [row for row in cells(_table("years-prices")) if row[0] == "Refined gallium"]
    assert [int(row[1]) for row in rows] == list(range(2024, 2031))
    for place, row in enumerate(rows):
        for cell, law in ((row[2], "baseline"), (row[3], "policy")):
            assert cell.split(" ")[0] == plain(good["price"][law]["central"][place])
    floors = [number(row[5]) for row in rows if row[5] != "–"]
    assert floors == [number(plain(floor)) for floor in good["floor"] if floor is not None]
    assert len(floors) > 1 and floors == sorted(floors, reverse=True)


def test_a_price_many_times_the_baseline_is_told_as_a_multiple() -> None:
    def change(record: Record) -> None:
        price = _good(record, "refined_gallium")["price"]
        price["policy"]["central"][-1] = 70.0 * price["baseline"]["central"][-1]

    assert "leaves its baseline path most: 70.0 times as high in 2030" in message(
        _after(change), "years-prices"
    )


def _table(key: str) -> Node:
    return tree().one("figure", id=f"figure-{key}").one("details").one("table")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (100.0, 150.0, "50.0% more refined gallium (100 to 150 t/yr)"),
        (100.0, 60.0, "40.0% less refined gallium (100 to 60.0 t/yr)"),
    ],
)
def test_the_output_message_follows_the_last_year(before: float, after: float, said: str) -> None:
    def change(record: Record) -> None:
        for good in record["goods"]:
            for law in ("baseline", "policy"):
                good["output_zone"][law]["central"][-1] = 1.0
        figure = _good(record, "refined_gallium")["output_zone"]
        figure["baseline"]["central"][-1], figure["policy"]["central"][-1] = before, after

    assert said in message(_after(change), "years-output")


def test_what_does_not_move_is_told_as_unmoved() -> None:
    def change(record: Record) -> None:
        for good in record["goods"]:
            for name in ("price", "output_zone", "rival_share", "idle"):
                if name in good:
                    good[name]["policy"]["central"] = good[name]["baseline"]["central"]
        record["user_bill_cumulative"]["central"][-1] = 0.0
        record["treasury"]["cumulative"]["central"][-1] = 0.0

    page = _after(change)
    assert message(page, "years-prices").startswith("Prices in the zone hardly leave")
    assert message(page, "years-output").endswith(
        "hardly leaves the baseline path: nothing by as much as 0.05%"
    )
    assert message(page, "years-shares").endswith("at any stage: nothing by as much as 0.05 points")
    assert message(page, "years-idle").endswith(
        "than without the rulebook: nothing by as much as 0.05 points"
    )
    assert message(page, "years-money").endswith(
        "pay what they would without the rulebook over 2024 to 2030, and treasuries receive as much as "
        "without it"
    )


def test_the_share_and_the_idle_message_have_their_points() -> None:
    def change(record: Record) -> None:
        for good in record["goods"]:
            for name in ("rival_share", "idle"):
                good[name]["policy"]["central"] = list(good[name]["baseline"]["central"])
        good = _good(record, "refined_gallium")
        for name in ("rival_share", "idle"):
            good[name]["baseline"]["central"][-1], good[name]["policy"]["central"][-1] = 60.0, 45.0

    page = _after(change)
    assert message(page, "years-shares").endswith(
        f"refined gallium: in 2030 {moved(60.0, 45.0)}% of the world's output ({signed(-15.0)} points)"
    )
    assert message(page, "years-idle") == (
        "In 2030 45.0% of the capacity for refined gallium in the zone stands still with the rulebook and "
        "60.0% without (−15.0 points)"
    )


def test_who_pays_follows_the_signs() -> None:
    def change(record: Record) -> None:
        record["user_bill_cumulative"]["central"][-1] = -25.0
        record["treasury"]["cumulative"]["central"][-1] = -40.0

    assert message(_after(change), "years-money") == (
        "In the zone final users pay 25 million USD less over 2024 to 2030, and treasuries receive 40 less"
    )


def test_the_cut_off_message_is_about_who_lacks_most() -> None:
    test = _record()["cut_off"][-1]
    missing = test["baseline"]["shortage"]
    sector = max(missing, key=lambda name: missing[name])
    told = message(tree(), "years-cut-off")
    assert told.startswith(f"If China stopped all exports in {test['year']}, who lacks most (")
    assert f"{test['policy']['served'][sector]:.1f}%" in told


def test_a_cut_off_without_a_solution_says_so() -> None:
    def change(record: Record) -> None:
        for test in record["cut_off"]:
            test["policy"] = {"solved": False, "reason": "no price clears refined_gallium"}

    section = _after(change).one("section", id="years-cut-off")
    assert "With the policy's capacities the market has no solution after a cut-off in 20" in section.text
    assert not section.all("figure")
    assert len(section.all("table")) == 2


def test_a_deterministic_path_has_no_bands_and_says_so() -> None:
    def change(record: Record) -> None:
        record["draws"] = {"asked": 0, "converged": 0}
        figures = [record["user_bill"], record["user_bill_cumulative"], *record["treasury"].values()]
        figures += [*record["supports"].values(), *record["supports_cumulative"].values()]
        for good in record["goods"]:
            shown = [figure for key, figure in good.items() if isinstance(figure, dict) and key != "origins"]
            figures += [law for figure in shown for law in figure.values()]
        for figure in figures:
            figure["low"] = figure["high"] = None

    page = _after(change)
    for key in ("prices", "money"):
        section = page.one("section", id=f"years-{key}")
        assert not [node for node in section.all("path") if "band" in node.attributes["class"]]
        assert "deterministic" in section.one("figcaption").text
    assert "every figure is deterministic" in page.one("section", id="years-method").text


def test_an_investor_who_sees_no_further_walks_once() -> None:
    result = result_of_years()
    years = {**result.summary["years"], "expectation": "myopic", "credibility": 0.9}
    page = read(render(replace(result, summary={**result.summary, "years": years})))
    told = page.one("section", id="years-method").text
    assert "each path is walked once" in told and "with a chance of 90%" in told


def test_long_labels_stay_inside_the_picture() -> None:
    strand = Strand("policy", (0.0, 12_345_678.0), "zone")
    time = Timeline((2026, 2027), (2026.5, "from 2027"))
    picture = read(year_lines(Words("key", "title in %", "description"), time, [strand], "t/yr"))
    ticks = [node for node in picture.all("text") if node.attributes["text-anchor"] == "end"]
    assert "10,000,000" in [node.text for node in ticks]
    assert all(float(node.attributes["x"]) >= text_width(node.text) for node in ticks)


def test_names_at_the_ends_of_lines_keep_apart_and_a_gap_stays_open() -> None:
    strands = [
        Strand("policy", (1.0, 2.0, 3.0), "zone", (0.5, 1.0, 2.0), (2.0, 3.0, 4.0)),
        Strand("baseline", (1.0, 2.0, 3.0), "plain"),
        Strand("floor", (None, 3.0, 3.0), "floor"),
    ]
    time = Timeline((2026, 2027, 2028), (2026.5, "from 2027"))
    picture = read(year_lines(Words("key", "title in %", "description"), time, strands, "%"))
    names = {node.text: float(node.attributes["y"]) for node in picture.all("text")}
    places = sorted(names[name] for name in ("policy", "baseline", "floor"))
    assert all(after - before >= 14.9 for before, after in pairwise(places))
    floor = next(node for node in picture.all("path") if node.attributes["class"] == "path floor")
    assert floor.attributes["d"].count("L") == 1


def test_long_heads_of_tables_that_scroll_keep_their_room_on_a_phone() -> None:
    style = tree().one("style").text
    assert "th.long { min-width: 7.5rem; }" in style
    heads = [head for table in tree().all("table") for head in table.one("thead").all("th")]
    assert any(len(head.text) > 30 for head in heads)
    for head in heads:
        assert ("long" in head.attributes["class"].split()) == (len(head.text) > 16), head.text


def test_a_casing_of_the_ground_keeps_the_heavy_line_off_the_areas() -> None:
    for picture in tree().one("figure", id="figure-years-origins").all("svg"):
        paths = [(node.attributes["class"], node.attributes["d"]) for node in picture.all("path")]
        heavy = [place for place, (kind, _) in enumerate(paths) if kind == "path floor"]
        assert len(heavy) == 2
        for place in heavy:
            assert paths[place - 1] == ("path casing", paths[place][1])
