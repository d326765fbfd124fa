"""Closed forms of surplus, cost and value against quadrature of the market's own curves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.integrate import quad

from footwall.market.curves import (
    CHOKED_USE,
    ISOELASTIC_SUPPLY,
    ISOELASTIC_USE,
    LINEAR_SUPPLY,
    LINEAR_USE,
    activity,
    use,
)
from footwall.measure.welfare_agents import agent_gains, producer_surplus, user_surplus
from footwall.measure.welfare_resources import processing_cost, value_in_use
from measure.looped import looped_baseline

Curve = Callable[[NDArray[np.float64], float], float]


def made(row: NDArray[np.float64], margin: float) -> float:
    return float(activity(row[0], row[1], margin, (row[2], row[3], row[4], row[5]))[0])


def used(row: NDArray[np.float64], price: float) -> float:
    return float(use(row[0], row[1], price, (row[2], row[3], row[4]))[0])


def area(curve: Curve, row: NDArray[np.float64], low: float, high: float, kinks: list[float]) -> float:
    """∫ curve(row, x) dx, piece by piece between the kinks of the curve."""
    edges = [low, *sorted(kink for kink in kinks if low < kink < high), high]
    pieces = pairwise(edges)
    return sum(quad(lambda x: curve(row, x), a, b, epsabs=0.0, epsrel=1e-12, limit=200)[0] for a, b in pieces)


processes = st.sampled_from(list(looped_baseline().block("process")))
multiples = st.floats(-0.5, 4.0)


@given(row=processes, first=multiples, second=multiples)
def test_producer_surplus_is_the_area_of_the_supply_curve(
    row: NDArray[np.float64], first: float, second: float
) -> None:
    """Margins from below shut-down to far above full capacity, in multiples of κ."""
    low, high = sorted((first * abs(row[2]), second * abs(row[2])))
    join, width = row[4], row[3]
    kinks = [join, join - 1.0 / (1.0 + np.exp(-(join - row[2]) / width)) / row[5], row[2]]
    change = producer_surplus(row, high) - producer_surplus(row, low)
    assert change == pytest.approx(area(made, row, low, high, kinks), rel=1e-8, abs=1e-6 * row[1])


@given(row=processes, multiple=st.floats(0.0, 4.0))
def test_cost_and_producer_surplus_add_up_to_revenue(row: NDArray[np.float64], multiple: float) -> None:
    margin = multiple * abs(row[2])
    y = made(row, margin)
    assert producer_surplus(row, margin) + processing_cost(row, y) == pytest.approx(
        margin * y, rel=1e-10, abs=1e-9 * row[1]
    )


use_rows = st.builds(
    lambda elasticity, choke: np.array([CHOKED_USE, 500.0, 48_000.0, elasticity, choke * 48_000.0]),
    st.sampled_from([0.1, 0.4, 0.999999, 1.0, 1.5]),
    st.floats(1.5, 8.0),
)


@given(row=use_rows, first=st.floats(0.001, 12.0), second=st.floats(0.001, 12.0))
def test_user_surplus_is_the_area_of_the_use_curve(
    row: NDArray[np.float64], first: float, second: float
) -> None:
    """Prices from the cheap tangent to beyond the end of use, in multiples of P0."""
    low, high = sorted((first * row[2], second * row[2]))
    kinks = [0.05 * row[2], row[4], 1.25 * row[4]]
    change = user_surplus(row, low) - user_surplus(row, high)
    assert change == pytest.approx(area(used, row, low, high, kinks), rel=1e-8, abs=1e-3)


@given(row=use_rows, multiple=st.floats(0.001, 12.0))
def test_value_in_use_is_surplus_and_spending(row: NDArray[np.float64], multiple: float) -> None:
    price = multiple * row[2]
    tonnes = used(row, price)
    assert value_in_use(row, tonnes) == pytest.approx(
        user_surplus(row, price) + price * tonnes, rel=1e-10, abs=1e-6
    )


def test_linear_forms_by_hand() -> None:
    """Margin 10 + 2·y at 30: y = 10, surplus 100, cost 200.

    Price 90 − 3·q at 30: q = 20, surplus 600, value 1,200.
    """
    supply = np.array([LINEAR_SUPPLY, 0.0, 10.0, 2.0, 0.0, 0.0])
    assert producer_surplus(supply, 30.0) == pytest.approx(100.0)
    assert processing_cost(supply, 10.0) == pytest.approx(200.0)
    assert producer_surplus(supply, 5.0) == 0.0
    demand = np.array([LINEAR_USE, 0.0, 90.0, 3.0, 0.0])
    assert user_surplus(demand, 30.0) == pytest.approx(600.0)
    assert value_in_use(demand, 20.0) == pytest.approx(1_200.0)


@pytest.mark.parametrize("elasticity", [0.5, 1.0, 2.0])
def test_isoelastic_forms(elasticity: float) -> None:
    supply = np.array([ISOELASTIC_SUPPLY, 100.0, 50.0, elasticity, 0.0, 0.0])
    y = made(supply, 80.0)
    assert producer_surplus(supply, 80.0) == pytest.approx(area(made, supply, 0.0, 80.0, []), rel=1e-8)
    assert producer_surplus(supply, 80.0) + processing_cost(supply, y) == pytest.approx(80.0 * y)
    demand = np.array([ISOELASTIC_USE, 100.0, 50.0, elasticity, 0.0])
    q = used(demand, 80.0)
    assert -user_surplus(demand, 80.0) == pytest.approx(area(used, demand, 50.0, 80.0, []), rel=1e-8)
    assert value_in_use(demand, q) == pytest.approx(user_surplus(demand, 80.0) + 80.0 * q)


def test_changed_isoelastic_use_is_refused() -> None:
    baseline = looped_baseline()
    rows = baseline.calibration.use.copy()
    rows[:, :, 0] = ISOELASTIC_USE
    before = replace(baseline, calibration=replace(baseline.calibration, use=rows))
    rows = rows.copy()
    rows[:, 0, 1] *= 2.0
    after = replace(baseline, calibration=replace(baseline.calibration, use=rows))
    with pytest.raises(ValueError, match="no level"):
        agent_gains(before, after)
