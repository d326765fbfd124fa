"""Years in which goods are all but gone: on the page no price of scarcity stands without its caveat."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from footwall.cli.run_summary import run_summary
from footwall.report import render
from footwall.report.scale_log import log_levels
from footwall.runs import run
from report.changed import message
from report.reading import Node, read
from report.results import result_of_years

Record = dict[str, Any]
LAWS = ("baseline", "policy")


def after(change: Callable[[Record], None]) -> Node:
    """The page after a change of the record of gallium."""
    result = result_of_years()
    summary = copy.deepcopy(dict(result.summary))
    change(summary["years"]["chains"]["gallium"])
    return read(render(replace(result, summary=summary)))


def gallium(record: Record) -> Record:
    good: Record = next(item for item in record["goods"] if item["commodity"] == "refined_gallium")
    return good


def dear(times: float) -> Callable[[Record], None]:
    """The price of 2028 at so many times that of the baseline."""

    def change(record: Record) -> None:
        price = gallium(record)["price"]
        price["policy"]["central"][4] = times * price["baseline"]["central"][4]

    return change


def test_a_price_of_hundreds_of_times_is_told_as_scarcity_and_no_forecast() -> None:
    page = after(dear(560.0))
    told = message(page, "years-prices")
    assert "hardly any refined gallium is left in 2028" in told
    assert "560 times the baseline's, is no forecast; against the baseline it is" in told


def test_what_users_pay_says_that_it_counts_prices_of_scarcity() -> None:
    for times, caveat in ((9.0, False), (11.0, True)):
        text = after(dear(times)).one("section", id="years-money").text
        assert ("In 2028 the price of refined gallium is more than 10 times" in text) is caveat


def test_prices_far_apart_have_a_logarithmic_axis_that_is_told() -> None:
    for times, logarithmic in ((2.0, False), (560.0, True)):
        section = after(dear(times)).one("section", id="years-prices")
        ticks = [node.text for picture in section.all("svg") for node in picture.all("text")]
        assert ("100,000" in ticks) is logarithmic
        assert ("its scale is logarithmic" in section.text) is logarithmic


def test_a_logarithmic_axis_with_few_powers_of_ten_marks_what_lies_between() -> None:
    assert log_levels([57.0, 1000.0], 0.0, 1.0).ticks == (50.0, 100.0, 200.0, 500.0, 1000.0)
    assert log_levels([300.0, 700_000.0], 0.0, 1.0).ticks == (1e3, 1e4, 1e5, 1e6)


def test_a_test_of_a_path_that_is_short_already_says_so() -> None:
    def change(record: Record) -> None:
        test = record["cut_off"][0]
        place = record["years"].index(test["year"])
        sector = next(iter(test["baseline"]["served"]))
        record["shortage"][sector]["policy"]["central"][place] = 5000.0

    words = "On the policy path users already go without 5,000 t"
    assert words in after(change).one("section", id="years-cut-off").text
    assert "of less use" in after(change).one("figure", id="figure-years-cut-off").text
    assert "already go without" not in after(lambda _: None).one("section", id="years-cut-off").text


def test_weeks_without_a_solution_are_told_in_words_and_the_solver_in_a_remark() -> None:
    reason = "No equilibrium after 9 iterations: the market x@CAN is off by 1e-6. Loosen the floor (--set)."

    def change(record: Record) -> None:
        record["cut_off_weeks"]["policy"] = {"solved": False, "reason": reason}

    section = after(change).one("section", id="years-cut-off-weeks")
    assert "With the policy's capacities no prices were found" in section.text
    assert "iterations" not in section.one("p", **{"class": "lead"}).text
    assert "the market x@CAN is off" in section.one("ul").text
    assert "--set" not in section.text


def test_a_zone_that_changes_on_the_path_is_named() -> None:
    assert "Zone of the years" not in after(lambda _: None).one("section", id="answer").text

    def change(record: Record) -> None:
        del record["zone_share"]["JPN"]

    text = after(change).one("section", id="answer").text
    assert "Zone of the yearsThat of 2030, in every year: United States" in " ".join(text.split("\n"))
    shrunk = text.partition("Zone of the years")[2].partition("Rival")[0]
    assert "Japan" not in shrunk and "Korea" in shrunk
    summary = copy.deepcopy(dict(result_of_years().summary))
    change(summary["years"]["chains"]["gallium"])
    assert "Zone of the years: that of 2030, in every year: USA" in run_summary(summary, Path("out"))


def test_a_fall_of_a_single_year_is_told_beside_the_last_one() -> None:
    def change(record: Record) -> None:
        for good in record["goods"]:
            output = good["output_zone"]
            output["policy"]["central"] = list(output["baseline"]["central"])
        made = gallium(record)["output_zone"]
        made["baseline"]["central"][4:] = [100.0] * 3
        made["policy"]["central"][4:] = [40.0, 100.0, 98.0]

    assert message(after(change), "years-output").endswith("; in 2028 60% less refined gallium")
    assert "; in 20" not in message(after(lambda _: None), "years-output")


def test_a_good_that_the_rival_never_makes_has_no_panel_of_zeros() -> None:
    def change(record: Record) -> None:
        for law in LAWS:
            share = gallium(record)["rival_share"][law]
            for bound in ("central", "low", "high"):
                share[bound] = [0.0] * len(record["years"])

    figure = after(change).one("figure", id="figure-years-shares")
    assert "makes no refined gallium on either path" in figure.text
    assert "Refined gallium" not in [node.text for node in figure.all("h4")]
    assert not any("−" in node.text for picture in figure.all("svg") for node in picture.all("text"))


def test_a_rulebook_that_begins_later_is_not_told_to_change_nothing() -> None:
    result = run("vault-alone", year=2026, draws=0, chains=("gallium",), years="2024:2028")
    answer = read(render(result)).one("section", id="answer").text
    assert "Nothing of this rulebook is in force on 2026-" in answer
    assert "What it does in later years stands below." in answer
    assert "public stocks have spent" in answer
