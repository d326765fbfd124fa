"""What lasts of a price: the answer of use and sourcing over the years, and a ban that ends.

Partial adjustment with time constant τ: after t years of a lasting price the answer is
short + (long − short)·(1 − e^(−t/τ)), and t years after prices are back e^(−t/τ) of it is left.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.horizon.path import Path
from footwall.horizon.periods import Period
from footwall.horizon.walk import walk
from footwall.horizon.year_curves import Memory, YearInputs, curves_of_year, no_memory, remember
from footwall.market.under_law import solve_law
from horizon.toy_path import (
    CALIBRATION,
    TAU,
    arcs,
    banned,
    course,
    law,
    memories,
    nobody,
    responses,
    taxed,
    walked,
)

BUYERS = len(CALIBRATION.buyers)
BASE = CALIBRATION.buyer[:, :, 3]
LANDED = CALIBRATION.arc[:, :, 1]
BAN, AFTER = 3, 40
OXIDE_TO_C = {"commodity": "oxide", "origin": "A", "destination": "C"}


def inputs() -> YearInputs:
    return YearInputs(CALIBRATION.process[:, :, 1].copy(), np.ones((1, 3)), BASE.copy(), np.zeros((1, 4)))


def years_at(
    effective: np.ndarray, landed: np.ndarray, years: int, tau: float, memory: Memory | None = None
) -> Memory:
    memory = memory or no_memory(CALIBRATION)
    for _ in range(years):
        memory = remember(memory, responses(tau), (effective, landed), CALIBRATION, BASE)
    return memory


@given(st.floats(0.3, 3.0), st.integers(0, 30), st.floats(0.5, 20.0))
def test_use_answers_a_lasting_price_by_the_closed_form(ratio: float, years: int, tau: float) -> None:
    """Use before the short answer is D0·(P/P0)^−(long−short)(1−e^(−t/τ)); long less short is 0.4."""
    memory = years_at(ratio * BASE, LANDED, years, tau)
    curves = curves_of_year(CALIBRATION, responses(tau), memory, inputs())
    expected = ratio ** (-0.4 * (1.0 - np.exp(-years / tau)))
    assert curves.use[0, :, 1] / CALIBRATION.use[0, :, 1] == pytest.approx(np.full(3, expected), rel=1e-12)


@given(st.floats(-0.3, 0.3), st.integers(0, 30), st.floats(0.5, 20.0))
def test_sourcing_answers_a_lasting_premium_by_the_closed_form(
    premium: float, years: int, tau: float
) -> None:
    """Odds of an origin fall by e^(−(θ − θ/2)(1−e^(−t/τ))·premium) beside the short answer at θ/2."""
    dearer = arcs(**OXIDE_TO_C)
    buyer = CALIBRATION.wiring.arc_buyer[np.flatnonzero(dearer)[0]]
    landed = LANDED + dearer * premium * BASE[0, buyer]
    curves = curves_of_year(CALIBRATION, responses(tau), years_at(BASE, landed, years, tau), inputs())
    other = arcs(commodity="oxide", origin="B", destination="C")
    odds = (curves.arc[0, dearer, 0] / curves.arc[0, other, 0]) / (
        CALIBRATION.arc[0, dearer, 0] / CALIBRATION.arc[0, other, 0]
    )
    assert odds[0] == pytest.approx(np.exp(-10.0 * (1.0 - np.exp(-years / tau)) * premium), rel=1e-10)
    assert curves.buyer[0, :, 1] == pytest.approx(0.5 * CALIBRATION.buyer[0, :, 1])


@given(st.floats(0.3, 3.0), st.integers(1, 12), st.integers(0, 30))
def test_memory_fades_at_the_rate_of_the_time_constant(ratio: float, before: int, after: int) -> None:
    """ln(P/P0)·(1 − e^(−b/τ))·e^(−a/τ) after b years at the price and a years back at the base price."""
    memory = years_at(ratio * BASE, LANDED, before, TAU)
    faded = years_at(BASE, LANDED, after, TAU, memory)
    expected = np.log(ratio) * (1.0 - np.exp(-before / TAU)) * np.exp(-after / TAU)
    assert faded.price == pytest.approx(np.full((1, BUYERS), expected), rel=1e-9, abs=1e-14)


def test_a_lasting_duty_is_answered_along_the_walk() -> None:
    """Use of every year is D0·(P/P0)^−0.4·e^(−0.4·lag), the lag a weighted sum of past ln(P/P0)."""
    path = walked([law(), *[taxed(0.25, commodity="magnet", origin="A", destination="B")] * 8])
    users = CALIBRATION.wiring.use_buyer
    effective = path.stacked("effective")[:, 0, users] / BASE[0, users]
    speed = 1.0 - np.exp(-1.0 / TAU)
    for t, year in enumerate(path.years):
        lag = sum(speed * (1.0 - speed) ** (t - 1 - k) * np.log(effective[k]) for k in range(t)) + np.zeros(3)
        expected = CALIBRATION.use[0, :, 1] * effective[t] ** -0.4 * np.exp(-0.4 * lag)
        assert year.periods[0].central.use == pytest.approx(expected, rel=1e-10)
    bought = [float(year.periods[0].central.use[1]) for year in path.years]
    assert all(np.diff(bought[1:]) < 0.0), "use in B goes on falling"


@pytest.fixture(scope="module")
def ban() -> Path:
    return walked([law(), *[banned(**OXIDE_TO_C)] * BAN, *[law()] * AFTER])


def test_a_ban_that_ends_leaves_no_trace_where_capacity_is_fixed(ban: Path) -> None:
    """What is remembered pushes prices the other way, so that it fades no slower than e^(−t/τ)."""
    price = ban.stacked("price")[:, 0] / CALIBRATION.base_price - 1.0
    assert np.abs(price[BAN]).max() > 0.01
    first = np.abs(price[BAN + 1]).max()
    assert first > 1e-4
    for t in range(2, AFTER):
        assert np.abs(price[BAN + t]).max() <= max(2.0 * first * np.exp(-(t - 1) / TAU), 1e-8)
    assert np.abs(price[-1]).max() < 1e-5


def test_memory_after_a_ban_fades(ban: Path) -> None:
    held = memories(ban)
    at_end = max(np.abs(held[BAN + 1].price).max(), np.abs(held[BAN + 1].premium).max())
    for t in (5, 10, 20):
        later = held[BAN + 1 + t]
        left = max(np.abs(later.price).max(), np.abs(later.premium).max())
        assert left <= 1.5 * at_end * np.exp(-t / TAU)


def test_nobody_gets_used_to_a_price_at_which_nobody_can_buy(ban: Path) -> None:
    """The banned arc has no landed price: its memory stays that of the day before the ban, which is none."""
    closed = arcs(**OXIDE_TO_C)
    for t in range(1, BAN + 1):
        assert np.isinf(ban.years[t].landed[0, closed]).all()
        assert np.isfinite(ban.years[t].landed[0, ~closed]).all()
    for memory in memories(ban)[: BAN + 2]:
        assert np.abs(memory.premium[0, closed]).max() < 1e-9


def test_what_is_left_after_a_ban_is_its_capacity_alone() -> None:
    """Forty years on, a year is what its capacities make of it: solved without memory it is the same."""
    path = walked([law(), *[banned(**OXIDE_TO_C)] * BAN, *[law()] * AFTER], fixed=False)
    last = path.years[-1]
    assert np.abs(path.years[BAN + 1].capacity / path.years[0].capacity - 1.0).max() > 0.01
    afresh = solve_law(
        curves_of_year(
            CALIBRATION,
            responses(),
            no_memory(CALIBRATION),
            YearInputs(last.capacity, np.ones((1, 3)), BASE.copy(), np.zeros((1, 4))),
        ),
        law(),
    )
    assert last.price[0] == pytest.approx(afresh.price, rel=1e-4)
    assert last.periods[0].central.flow == pytest.approx(afresh.flow, rel=1e-3)


def test_closed_for_part_of_a_year_is_closed_to_memory() -> None:
    """Half a year of a ban: the year has no landed price on the arc, and effective prices are the mean."""
    halves = (
        Period(date(2025, 1, 1), date(2025, 7, 1), 0.5, law()),
        Period(date(2025, 7, 2), date(2025, 12, 31), 0.5, banned(**OXIDE_TO_C)),
    )
    base = course([law()] * 3)
    path = walk(replace(base, periods=(base.periods[0], halves, base.periods[2])), nobody())
    year = path.years[1]
    assert np.isinf(year.landed[0, arcs(**OXIDE_TO_C)]).all()
    expected = np.mean([item.central.effective for item in year.periods], axis=0)
    assert year.effective[0] == pytest.approx(expected, rel=1e-12)
