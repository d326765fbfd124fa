"""One policy, one equilibrium, from wherever the solve starts."""

from __future__ import annotations

import numpy as np
import pytest

from footwall.errors import NotConverged
from footwall.market.assemble import assemble, starting_point
from footwall.market.newton import CONVERGED
from footwall.market.solve import solve, solve_from_starts, solve_system
from footwall.market.system import Options
from market.policies import POLICIES, calibrated, policy
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrated(NETWORK)
STARTS = 20


@pytest.mark.parametrize("name", POLICIES)
def test_twenty_random_starts_give_one_solution(name: str) -> None:
    charges, quotas = policy(name, NETWORK)
    system = assemble(CALIBRATION, charges, quotas)
    first = solve(CALIBRATION, charges, quotas)
    generator = np.random.default_rng(11)
    reached = 0
    for _ in range(STARTS):
        start = starting_point(system, 1)
        markets = len(NETWORK.markets)
        start[0, :markets] *= np.exp(generator.uniform(-0.5, 0.5, markets))
        other = solve_system(system, start=start, threads=1)
        if other.status[0] == CONVERGED:
            reached += 1
            assert other.unknowns[0, :markets] == pytest.approx(first.price, rel=1e-7)
    assert reached >= 0.9 * STARTS


@pytest.mark.parametrize("name", POLICIES)
def test_a_start_from_which_newton_stalls_is_rescued_by_stepping_the_policy_up(name: str) -> None:
    charges, quotas = policy(name, NETWORK)
    system = assemble(CALIBRATION, charges, quotas)
    far = starting_point(system, 1)[0] * np.array([0.5, 1.9, 1.9, 0.5] + [1.0] * (system.unknowns - 4))
    expected = solve(CALIBRATION, charges, quotas)
    assert solve(CALIBRATION, charges, quotas, start=far).price == pytest.approx(expected.price, rel=1e-7)


def test_solve_from_starts_returns_that_solution() -> None:
    charges, quotas = policy("transaction levy", NETWORK)
    several = solve_from_starts(CALIBRATION, charges, quotas, starts=5, seed=3)
    assert several.price == pytest.approx(solve(CALIBRATION, charges, quotas).price, rel=1e-9)


def test_without_enough_iterations_the_error_names_a_market_and_what_to_try() -> None:
    charges, quotas = policy("export quota under a levy", NETWORK)
    with pytest.raises(NotConverged) as caught:
        solve(CALIBRATION, charges, quotas, options=Options(iterations=1))
    names = {market.name for market in NETWORK.markets} | {"quota export"}
    assert caught.value.market in names
    assert caught.value.market in str(caught.value)
    assert caught.value.residual > 1e-9
    assert "--set" in caught.value.advice


def test_a_start_at_the_solution_needs_no_iteration() -> None:
    charges, quotas = policy("transaction levy", NETWORK)
    first = solve(CALIBRATION, charges, quotas)
    again = solve(CALIBRATION, charges, quotas, start=first.price)
    assert again.iterations == 0
    assert again.price.tolist() == first.price.tolist()


def test_an_unknown_field_of_the_charges_is_refused() -> None:
    with pytest.raises(TypeError, match="no field"):
        toy_charges(NETWORK, tariff=0.1)
