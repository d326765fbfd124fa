"""Stock schedules: what they buy and release at each price, and that the market closes around them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.enacted.charges import Enactment
from footwall.market.assemble import assemble, starting_point
from footwall.market.solve import solve, solve_around_stocks
from footwall.market.stock_rows import LEAST_BOUGHT
from footwall.market.stocks import NO_STOCKS, Schedule, Stocks, stocks_of
from footwall.measure.elements import largest_element_error, mass_balance
from footwall.measure.state import State
from market.differences import analytic_and_difference
from market.policies import calibrated
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrated(NETWORK)
FREE = toy_charges(NETWORK)
BUYERS = CALIBRATION.buyers
OXIDE_IN_C = BUYERS.index(("oxide", "C"))
MAGNET_IN_B = BUYERS.index(("magnet", "B"))
P0 = CALIBRATION.buyer[0, :, 3]
NEVER, ALWAYS = (1e12, 2e12), (-2e12, -1e12)


def at_any_price(buyer: int, tonnes: float) -> Stocks:
    low, high = NEVER if tonnes > 0.0 else ALWAYS
    return stocks_of([(buyer, Schedule(tonnes, low, high))])


def test_no_schedule_is_no_policy() -> None:
    assert solve_around_stocks(CALIBRATION, FREE, NO_STOCKS).price == pytest.approx(
        CALIBRATION.base_price, rel=1e-9
    )


def test_a_purchase_raises_the_price_and_a_release_lowers_it() -> None:
    bought = solve_around_stocks(CALIBRATION, FREE, at_any_price(MAGNET_IN_B, 40.0))
    released = solve_around_stocks(CALIBRATION, FREE, at_any_price(MAGNET_IN_B, -40.0))
    assert bought.stock == pytest.approx([40.0]) and released.stock == pytest.approx([-40.0])
    assert bought.effective[MAGNET_IN_B] > P0[MAGNET_IN_B] > released.effective[MAGNET_IN_B]


def test_a_schedule_above_every_price_of_release_and_below_every_purchase_is_idle() -> None:
    idle = stocks_of(
        [
            (MAGNET_IN_B, Schedule(50.0, 0.1 * P0[MAGNET_IN_B], 0.2 * P0[MAGNET_IN_B])),
            (MAGNET_IN_B, Schedule(-50.0, 2.0 * P0[MAGNET_IN_B], 2.1 * P0[MAGNET_IN_B])),
        ]
    )
    equilibrium = solve_around_stocks(CALIBRATION, FREE, idle)
    assert equilibrium.stock == pytest.approx([0.0, 0.0], abs=0.0)
    assert equilibrium.price == pytest.approx(CALIBRATION.base_price, rel=1e-9)


def test_a_large_stock_holds_the_price_in_its_band() -> None:
    """Gouel's STO4: between its limits a stock without a limit of its own keeps the price at the band."""
    floor = 1.1 * P0[MAGNET_IN_B]
    equilibrium = solve_around_stocks(
        CALIBRATION, FREE, stocks_of([(MAGNET_IN_B, Schedule(5e4, floor, 1.0001 * floor))])
    )
    assert floor <= equilibrium.effective[MAGNET_IN_B] <= 1.0001 * floor
    assert 0.0 < equilibrium.stock[0] < 5e4


def test_money_limits_what_is_bought() -> None:
    budget = 20.0 * P0[MAGNET_IN_B]
    equilibrium = solve_around_stocks(
        CALIBRATION, FREE, stocks_of([(MAGNET_IN_B, Schedule(100.0, *NEVER, budget))])
    )
    assert equilibrium.stock[0] * equilibrium.effective[MAGNET_IN_B] == pytest.approx(budget, rel=1e-9)


def test_a_release_replaces_nearly_all_imports_at_most() -> None:
    equilibrium = solve_around_stocks(CALIBRATION, FREE, at_any_price(MAGNET_IN_B, -1e5))
    wanted = equilibrium.use[[use.region == "B" for use in NETWORK.uses]].sum()
    assert equilibrium.purchases[MAGNET_IN_B] == pytest.approx(LEAST_BOUGHT * wanted, rel=1e-9)
    assert equilibrium.stock[0] == pytest.approx(-(1.0 - LEAST_BOUGHT) * wanted, rel=1e-9)


def test_joint_draws_have_schedules_of_their_own() -> None:
    from footwall.market.solve import solve_system

    block = np.array([[[10.0, *NEVER, np.inf]], [[30.0, *NEVER, np.inf]]])
    stocks = Stocks(np.array([MAGNET_IN_B]), np.array([-1]), block)
    batch = solve_system(assemble(CALIBRATION, FREE, stocks=stocks))
    alone = [
        solve_around_stocks(CALIBRATION, FREE, Stocks(stocks.buyer, stocks.market, row[None]))
        for row in block
    ]
    for s, single in enumerate(alone):
        assert batch.equilibrium(s).price == pytest.approx(single.price, rel=1e-8)


schedules = st.lists(
    st.builds(
        lambda buyer, tonnes, low, width, money: (
            buyer,
            Schedule(tonnes, low * P0[buyer], (low + width) * P0[buyer], money * P0[buyer]),
        ),
        st.sampled_from([OXIDE_IN_C, MAGNET_IN_B]),
        st.floats(-300.0, 60.0),
        st.floats(0.5, 1.3),
        st.floats(0.01, 0.5),
        st.one_of(st.just(np.inf), st.floats(1.0, 100.0)),
    ),
    min_size=1,
    max_size=4,
)


at_markets = st.lists(
    st.builds(
        lambda market, tonnes, low, width: (
            market,
            Schedule(
                tonnes, low * CALIBRATION.base_price[market], (low + width) * CALIBRATION.base_price[market]
            ),
        ),
        st.integers(0, 3),
        st.floats(0.1, 60.0),
        st.floats(0.5, 1.3),
        st.floats(0.01, 0.5),
    ),
    max_size=2,
)


def test_a_stock_that_chooses_its_origin_buys_there_alone() -> None:
    market = [(item.commodity, item.region) for item in NETWORK.markets].index(("oxide", "B"))
    equilibrium = solve_around_stocks(CALIBRATION, FREE, stocks_of([], [(market, Schedule(30.0, *NEVER))]))
    bought = solve(CALIBRATION, FREE, purchase=np.eye(4)[market] * 30.0)
    assert equilibrium.price == pytest.approx(bought.price, rel=1e-9)


@given(chosen=schedules, chosen_origins=at_markets)
def test_tonnes_and_elements_close_around_stocks(
    chosen: list[tuple[int, Schedule]], chosen_origins: list[tuple[int, Schedule]]
) -> None:
    stocks = stocks_of(chosen, chosen_origins)
    equilibrium = solve_around_stocks(CALIBRATION, FREE, stocks)
    state = State(CALIBRATION, Enactment("2024-12-31", FREE, (), (), {}, ()), equilibrium, stocks=stocks)
    assert mass_balance(state).largest_error < 1e-9
    assert largest_element_error(state) < 1e-9


@given(chosen=schedules, chosen_origins=at_markets, seed=st.integers(0, 2**16))
def test_jacobian_equals_central_differences(
    chosen: list[tuple[int, Schedule]], chosen_origins: list[tuple[int, Schedule]], seed: int
) -> None:
    system = assemble(CALIBRATION, FREE, stocks=stocks_of(chosen, chosen_origins))
    x = starting_point(system, 1)[0]
    x *= np.exp(np.random.default_rng(seed).uniform(-0.2, 0.2, x.shape))
    analytic, difference = analytic_and_difference(system, x)
    assert analytic == pytest.approx(difference, abs=1e-6 * np.abs(difference).max())


def test_a_schedule_without_a_slope_is_refused() -> None:
    with pytest.raises(ValueError, match="high price"):
        stocks_of([(0, Schedule(1.0, 5.0, 5.0))])
