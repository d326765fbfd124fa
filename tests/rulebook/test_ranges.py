"""Amounts with a range: the value is the law, draws are rulebooks of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from footwall.errors import UnknownName
from footwall.rulebook.ranges import at_values, uncertain_amounts
from footwall.rulebook.read import read_rulebook, read_rulebook_text

TEXT = """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: {value: 110 USD/kg, low: 95 USD/kg, high: 125000 USD/t}}
    levy:
      top_up: {value: 0.8, low: 50%, high: 1}
      cap: {value: {value: 35%, low: 30%, high: 50%}}
"""


def test_the_value_is_the_law() -> None:
    floor = read_rulebook_text(TEXT, "x.yaml").floors.by_commodity["ndpr_oxide"]
    assert (floor.reference.price, floor.levy.top_up, floor.levy.cap.value) == (110_000.0, 0.8, 0.35)


def test_every_ranged_amount_is_listed_in_engine_units() -> None:
    found = uncertain_amounts(read_rulebook_text(TEXT, "x.yaml"))
    assert {(item.path, item.value, item.low, item.high) for item in found} == {
        ("floors.ndpr_oxide.reference.price", 110_000.0, 95_000.0, 125_000.0),
        ("floors.ndpr_oxide.levy.cap.value", 0.35, 0.3, 0.5),
        ("floors.ndpr_oxide.levy.top_up", 0.8, 0.5, 1.0),
    }


def test_a_drawn_rulebook_holds_the_drawn_values_and_no_ranges() -> None:
    rulebook = read_rulebook_text(TEXT, "x.yaml")
    drawn_values = {
        "floors.ndpr_oxide.reference.price": 100_000.0,
        "floors.ndpr_oxide.levy.top_up": 0.6,
        "floors.ndpr_oxide.levy.cap.value": 0.4,
    }
    drawn = at_values(rulebook, [drawn_values[item.path] for item in uncertain_amounts(rulebook)])
    floor = drawn.floors.by_commodity["ndpr_oxide"]
    assert (floor.reference.price, floor.levy.top_up) == (100_000.0, 0.6)
    assert floor.levy.cap.value == pytest.approx(0.4, abs=1e-15)
    assert uncertain_amounts(drawn) == ()
    assert at_values(drawn, []) == drawn


def test_the_central_draw_is_the_law() -> None:
    rulebook = read_rulebook(Path(__file__).with_name("full_prices.yaml"))
    amounts = uncertain_amounts(rulebook)
    assert [item.path.rpartition(".")[2] for item in amounts] == ["capex", "hurdle_rate"]
    drawn = at_values(rulebook, [item.value for item in amounts])
    assert drawn == rulebook


@pytest.mark.parametrize("values", [[], [90_000.0, 0.8, 0.35], [110_000.0, 0.8, 0.35, 1.0]])
def test_values_outside_their_ranges_are_refused(values: list[float]) -> None:
    with pytest.raises(UnknownName):
        at_values(read_rulebook_text(TEXT, "x.yaml"), values)
