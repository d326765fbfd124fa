"""The programme that divides a budget, on stocks made up on the spot."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footwall.explore.vault_chain import Stocked
from footwall.explore.vault_frontier import efficient, frontier, slope
from footwall.explore.vault_programme import chosen

Column = tuple[float, float]
COLUMNS = st.lists(st.tuples(st.floats(1.0, 900.0), st.floats(-50.0, 2000.0)), max_size=5)
CHAINS = st.lists(COLUMNS, min_size=1, max_size=3)
MILLION = 1e6
SOLVER = 10.0
"""USD by which the solver may overrun a budget."""


def stocks(columns: list[Column]) -> list[Stocked]:
    """Stocks of one chain by (cost, avoided) in million USD, after the empty one."""
    every = [(0.0, 0.0), *columns]
    return [
        Stocked((place,), (), cost * MILLION, avoided * MILLION, {})
        for place, (cost, avoided) in enumerate(every)
    ]


@settings(deadline=None, max_examples=60)
@given(CHAINS, st.floats(1.0, 3000.0))
def test_twice_the_budget_never_covers_less(chains: list[list[Column]], budget: float) -> None:
    of = [stocks(columns) for columns in chains]
    once, twice = chosen(of, budget * MILLION, 1.0), chosen(of, 2.0 * budget * MILLION, 1.0)
    assert once.cost <= budget * MILLION + SOLVER
    assert twice.avoided >= once.avoided - 10.0


@settings(deadline=None, max_examples=60)
@given(CHAINS, st.floats(1.0, 3000.0), st.floats(0.0, 3.0))
def test_no_other_choice_is_better(chains: list[list[Column]], budget: float, worth: float) -> None:
    of = [stocks(columns) for columns in chains]
    found = chosen(of, budget * MILLION, worth)
    net = found.avoided - worth * found.cost
    slack = 1e-5 * abs(net) + 2e-3 * MILLION
    assert best_of(of, budget * MILLION, worth) - slack <= net
    assert net <= best_of(of, budget * MILLION + SOLVER, worth) + slack
    assert found.bound >= 0.0


def best_of(of: list[list[Stocked]], budget: float, worth: float) -> float:
    """By trying every choice."""
    return max(
        sum(stock.avoided - worth * stock.cost for stock in choice)
        for choice in product(*of)
        if sum(stock.cost for stock in choice) <= budget
    )


def test_the_gap_is_what_the_relaxed_programme_gets_beyond() -> None:
    """Half of a stock of 100 that avoids 300 would avoid 150; whole stocks avoid nothing with 50."""
    found = chosen([stocks([(100.0, 300.0)])], 50.0 * MILLION, 1.0)
    assert found.avoided == 0.0
    assert found.bound == pytest.approx(100.0 * MILLION, rel=1e-4)


def test_a_dollar_that_avoids_less_than_is_asked_is_kept() -> None:
    of = [stocks([(100.0, 250.0), (200.0, 340.0)])]
    assert chosen(of, 1e12, 1.0).cost == 100.0 * MILLION
    assert chosen(of, 1e12, 0.5).cost == 200.0 * MILLION
    assert chosen(of, 1e12, 3.0).cost == 0.0


@given(COLUMNS)
def test_every_dollar_along_the_frontier_avoids_less_than_the_last(columns: list[Column]) -> None:
    best = frontier(stocks(columns), 1.0)
    slopes = [slope(low, high) for low, high in pairwise(best)]
    assert best[0].cost == 0.0
    assert all(later < earlier for earlier, later in pairwise(slopes))
    assert all(item >= 1.0 for item in slopes)


@given(COLUMNS)
def test_no_stock_is_cheaper_and_avoids_more_than_an_efficient_one(columns: list[Column]) -> None:
    every = stocks(columns)
    for stock in efficient(every):
        assert not any(other.cost <= stock.cost and other.avoided > stock.avoided for other in every)
