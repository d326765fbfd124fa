"""What must hold of any storage equilibrium."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footwall.errors import StorageInputError, StorageNotConverged
from footwall.storage import DiscreteShock, Grid, NormalShock, Policy, StorageModel, solve
from footwall.storage import solve as module_of_solve
from footwall.storage.decision import Period, residuals

SMALL = Grid(together=101, private=11, public=13)
PLACES = np.linspace(0.7, 1.8, 80)

models = st.builds(
    StorageModel,
    demand_elasticity=st.floats(-0.8, -0.15),
    supply_elasticity=st.floats(0.0, 0.6),
    storage_cost=st.floats(0.005, 0.1),
    decay=st.floats(0.0, 0.05),
    interest=st.floats(0.02, 0.1),
    shock=st.builds(NormalShock, sd=st.floats(0.02, 0.09)),
)
bands = st.builds(
    lambda floor, width, cap, budget: Policy(floor, floor * width, cap, budget),
    st.floats(0.8, 1.05),
    st.floats(1.0, 1.4),
    st.floats(0.02, 0.5),
    st.one_of(st.none(), st.floats(0.005, 0.1)),
)
few = settings(max_examples=6, deadline=None)


@few
@given(models, bands)
def test_a_price_falls_and_stocks_rise_with_availability(model: StorageModel, policy: Policy) -> None:
    found = solve(model, policy, SMALL)
    for held in (0.0, 0.4 * policy.cap, policy.cap):
        seen = found.at(PLACES, held)
        assert (np.diff(seen.price) <= 1e-9).all()
        assert (np.diff(seen.private + seen.public) >= -1e-9).all()
        assert (np.diff(seen.public) >= -1e-7).all()
        assert (seen.private >= 0.0).all()
        assert ((seen.public >= 0.0) & (seen.public <= policy.cap)).all()


@few
@given(models, bands)
def test_conditions_hold_everywhere_and_not_at_nodes_alone(model: StorageModel, policy: Policy) -> None:
    found = solve(model, policy, SMALL)
    assert found.residual < 1e-8
    period = Period(model, policy, found.expectations)
    held = np.linspace(0.0, policy.cap, PLACES.size)[::-1].copy()
    assert residuals(period, period.decide(PLACES, held), PLACES, held).max() < 1e-8


@few
@given(models, st.floats(0.85, 1.1))
def test_more_room_never_makes_low_prices_more_frequent(model: StorageModel, floor: float) -> None:
    shares = [solve(model, Policy(floor, cap=cap), SMALL).long_run.below_floor for cap in (0.0, 0.1, 0.3)]
    assert shares[1] <= shares[0] + 1e-3
    assert shares[2] <= shares[1] + 1e-3


@few
@given(models, st.floats(0.85, 1.1), st.floats(1.0, 1.3))
def test_no_room_is_no_policy(model: StorageModel, floor: float, width: float) -> None:
    none, empty = solve(model, grid=SMALL), solve(model, Policy(floor, floor * width), SMALL)
    assert np.array_equal(none.price(PLACES), empty.price(PLACES))
    assert none.long_run.mean_price == empty.long_run.mean_price
    assert empty.long_run.mean_public == 0.0


def test_a_band_rests_between_its_prices() -> None:
    """Inside the band nothing is bought or sold; a stock meets a price above the ceiling with all it has."""
    model = StorageModel(-0.2, 0.2, 0.06, 0.02, 0.03, NormalShock(0.05))
    found = solve(model, Policy(0.9, 1.1, 0.4), SMALL)
    assert found.price(1.1, 0.1) == pytest.approx((1.1 - 0.1) ** -5)
    assert found.public(1.1, 0.1) == pytest.approx(0.1)
    assert found.public(0.8, 0.1) == 0.0
    assert found.price(0.8, 0.1) == pytest.approx(0.8**-5)
    assert found.price(1.2, 0.1) == 0.9
    assert found.public(1.2, 0.1) > 0.1


def test_a_budget_limits_what_is_bought_in_a_period() -> None:
    model = StorageModel(-0.2, 0.2, 0.06, 0.02, 0.03, NormalShock(0.05))
    found = solve(model, Policy(0.9, 1.1, 0.4, budget=0.018), SMALL)
    assert found.public(1.5, 0.1) == pytest.approx(0.12)
    assert found.price(1.5, 0.1) < 0.9


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda: Policy(floor=1.0, ceiling=0.9, cap=0.1), "ceiling reads 0.9; allowed: the floor"),
        (lambda: Policy(floor=1.0, cap=-0.1), "cap of the public stock reads -0.1"),
        (lambda: Policy(floor=1.0, cap=float("nan")), "cap of the public stock reads nan"),
        (lambda: Policy(cap=0.1), "without a floor"),
        (lambda: Policy(floor=-1.0), "the floor reads -1"),
        (lambda: Policy(floor=1.0, cap=0.1, budget=-1.0), "budget reads -1"),
        (lambda: NormalShock(0.5), "standard deviation of the shock reads 0.5"),
        (lambda: NormalShock(0.05, nodes=40), "nodes of the quadrature reads 40"),
        (lambda: DiscreteShock((1.0, 0.0), (0.5, 0.5)), "values of the shock"),
        (lambda: DiscreteShock((1.0,), (0.5,)), "sum of the weights"),
        (lambda: DiscreteShock((1.0, 1.1), (1.0,)), "weights of the shock"),
        (lambda: StorageModel(0.2, 0.2, 0.06, 0.02, 0.03, NormalShock(0.05)), "demand elasticity reads 0.2"),
        (lambda: StorageModel(-0.2, 0.2, 0.0, 0.0, 0.0, NormalShock(0.05)), "never stop growing"),
        (lambda: Grid(together=2), "fewer than 5 nodes"),
    ],
)
def test_what_cannot_be_meant_is_refused(change: object, told: str) -> None:
    with pytest.raises(StorageInputError, match=told):
        change()  # type: ignore[operator]


def test_no_convergence_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    model = StorageModel(-0.2, 0.2, 0.06, 0.02, 0.03, NormalShock(0.05))
    monkeypatch.setattr(sys.modules[module_of_solve.__module__], "MOST_ITERATIONS", 3)
    with pytest.raises(StorageNotConverged, match=r"the worth of stocks is off by .* Raise the interest"):
        solve(replace(model), grid=SMALL)
