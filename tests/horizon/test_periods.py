"""Years cut into periods: they tile every year, weigh their days, and ignore days without a change."""

from __future__ import annotations

from calendar import isleap
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.enacted.charges import Enactment
from footwall.horizon.periods import LawOn, Period, periods_of
from footwall.horizon.walk import walk
from horizon.toy_path import NETWORK, banned, course, law, nobody
from toy import toy_charges

FIRST, LAST = date(2024, 1, 1), date(2032, 12, 31)
YEARS = tuple(range(2024, 2033))
ONES = (1.0,) * len(YEARS)
DAYS = st.dates(FIRST, LAST)
FREE, BANNED = law(), banned(commodity="oxide", origin="A", destination="C")


def in_force(first: date, last: date, other: Enactment = BANNED) -> LawOn:
    """``other`` from the first to the last day, the free law on all others."""
    return lambda day: other if first <= day <= last else FREE


def days(period: Period) -> int:
    return (period.ends - period.starts).days + 1


@given(st.lists(DAYS, max_size=8), st.tuples(DAYS, DAYS).map(sorted))
def test_periods_tile_every_year_and_weights_add_up(others: list[date], span: list[date]) -> None:
    """Each year from 1 January to 31 December without a gap, whatever days are asked about."""
    changes = [*others, span[0], span[1] + timedelta(days=1)]
    for year, periods in zip(YEARS, periods_of(YEARS, changes, in_force(*span), ONES), strict=True):
        assert (periods[0].starts, periods[-1].ends) == (date(year, 1, 1), date(year, 12, 31))
        for before, after in pairwise(periods):
            assert after.starts == before.ends + timedelta(days=1)
        length = 366 if isleap(year) else 365
        assert sum(days(period) for period in periods) == length
        assert sum(period.weight for period in periods) == pytest.approx(1.0, abs=1e-15)
        assert all(period.weight == days(period) / length for period in periods)


@given(st.tuples(DAYS, DAYS).map(sorted))
def test_a_measure_weighs_its_days(span: list[date]) -> None:
    """k days of a year weigh k/365, or k/366 in a leap year."""
    first, last = span
    found = periods_of(YEARS, [first, last + timedelta(days=1)], in_force(first, last), ONES)
    for year, periods in zip(YEARS, found, strict=True):
        begin, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        k = max((end - begin).days + 1, 0)
        weight = sum(period.weight for period in periods if period.law is BANNED)
        assert weight == pytest.approx(k / (366 if isleap(year) else 365), abs=1e-15)


def test_the_days_of_a_leap_year() -> None:
    """60 days from 1 January: to 29 February of 2028 (60/366), to 1 March of 2027 (60/365)."""
    for year, ends, length in ((2028, date(2028, 2, 29), 366), (2027, date(2027, 3, 1), 365)):
        changes = [date(year, 1, 1), ends + timedelta(days=1)]
        (periods,) = periods_of([year], changes, in_force(date(year, 1, 1), ends), [1.0])
        assert [period.weight for period in periods] == [60 / length, (length - 60) / length]


@given(st.dates(date(2026, 1, 1), date(2026, 12, 30)))
def test_two_halves_of_a_clause_are_the_clause(cut: date) -> None:
    """A second, equal law from any day on cuts nothing: equal periods, so equal solutions bit by bit."""
    twin = banned(commodity="oxide", origin="A", destination="C")
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    ends = [first, last + timedelta(days=1)]

    def halves(day: date) -> Enactment:
        return (BANNED if day <= cut else twin) if first <= day <= last else FREE

    whole = periods_of(YEARS, ends, in_force(first, last), ONES)
    split = periods_of(YEARS, [*ends, cut + timedelta(days=1)], halves, ONES)
    assert [[(p.starts, p.ends, p.weight) for p in year] for year in whole] == [
        [(p.starts, p.ends, p.weight) for p in year] for year in split
    ]


def test_a_period_cut_in_two_under_one_law_changes_nothing() -> None:
    """Days of equal law count for the same in one period or in two: to 1e-12 through six years."""
    base = course([FREE, *[BANNED] * 2, *[FREE] * 3])
    half = date(2025, 7, 1)
    cut = (
        Period(date(2025, 1, 1), half, 182 / 365, BANNED),
        Period(half + timedelta(days=1), date(2025, 12, 31), 183 / 365, BANNED),
    )
    split = replace(base, periods=(base.periods[0], cut, *base.periods[2:]))
    one, two = (walk(item, nobody()) for item in (base, split))
    for name in ("price", "effective", "activity", "capacity"):
        assert np.abs(one.stacked(name) / two.stacked(name) - 1.0).max() < 1e-12


def test_money_of_every_year_is_its_own() -> None:
    """A specific duty of 100 USD/t at deflators 1, 1.25 and 2: 100, 80 and 50 in one law without a cut."""
    taxed = law(toy_charges(NETWORK, duty_specific=100.0))
    found = periods_of((2024, 2025, 2026), [], lambda _: taxed, (1.0, 1.25, 2.0))
    assert [len(year) for year in found] == [1, 1, 1]
    assert [float(year[0].law.charges.duty_specific[0]) for year in found] == [100.0, 80.0, 50.0]
