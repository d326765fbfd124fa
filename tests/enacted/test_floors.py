"""Floors written and derived. The toy's magnet takes half a tonne of oxide; numbers below are by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from enacted.law_rows import TODAY, facts, floor, index, parameter, rulebook, toy
from footwall.enacted import enact
from footwall.errors import RulebookError

NETWORK = toy()
CONVERSION = {"conversion": {"magnet": "10 USD/kg"}}


def floors(book, tables=None, network=NETWORK, on=TODAY):
    result = enact(book, facts(**(tables or {})), network, on)
    return {(item.commodity, item.member): item for item in result.floors}, result


def cascading(upstream=None, **cascade):
    blocks = {"to": ["magnet"], **CONVERSION, **cascade}
    return rulebook(("C",), floors={"oxide": upstream or floor(), "cascade": blocks})


def test_a_fixed_floor_stands_at_every_member_that_buys_the_commodity():
    book = rulebook(("B", "C"), floors={"magnet": floor("70 USD/kg"), "oxide": floor()})
    found, _ = floors(book)
    assert set(found) == {("magnet", "B"), ("magnet", "C"), ("oxide", "C")}
    one = found["magnet", "B"]
    assert (one.price, one.basis, one.clause) == (70_000.0, "CIF", "floors.magnet")
    assert one.derivation == "fixed at 70 USD/kg, CIF"


def test_value_added_tax_is_taken_out_of_the_price():
    """113 USD/kg with 13% is 100 USD/kg."""
    book = rulebook(("C",), floors={"oxide": floor("113 USD/kg", vat="included", vat_rate="13%")})
    found, result = floors(book)
    assert found["oxide", "C"].price == pytest.approx(100_000.0, abs=1e-9)
    assert result.charges.floor[index(NETWORK, "oxide", "A", "C")] == found["oxide", "C"].price
    assert (
        "113.00 USD/kg with value-added tax of 13%, 100.00 USD/kg without it"
        in found["oxide", "C"].derivation
    )


def test_a_cascade_carries_content_and_conversion_downstream():
    """(0.5 · 60 + 10) · 1.05 = 42 USD/kg."""
    found, result = floors(cascading(margin="5%"))
    derived = found["magnet", "C"]
    assert derived.price == 42_000.0
    assert derived.clause == "floors.cascade"
    assert derived.derivation.startswith(
        "(0.5 t oxide × 60 USD/kg + conversion 10 USD/kg) × (1 + 5%) = 42 USD/kg"
    )
    assert result.charges.floor[index(NETWORK, "magnet", "A", "C")] == 42_000.0
    assert result.covered == ("oxide", "magnet")


def test_conversion_costs_come_from_the_facts_where_the_rulebook_gives_none():
    tables = {
        "parameters": (
            parameter("conversion_cost", 20_000.0, recipe="make_magnet"),
            parameter("conversion_cost", 8_000.0, recipe="make_magnet", region="C"),
        )
    }
    found, _ = floors(cascading(conversion={}), tables)
    assert found["magnet", "C"].price == 38_000.0


def test_recipes_are_weighted_by_output_inside_the_zone():
    """With A and C in, 800 t at 0.5 and 200 t at 0.75 t oxide: 0.55 · 60 + 10 = 43 USD/kg; C alone: 55."""
    *others, plant = NETWORK.processes
    network = replace(NETWORK, processes=(*others, replace(plant, inputs=(("oxide", 0.75),))))
    alone, _ = floors(cascading(), network=network)
    assert alone["magnet", "C"].price == 55_000.0
    book = rulebook(("A", "C"), floors={"oxide": floor(), "cascade": {"to": ["magnet"], **CONVERSION}})
    both, _ = floors(book, network=network)
    assert both["magnet", "C"].price == pytest.approx(43_000.0, abs=1e-9)


def test_a_zone_that_makes_none_takes_the_recipes_of_the_others():
    book = rulebook(("B",), floors={"oxide": floor(), "cascade": {"to": ["magnet"], **CONVERSION}})
    found, _ = floors(book)
    assert found["magnet", "B"].price == 40_000.0
    assert "recipes outside the zone" in found["magnet", "B"].derivation


def test_a_by_product_with_a_floor_is_credited():
    """The plant in C also yields 0.1 t oxide: (0.5 − 0.1) · 60 + 10 = 34 USD/kg."""
    *others, plant = NETWORK.processes
    network = replace(NETWORK, processes=(*others, replace(plant, outputs=(*plant.outputs, ("oxide", 0.1)))))
    found, _ = floors(cascading(), network=network)
    assert found["magnet", "C"].price == 34_000.0


def test_inputs_without_a_floor_are_named():
    *others, plant = NETWORK.processes
    network = replace(
        NETWORK, processes=(*others, replace(plant, inputs=(*plant.inputs, ("dysprosium", 0.01))))
    )
    _, result = floors(cascading(), network=network)
    assert "The derived floor of magnet counts nothing for dysprosium: no floor is set on it." in result.notes


def test_the_derived_floor_is_enforced_as_its_upstream_floor_unless_it_has_its_own_levy():
    arc = index(NETWORK, "magnet", "A", "C")
    inherited = floors(cascading(upstream=floor(levy={"top_up": "60%"})))[1].charges
    assert inherited.top_up[arc] == 0.6
    own = floors(cascading(upstream=floor(levy={"top_up": "60%"}), levy={"top_up": "30%"}))[1].charges
    assert own.top_up[arc] == 0.3
    assert own.top_up[index(NETWORK, "oxide", "A", "C")] == 0.6


def test_the_derived_floor_reaches_the_origins_of_its_upstream_floor():
    book = cascading(upstream=floor(origins=["B"]))
    assert floors(book)[1].charges.floor[index(NETWORK, "magnet", "A", "C")] == 0.0


@pytest.mark.parametrize(("on", "stands"), [(date(2026, 12, 31), True), (date(2027, 1, 1), False)])
def test_the_derived_floor_ends_with_its_upstream_floor(on, stands):
    found, result = floors(cascading(upstream=floor(to="2026-12-31")), on=on)
    assert (("magnet", "C") in found) is stands
    assert any("nothing that it is made of (oxide) has one" in note for note in result.notes) is not stands


def test_no_conversion_cost_is_an_error_that_says_where_to_give_it():
    with pytest.raises(RulebookError, match=r"CASCADE-6.*no conversion cost of magnet.*Add conversion"):
        floors(cascading(conversion={}))


def test_credits_above_the_cost_are_an_error():
    *others, plant = NETWORK.processes
    network = replace(NETWORK, processes=(*others, replace(plant, outputs=(*plant.outputs, ("oxide", 2.0)))))
    with pytest.raises(RulebookError, match="FLOOR-7"):
        floors(cascading(), network=network)


def test_a_circle_is_an_error():
    miner = replace(NETWORK.processes[1], kind="processor", inputs=(("magnet", 1.0),))
    network = replace(NETWORK, processes=(NETWORK.processes[0], miner, *NETWORK.processes[2:]))
    book = rulebook(("C",), floors={"cascade": {"to": ["magnet", "oxide"], **CONVERSION}})
    with pytest.raises(RulebookError, match="CASCADE-4"):
        floors(book, network=network)


def test_only_floors_of_the_zone_apply():
    assert not floors(rulebook((), floors={"oxide": floor()}))[0]
