"""Derived floors at other conversion costs. The toy's magnet takes half a tonne of oxide; all by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from enacted.law_rows import TODAY, facts, floor, index, parameter, rulebook, toy
from footwall.enacted import enact
from footwall.enacted.derived_floors import at_conversion_costs
from footwall.errors import RulebookError

NETWORK = toy()
COST = replace(parameter("conversion_cost", 10_000.0, recipe="make_magnet"), low=5_000.0, high=30_000.0)


def enacted(*rows, members=("C",), upstream=None, **cascade):
    floors = {"oxide": upstream or floor(), "cascade": {"to": ["magnet"], **cascade}}
    return enact(rulebook(members, floors=floors), facts(parameters=rows), NETWORK, TODAY)


def test_the_rows_behind_a_floor_are_listed_with_their_ranges() -> None:
    (cost,) = enacted(COST).derived.costs
    assert cost.row == COST
    assert cost.processes == ("make_magnet@C",)
    assert (cost.estimate.value, cost.estimate.low, cost.estimate.high) == (10_000.0, 5_000.0, 30_000.0)


def test_another_cost_moves_the_derived_floor_and_nothing_else() -> None:
    """(0.5 · 60 + 30) · 1.1 = 66 USD/kg where 44 stood; the written floor on oxide stays."""
    central = enacted(COST, margin="10%")
    moved = at_conversion_costs(central, [30_000.0])
    magnet = index(NETWORK, "magnet", "A", "C")
    assert (central.charges.floor[magnet], moved.charges.floor[magnet]) == (44_000.0, 66_000.0)
    assert {item.commodity: item.price for item in moved.floors} == {"oxide": 60_000.0, "magnet": 66_000.0}
    assert "conversion 30 USD/kg" in next(i for i in moved.floors if i.commodity == "magnet").derivation
    for name in central.charges.names():
        same = np.array_equal(getattr(central.charges, name), getattr(moved.charges, name))
        assert same is (name != "floor"), name


def test_the_central_costs_give_the_floors_in_force() -> None:
    central = enacted(COST, margin="5%")
    again = at_conversion_costs(central, [cost.row.value for cost in central.derived.costs])
    assert again.floors == central.floors
    assert np.array_equal(again.charges.floor, central.charges.floor)


def test_each_row_weighs_its_output_in_the_zone() -> None:
    """A makes 800 t, C 200 t: 0.5 · 60 + 0.8 · 10 + 0.2 · 20 = 42 USD/kg."""
    central = enacted(COST, replace(COST, region="C"), members=("A", "C"))
    costs = {
        cost.row.region: 20_000.0 if cost.row.region == "C" else 10_000.0 for cost in central.derived.costs
    }
    moved = at_conversion_costs(central, [costs[cost.row.region] for cost in central.derived.costs])
    assert {item.price for item in moved.floors if item.commodity == "magnet"} == {42_000.0}


def test_a_cost_that_the_rulebook_states_is_law() -> None:
    assert enacted(COST, conversion={"magnet": "10 USD/kg"}).derived is None


def test_without_a_cascade_nothing_is_derived() -> None:
    plain = enact(rulebook(floors={"oxide": floor()}), facts(parameters=(COST,)), NETWORK, TODAY)
    assert plain.derived is None
    assert at_conversion_costs(plain, []) is plain
    assert enact(None, facts(parameters=(COST,)), NETWORK, TODAY).derived is None


def test_costs_that_leave_no_floor_are_refused() -> None:
    with pytest.raises(RulebookError, match="FLOOR-7"):
        at_conversion_costs(enacted(COST), [-30_000.0])
