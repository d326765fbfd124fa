"""Published duty schedules through the compiled charge of one arc, which agrees with the exact clauses."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.enacted.charges import ArcCharges
from footwall.market import charge
from footwall.rulebook import levy

ORANGES = {"floor": 354.0, "cliff": 0.92, "cliff_charge": 71.0}
"""EU entry price of oranges in EUR/t, with the maximum tariff equivalent."""
MAIZE = {"floor": 223.0, "ceiling": 278.0, "duty_ad_valorem": 0.15, "mode_b": 1.0}
"""Andean price band of yellow maize in USD/t (Resolution 1969), common tariff 15%."""
LANDED, DUTY, LEVY = 0, 4, 5


def charged(price: float, **fields: float) -> tuple[float, ...]:
    """Unit charges on an export price without freight."""
    given_fields = {"open": 1.0, "levied_share": 1.0, "top_up": 1.0, "floor_cif": 1.0, **fields}
    c = np.array([given_fields.get(name, 0.0) for name in ArcCharges.names()])
    return tuple(charge.unit_charges(price, 0.0, c))


@pytest.mark.parametrize(("price", "due"), [(354.0, 0.0), (336.3, 17.7), (320.0, 71.0), (400.0, 0.0)])
def test_the_entry_price_of_oranges(price: float, due: float) -> None:
    assert charged(price, **ORANGES)[LEVY] == pytest.approx(due, abs=1e-9)


@pytest.mark.parametrize(
    ("price", "landed"), [(195.0, 256.45), (223.0, 256.45), (250.0, 287.5), (300.0, 319.70), (330.0, 330.0)]
)
def test_the_andean_band_of_yellow_maize(price: float, landed: float) -> None:
    assert charged(price, **MAIZE)[LANDED] == pytest.approx(landed, abs=1e-9)


def test_half_of_the_goods_see_half_of_the_cut() -> None:
    whole, half = charged(300.0, **MAIZE), charged(300.0, **MAIZE, levied_share=0.5)
    assert 45.0 - half[DUTY] == pytest.approx((45.0 - whole[DUTY]) / 2, abs=1e-9)


def test_the_market_passes_a_cliff_within_half_a_point_on_both_sides() -> None:
    """At the cliff the market charges the mean of gap and maximum; half a point off it is exact."""
    at_cliff = charged(0.92 * 354, **ORANGES)[LEVY]
    assert at_cliff == pytest.approx((0.08 * 354 + 71) / 2, abs=1e-9)
    assert charged(0.925 * 354, **ORANGES)[LEVY] == pytest.approx(0.075 * 354, abs=1e-9)
    assert charged(0.915 * 354, **ORANGES)[LEVY] == pytest.approx(71.0, abs=1e-9)


prices = st.integers(1, 600).map(Fraction)
shares = st.integers(0, 20).map(lambda number: Fraction(number, 100))


@given(price=prices, rate=shares, cliff=st.sampled_from([0, 92]), ceiling=st.sampled_from([0, 400]))
def test_off_the_cliff_the_market_charges_what_the_clauses_say(
    price: Fraction, rate: Fraction, cliff: int, ceiling: int
) -> None:
    floor, edge, maximum = Fraction(354), Fraction(cliff, 100), Fraction(71)
    if cliff and abs(price / floor - edge) <= Fraction(1, 200):
        return
    amount = levy.variable(levy.gap(floor, price, Fraction(0)), Fraction(1), Fraction(0), rate)
    due = levy.stepped(amount, price, floor, edge, maximum)
    duty = rate * price - levy.duty_cut(Fraction(ceiling), price, rate * price, Fraction(0), rate)
    found = charged(
        float(price), floor=354.0, cliff=cliff / 100, cliff_charge=71.0, ceiling=float(ceiling),
        duty_ad_valorem=float(rate),
    )  # fmt: skip
    assert found[LEVY] == pytest.approx(float(due), abs=1e-9)
    assert found[DUTY] == pytest.approx(float(duty), abs=1e-9)


@given(price=st.floats(50.0, 600.0))
def test_slopes_are_those_of_the_charge(price: float) -> None:
    fields = {**ORANGES, "ceiling": 400.0, "duty_ad_valorem": 0.1, "mode_b": 1.0}
    step = 1e-4
    kinks = (0.915 * 354, 0.925 * 354, 354.0, 400.0)
    if any(abs(price - kink) < 2 * step for kink in kinks):
        return
    low, high = charged(price - step, **fields)[LANDED], charged(price + step, **fields)[LANDED]
    assert charged(price, **fields)[1] == pytest.approx((high - low) / (2 * step), rel=1e-4, abs=1e-5)
