"""What a run says of a contract for difference that no charge stands for."""

from __future__ import annotations

from datetime import date

import pytest

from enacted.law_rows import TODAY, facts, measure, rulebook, toy
from footwall.enacted import enact
from footwall.facts import load_facts

NETWORK = toy()


def contract(strike: float = 60_000.0, by: str = "A", **cells: object):
    row = {"unit": "USD/t", "commodity": ("oxide", "magnet"), "end": date(2030, 6, 30), **cells}
    return measure("contract_for_difference", by, strike, id="deal", **row)


def told(*rows, book=None, on=TODAY):
    notes = enact(book or rulebook(), facts(measures=rows), NETWORK, on).notes
    return [note for note in notes if "contract for difference" in note]


def test_the_outlay_is_the_gap_on_the_first_good_of_the_contract() -> None:
    """Oxide sells at 50 USD/kg in A, which makes 375 t: 10 USD/kg on it is 3.75 million USD."""
    (note,) = told(contract())
    assert "(measures.csv deal)" in note
    assert "strike of 60 USD/kg" in note
    assert "At 50 USD/kg, the price of oxide in A before any rulebook, and 375 t of 2024" in note
    assert "that would be 4 million USD a year" in note


def test_a_price_above_the_strike_costs_nothing() -> None:
    (note,) = told(contract(strike=45_000.0))
    assert "that would be 0 million USD a year" in note


def test_without_a_price_the_strike_alone_is_told() -> None:
    (note,) = told(contract(commodity=("motor",)))
    assert note.endswith("The network has no price for it.")


@pytest.mark.parametrize("on", [date(2019, 12, 31), date(2030, 7, 1)])
def test_a_contract_out_of_force_is_not_told(on: date) -> None:
    assert not told(contract(), on=on)


def test_the_contract_of_the_facts_lasts_ten_years() -> None:
    """Price protection agreement of July 2025: ten years from 1 October 2025."""
    (row,) = (item for item in load_facts().table("measures") if item.kind == "contract_for_difference")
    assert (row.start, row.end, row.value) == (date(2025, 10, 1), date(2035, 9, 30), 110_000.0)
