"""Contract accounts over the years of the toy: against the market, with lag, stock, caps and budgets."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from footwall.enacted.charges import Support
from footwall.enacted.settlement_terms import SettlementTerms
from footwall.horizon.contract_accounts import ContractAccount, contract_accounts
from footwall.horizon.exhausted_budgets import answers_within_budgets
from footwall.horizon.path import Path
from footwall.horizon.periods import Period
from horizon.toy_path import NETWORK, course, law, nobody, walk, whole_years

OXIDE_IN_B = 1
PRICES = (70_000.0, 75_000.0, 80_000.0)
"""Strikes of three years."""


def support(strike: float = 70_000.0, **terms: Any) -> Support:
    """A contract on the oxide of B with these terms of settlement; limits act in the market too."""
    settled = SettlementTerms(strike, strike, **terms)
    return Support(
        "cfd", "oxide", "B", "contract_for_difference", strike, 1.0, OXIDE_IN_B,
        budget=min(settled.budget, settled.total_budget), upside_share=settled.upside_share,
        upside_from=settled.shared_from, annual_cap=settled.annual_cap, settlement=settled,
        clause="supports[0]",
    )  # fmt: skip


def walked(*supports: Support, deflators: tuple[float, ...] | None = None) -> Path:
    given = course([law(supports=(item,)) for item in supports])
    levels = deflators or (1.0,) * len(supports)
    answers = answers_within_budgets(NETWORK, given.periods, levels, None)
    return walk(replace(given, answers=answers), nobody())


def account(path: Path, deflators: tuple[float, ...] | None = None) -> ContractAccount:
    (found,) = contract_accounts(NETWORK, path.years, deflators or (1.0,) * len(path.years))
    return found


def paid(found: ContractAccount) -> list[float]:
    return [float(item.settled[0].paid) for item in found.statements]


def booked(found: ContractAccount) -> list[float]:
    return [item.booked[0] for item in found.statements]


@pytest.mark.parametrize(
    "terms",
    [
        {},
        {"budget": 4e5},
        {"upside_share": 0.3, "shared_from": 45_000.0, "annual_cap": 1e5},
        {"upside_share": 0.3, "shared_from": 45_000.0},
    ],
)
def test_the_account_is_what_the_market_books(terms: dict[str, Any]) -> None:
    """No lag, one law a year, the year settled at once: the same dollars, in money of the day."""
    strike = 40_000.0 if "upside_share" in terms else 70_000.0
    found = account(walked(*[support(strike, **terms)] * 3))
    assert len(found.statements) == 3
    for item in found.statements:
        assert item.settled[0].paid == pytest.approx(item.booked[0], rel=1e-9, abs=1e-4)
        assert item.settled[0].given_back == pytest.approx(item.booked[1], rel=1e-9, abs=1e-4)
    assert any(item.settled[0].paid + item.settled[0].given_back > 0.0 for item in found.statements)


def test_quarters_add_up_to_the_year() -> None:
    yearly, quarterly = (account(walked(*[support(period=period)] * 2)) for period in ("year", "quarter"))
    assert len(quarterly.statements) == 8
    assert sum(paid(quarterly)[:4]) == pytest.approx(paid(yearly)[0], rel=1e-12)


def test_a_lag_shifts_payments() -> None:
    """A year's lag: the second year is paid on the index of the first."""
    path = walked(*(support(strike, lag_days=365) for strike in PRICES))
    found = account(path)
    index = [float(year.price[0, OXIDE_IN_B]) for year in path.years]
    assert index[0] != pytest.approx(index[1], rel=1e-3)
    assert found.statements[2].index[0] == pytest.approx(index[1], rel=1e-12)
    tonnes = found.statements[2].settled[0].covered
    assert paid(found)[2] == pytest.approx((PRICES[2] - index[1]) * tonnes, rel=1e-12)
    assert paid(found)[2] != pytest.approx(booked(found)[2], rel=1e-3)


def test_a_contract_out_of_the_money_costs_nothing() -> None:
    found = account(walked(*[support(30_000.0, period="month")] * 2))
    assert set(paid(found)) == {0.0}
    assert len(found.statements) == 24


def test_a_budget_of_the_term_runs_out_on_a_day_and_the_law_goes_on_without_it() -> None:
    whole = paid(account(walked(*[support()] * 4)))
    total = whole[0] + 0.25 * whole[1]
    path = walked(*[support(total_budget=total)] * 4)
    found = account(path)
    assert sum(paid(found)) == pytest.approx(total, rel=1e-9)
    assert sum(booked(found)) == pytest.approx(total, rel=1e-9)
    assert [item.settled[0].exhausted_on is not None for item in found.statements] == [False, True]
    last = found.statements[1].settled[0].exhausted_on
    assert last is not None
    assert date(2025, 1, 1) < last < date(2025, 12, 31)
    assert found.budget_left == pytest.approx(0.0, abs=1e-6 * total)
    assert [len(year.periods[0].period.law.supports) for year in path.years] == [1, 1, 0, 0]
    assert any("its budget is exhausted" in note for note in path.years[2].periods[0].period.law.notes)
    free = walk(course([law()] * 4), nobody())
    assert path.years[3].price[0] != pytest.approx(walked(*[support()] * 4).years[3].price[0], rel=1e-3)
    assert np.isfinite(free.years[3].price).all()


def test_money_of_the_day_and_real_money_are_one_account() -> None:
    """Twice the price level, a nominal strike twice as high: twice the dollars of the day."""
    plain = account(walked(support()))
    nominal = replace(support(), settlement=SettlementTerms(140_000.0, 140_000.0))
    doubled = account(walked(nominal, deflators=(2.0,)), (2.0,))
    assert paid(doubled)[0] == pytest.approx(2.0 * paid(plain)[0], rel=1e-12)
    assert booked(doubled)[0] == pytest.approx(paid(doubled)[0], rel=1e-9)


def test_a_stock_balances_in_tonnes() -> None:
    found = account(
        walked(*[support(stocked_share=0.22, held_days=180, stock_counts=True, period="quarter")] * 3)
    )
    stock = 0.0
    for item in found.statements:
        settled = item.settled[0]
        assert settled.sold + settled.figures.stockpiled == pytest.approx(settled.figures.output, rel=1e-12)
        stock += settled.figures.stockpiled - settled.released
        assert item.stock[0] == pytest.approx(stock, rel=1e-9)
    assert stock == pytest.approx(
        0.22 * sum(i.settled[0].figures.output for i in found.statements[-2:]), rel=1e-9
    )


def test_two_laws_of_one_year_are_settled_as_the_market_books_them() -> None:
    """Another law on the oxide of A moves the index in the second half; the eligible volume is the same."""
    (year,) = whole_years(2024, [law(supports=(replace(support(), volume=60.0),))])
    other = replace(support(90_000.0), id="other", region="A", settlement=None)
    second = replace(year[0].law, supports=(*year[0].law.supports, other))
    halves = (
        Period(date(2024, 1, 1), date(2024, 7, 1), 0.5, year[0].law),
        Period(date(2024, 7, 2), date(2024, 12, 31), 0.5, second),
    )
    path = walk(replace(course([law()]), periods=(halves,)), nobody())
    prices = [float(item.central.price[OXIDE_IN_B]) for item in path.years[0].periods]
    assert prices[0] > 1.01 * prices[1]
    found = account(path)
    assert len(found.statements) == 1
    assert paid(found) == pytest.approx(booked(found), rel=1e-9)


def test_a_year_that_is_half_over_has_half_a_budget() -> None:
    """In force from 2 July of a year of 366 days: 183 of them."""
    (year,) = whole_years(2024, [law()])
    terms = support(budget=2e5)
    halves = (
        Period(date(2024, 1, 1), date(2024, 7, 1), 0.5, year[0].law),
        Period(date(2024, 7, 2), date(2024, 12, 31), 0.5, replace(year[0].law, supports=(terms,))),
    )
    found = account(walk(replace(course([law()]), periods=(halves,)), nobody()))
    assert paid(found) == [pytest.approx(1e5, rel=1e-9)]
    assert booked(found) == [pytest.approx(1e5, rel=1e-7)]
    assert found.statements[0].settled[0].year_exhausted_on is not None
    assert found.statements[0].settled[0].budget_left == math.inf
