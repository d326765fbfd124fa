"""Volatility of revenue under a floor: limits, direction, and the closed form beside plain quadrature."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.horizon.appraisal_error import AppraisalError
from footwall.horizon.volatility import blended_volatility, credibility, floored_volatility

SIGMAS = st.floats(0.05, 0.8)
SHARES = st.floats(0.0, 1.0)
FLOORS = st.floats(0.0, 400.0)
PRICE = 100.0


def test_without_a_floor_it_is_that_of_the_price() -> None:
    assert floored_volatility(0.3, PRICE, 0.0) == 0.3
    assert floored_volatility(0.3, PRICE, 500.0, covered=0.0) == 0.3
    assert floored_volatility(0.3, PRICE, 1.0) == pytest.approx(0.3, rel=1e-9)


def test_far_below_the_floor_nothing_moves() -> None:
    assert floored_volatility(0.3, PRICE, 1_000.0) < 1e-6


def test_a_floor_at_the_price_keeps_the_upper_half() -> None:
    """sd of σ·max(z, 0): variance σ²(1/2 − 1/(2π)), by hand."""
    assert floored_volatility(0.2, PRICE, PRICE) == pytest.approx(0.2 * np.sqrt(0.5 - 0.5 / np.pi), rel=1e-12)


@given(SIGMAS, FLOORS, SHARES)
def test_agrees_with_gauss_hermite(sigma: float, floor: float, covered: float) -> None:
    """Plain quadrature over z is slow at the kink: 300 nodes leave two digits after the point of percent."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(300)
    weights = weights / weights.sum()
    price = PRICE * np.exp(sigma * nodes)
    log = np.log(covered * np.maximum(price, floor) + (1.0 - covered) * price)
    mean = weights @ log
    plain = np.sqrt(weights @ (log - mean) ** 2)
    assert floored_volatility(sigma, PRICE, floor, covered) == pytest.approx(plain, abs=5e-3)


@given(SIGMAS, FLOORS, FLOORS, SHARES)
def test_a_higher_floor_never_raises_it(sigma: float, first: float, second: float, covered: float) -> None:
    low, high = sorted((first, second))
    at_low, at_high = floored_volatility(sigma, PRICE, [low, high], covered)
    assert at_high <= at_low + 1e-9 <= sigma + 2e-9


@given(SIGMAS, FLOORS, SHARES, SHARES)
def test_more_cover_never_raises_it(sigma: float, floor: float, first: float, second: float) -> None:
    less, more = floored_volatility(sigma, PRICE, floor, sorted((first, second)))
    assert more <= less + 1e-9


@given(SIGMAS, SHARES, SHARES)
def test_belief_in_a_floor_lowers_it(sigma: float, first: float, second: float) -> None:
    guarded = floored_volatility(sigma, PRICE, 110.0)
    doubt, trust = blended_volatility(guarded, sigma, sorted((first, second)))
    assert guarded - 1e-12 <= trust <= doubt + 1e-12 <= sigma + 2e-12


def test_credibility_is_the_discounted_time_that_a_rulebook_stands() -> None:
    """∫ exp(−(r+h)t) dt over ∫ exp(−r·t) dt = r/(r+h)."""
    assert credibility(0.0, 0.08) == 1.0
    assert credibility([0.08, 0.24], 0.08) == pytest.approx([0.5, 0.25])


def test_refuses_what_is_no_price_or_share() -> None:
    with pytest.raises(AppraisalError, match="a price above 0"):
        floored_volatility(0.2, 0.0, 10.0)
    with pytest.raises(AppraisalError, match="share from 0 to 1"):
        floored_volatility(0.2, 1.0, 10.0, covered=1.2)
    with pytest.raises(AppraisalError, match="credibility"):
        blended_volatility(0.1, 0.2, 1.5)
    with pytest.raises(AppraisalError, match="hazard"):
        credibility(0.1, 0.0)
