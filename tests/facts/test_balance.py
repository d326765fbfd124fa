"""The relative-entropy adjustment: closed forms, RAS, invariances, and infeasible balances."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from footwall.errors import CalibrationError
from footwall.facts.balance import GRADE_WEIGHT, REPRESENTABLE, minimum_relative_entropy

SEEDS = st.integers(0, 2**32 - 1)


def _random_problem(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, list[str]]:
    """A feasible system: the target is what some positive figures give."""
    random = np.random.default_rng(seed)
    figures, rows = int(random.integers(4, 30)), int(random.integers(1, 4))
    matrix = random.normal(size=(rows, figures)) * (random.random((rows, figures)) < 0.7)
    start = np.exp(random.normal(0.0, 2.0, figures))
    weights = np.exp(random.normal(0.0, 1.0, figures))
    target = matrix @ (start * np.exp(random.normal(0.0, 0.7, figures)))
    return start, weights, matrix, target, [f"row {row}" for row in range(rows)]


def _biproportional(table: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """RAS by alternate scaling (Bacharach 1970), written without the module under test."""
    fitted = table.copy()
    while True:
        fitted *= (rows / fitted.sum(1))[:, None]
        fitted *= columns / fitted.sum(0)
        if np.abs(fitted.sum(1) / rows - 1.0).max() < 1e-12:
            return fitted


@given(SEEDS)
def test_constraints_hold_and_figures_stay_positive(seed: int) -> None:
    start, weights, matrix, target, names = _random_problem(seed)
    adjusted = minimum_relative_entropy(start, weights, matrix, target, names, furthest=REPRESENTABLE)
    size = np.abs(matrix) @ adjusted.values + np.abs(target)
    assert np.all(np.abs(matrix @ adjusted.values - target) <= 1e-12 * np.maximum(size, 1e-300))
    assert np.all(adjusted.values > 0.0)
    assert adjusted.status == "converged" and adjusted.residual <= 1e-12


@given(SEEDS)
@example(7142119).via("a figure must shrink by exp(-260)")
def test_first_order_conditions_hold(seed: int) -> None:
    start, weights, matrix, target, names = _random_problem(seed)
    adjusted = minimum_relative_entropy(start, weights, matrix, target, names, furthest=REPRESENTABLE)
    assert_allclose(weights * np.log(adjusted.ratio), matrix.T @ adjusted.multipliers, atol=1e-8, rtol=1e-8)


@given(SEEDS)
def test_equal_weights_on_row_and_column_totals_are_biproportional_fitting(seed: int) -> None:
    random = np.random.default_rng(seed)
    shape = (3, 4)
    table = np.exp(random.normal(0.0, 1.0, shape))
    goal = np.exp(random.normal(0.0, 1.0, shape))
    matrix = np.vstack([np.kron(np.eye(3), np.ones(4)), np.kron(np.ones(3), np.eye(4))])
    target = np.concatenate([goal.sum(1), goal.sum(0)])
    adjusted = minimum_relative_entropy(
        table.ravel(), np.ones(12), matrix, target, [str(i) for i in range(7)]
    )
    assert_allclose(
        adjusted.values.reshape(shape), _biproportional(table, goal.sum(1), goal.sum(0)), rtol=1e-9
    )


@given(SEEDS, st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_scaling_weights_rows_or_units_changes_nothing(seed: int, factor: float, unit: float) -> None:
    start, weights, matrix, target, names = _random_problem(seed)
    plain = minimum_relative_entropy(start, weights, matrix, target, names)
    weighted = minimum_relative_entropy(start, factor * weights, matrix, target, names)
    scaled = minimum_relative_entropy(start, weights, unit * matrix, unit * target, names)
    in_other_unit = minimum_relative_entropy(unit * start, weights, matrix, unit * target, names)
    for other in (weighted, scaled, in_other_unit):
        assert_allclose(other.ratio, plain.ratio, rtol=1e-8)


def test_one_total_scales_equal_weights_in_proportion() -> None:
    """Closed form: Σx = b with equal weights gives x = x0·b/Σx0."""
    start = np.array([1.0, 2.0, 5.0])
    adjusted = minimum_relative_entropy(start, np.full(3, 7.0), np.ones((1, 3)), np.array([12.0]), ["total"])
    assert_allclose(adjusted.values, start * 12.0 / 8.0, rtol=1e-13)


def test_weights_share_the_log_adjustment_inversely() -> None:
    start, weights = np.array([3.0, 4.0]), np.array([1.0, 10.0])
    adjusted = minimum_relative_entropy(start, weights, np.ones((1, 2)), np.array([9.0]), ["total"])
    logs = np.log(adjusted.ratio)
    assert logs[0] == pytest.approx(10.0 * logs[1])


def test_measured_figures_barely_move_against_assumed_ones() -> None:
    start = np.array([100.0, 80.0])
    weights = np.array([GRADE_WEIGHT["measured"], GRADE_WEIGHT["assumed"]])
    adjusted = minimum_relative_entropy(
        start, weights, np.array([[1.0, -1.0]]), np.zeros(1), ["mined = used"]
    )
    assert abs(adjusted.ratio[0] - 1.0) < 1e-3
    assert adjusted.values[1] == pytest.approx(adjusted.values[0])


def test_infinite_weight_keeps_a_figure_exactly() -> None:
    start, weights = np.array([3.0, 4.0]), np.array([np.inf, 1.0])
    adjusted = minimum_relative_entropy(start, weights, np.ones((1, 2)), np.array([9.0]), ["total"])
    assert adjusted.values[0] == 3.0
    assert adjusted.values[1] == pytest.approx(6.0)


def test_redundant_rows_are_allowed() -> None:
    matrix = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
    adjusted = minimum_relative_entropy(
        np.ones(3), np.ones(3), matrix, np.array([4.0, 2.0, 6.0]), ["a", "b", "a and b"]
    )
    assert_allclose(adjusted.values, [2.0, 2.0, 2.0], rtol=1e-12)


def test_a_lower_bound_binds_only_where_it_is_missed() -> None:
    matrix = np.array([[1.0, 0.0], [0.0, 1.0]])
    adjusted = minimum_relative_entropy(
        np.array([1.0, 5.0]), np.ones(2), matrix, np.array([2.0, 3.0]), ["a", "b"], np.array([True, True])
    )
    assert_allclose(adjusted.values, [2.0, 5.0], rtol=1e-12)
    assert adjusted.multipliers[0] > 0.0 and adjusted.multipliers[1] == 0.0


@given(SEEDS)
def test_lower_bounds_satisfy_the_complementarity_conditions(seed: int) -> None:
    start, weights, matrix, target, names = _random_problem(seed)
    adjusted = minimum_relative_entropy(
        start, weights, matrix, target, names, np.ones(target.size, dtype=bool)
    )
    slack = matrix @ adjusted.values - target
    size = np.abs(matrix) @ adjusted.values + np.abs(target)
    assert np.all(slack >= -1e-12 * np.maximum(size, 1e-300))
    assert np.all(adjusted.multipliers >= 0.0)
    assert np.all((adjusted.multipliers == 0.0) | (np.abs(slack) <= 1e-12 * size))


@pytest.mark.parametrize(
    ("matrix", "target"),
    [
        ([[1.0, 0.0], [1.0, 0.0]], [1.0, 2.0]),
        ([[1.0, 1.0], [1.0, 1.0]], [-1.0, -1.0]),
        ([[0.0, 0.0], [1.0, 1.0]], [3.0, 1.0]),
    ],
)
def test_impossible_balances_name_the_row(matrix: list[list[float]], target: list[float]) -> None:
    with pytest.raises(CalibrationError, match="mine output"):
        minimum_relative_entropy(
            np.ones(2), np.ones(2), np.array(matrix), np.array(target), ["mine output", "mine output again"]
        )


def test_kept_figures_that_contradict_each_other_are_an_error() -> None:
    with pytest.raises(CalibrationError, match="mined = separated"):
        minimum_relative_entropy(
            np.array([3.0, 4.0]),
            np.full(2, np.inf),
            np.array([[1.0, -1.0]]),
            np.zeros(1),
            ["mined = separated"],
        )


def test_figures_must_be_positive() -> None:
    with pytest.raises(ValueError, match="positive"):
        minimum_relative_entropy(np.zeros(1), np.ones(1), np.ones((1, 1)), np.ones(1), ["total"])


def test_an_answer_far_from_the_start_is_refused_unless_asked_for() -> None:
    start, weights, matrix, target, names = _random_problem(7142119)
    with pytest.raises(CalibrationError, match="No figures near"):
        minimum_relative_entropy(start, weights, matrix, target, names)
