"""Paths side by side: the figures are those of the results, and what does not fit is told, not compared."""

from __future__ import annotations

import copy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bad_input.command import footwall
from footwall.cli.compare import comparison_text
from footwall.explore.comparability import cautions
from footwall.explore.comparison import YEARS, Comparison, compare
from footwall.explore.comparison_table import comparison_csv
from footwall.explore.comparison_years import (
    PROJECTS,
    STOCKS,
    TREASURY,
    USER_BILL,
    years_apart,
    years_of_chain,
)
from footwall.explore.result_folder import ReadResult
from footwall.report.comparison_page import comparison_page
from footwall.runs import Result, run
from runs.small_years import DRAWS, SPAN, gallium_and_germanium

Record = dict[str, Any]
NAME, CHAINS = "gallium-germanium", ("gallium", "germanium")
SET = ["floors.refined_gallium.reference.cost=800 USD/kg"]


@cache
def _changed() -> Result:
    """The same rulebook with a changed field."""
    return run(NAME, year=2027, years=SPAN, draws=DRAWS, chains=CHAINS, overrides=SET)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    parent = tmp_path_factory.mktemp("years")
    one_day = run(NAME, year=2027, draws=DRAWS, chains=CHAINS)
    found = {"plain": gallium_and_germanium(), "changed": _changed(), "one-day": one_day}
    return {name: result.write(parent / name) for name, result in found.items()}


@pytest.fixture(scope="module")
def compared(folders: dict[str, Path]) -> Comparison:
    return compare([folders["plain"], folders["changed"]])


def _with_years(item: ReadResult, **changes: Any) -> ReadResult:
    years = {**copy.deepcopy(item.summary["years"]), **changes}
    return replace(item, summary={**copy.deepcopy(dict(item.summary)), "years": years})


def test_figures_are_those_of_the_results(compared: Comparison) -> None:
    lines = {line.item: line for line in compared.table("gallium", YEARS)}
    for place, result in enumerate((gallium_and_germanium(), _changed())):
        record = result.summary["years"]["chains"]["gallium"]
        bill, made = lines[USER_BILL].found[place], lines["output|refined_gallium"].found[place]
        assert bill is not None
        assert made is not None
        assert bill.value == pytest.approx(record["user_bill_cumulative"]["central"][-1])
        assert bill.low == pytest.approx(record["user_bill_cumulative"]["low"][-1])
        good = next(good for good in record["goods"] if good["commodity"] == "refined_gallium")
        assert made.after == pytest.approx(good["output_zone"]["policy"]["central"][-1])
        treasury = lines[TREASURY].found[place]
        assert treasury is not None
        assert treasury.value == pytest.approx(record["treasury"]["cumulative"]["central"][-1])
    assert PROJECTS in lines


def test_projects_are_counted_under_both_laws(compared: Comparison) -> None:
    item = _with_years(compared.results[0])
    record = item.summary["years"]["chains"]["gallium"]
    before = {name: figure for name, _, _, figure in years_of_chain(item, "gallium")}[PROJECTS]
    line = next(line for line in record["projects"] if line["status"] == "planned")
    line["policy"]["year"] = 2028
    after = {name: figure for name, _, _, figure in years_of_chain(item, "gallium")}[PROJECTS]
    assert after.value == before.value + 1.0
    assert after.before == before.before


def test_public_stocks_are_compared_by_what_they_spend(compared: Comparison) -> None:
    item = _with_years(compared.results[0])
    assert STOCKS not in [name for name, *_ in years_of_chain(item, "gallium")]
    item.summary["years"]["chains"]["gallium"]["stocks"] = [
        {"budget": 400.0, "money_left": {"central": [350.0, 120.0]}},
        {"budget": 100.0, "money_left": {"central": [90.0, 500.0]}},
    ]
    (found,) = [line for line in years_of_chain(item, "gallium") if line[0] == STOCKS]
    assert found[1:3] == (
        "Public stocks spend, less what sales bring in, up to 2030",
        "million USD of the day",
    )
    assert found[3].value == pytest.approx(280.0 - 400.0)


def test_a_rulebook_that_acts_later_is_not_told_to_lack_ranges(compared: Comparison) -> None:
    later, other = _with_years(compared.results[0]), compared.results[1]
    for chain in later.summary["chains"].values():
        chain["touched"] = False
    later.summary["draws"]["converged"] = 0
    told = " ".join(cautions((later, other)))
    assert f"{later.label} changes nothing on {later.summary['as_of']}" in told
    assert "No ranges were drawn" not in told


def test_terminal_table_and_page_have_them(compared: Comparison) -> None:
    text = comparison_text(compared)
    assert [line for line in text.splitlines() if len(line) > 100] == []
    assert "Gallium: output in 2030, % of the baseline path" in text
    assert "Users pay more up to 2030" in text
    assert "gallium,years,user bill," in comparison_csv(compared)
    assert "Through the years: " in comparison_page(compared)


def test_a_result_of_one_day_is_compared_on_its_day_alone(folders: dict[str, Path], tmp_path: Path) -> None:
    done = footwall("compare", folders["changed"], folders["one-day"], "--out", tmp_path / "out")
    assert done.exit_code == 0, done.stderr
    told = " ".join(done.stdout.split())
    assert "ran through the years, so that paths are not compared." in told
    assert "with the same --years" in told
    assert "Users pay more up to" not in told


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"last": 2035}, "differ in years: "),
        ({"scenario": "APS"}, "differ in demand: "),
        ({"adopted": "2030-01-01"}, "differ in day from which rulebooks act: "),
    ],
)
def test_paths_of_other_spans_are_told_and_not_compared(
    compared: Comparison, changes: Record, words: str
) -> None:
    first, second = compared.results
    told = years_apart((first, _with_years(second, **changes)))
    assert words in told
    assert second.label in told


def test_other_baseline_paths_are_not_compared(compared: Comparison) -> None:
    first, second = compared.results
    assert years_apart((first, second)) == ""
    other = _with_years(second)
    other.summary["years"]["chains"]["gallium"]["goods"][0]["output_world"]["baseline"]["central"][-1] *= 1.1
    assert "have other baseline paths" in years_apart((first, other))
