"""The rules of holders beside competitive storage, whose path is known in closed form for one good and user.

While all is held by traders who expect the disruption to end at a constant hazard 1/T and the price to fall
back to P̄ then, holding must earn interest and storage r + k and make up for that fall,
dP/dt = (r + k)·P + (P − P̄)/T, until nobody buys; what is drawn until then is the stock.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from footwall.horizon.short_clock import ShortClock
from footwall.horizon.weekly_cut_off import WeeklyTerms, weekly_cut_off
from footwall.horizon.weekly_stocks import WEEK
from horizon import one_user

EXPECTED, CARRY = 0.5, 0.1
"""T in years, and the yearly cost that makes the markup of 5% over half a year."""
STOPS = 1.25 * one_user.CHOKE * one_user.PRICE
TERMS = WeeklyTerms(ShortClock(1.0, 0.33), 0)


def _use(price: float) -> float:
    served = one_user.BOUGHT * (min(price, one_user.CHOKE * one_user.PRICE) / one_user.PRICE) ** (
        -one_user.ELASTICITY
    )
    return served * float(np.clip((STOPS - price) / (0.2 * STOPS), 0.0, 1.0))


def _competitive(stock: float) -> tuple[np.ndarray, float]:
    """Price in the middle of each week, and the week in which all is gone."""

    def gone(_: float, state: np.ndarray) -> float:
        return float(state[0] - STOPS)

    gone.terminal = True  # type: ignore[attr-defined]

    def path(first: float):  # type: ignore[no-untyped-def]
        return solve_ivp(
            lambda _, state: [CARRY * state[0] + (state[0] - one_user.PRICE) / EXPECTED, _use(state[0])],
            (0.0, 5.0), [first, 0.0], events=gone, rtol=1e-9, atol=1e-9, max_step=0.005, dense_output=True,
        )  # fmt: skip

    first = brentq(lambda price: path(price).y[1, -1] - stock, 1.0001 * one_user.PRICE, 0.9999 * STOPS)
    found = path(first)
    end = float(found.t[-1])
    return np.array([found.sol(min((week + 0.5) * WEEK, end))[0] for week in range(52)]), end / WEEK


@pytest.mark.parametrize(
    ("days", "competitive", "rule"), [(20.0, 8.6, 6), (45.625, 15.1, 12), (90.0, 25.3, 24)]
)
def test_all_is_gone_a_little_early(days: float, competitive: float, rule: int) -> None:
    """Weeks until 99% is gone by the rule, and until all is gone under competition."""
    _, end = _competitive(days / 365.0 * one_user.BOUGHT)
    assert end == pytest.approx(competitive, abs=0.1)
    found = weekly_cut_off(one_user.year_before(), "A", one_user.covering(days / 365.0), None, TERMS)
    assert int(np.argmax(found.private_left[:, 0] < 0.01 * found.normal[0])) + 1 == rule
    assert rule <= end <= rule + 3.2


@pytest.mark.parametrize(
    ("days", "above", "below"), [(20.0, 0.01, 0.15), (45.625, 0.18, 0.12), (90.0, 0.57, 0.17)]
)
def test_the_price_is_flatter_than_under_competition(days: float, above: float, below: float) -> None:
    """Holders do not foresee: they ask nearly the last price at once and no more at the end."""
    price, _ = _competitive(days / 365.0 * one_user.BOUGHT)
    found = weekly_cut_off(one_user.year_before(), "A", one_user.covering(days / 365.0), None, TERMS)
    held = found.private_left[:, 0] > 0.05 * found.normal[0]
    gap = found.effective[held, 0] / price[held] - 1.0
    assert gap.max() < above
    assert gap.min() > -below
    if days > 20.0:
        assert gap[0] > 0.1 and gap[-1] < 0.0
