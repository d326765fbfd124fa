"""Supports: producers decide on the price with its payment; yearly limits hold; what is due is paid."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.enacted.charges import Support
from footwall.errors import NotConverged
from footwall.market import feedback
from footwall.market.assemble import assemble, starting_point
from footwall.market.calibrate import calibrate
from footwall.market.export import export_network, network_json
from footwall.market.fixed_point import by_newton
from footwall.market.parameters import draws
from footwall.market.solve import solve, solve_batch, solve_from_starts
from market.differences import analytic_and_difference
from market.policies import calibrated, floored
from market.recompute import read, recompute
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrated(NETWORK)
FREE = toy_charges(NETWORK)
OXIDE_IN_A, OXIDE_IN_B = 0, 1
DIFFERENCE = Support("cfd", "oxide", "B", "contract_for_difference", 70_000.0, 1.0, OXIDE_IN_B)
VARIANTS: dict[str, Support] = {
    "full cover": DIFFERENCE,
    "part of the output": replace(DIFFERENCE, covered_share=0.4),
    "a foreign quote with tax": replace(DIFFERENCE, index_market=OXIDE_IN_A, index_factor=1.13),
    "upside": replace(DIFFERENCE, strike=40_000.0, upside_share=0.3, upside_from=45_000.0),
    "capped upside": replace(
        DIFFERENCE, strike=40_000.0, upside_share=0.3, upside_from=45_000.0, annual_cap=1e5
    ),
    "volume": replace(DIFFERENCE, volume=60.0),
    "budget": replace(DIFFERENCE, budget=4e5),
    "magnets": Support("pgs", "magnet", "C", "price_gap_subsidy", 66_000.0, 1.0, 3),
}


def test_a_mine_under_full_cover_earns_the_strike_by_hand() -> None:
    """K/(1 + e^−z), z = (m − κ)/w, with w = (1 − u0)·m0/η = 0.2·52,000/0.5 = 20,800 and κ = m0 − w·ln 4."""
    solved = solve(CALIBRATION, FREE, supports=[DIFFERENCE])
    z = (70_000.0 - 52_000.0) / 20_800.0 + math.log(4.0)
    assert solved.margin[1] == pytest.approx(70_000.0, rel=1e-12)
    assert solved.activity[1] == pytest.approx(156.25 / (1.0 + math.exp(-z)), rel=1e-12)
    due = (70_000.0 - solved.price[1]) * solved.activity[1]
    assert solved.support.paid == pytest.approx([due], rel=1e-12)
    assert solved.price[1] < 52_000.0


def test_a_processor_is_supported_on_its_output_price() -> None:
    solved = solve(CALIBRATION, FREE, supports=[VARIANTS["magnets"]])
    oxide = solved.effective[CALIBRATION.buyers.index(("oxide", "C"))]
    assert solved.margin[3] == pytest.approx(66_000.0 - 0.5 * oxide, rel=1e-12)


def test_a_subsidy_and_a_contract_on_the_own_price_are_one() -> None:
    subsidy = replace(DIFFERENCE, kind="price_gap_subsidy")
    one, other = (solve(CALIBRATION, FREE, supports=[support]) for support in (DIFFERENCE, subsidy))
    assert np.array_equal(one.price, other.price)


def test_two_halves_are_one_whole() -> None:
    half = replace(DIFFERENCE, covered_share=0.5)
    one = solve(CALIBRATION, FREE, supports=[DIFFERENCE])
    two = solve(CALIBRATION, FREE, supports=[half, half])
    assert two.price == pytest.approx(one.price.tolist(), rel=1e-9)
    assert two.support.paid.sum() == pytest.approx(one.support.paid.sum(), rel=1e-9)


def test_a_recipe_that_is_not_there_is_not_paid() -> None:
    elsewhere = replace(DIFFERENCE, recipe="recycle_oxide")
    solved = solve(CALIBRATION, FREE, supports=[elsewhere])
    assert solved.support.paid.tolist() == [0.0]
    assert solved.price == pytest.approx(CALIBRATION.base_price.tolist(), rel=1e-9)
    mined = solve(CALIBRATION, FREE, supports=[replace(DIFFERENCE, recipe="mine_oxide")])
    assert mined.support.paid[0] > 0.0


def test_a_strike_below_the_market_changes_nothing() -> None:
    solved = solve(CALIBRATION, FREE, supports=[replace(DIFFERENCE, strike=51_000.0)])
    assert solved.price == pytest.approx(CALIBRATION.base_price.tolist(), rel=1e-9)
    assert solved.support.paid.tolist() == [0.0]


def test_a_quote_with_tax_pays_less() -> None:
    """The strike is held against 1.13 times the price in A, whatever B gets."""
    support = VARIANTS["a foreign quote with tax"]
    solved = solve(CALIBRATION, FREE, supports=[support])
    due = (70_000.0 - 1.13 * solved.price[OXIDE_IN_A]) * solved.activity[1]
    assert solved.support.paid == pytest.approx([due], rel=1e-12)
    plain = solve(CALIBRATION, FREE, supports=[replace(support, index_factor=1.0)])
    assert solved.support.paid[0] < plain.support.paid[0]


@given(low=st.floats(45_000.0, 90_000.0), rise=st.floats(100.0, 20_000.0), share=st.floats(0.1, 1.0))
def test_a_higher_strike_makes_more_and_lowers_the_price(low: float, rise: float, share: float) -> None:
    supports = [replace(DIFFERENCE, strike=strike, covered_share=share) for strike in (low, low + rise)]
    weak, strong = (solve(CALIBRATION, FREE, supports=[support]) for support in supports)
    assert strong.activity[1] >= weak.activity[1] * (1.0 - 1e-9)
    assert strong.price[1] <= weak.price[1] * (1.0 + 1e-9)
    assert strong.support.paid[0] >= weak.support.paid[0] - 1e-3
    assert strong.activity[0] <= weak.activity[0] * (1.0 + 1e-9)


@given(budget=st.floats(1e4, 4e6))
def test_a_budget_is_spent_up_to_its_end(budget: float) -> None:
    unlimited = solve(CALIBRATION, FREE, supports=[DIFFERENCE]).support.paid[0]
    solved = solve(CALIBRATION, FREE, supports=[replace(DIFFERENCE, budget=budget)])
    assert solved.support.paid[0] == pytest.approx(min(budget, unlimited), rel=1e-8)
    assert solved.rounds >= 1


@given(volume=st.floats(1.0, 250.0))
def test_only_the_eligible_volume_is_paid(volume: float) -> None:
    solved = solve(CALIBRATION, FREE, supports=[replace(DIFFERENCE, volume=volume)])
    tonnes = min(volume, solved.activity[1])
    assert solved.support.paid[0] == pytest.approx((70_000.0 - solved.price[1]) * tonnes, rel=1e-8)


def test_the_annual_cap_limits_what_is_given_back() -> None:
    free = solve(CALIBRATION, FREE, supports=[VARIANTS["upside"]])
    due = 0.3 * (free.price[1] - 45_000.0) * free.activity[1]
    assert free.support.given_back == pytest.approx([due], rel=1e-12)
    assert free.support.given_back[0] > 1e5
    capped = solve(CALIBRATION, FREE, supports=[VARIANTS["capped upside"]])
    assert capped.support.given_back == pytest.approx([1e5], rel=1e-8)


@pytest.mark.parametrize("name", VARIANTS)
@pytest.mark.parametrize("seed", range(2))
def test_jacobian_equals_central_differences(name: str, seed: int) -> None:
    system = assemble(CALIBRATION, floored(NETWORK), supports=[VARIANTS[name], VARIANTS["magnets"]])
    x = starting_point(system, 1)[0]
    x *= np.exp(np.random.default_rng(seed).uniform(-0.25, 0.25, x.shape))
    analytic, difference = analytic_and_difference(system, x)
    assert analytic == pytest.approx(difference, abs=1e-6 * np.abs(difference).max())


@pytest.mark.parametrize("name", VARIANTS)
def test_flows_and_residuals_follow_from_the_file_alone(name: str) -> None:
    supports = [VARIANTS[name]]
    solved = solve(CALIBRATION, floored(NETWORK), supports=supports)
    text = network_json(export_network(CALIBRATION, floored(NETWORK), (), solved, supports=supports))
    document = read(text)
    again = recompute(document)
    assert [arc["flow"] for arc in document["arcs"]] == pytest.approx(again.flow, rel=1e-9)
    assert max(again.residual) < 1e-9


def test_a_batch_of_draws_settles_each_draw_as_it_would_alone() -> None:
    parameters = draws(NETWORK, 5, 7)
    calibration = calibrate(NETWORK, FREE, parameters)
    limited = [VARIANTS["budget"], VARIANTS["magnets"]]
    batch = solve_batch(calibration, FREE, supports=limited)
    assert batch.converged.all()
    paid = [batch.equilibrium(draw).support.paid[0] for draw in range(5)]
    assert paid == pytest.approx([4e5] * 5, rel=1e-8)
    assert len({float(batch.equilibrium(draw).price[1]) for draw in range(5)}) == 5


def test_every_start_leads_to_one_solution() -> None:
    solved = solve_from_starts(CALIBRATION, floored(NETWORK), supports=[DIFFERENCE], starts=6, seed=3)
    assert solved.starts == 6


def test_limits_that_do_not_settle_are_an_error_that_names_the_support(monkeypatch: Any) -> None:
    monkeypatch.setattr(feedback, "ROUNDS", 1)
    monkeypatch.setattr(feedback, "MOST_BY_NEWTON", 0)
    with pytest.raises(NotConverged, match="limit of cfd"):
        solve(CALIBRATION, FREE, supports=[VARIANTS["budget"]])
    assert not solve_batch(CALIBRATION, FREE, supports=[VARIANTS["budget"]]).converged.any()


def test_newton_steps_find_the_solution_that_mixing_finds(monkeypatch: Any) -> None:
    mixed = solve(CALIBRATION, FREE, supports=[VARIANTS["budget"]])
    monkeypatch.setattr(feedback, "ROUNDS", 1)
    stepped = solve(CALIBRATION, FREE, supports=[VARIANTS["budget"]])
    assert stepped.price == pytest.approx(mixed.price, rel=1e-9)


def test_newton_steps_settle_a_map_with_a_kink() -> None:
    """x = min(2 − 3x, 0.25 + x/2): the branches meet at 0.5, where both give 0.5; plain rounds diverge."""
    bounds = np.array([0.0]), np.array([1.0])

    def kinked(values: np.ndarray) -> np.ndarray:
        return np.minimum(2.0 - 3.0 * values, 0.25 + 0.5 * values)

    found = by_newton(kinked, np.array([0.9]), bounds, 1e-12)
    assert found == pytest.approx([0.5], abs=1e-11)
    assert by_newton(lambda _: None, np.array([0.9]), bounds, 1e-12) is None
    assert by_newton(lambda values: values + 1.0, np.array([0.0]), bounds, 1e-12) is None
