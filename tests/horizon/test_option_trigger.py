"""The multiple of Dixit and Pindyck: published values, limits, direction."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.horizon.appraisal_error import AppraisalError
from footwall.horizon.option_trigger import trigger_multiple

RATES = st.floats(0.01, 0.15)
SIGMAS = st.floats(0.0, 1.0)


@pytest.mark.parametrize(("sigma", "multiple"), [(0.1, 1.4215), (0.2, 2.0), (0.3, 2.7631), (0.4, 3.7321)])
def test_multiples_at_equal_rates(sigma: float, multiple: float) -> None:
    """r = δ = 4%; σ = 0.2 is the case of Dixit and Pindyck (1994), chapter 5: twice the cost."""
    assert trigger_multiple(sigma, 0.04, 0.04) == pytest.approx(multiple, abs=5e-5)


@given(RATES, RATES)
def test_without_volatility_the_limit_is_that_of_a_sure_plant(rate: float, payout: float) -> None:
    """V grows by r − δ: one waits until V = I·r/δ, or not at all."""
    sure = max(1.0, rate / payout)
    assert trigger_multiple(0.0, rate, payout) == pytest.approx(sure, rel=1e-12)
    assert trigger_multiple(1e-4, rate, payout) == pytest.approx(sure, rel=2e-2)


@given(SIGMAS, SIGMAS, RATES, RATES)
def test_more_volatility_asks_for_more(first: float, second: float, rate: float, payout: float) -> None:
    low, high = trigger_multiple(sorted((first, second)), rate, payout)
    assert 1.0 <= low <= high * (1.0 + 1e-9)


@given(st.floats(0.05, 1.0), RATES, RATES)
def test_beta_solves_its_quadratic(sigma: float, rate: float, payout: float) -> None:
    """½σ²β(β−1) + (r−δ)β − r = 0 (Dixit and Pindyck, equation 5.13)."""
    multiple = trigger_multiple(sigma, rate, payout)
    beta = multiple / (multiple - 1.0)
    assert 0.5 * sigma**2 * beta * (beta - 1.0) + (rate - payout) * beta == pytest.approx(rate, rel=1e-6)


@pytest.mark.parametrize(
    ("sigma", "rate", "payout", "where"),
    [
        (0.2, 0.0, 0.04, "rate"),
        (0.2, 0.04, 0.0, "payout"),
        (-0.1, 0.04, 0.04, "volatility"),
        (np.nan, 0.04, 0.04, "volatility"),
    ],
)
def test_refuses_what_has_no_trigger(sigma: float, rate: float, payout: float, where: str) -> None:
    with pytest.raises(AppraisalError, match=where):
        trigger_multiple(sigma, rate, payout)
