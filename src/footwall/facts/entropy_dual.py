"""Newton's method on the dual of a relative-entropy problem, with lower bounds on some multipliers.

The dual of ``footwall.facts.balance`` is smooth and convex. Each step minimises its quadratic model with the
bounds kept, then a line search asks for a lower dual value (Armijo) or, close to the end, a lower residual.
The module returns where it stopped; whether that is good enough is decided by its caller.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

_TOLERANCE = 1e-13
_MOST_ITERATIONS = 300
_LARGEST_LOG_STEP = 4.0
_RIDGE = 1e-13
_HALVINGS = 60


class EntropyDual:
    """Value, gradient and Hessian of the dual; A is held by its non-zero entries."""

    def __init__(
        self, start: FloatArray, weights: FloatArray, matrix: FloatArray, target: FloatArray
    ) -> None:
        self.start, self.target = start, target
        self.rows = target.size
        self.row, self.column = np.nonzero(matrix)
        self.entry = matrix[self.row, self.column]
        self.finite = np.isfinite(weights)
        self.weights = np.where(self.finite, weights, 1.0)
        self.looseness = np.where(self.finite, 1.0 / self.weights, 0.0)
        self._pair_entries()

    def _pair_entries(self) -> None:
        """Pairs of non-zeros in one column: A diag(d) Aᵀ is then one weighted count."""
        order = np.argsort(self.column, kind="stable")
        self.row, self.column, self.entry = self.row[order], self.column[order], self.entry[order]
        count = np.bincount(self.column, minlength=self.start.size)
        first = np.concatenate(([0], np.cumsum(count)[:-1]))
        entries_of = count[self.column]
        left = np.repeat(np.arange(self.row.size), entries_of)
        offset = np.arange(left.size) - np.repeat(np.cumsum(entries_of) - entries_of, entries_of)
        right = first[self.column[left]] + offset
        self.pair_cell = self.row[left] * self.rows + self.row[right]
        self.pair_entry = self.entry[left] * self.entry[right]
        self.pair_column = self.column[left]

    def times(self, values: FloatArray) -> FloatArray:
        return self._sum_by_row(self.entry * values[self.column])

    def magnitude(self, values: FloatArray) -> FloatArray:
        return self._sum_by_row(np.abs(self.entry) * values[self.column])

    def _sum_by_row(self, terms: FloatArray) -> FloatArray:
        return np.bincount(self.row, terms, minlength=self.rows).astype(np.float64)

    def pull(self, multipliers: FloatArray) -> FloatArray:
        terms = self.entry * multipliers[self.row]
        return np.bincount(self.column, terms, minlength=self.start.size).astype(np.float64)

    def log_adjustment(self, multipliers: FloatArray) -> FloatArray:
        return self.pull(multipliers) * self.looseness

    def figures(self, multipliers: FloatArray) -> FloatArray:
        return self.start * np.exp(self.log_adjustment(multipliers))

    def value(self, multipliers: FloatArray) -> float:
        pull = self.pull(multipliers)
        growth = np.where(self.finite, self.weights * np.expm1(pull * self.looseness), pull)
        return float(np.dot(self.start, growth) - np.dot(self.target, multipliers))

    def hessian(self, values: FloatArray) -> FloatArray:
        spread = (values * self.looseness)[self.pair_column] * self.pair_entry
        cells = np.bincount(self.pair_cell, spread, minlength=self.rows * self.rows)
        return cells.astype(np.float64).reshape(self.rows, self.rows)


def descend(dual: EntropyDual, inequality: BoolArray, furthest: float) -> tuple[FloatArray, FloatArray, int]:
    """Bounded Newton from zero; returns multipliers, relative residual per row, iterations.

    Stops, unsolved, where a figure would move by more than ``furthest`` in logarithm.
    """
    multipliers = np.zeros(dual.rows)
    for iteration in range(_MOST_ITERATIONS):
        values = dual.figures(multipliers)
        gradient = dual.times(values) - dual.target
        residuals = _residuals(dual, values, gradient, multipliers, inequality)
        if residuals.max(initial=0.0) <= _TOLERANCE:
            return multipliers, residuals, iteration
        step = _newton_step(dual.hessian(values), gradient, multipliers, inequality)
        following = _search(dual, inequality, multipliers, step, gradient, float(residuals.max()))
        if following is None or np.abs(dual.log_adjustment(following)).max() > furthest:
            return multipliers, residuals, iteration
        multipliers = following
    return multipliers, residuals, _MOST_ITERATIONS


def _residuals(
    dual: EntropyDual,
    values: FloatArray,
    gradient: FloatArray,
    multipliers: FloatArray,
    inequality: BoolArray,
) -> FloatArray:
    slack_allowed = inequality & (multipliers <= 0.0)
    missed = np.where(slack_allowed, np.minimum(gradient, 0.0), gradient)
    size = dual.magnitude(values) + np.abs(dual.target)
    return np.asarray(np.abs(missed) / np.where(size > 0.0, size, 1.0))


def _newton_step(
    hessian: FloatArray,
    gradient: FloatArray,
    multipliers: FloatArray,
    inequality: BoolArray,
) -> FloatArray:
    """Minimise the quadratic model with the bounds kept (active set of Lawson and Hanson 1974)."""
    usable = np.diagonal(hessian) > 0.0
    scale = np.sqrt(np.where(usable, np.diagonal(hessian), 1.0))
    model = hessian / np.outer(scale, scale)
    model[np.diag_indices_from(model)] += _RIDGE
    point = multipliers * scale
    pull = model @ point - gradient / scale
    bounded = inequality & usable
    passive = usable & ~(bounded & (multipliers <= 0.0))
    for _ in range(3 * gradient.size + 3):
        point, passive = _passive_minimum(model, pull, point, passive, bounded)
        blocked = bounded & ~passive
        force = np.where(blocked, pull - model @ point, -np.inf)
        entering = int(np.argmax(force)) if force.size else 0
        if not force.size or force[entering] <= 1e-12 * (1.0 + abs(pull[entering])):
            break
        passive[entering] = True
    return point / scale - multipliers


def _passive_minimum(
    model: FloatArray,
    pull: FloatArray,
    point: FloatArray,
    passive: BoolArray,
    bounded: BoolArray,
) -> tuple[FloatArray, BoolArray]:
    """Minimise over the passive set, dropping members as the segment from ``point`` meets their bound."""
    point, passive = point.copy(), passive.copy()
    while passive.any():
        inside = np.flatnonzero(passive)
        target = point.copy()
        target[inside] = np.linalg.solve(model[np.ix_(inside, inside)], pull[inside])
        crossing = passive & bounded & (target <= 0.0)
        if not crossing.any():
            return target, passive
        fall = point[crossing] / np.maximum(point[crossing] - target[crossing], 1e-300)
        point = point + float(fall.min()) * (target - point)
        leaving = crossing & (point <= 1e-15 * (1.0 + np.abs(target)))
        if not leaving.any():
            leaving[np.flatnonzero(crossing)[int(np.argmin(fall))]] = True
        point[leaving] = 0.0
        passive &= ~leaving
    return point, passive


def _search(
    dual: EntropyDual,
    inequality: BoolArray,
    multipliers: FloatArray,
    step: FloatArray,
    gradient: FloatArray,
    residual: float,
) -> FloatArray | None:
    """Halve the step until the dual falls (Armijo) or, near the end, until the residual does."""
    largest = float(np.abs(dual.log_adjustment(step)).max())
    length = min(1.0, _LARGEST_LOG_STEP / largest) if largest > 0.0 else 1.0
    value = dual.value(multipliers)
    for _ in range(_HALVINGS):
        following = multipliers + length * step
        following = np.where(inequality, np.maximum(following, 0.0), following)
        expected = float(np.dot(gradient, following - multipliers))
        if dual.value(following) <= value + 1e-4 * min(expected, 0.0) - 1e-15 * abs(value):
            return following
        values = dual.figures(following)
        reached = _residuals(dual, values, dual.times(values) - dual.target, following, inequality)
        if float(reached.max()) < 0.9 * residual:
            return following
        length *= 0.5
    return None
