"""Expectations drawn towards what comes of them: settled where plain repetition runs in circles."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.horizon.expected import Approach, Expected, first_approach, following, next_approach
from footwall.horizon.outlook import FloatArray

Answer = Callable[[FloatArray], FloatArray]


def both(values: FloatArray) -> Expected:
    return Expected(values, values)


def gaps(answer: Answer, start: FloatArray, passes: int) -> list[float]:
    """Largest gap of what is expected from what comes of it, by pass."""
    x, approach, found = start, None, list[float]()
    for _ in range(passes):
        came = answer(x)
        found.append(float(np.abs(came - x).max()))
        approach = (
            first_approach(both(x), both(came))
            if approach is None
            else next_approach(approach, both(x), both(came))
        )
        x = following(approach).price
    return found


@given(st.floats(-8.0, 0.5))
def test_a_straight_answer_settles_whatever_its_slope(slope: float) -> None:
    """f(x) = 100 + s·(x − 100) from 60: repetition settles for |s| < 1 alone, half of the way for s > −3."""
    found = gaps(lambda x: 100.0 + slope * (x - 100.0), np.array([[[60.0]]]), 25)
    assert found[-1] < 0.01 * max(found[0], 1e-3) + 1e-9


def test_a_mine_that_opens_when_it_is_not_expected() -> None:
    """Price 100 without the mine and 40 with it; its share is logistic in the price, steepest at 70."""

    def answer(x: FloatArray) -> FloatArray:
        return np.asarray(100.0 - 60.0 / (1.0 + np.exp(-(x - 70.0) / 1.5)))

    x = np.array([[[100.0]]])
    for _ in range(20):
        x = x + 0.5 * (answer(x) - x)
    assert abs(float((answer(x) - x)[0, 0, 0])) > 10.0, "half of the way never settles here"
    assert gaps(answer, np.array([[[100.0]]]), 14)[-1] < 0.5


def test_figures_do_not_share_their_pace() -> None:
    """A flat and a steep answer side by side settle as they do alone."""
    flat, steep = (
        gaps(lambda x, s=slope: 100.0 + s * (x - 100.0), np.full((1, 1, 1), 60.0), 12)  # type: ignore[misc]
        for slope in (0.0, -6.0)
    )
    slopes = np.array([[[0.0, -6.0]]])
    side_by_side = gaps(lambda x: 100.0 + slopes * (x - 100.0), np.full((1, 1, 2), 60.0), 12)
    assert side_by_side == pytest.approx(np.maximum(flat, steep))


def test_shares_keep_to_their_bounds() -> None:
    """Half of the way at first; then from half to 1.3 times that, never beyond the whole of it."""
    one, two = np.array([[[60.0, 60.0]]]), np.array([[[100.0, 100.0]]])
    first = first_approach(both(one), both(two))
    assert first.share.price.tolist() == [[[0.5, 0.5]]]
    steep_and_flat = np.array([[[-2000.0, 100.0]]])
    second = next_approach(first, following(first), both(steep_and_flat))
    assert second.share.price[0, 0] == pytest.approx([0.25, 0.65])
    later: Approach = second
    for _ in range(10):
        later = next_approach(later, following(later), both(np.full((1, 1, 2), 100.0)))
    assert np.all(later.share.price <= 1.0)
