"""The section on public stocks: what it says is what the books hold."""

from __future__ import annotations

import copy
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from footwall.report import render
from footwall.runs.workbook_years import path_cells
from footwall.runs.year_stocks import exhausted
from report.reading import Node, cells, number, read
from report.results import page_of_years, result_of_years
from runs.through_years import record, rulebook, through

TERMS = (
    "stockpile: {vault: {regions: [JPN, USA], budget: 2e6 USD, target: {refined_gallium: 200 days}, "
    "storage: 5%, pace: 100%, from: 2027-01-01}}"
)


@cache
def chain() -> dict[str, Any]:
    policy = rulebook(TERMS)
    return dict(record(through(policy, last=2030), policy))


@cache
def page() -> str:
    result = result_of_years()
    summary = copy.deepcopy(dict(result.summary))
    gallium = summary["years"]["chains"]["gallium"]
    for key in ("stocks", "private_stocks"):
        gallium[key] = copy.deepcopy(chain()[key])
    return render(replace(result, summary=summary))


def section() -> Node:
    return read(page()).one("section", id="years-stocks")


def test_a_path_without_stocks_has_no_section() -> None:
    assert 'id="years-stocks"' not in page_of_years()


def test_books_of_the_record_close_in_tonnes_and_dollars() -> None:
    (good,) = chain()["stocks"]
    central = {
        key: figure["central"]
        for key, figure in good.items()
        if isinstance(figure, dict) and "central" in figure
    }
    left = good["budget"]
    for place in range(len(chain()["years"])):
        came = sum(central[key][place] for key in ("bought", "delivered", "put_back", "taken_back"))
        went = sum(
            central[key][place] for key in ("raised", "drawn", "handed_over", "released", "sold", "lent")
        )
        assert central["closing"][place] == pytest.approx(central["opening"][place] + came - went, abs=1e-9)
        left -= sum(central[key][place] for key in ("purchases", "interest", "storage", "turned_over"))
        left += sum(central[key][place] for key in ("sales", "hand_over", "fees", "carrying_charges"))
        assert central["money_left"][place] == pytest.approx(left, abs=1e-9)
    assert chain()["checks"]["stock"] < 1e-9


def test_money_that_ends_is_told_with_its_year() -> None:
    (good,) = chain()["stocks"]
    year = exhausted(good, chain()["years"])
    assert year is not None and year == good["exhausted"]
    assert f"The money for refined gallium is spent in {year}" in section().text


def test_the_table_is_the_books() -> None:
    (good,) = chain()["stocks"]
    rows = cells(section().all("table")[0])
    shown = [number(row[5].split(" ")[0]) for row in rows]
    assert shown == pytest.approx(good["closing"]["central"], rel=0.01, abs=0.01)


def test_every_figure_of_the_books_is_in_the_workbook() -> None:
    (good,) = chain()["stocks"]
    rows = [
        row
        for row in path_cells({"money": "USD of 2024", "chains": {"gallium": chain()}})
        if str(row[1]).startswith("Stock: ")
    ]
    figures = {row[1] for row in rows}
    assert len(figures) == 24
    held = [row[8] for row in rows if row[1] == "Stock: closing"]
    assert held == good["closing"]["central"]
