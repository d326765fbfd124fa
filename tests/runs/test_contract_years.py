"""Contract accounts of a run over years: record, rows, terminal and sheet say one thing, and balance."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from footwall.cli.contracts_summary import contracts_block
from footwall.runs.contract_rows import contract_rows
from footwall.runs.result import Row
from footwall.runs.through_years import ChainYears
from footwall.runs.workbook_contracts import CONTRACTS, contract_cells
from runs.through_years import record, rulebook, through

LAST = 2031
TOTAL = 30.0
"""Million USD: some of a year's payments at this strike."""
TERMS = (
    "kind: contract_for_difference, commodity: refined_gallium, regions: [JPN], strike: 700 USD/kg, "
    "index: {region: CHN%s}, paid_in: USA%s"
)


@cache
def walked(index: str = "", more: str = "", draws: int = 0) -> ChainYears:
    return through(rulebook(f"supports: [{{{TERMS % (index, more)}}}]"), last=LAST, draws=draws)


@cache
def told(index: str = "", more: str = "", draws: int = 0) -> dict[str, Any]:
    found = walked(index, more, draws)
    return record(found, rulebook(f"supports: [{{{TERMS % (index, more)}}}]"))


LAGGED = (", lag: 90 days", ", settled: quarter, stockpiled: {share: 20%, held: 180 days}")
SHORT = ("", f", total_budget: {TOTAL:g}e6 USD")


def rows_of(found: ChainYears) -> dict[tuple[str, str, int], float]:
    rows: list[Row] = [row for row in contract_rows(found) if row.scenario == "policy path"]
    keyed = {(row.variable.split("|")[1], row.region, row.year): row.value for row in rows}
    assert len(keyed) == len(rows)
    return keyed


def test_without_lag_the_account_is_what_the_market_books() -> None:
    (contract,) = told()["contracts"]
    assert contract["paid"]["central"] == pytest.approx(contract["booked"], rel=1e-9, abs=1e-12)
    assert contract["paid"]["central"][3] > 1.0
    assert contract["paid"]["central"][:3] == [0.0, 0.0, 0.0]
    assert contract["timing"] == ""


def test_payments_of_the_market_are_those_of_the_account_in_real_money() -> None:
    found = told()
    (contract,) = found["contracts"]
    real = [
        paid / level for paid, level in zip(contract["paid"]["central"], contract["deflator"], strict=True)
    ]
    assert real == pytest.approx(found["supports"]["contract_for_difference"]["central"], rel=1e-9, abs=1e-9)


def test_with_a_lag_it_differs_by_timing_and_says_so() -> None:
    (contract,) = told(*LAGGED)["contracts"]
    assert contract["paid"]["central"] != pytest.approx(contract["booked"], rel=1e-4)
    assert "its index is that of 90 days before" in contract["timing"]
    assert "it is settled every quarter" in contract["timing"]


def test_tonnes_and_dollars_balance_in_every_year() -> None:
    rows = rows_of(walked(*LAGGED))
    stock = cumulative = 0.0
    for year in range(2027, LAST + 1):
        of = {name: value for (name, region, at), value in rows.items() if at == year and region == "JPN"}
        assert of["Sold"] + of["Stockpiled"] == pytest.approx(of["Output"], rel=1e-12)
        assert of["Eligible"] == pytest.approx(of["Sold"] + of["Released"], rel=1e-12)
        stock += of["Stockpiled"] - of["Released"]
        assert of["Stock"] == pytest.approx(stock, rel=1e-9)
        assert of["Receipt"] == rows["Outlay", "USA", year]
        cumulative += of["Paid"] - of["Given back"]
        assert of["Cumulative"] == pytest.approx(cumulative, rel=1e-12)
        assert "Budget left" not in of


def test_a_budget_of_the_term_is_spent_once_and_its_end_has_a_date() -> None:
    (contract,) = told(*SHORT)["contracts"]
    paid, left = contract["paid"]["central"], contract["budget_left"]["central"]
    for place in range(len(paid)):
        assert sum(paid[: place + 1]) + left[place] == pytest.approx(TOTAL, rel=1e-9)
    assert sum(paid) == pytest.approx(TOTAL, rel=1e-9)
    assert sum(contract["booked"]) == pytest.approx(TOTAL, rel=1e-8)
    ended = int(contract["exhausted_on"][:4])
    after = told(*SHORT)["years"].index(ended) + 1
    assert contract["strike"][after:] == [None] * (len(paid) - after)
    assert any(strike is not None for strike in contract["strike"][:after])
    years = walked(*SHORT).pair.policy.path.years
    assert not years[-1].periods[0].period.law.supports


def test_the_terminal_tells_the_day_and_fits() -> None:
    found = told(*SHORT)
    block = contracts_block(found)
    assert f"its budget ran out on {found['contracts'][0]['exhausted_on']}" in block
    assert all(len(line) <= 100 for line in block.splitlines())
    assert contracts_block({**found, "contracts": []}) == ""


def test_the_sheet_has_a_row_for_every_year_of_a_contract() -> None:
    found = told(*LAGGED)
    cells = list(contract_cells({"chains": {"gallium": found}}))
    assert [row[CONTRACTS.index("Year")] for row in cells] == list(range(2027, LAST + 1))
    assert {len(row) for row in cells} == {len(CONTRACTS)}
    paid = sum(float(row[CONTRACTS.index("Paid, million USD of the day")] or 0.0) for row in cells)
    assert paid == pytest.approx(sum(found["contracts"][0]["paid"]["central"]), rel=1e-12)


def test_draws_give_a_range_around_the_central_account() -> None:
    (contract,) = told(draws=3)["contracts"]
    paid = contract["paid"]
    assert paid["low"][4] < paid["high"][4]
    assert contract["index"]["low"][0] is None
    assert contract["index"]["low"][4] < contract["index"]["high"][4]
