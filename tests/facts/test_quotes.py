"""Quotes on one basis and the least price adjustment, against arithmetic done by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.errors import CalibrationError
from footwall.facts.quotes import (
    QuoteTerms,
    fob_without_vat,
    least_price_adjustment,
    nearest,
    quote_weight,
)


def test_domestic_chinese_quote_loses_tax_and_currency() -> None:
    """392 CNY/kg including 13% at 7.20 CNY/USD is 48.2 USD/kg (Argus annual mean of 2024)."""
    terms = QuoteTerms(per_usd=7.20, tonnes_per_unit=1e-3, vat="included", vat_rate=0.13)
    assert fob_without_vat(392.0, terms) == pytest.approx(48_180.0, abs=1.0)


@pytest.mark.parametrize(
    ("vat", "expected"),
    [
        ("included", 100.0),
        ("export_not_refunded", 100.0),
        ("export_refunded", 113.0),
        ("excluded", 113.0),
        ("none", 113.0),
    ],
)
def test_only_prices_that_hold_the_tax_lose_it(vat: str, expected: float) -> None:
    terms = QuoteTerms(per_usd=1.0, tonnes_per_unit=1.0, vat=vat, vat_rate=0.13)  # type: ignore[arg-type]
    assert fob_without_vat(113.0, terms) == pytest.approx(expected)


def test_cif_quotes_lose_the_freight() -> None:
    terms = QuoteTerms(per_usd=1.0, tonnes_per_unit=1e-3, vat="none", vat_rate=0.0, freight=450.0)
    assert fob_without_vat(56.5, terms) == pytest.approx(56_050.0)


def test_nearest_takes_the_first_of_equals_and_no_place_last() -> None:
    assert nearest(np.array([3.0, 1.0, 1.0])) == 1
    assert nearest(np.array([np.nan, 7.0])) == 1


def test_measured_unit_values_weigh_no_more_than_reported_quotes() -> None:
    assert quote_weight("measured", 1e6) == quote_weight("reported", 1e6) > quote_weight("estimated", 1e6)


def _two_stages(weights: tuple[float, float], minimum: float) -> np.ndarray:
    """Oxide at 50 and metal at 58; one tonne of metal takes 1.2 t of oxide: margin 58 − 60 = −2."""
    return least_price_adjustment(
        np.array([50.0, 58.0]),
        np.array(weights),
        np.array([[-1.2, 1.0]]),
        np.zeros(1),
        np.array([minimum]),
        ["reduce@A"],
    ).values


def test_the_margin_is_reached_exactly_and_both_prices_move() -> None:
    oxide, metal = _two_stages((1.0, 1.0), 4.0)
    assert metal - 1.2 * oxide == pytest.approx(4.0, rel=1e-10)
    assert oxide < 50.0 and metal > 58.0


def test_a_given_price_does_not_move() -> None:
    oxide, metal = _two_stages((np.inf, 1.0), 4.0)
    assert oxide == 50.0
    assert metal == pytest.approx(64.0)


def test_prices_that_leave_the_margin_stay_as_quoted() -> None:
    assert _two_stages((1.0, 1.0), -3.0) == pytest.approx([50.0, 58.0], rel=1e-15)


@given(st.floats(1e-2, 1e2), st.floats(0.0, 30.0))
def test_first_order_condition_of_the_least_adjustment(ratio: float, minimum: float) -> None:
    """w_k ln(p_k/q_k)/q_k is proportional to the margin coefficient (−1.2, 1)."""
    oxide, metal = _two_stages((ratio, 1.0), minimum)
    assert ratio * np.log(oxide / 50.0) / 50.0 == pytest.approx(-1.2 * np.log(metal / 58.0) / 58.0, rel=1e-6)


def test_a_margin_out_of_reach_names_the_process() -> None:
    with pytest.raises(CalibrationError, match="minimum margin of reduce@A"):
        _two_stages((np.inf, np.inf), 4.0)
