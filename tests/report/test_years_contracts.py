"""The section on contracts: its sentence, pictures and table say what the accounts of the record say."""

from __future__ import annotations

import copy
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from footwall.report import render
from report.reading import Node, cells, number, read
from report.results import page_of_years, result_of_years
from runs.through_years import record, rulebook, through

TERMS = (
    "supports: [{kind: contract_for_difference, commodity: refined_gallium, regions: [JPN], "
    "strike: 700 USD/kg, index: {region: CHN, lag: 90 days}, settled: quarter, "
    "total_budget: 30e6 USD, paid_in: USA}]"
)


@cache
def contracts() -> list[dict[str, Any]]:
    policy = rulebook(TERMS)
    return list(record(through(policy, last=2030), policy)["contracts"])


@cache
def section() -> Node:
    """The page of another run of the same years with these accounts."""
    result = result_of_years()
    summary = copy.deepcopy(dict(result.summary))
    summary["years"]["chains"]["gallium"]["contracts"] = contracts()
    return read(render(replace(result, summary=summary))).one("section", id="years-contracts")


def test_a_path_without_contracts_has_no_section() -> None:
    assert 'id="years-contracts"' not in page_of_years()


def test_the_message_tells_payer_sum_and_day() -> None:
    (contract,) = contracts()
    text = section().one("figure").text
    assert "The treasury of the United States pays 30" in text
    assert "under support 1 of the rulebook, a contract for difference (refined gallium of Japan)" in text
    assert "supports[" not in text and "which the baseline holds too" not in text
    assert f"its budget runs out on {contract['exhausted_on']}" in text


def test_the_figure_has_strike_and_index_flows_and_the_budget_with_units() -> None:
    pictures = section().all("svg")
    assert len(pictures) == 3
    text = section().one("figure").text
    for words in (
        "Strike and index",
        "USD/kg of 2024",
        "Paid and given back",
        "Budget left",
        "million USD of the day",
    ):
        assert words in text


def test_the_table_is_the_account() -> None:
    (contract,) = contracts()
    rows = cells(section().one("table"))
    paid = [number(row[7].split(" ")[0]) for row in rows]
    shown = [
        value for value, strike in zip(contract["paid"]["central"], contract["strike"], strict=True) if strike
    ]
    assert paid == pytest.approx(shown, rel=0.01, abs=0.005)
    assert number(rows[-1][11]) == pytest.approx(0.0, abs=1e-9)


def test_one_reason_for_several_regions_is_told_once() -> None:
    result = result_of_years()
    summary = copy.deepcopy(dict(result.summary))
    (contract,) = contracts()
    summary["years"]["chains"]["gallium"]["contracts"] = [contract, {**contract, "region": "USA"}]
    page = read(render(replace(result, summary=summary)))
    (remark,) = page.one("section", id="years-contracts").one("ul").all("li")
    assert "(refined gallium of Japan and the United States): " in remark.text


def test_it_says_that_the_market_books_otherwise() -> None:
    assert "its index is that of 90 days before, and it is settled every quarter" in section().text
