"""Charges by content follow the price of the material outside, settle, and close in the accounts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enacted.law_rows import TODAY, floor, index, rulebook, toy
from footwall.enacted import enact
from footwall.market.calibrate import calibrate
from footwall.market.parameters import draws
from footwall.market.under_law import solve_law, solve_law_batch, solve_law_from_starts
from footwall.measure.accounts import money_accounts
from footwall.measure.state import State
from footwall.measure.welfare import welfare
from toy import toy_charges

NETWORK = toy()
CALIBRATION = calibrate(NETWORK, toy_charges(NETWORK))
A_TO_C = index(NETWORK, "magnet", "A", "C")
CONTENT = 0.375
"""t oxide in a t of magnets, by the element that both hold."""


def law_of(reference: str = "60 USD/kg", **blocks: Any) -> Any:
    clause = {"materials": {"oxide": {"reference": reference}}, **blocks.pop("clause", {})}
    return enact(rulebook(derivatives={"magnet": clause}, **blocks), None, NETWORK, TODAY)


def outside_price(solved: Any) -> float:
    """The mean of A and B, which are both outside, weighted by what they mine."""
    return float(solved.price[:2] @ solved.activity[:2] / solved.activity[:2].sum())


def test_the_charge_is_content_times_the_gap_of_the_material() -> None:
    solved = solve_law(CALIBRATION, law_of())
    due = CONTENT * (60_000.0 - outside_price(solved))
    assert solved.unit.levy[A_TO_C] == pytest.approx(due, rel=1e-9)
    assert solved.rounds >= 1
    assert solved.charges.instrument_specific[A_TO_C] == pytest.approx(due, rel=1e-9)


def test_the_reference_is_the_floor_of_the_material_where_it_has_none_of_its_own() -> None:
    book = rulebook(
        floors={"oxide": floor("60 USD/kg")}, derivatives={"magnet": {"materials": {"oxide": {}}}}
    )
    solved = solve_law(CALIBRATION, enact(book, None, NETWORK, TODAY))
    assert solved.unit.levy[A_TO_C] == pytest.approx(CONTENT * (60_000.0 - outside_price(solved)), rel=1e-9)


def test_a_material_that_is_dear_outside_charges_nothing() -> None:
    solved = solve_law(CALIBRATION, law_of("40 USD/kg"))
    assert solved.price == pytest.approx(CALIBRATION.base_price.tolist(), rel=1e-9)


@pytest.mark.parametrize(
    ("clause", "share"),
    [
        (
            {"phase_in": [{"from": "2026-01-01", "share": "50%"}, {"from": "2027-01-01", "share": "100%"}]},
            0.5,
        ),
        ({"threshold": "40%"}, 0.0),
        ({"except": ["A"]}, 0.0),
        ({"to": "2026-01-01"}, 0.0),
    ],
)
def test_terms_of_the_clause(clause: dict[str, Any], share: float) -> None:
    solved = solve_law(CALIBRATION, law_of(clause=clause))
    due = share * CONTENT * (60_000.0 - outside_price(solved))
    assert solved.unit.levy[A_TO_C] == pytest.approx(due, rel=1e-9, abs=1e-6)


def test_a_tariff_and_a_charge_by_content_add_up() -> None:
    solved = solve_law(CALIBRATION, law_of(tariffs={"magnet": {"specific": "2 USD/kg"}}))
    due = 2_000.0 + CONTENT * (60_000.0 - outside_price(solved))
    assert solved.unit.levy[A_TO_C] == pytest.approx(due, rel=1e-9)


@given(low=st.floats(50.0, 80.0), rise=st.floats(1.0, 40.0))
def test_a_higher_reference_keeps_more_goods_out(low: float, rise: float) -> None:
    weak, strong = (solve_law(CALIBRATION, law_of(f"{price} USD/kg")) for price in (low, low + rise))
    assert strong.flow[A_TO_C] <= weak.flow[A_TO_C] * (1.0 + 1e-8)
    assert strong.unit.levy[A_TO_C] >= weak.unit.levy[A_TO_C] - 1e-5


def test_money_and_welfare_close() -> None:
    before = enact(None, None, NETWORK, TODAY)
    law = law_of()
    baseline = State(CALIBRATION, before, solve_law(CALIBRATION, before))
    policy = State(CALIBRATION, law, solve_law(CALIBRATION, law))
    assert money_accounts(policy).largest_error < 1e-9
    assert welfare(baseline, policy).identity_error < 1e-9


def test_every_draw_and_every_start_settles() -> None:
    drawn = calibrate(NETWORK, toy_charges(NETWORK), draws(NETWORK, 4, 3))
    batch = solve_law_batch(drawn, law_of())
    assert batch.converged.all()
    levies = [batch.equilibrium(draw).unit.levy[A_TO_C] for draw in range(4)]
    assert np.unique(np.round(levies, 3)).size == 4
    assert solve_law_from_starts(CALIBRATION, law_of(), starts=4, seed=1).starts == 4
