"""The monthly clock against a market of one region, solved here by bisection from the documented curves."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from backtest.toy_episode import ROW, episode
from footwall.backtest import replay
from footwall.backtest.clock import walk
from footwall.backtest.known import known_part
from footwall.backtest.parameters import STEP, frozen
from footwall.facts import load_facts

PARAMETERS = frozen(load_facts())
P0, K, Y0 = 10_000.0, 1_000.0, 800.0
SHORT_USE = PARAMETERS["monthly_demand_share"].value * PARAMETERS["demand_elasticity"].value
SHORT_SUPPLY = PARAMETERS["monthly_supply_share"].value * PARAMETERS["supply_elasticity"].value
MORE_USE = PARAMETERS["demand_elasticity_5y"].value - SHORT_USE
SPEED = 1.0 - math.exp(-STEP / PARAMETERS["tau_demand"].value)
PACE = (1.0 - math.exp(-STEP / PARAMETERS["disruption_expected"].value)) / STEP
USUAL = PARAMETERS["private_stock"].value / 365.0 * Y0
DEAR = P0 * (1.0 + PARAMETERS["private_stock_markup"].value)
SPAN = P0 * PARAMETERS["private_stock_span"].value


def supply(price: float, capacity: float = K) -> float:
    """Logistic use of capacity of a mine: w = (1 − u0)·p0/η, κ = p0 − w·logit(u0); not below its join."""
    u0 = Y0 / K
    w = (1.0 - u0) * P0 / SHORT_SUPPLY
    kappa = P0 - w * math.log(u0 / (1.0 - u0))
    avoidable = PARAMETERS["avoidable_share"].value * P0
    join = avoidable + 0.5 * (P0 - avoidable)
    assert price >= join
    return capacity / (1.0 + math.exp(-(price - kappa) / w))


def use(price: float, base: float, memory: float) -> float:
    return base * math.exp(-MORE_USE * memory) * (price / P0) ** -SHORT_USE


def released(price: float, held: float) -> float:
    return held * PACE * min(max((price - DEAR) / SPAN, 0.0), 1.0)


def bought(price: float, held: float) -> float:
    return max(USUAL - held, 0.0) * PACE * min(max((DEAR - price) / (DEAR - P0), 0.0), 1.0)


def root(excess: Callable[[float], float]) -> float:
    low, high = 8_000.0, 60_000.0
    for _ in range(200):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if excess(middle) < 0.0 else (low, middle)
    return low


def by_hand(months: int, base: float, capacity: float) -> tuple[list[float], list[float]]:
    memory, held, prices, stock = 0.0, USUAL, [], []
    for _ in range(months):
        price = root(
            lambda p, m=memory, h=held: (  # type: ignore[misc]
                supply(p, capacity) + released(p, h) - use(p, base, m) - bought(p, h)
            )
        )
        held += STEP * (bought(price, held) - released(price, held))
        memory += SPEED * (math.log(price / P0) - memory)
        prices.append(price)
        stock.append(held)
    return prices, stock


def test_a_buyer_who_leaves_lowers_the_price_as_computed_by_hand() -> None:
    """780 of 800 t/year are left; the price falls, and use answers more from month to month."""
    paths = walk(known_part(episode()), PARAMETERS, 0, 6)
    prices, _ = by_hand(6, 780.0, K)
    assert prices[0] < prices[-1] < P0
    assert paths.delivered[0, 1:, 0] == pytest.approx(prices, rel=1e-8)
    assert paths.fob[0, 1:, 0] == pytest.approx(prices, rel=1e-8)


def test_a_mine_that_closes_is_met_by_stocks_as_computed_by_hand() -> None:
    """The buyer leaves, and with him 100 t/year of capacity: the price rises until holders sell."""
    closure = (
        "new_supply:\n  - {good: metal, region: WLD, capacity: 100 t/year, closes: true, "
        f"from: 2020-01-01, {ROW}}}\n"
    )
    paths = walk(known_part(episode(closure)), PARAMETERS, 0, 6)
    prices, stock = by_hand(6, 780.0, 900.0)
    assert prices[0] > DEAR and stock[-1] < 0.9 * USUAL
    assert paths.delivered[0, 1:, 0] == pytest.approx(prices, rel=1e-8)
    assert paths.held[0, 1:, 0] == pytest.approx(stock, rel=1e-8)


def test_the_market_rests_where_nothing_happens() -> None:
    quiet = episode()
    stays = quiet.model_copy(
        update={"uses": tuple(row.model_copy(update={"until": None}) for row in quiet.uses)}
    )
    paths = walk(known_part(stays), PARAMETERS, 4, 3)
    assert paths.fob == pytest.approx(P0, rel=1e-9)


def test_a_month_has_the_law_of_its_middle() -> None:
    """A buyer who leaves on the 20th is there in the first month and gone in the second."""
    quiet = episode()
    rows = tuple(
        row.model_copy(update={"until": quiet.event.replace(day=20)}) if row.until else row
        for row in quiet.uses
    )
    path = walk(known_part(quiet.model_copy(update={"uses": rows})), PARAMETERS, 0, 2).fob[0, :, 0]
    assert path[1] == pytest.approx(P0) and path[2] < 0.9 * P0


def test_a_surplus_is_sold_by_one_over_e_in_the_time_expected() -> None:
    stock = f"private_stocks:\n  - {{good: metal, region: WLD, held: 150 t, wanted: 50 t, {ROW}}}\n"
    held = walk(known_part(episode(stock)), PARAMETERS, 0, 6)
    assert held.fob[0, 1, 0] < walk(known_part(episode()), PARAMETERS, 0, 1).fob[0, 1, 0]
    assert held.held[0, :, 0] == pytest.approx(50.0), "what is wanted stays"


BUFFER = (
    "buffer_stocks:\n  - {{good: metal, region: WLD, held: 0 t, capacity: {capacity} t, cash: {cash} USD, "
    "must_buy: 9.5 USD/kg, may_buy: 9.9 USD/kg, may_sell: 12 USD/kg, must_sell: 13 USD/kg, " + ROW + "}}\n"
)


def test_a_buffer_stock_holds_the_price_until_its_store_is_full() -> None:
    """What leaves the market at 9.5 to 9.9 USD/kg is near 20 t/year less what supply and use give way."""
    paths = walk(known_part(episode(BUFFER.format(capacity=5, cash="1e9"))), PARAMETERS, 0, 12)
    price, held = paths.fob[0, :, 0], paths.managed[0, :, 0]
    assert (np.diff(held) >= 0.0).all() and held[-1] == pytest.approx(5.0)
    full = held >= 5.0 - 1e-6
    assert price[1] > 9_500.0 and price[1:][full[:-1]].max() < 9_400.0


def test_a_buffer_stock_spends_no_more_than_its_cash() -> None:
    paths = walk(known_part(episode(BUFFER.format(capacity=1000, cash="100e3"))), PARAMETERS, 0, 12)
    spent = (np.diff(paths.managed[0, :, 0]) * paths.delivered[0, 1:, 0]).sum()
    assert spent == pytest.approx(100e3, rel=1e-6)


def test_the_share_of_use_within_a_month_is_the_one_that_it_is_said_to_be() -> None:
    """ε = ε_m + (ε_L − ε_m)·(1 − e^(−1/τ)) after one year."""
    share, yearly = PARAMETERS["monthly_demand_share"].value, PARAMETERS["demand_elasticity"].value
    answer = 1.0 - math.exp(-1.0 / PARAMETERS["tau_demand"].value)
    after = share * yearly + (PARAMETERS["demand_elasticity_5y"].value - share * yearly) * answer
    assert after == pytest.approx(yearly, rel=0.005)


def test_a_rerun_is_identical_to_the_bit() -> None:
    first, second = (replay(episode(seen=(("2020-02", 8.0),))) for _ in range(2))
    assert np.array_equal(first.ratios[0], second.ratios[0])
