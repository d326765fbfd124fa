"""Ipopt and PATH find the closed-form solutions of the three countries (CompEcon ``demslv14``) to 1e-6."""

from __future__ import annotations

import numpy as np
import pytest

from twin.solvers import SOLVERS, solver_of
from twin.spatial import SpatialSolution, solve_spatial

pytestmark = [pytest.mark.twin, pytest.mark.parametrize("solver", SOLVERS)]

SUPPLY = np.array([9.0, 3.0, 18.0]), np.array([1.0, 2.0, 1.0])
DEMAND = np.array([42.0, 54.0, 51.0]), np.array([3.0, 2.0, 1.0])
FREIGHT = np.array([[0.0, 3.0, 6.0], [3.0, 0.0, 3.0], [6.0, 3.0, 0.0]])
NO_TRADE = 1e3 * (1.0 - np.eye(3))


def minimum(price: float, solver: str) -> SpatialSolution:
    floor = np.zeros((3, 3))
    floor[0, 1:] = price
    return solve_spatial(SUPPLY, DEMAND, FREIGHT, floor, solver_of(solver))


def net_exports(solution: SpatialSolution) -> np.ndarray:
    return np.asarray(solution.flow.sum(axis=1) - solution.flow.sum(axis=0))


def surplus(solution: SpatialSolution) -> float:
    made, used = solution.flow.sum(axis=1), solution.flow.sum(axis=0)
    triangles = 0.5 * SUPPLY[1] @ made**2 + 0.5 * DEMAND[1] @ used**2
    return float(triangles + (solution.levy * solution.flow).sum())


def test_free_trade(solver: str) -> None:
    solution = solve_spatial(SUPPLY, DEMAND, FREIGHT, np.zeros((3, 3)), solver_of(solver))
    assert solution.price == pytest.approx([24.346153846, 27.346153846, 30.346153846], abs=1e-6)
    assert net_exports(solution) == pytest.approx([9.461538462, -1.153846154, -8.307692308], abs=1e-6)
    assert surplus(solution) == pytest.approx(784.990384615, abs=1e-5)


def test_autarky(solver: str) -> None:
    solution = solve_spatial(SUPPLY, DEMAND, FREIGHT + NO_TRADE, np.zeros((3, 3)), solver_of(solver))
    assert solution.price == pytest.approx([17.25, 28.5, 34.5], abs=1e-6)
    assert surplus(solution) == pytest.approx(733.5, abs=1e-5)


def test_a_floor_of_28_binds_on_one_border_only(solver: str) -> None:
    solution = minimum(28.0, solver)
    assert solution.price == pytest.approx([24.15, 28.0, 30.15], abs=1e-6)
    assert solution.levy[0] == pytest.approx([0.0, 0.85, 0.0], abs=1e-6)
    assert net_exports(solution)[1:] == pytest.approx([-0.5, -8.7], abs=1e-6)
    assert (solution.levy * solution.flow).sum() == pytest.approx(0.425, abs=1e-6)
    assert surplus(solution) == pytest.approx(784.7125, abs=1e-5)


def test_under_a_floor_of_33_one_member_clears_below_it(solver: str) -> None:
    solution = minimum(33.0, solver)
    assert solution.price == pytest.approx([18.375, 30.0, 33.0], abs=1e-6)
    assert solution.flow[:2, 2] == pytest.approx([1.5, 1.5], abs=1e-6)
    assert solution.levy[0, 2] == pytest.approx(8.625, abs=1e-6)
    assert (solution.levy * solution.flow).sum() == pytest.approx(12.9375, abs=1e-6)
    assert surplus(solution) == pytest.approx(750.65625, abs=1e-5)
