"""Capacity that nobody names: plans, the lure of margins, retirement, hosts, and what projects displace."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.horizon.generic_capacity import LEAST_MARGIN, GenericCapacity, Plans, step
from footwall.horizon.outlook import FloatArray
from footwall.horizon.responses import Responses
from horizon.toy_path import responses

BASE = np.array([[500.0, 156.25, 1000.0, 250.0]])
MARGIN = np.array([[50_000.0, 52_000.0, 23_000.0, 30_000.0]])
PRODUCTS = np.array([0.0, 0.0, 1.0, 1.0])
"""Oxide of A and B, magnets of A and C."""
NOTHING = np.zeros((1, 4))
START = GenericCapacity(BASE.copy(), np.ones((1, 4)))


def plans(*growth: float, given: FloatArray | None = None) -> Plans:
    """The same planned output over the base year for all processes, by year."""
    years = len(growth)
    planned = np.broadcast_to(np.array(growth)[:, None, None], (years, 1, 4)).copy()
    return Plans(planned, np.full((years, 1, 4), np.nan) if given is None else given, PRODUCTS)


def walked(
    path: Plans, *, margin: FloatArray = MARGIN, added: FloatArray = NOTHING, answer: Responses | None = None
) -> list[GenericCapacity]:
    found = [START]
    for year in range(path.growth.shape[0] - 1):
        found.append(step(found[-1], (BASE, MARGIN), margin, added, path, answer or responses(), year))
    return found


@given(st.lists(st.floats(0.97, 1.2), min_size=1, max_size=8))
def test_it_follows_plans_where_margins_are_those_of_the_base_year(rates: list[float]) -> None:
    """K(t) = K0·G(t), as long as plans fall no faster than plants retire (4% a year)."""
    growth = np.cumprod([1.0, *rates])
    for index, found in zip(growth, walked(plans(*growth)), strict=True):
        assert found.capacity == pytest.approx(BASE * index, rel=1e-12)
        assert found.followed == pytest.approx(np.full((1, 4), index), rel=1e-12)


@given(st.floats(0.0, 30.0), st.floats(0.5, 1.5))
def test_it_never_falls_faster_than_it_retires(lure: float, rate: float) -> None:
    """K(t+1) ≥ K(t)·(1 − 4%), whatever margins and plans."""
    found = walked(plans(*np.cumprod([1.0] + [rate] * 6)), margin=lure * MARGIN)
    for before, after in pairwise(found):
        assert np.all(after.capacity >= 0.96 * before.capacity * (1.0 - 1e-12))


@given(st.floats(1.0, 15.0), st.integers(1, 20))
def test_a_lasting_margin_draws_capacity_in_by_the_closed_form(lure: float, years: int) -> None:
    """ln K(t)/K0 = η·ln(m/m0)·(1 − e^(−t/4)) at η = 0.8 and an adjustment time of 4 years."""
    found = walked(plans(*[1.0] * (years + 1)), margin=lure * MARGIN)[-1]
    expected = lure ** (0.8 * (1.0 - np.exp(-years / 4.0)))
    assert found.capacity / BASE == pytest.approx(np.full((1, 4), expected), rel=1e-10)


def test_a_margin_at_or_below_nothing_counts_as_the_least() -> None:
    loss, least = (
        walked(plans(*[1.0] * 5), margin=share * MARGIN)[-1].capacity for share in (-3.0, LEAST_MARGIN)
    )
    assert loss == pytest.approx(least)


@given(st.floats(0.0, 120.0))
def test_projects_displace_planned_growth_one_for_one(added: float) -> None:
    """Oxide plans 10% of 656.25 t, 65.625 t. What a project in B adds is built less by all, and never below
    none: the sum of both is the plan, or the project where that is more. Magnets go on as planned.
    """
    project = np.array([[0.0, added, 0.0, 0.0]])
    grown = walked(plans(1.0, 1.1), added=project)[-1].capacity
    assert grown[0, :2].sum() + added == pytest.approx(max(656.25 * 1.1, 656.25 + added), rel=1e-12)
    assert np.all(grown[0, :2] >= BASE[0, :2] * (1.0 - 1e-12))
    assert grown[0, 2:] == pytest.approx(1.1 * BASE[0, 2:])


def test_what_projects_supplied_is_not_built_later() -> None:
    """Plans of +10% met by projects leave generic capacity where it was, and wanting no more."""
    project = np.array([[0.0, 65.625, 0.0, 0.0]])
    path = plans(1.0, 1.1, 1.1, 1.1)
    found = step(START, (BASE, MARGIN), MARGIN, project, path, responses(), 0)
    for year in (1, 2):
        found = step(found, (BASE, MARGIN), MARGIN, NOTHING, path, responses(), year)
    assert found.capacity[0, :2] == pytest.approx(BASE[0, :2])


def test_a_project_that_retires_calls_for_nothing() -> None:
    closed = walked(plans(1.0, 1.1), added=np.array([[0.0, -50.0, 0.0, 0.0]]))[-1]
    assert closed.capacity == pytest.approx(1.1 * BASE)


def test_a_project_does_not_displace_where_nothing_is_planned() -> None:
    for rate in (1.0, 0.98):
        found = walked(plans(1.0, rate), added=np.array([[0.0, 100.0, 0.0, 0.0]]))[-1]
        assert found.capacity == pytest.approx(rate * BASE)


def test_hosts_and_scrap_are_given() -> None:
    """Given capacity is that of the host, whatever margins are, and falls as fast as the host does."""
    given_path = np.full((3, 1, 4), np.nan)
    given_path[:, 0, 1] = [1.0, 1.5, 0.3]
    found = walked(plans(1.0, 1.1, 1.2, given=given_path), margin=5.0 * MARGIN)
    assert [item.capacity[0, 1] for item in found] == pytest.approx([156.25, 234.375, 46.875])
    assert found[1].capacity[0, 0] > 1.1 * 500.0
