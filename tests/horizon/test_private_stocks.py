"""Private stocks: still at normal prices, released when a good is dear, refilled after, never below zero."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.horizon.private_stocks import Holding, held_after, holding_of, private_schedules
from footwall.market.solve import solve, solve_around_stocks
from market.policies import arcs_where, calibrated
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrated(NETWORK)
FREE = toy_charges(NETWORK)
LEVEL = CALIBRATION.buyer[:, :, 3]
BUYERS = len(CALIBRATION.buyers)
HOLDING = Holding(np.full(BUYERS, 0.125), 0.5, 0.01, 0.04)
BOUGHT = np.array(
    [
        sum(arc.flow for arc in NETWORK.arcs if (arc.commodity, arc.destination) == b)
        for b in CALIBRATION.buyers
    ]
)
NORMAL = (HOLDING.cover * BOUGHT)[None]
WEEK = 1.0 / 52.0


def test_full_stocks_at_normal_prices_do_nothing() -> None:
    stocks = private_schedules(HOLDING, NORMAL, NORMAL, LEVEL, WEEK)
    equilibrium = solve_around_stocks(CALIBRATION, FREE, stocks)
    assert equilibrium.price == pytest.approx(CALIBRATION.base_price, rel=1e-9)
    assert equilibrium.stock == pytest.approx(0.0, abs=1e-6)


def test_a_cut_off_is_softened_until_the_stock_is_gone_and_the_stock_comes_back() -> None:
    """Weekly: A's exports to C stop for a year; then they are back."""
    closed = arcs_where(NETWORK, commodity="oxide", origin="A", destination="C")
    cut = toy_charges(NETWORK, open=np.where(closed, 0.0, 1.0))
    buyer = CALIBRATION.buyers.index(("oxide", "C"))
    without = solve(CALIBRATION, cut).effective[buyer]
    held, prices, left = NORMAL.copy(), [], []
    for week in range(156):
        law = cut if week < 52 else FREE
        stocks = private_schedules(HOLDING, held, NORMAL, LEVEL, WEEK)
        equilibrium = solve_around_stocks(CALIBRATION, law, stocks)
        held = held_after(held, equilibrium.stock[None], WEEK)
        prices.append(equilibrium.effective[buyer])
        left.append(held[0, buyer])
    assert LEVEL[0, buyer] < prices[0] < prices[51] < without
    assert np.all(np.diff(left[:52]) <= 0.0) and left[51] < 0.75 * NORMAL[0, buyer]
    assert left[-1] == pytest.approx(NORMAL[0, buyer], rel=0.1)
    assert prices[-1] == pytest.approx(LEVEL[0, buyer], rel=0.01)


def test_while_all_holders_sell_the_stock_falls_by_one_over_e_in_the_time_expected() -> None:
    held = NORMAL.copy()
    for _ in range(26):
        stocks = private_schedules(HOLDING, held, NORMAL, 0.5 * LEVEL, WEEK)
        held = held_after(held, solve_around_stocks(CALIBRATION, FREE, stocks).stock[None], WEEK)
    assert held == pytest.approx(np.exp(-1.0) * NORMAL, rel=1e-9)


@given(
    held=st.floats(0.0, 2.0), level=st.floats(0.5, 1.5), step=st.sampled_from([WEEK, 1.0 / 12.0, 1.0]),
)  # fmt: skip
def test_holders_never_sell_more_than_they_have_nor_fill_beyond_normal(
    held: float, level: float, step: float
) -> None:
    have = held * NORMAL
    stocks = private_schedules(HOLDING, have, NORMAL, level * LEVEL, step)
    equilibrium = solve_around_stocks(CALIBRATION, FREE, stocks)
    released, bought, surplus = equilibrium.stock.reshape(3, BUYERS)
    assert (have + step * (released + surplus) >= -1e-9).all()
    assert (have + step * bought <= np.maximum(have, NORMAL) + 1e-9).all()
    assert (held_after(have, equilibrium.stock[None], step) >= 0.0).all()


def test_the_facts_say_what_holders_do() -> None:
    from footwall.facts import load_facts

    holding = holding_of(load_facts(), CALIBRATION)
    assert holding.cover == pytest.approx(45.0 / 365.0)
    assert 0.0 < holding.markup < holding.span
