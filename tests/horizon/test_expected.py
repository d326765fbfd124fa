"""Expectations drawn towards what comes of them: settled where plain repetition runs in circles."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.horizon.expected import DAMPED, Expected, Pass, following
from footwall.horizon.outlook import FloatArray

Answer = Callable[[FloatArray], FloatArray]


def both(values: FloatArray) -> Expected:
    return Expected(values, values)


def gaps(answer: Answer, start: FloatArray, passes: int) -> list[float]:
    """Largest gap of what is expected from what comes of it, by pass."""
    x, known, found = start, list[Pass](), list[float]()
    for _ in range(passes):
        came = answer(x)
        found.append(float(np.abs(came - x).max()))
        known.append(Pass(both(x), both(came)))
        x = following(known).price
    return found


@given(st.floats(-8.0, 0.5))
def test_a_straight_answer_settles_whatever_its_slope(slope: float) -> None:
    """f(x) = 100 + s·(x − 100) from 60: repetition settles for |s| < 1 alone, half of the way for s > −3."""
    found = gaps(lambda x: 100.0 + slope * (x - 100.0), np.array([[[60.0]]]), 8)
    assert found[-1] < 1e-4 * max(found[0], 1e-3) + 1e-9


def test_a_mine_that_opens_when_it_is_not_expected() -> None:
    """Price 100 without the mine and 40 with it; its share is logistic in the price, steepest at 70."""

    def answer(x: FloatArray) -> FloatArray:
        return np.asarray(100.0 - 60.0 / (1.0 + np.exp(-(x - 70.0) / 1.5)))

    x = np.array([[[100.0]]])
    for _ in range(20):
        x = x + 0.5 * (answer(x) - x)
    assert abs(float((answer(x) - x)[0, 0, 0])) > 10.0, "half of the way never settles here"
    assert gaps(answer, np.array([[[100.0]]]), 14)[-1] < 0.5


def test_one_mine_moves_many_prices() -> None:
    """Twenty prices that answer to one sum of themselves with slope −6: two moves know all of it."""
    weight = np.linspace(0.2, 1.0, 20)

    def answer(x: FloatArray) -> FloatArray:
        pull = np.mean((x - 100.0) * weight) / np.mean(weight**2)
        return np.asarray(np.full(x.shape, 100.0) - 6.0 * weight * pull)

    found = gaps(answer, np.full((1, 1, 20), 60.0), 14)
    assert found[-1] < 1e-3 * found[0]


def test_scenarios_do_not_share_their_moves() -> None:
    """A flat and a steep scenario side by side go where they go alone."""
    flat, steep = (
        gaps(lambda x, s=slope: 100.0 + s * (x - 100.0), np.full((1, 1, 1), 60.0), 6)  # type: ignore[misc]
        for slope in (0.0, -6.0)
    )
    slopes = np.array([[[0.0]], [[-6.0]]])
    side_by_side = gaps(lambda x: 100.0 + slopes * (x - 100.0), np.full((2, 1, 1), 60.0), 6)
    assert side_by_side == pytest.approx(np.maximum(flat, steep), abs=1e-6)


def test_the_first_step_is_damped_and_later_ones_are_solved() -> None:
    """f = 100 − 2·(x − 100) from 60 by hand: 60 → 60 + β·120; then the secant of two points, x = 100."""
    one = Pass(both(np.array([[[60.0]]])), both(np.array([[[180.0]]])))
    x = following([one])
    assert x.price[0, 0, 0] == pytest.approx(60.0 + DAMPED * 120.0)
    came = both(100.0 - 2.0 * (x.price - 100.0))
    assert following([one, Pass(x, came)]).price[0, 0, 0] == pytest.approx(100.0, abs=1e-3)
    assert following([one], part=1.0).price[0, 0, 0] == pytest.approx(180.0)


def test_expectations_that_came_true_stay() -> None:
    """No gap and no move: nothing to divide by."""
    settled = Pass(both(np.full((2, 3, 4), 50.0)), both(np.full((2, 3, 4), 50.0)))
    assert np.array_equal(following([settled, settled, settled]).price, np.full((2, 3, 4), 50.0))


def test_parallel_moves_do_not_ask_for_endless_steps() -> None:
    """100 → 60, then 86 → 46.5: the secant leads to −1020 USD/t; it goes no further than the gap again."""
    one, two = (
        Pass(both(np.array([[[x]]])), both(np.array([[[f]]]))) for x, f in ((100.0, 60.0), (86.0, 46.5))
    )
    found = float(following([one, two]).price[0, 0, 0])
    assert found == pytest.approx(46.5 - 39.5)
