"""Semismooth Newton with a line search, on the market's potential or on the merit function, compiled.

One code path for one scenario and for many: ``solve_scenarios`` loops over a range of the leading axis, so
that threads can take ranges. The method follows De Luca, Facchinei and Kanzow (1996): Newton step if it
descends, else a Levenberg-Marquardt step, backtracking. The diagonal is raised by a share of what the rows
are off (a regularised Newton step; Fan and Yuan 2005, *Computing* 74): a row that hardly answers, such as
that of a good which nobody uses any more, asks for no endless step, and the last steps stay quadratic.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from footwall.market.compiled import compiled
from footwall.market.linear import normal_equations, slope_along, solve_dense
from footwall.market.residual import evaluate, evaluate_slopes, evaluate_values, uphill
from footwall.market.system import Curves, FloatArray, IntArray, Options, Topology
from footwall.market.work import Work

CONVERGED, STALLED, NOT_FINITE, UNSETTLED = 0, 1, 2, 3
SHORTEST = 1e-3
"""No step starts shorter than this share, times ``GROWTH``, of the full one."""
GROWTH = 4.0
"""A step starts at this multiple of the length that the last one needed: most trials of a longer one fail."""
DAMPING = 1e-3
"""Raise of the Jacobian's diagonal over the norm of the rows: it vanishes as they do, and no sooner."""
OVERSHOOT = 0.05
"""A step may end where the potential rises at up to this share of its initial fall."""
NUDGE = 1e-3
"""Share of a step taken off a kink at which no step length helps."""
STATUS_NAMES = ("converged", "stalled", "not finite", "unsettled")


class Outcome(NamedTuple):
    """How each scenario ended: status code, iterations, largest relative residual and its row."""

    status: IntArray
    iterations: IntArray
    residual: FloatArray
    worst: IntArray


def empty_outcome(scenarios: int) -> Outcome:
    """Arrays to be filled by ``solve_scenarios``."""
    return Outcome(
        np.zeros(scenarios, dtype=np.int64),
        np.zeros(scenarios, dtype=np.int64),
        np.zeros(scenarios),
        np.zeros(scenarios, dtype=np.int64),
    )


@compiled
def direction(work: Work) -> FloatArray:
    """Newton direction; Levenberg-Marquardt where it is not a descent direction or not finite.

    Reads ``work.jacobian`` and its damped copy in ``work.matrix``; destroys the copy.
    """
    n = work.value.shape[0]
    step = work.step[:n]
    size = 0.0
    for i in range(n):
        work.right[i] = -work.value[i]
        size += work.value[i] * work.value[i]
    if (
        solve_dense(work.matrix, work.right, work.step, work.rows)
        and slope_along(work.jacobian, step, work.value) <= -1e-12 * size
    ):
        return step
    normal_equations(work.jacobian, work.value, work.matrix, work.right)
    peak = 0.0
    for i in range(n):
        peak = max(peak, work.matrix[i, i])
        work.right[i] = -work.right[i]
    for i in range(n):
        work.matrix[i, i] = work.matrix[i, i] * (1.0 + 1e-6) + 1e-14 * peak
    downhill = work.right / max(peak, 1e-300)
    if not solve_dense(work.matrix, work.right, work.step, work.rows):
        step[:] = downhill
    return step


@compiled
def largest(values: FloatArray) -> tuple[float, int]:
    """Largest entry and its position; a value that is not a number counts as infinite."""
    best, place = -1.0, 0
    for i in range(values.shape[0]):
        if not np.isfinite(values[i]):
            return np.inf, i
        if values[i] > best:
            best, place = values[i], i
    return best, place


@compiled
def solve_one(
    x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work, options: Options
) -> tuple[int, int, float, int]:
    """Solve scenario ``s`` from ``x`` in place: (status, iterations, residual, worst row).

    Steps are judged by the potential's slope, which allows long ones; where that stalls, by the merit
    function; and in the last resort by the merit function from the start and with more patience.
    """
    start = x.copy()
    outcome = iterate(x, s, topology, curves, work, options, True)
    if outcome[0] != CONVERGED:
        again = iterate(x, s, topology, curves, work, options, False)
        outcome = (again[0], outcome[1] + again[1], again[2], again[3])
    if outcome[0] != CONVERGED:
        x[:] = start
        patient = Options(options.tolerance, options.accepted, 2 * options.iterations, options.backtracks)
        again = iterate(x, s, topology, curves, work, patient, False)
        outcome = (again[0], outcome[1] + again[1], again[2], again[3])
    return outcome


@compiled
def iterate(
    x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work, options: Options, bold: bool
) -> tuple[int, int, float, int]:
    """Newton iterations with one kind of line search; returns as ``solve_one``."""
    trial = np.empty_like(x)
    merit = evaluate(x, s, topology, curves, work, True)
    last_length, last_residual = 1.0, np.inf
    for iteration in range(options.iterations):
        residual, worst = largest(work.relative)
        if not np.isfinite(merit):
            return NOT_FINITE, iteration, np.inf, worst
        if residual <= options.tolerance or 0.5 * last_residual < residual <= options.accepted:
            return CONVERGED, iteration, residual, worst
        last_residual = residual
        step = scaled_direction(work, curves)
        downhill = uphill(step, s, topology, curves, work) if bold else 0.0
        length = min(1.0, GROWTH * last_length)
        accepted = False
        for _ in range(options.backtracks):
            for i in range(x.shape[0]):
                trial[i] = x[i] + length * step[i]
            candidate = evaluate_values(trial, s, topology, curves, work)
            if not np.isfinite(candidate):
                length *= 0.25
                continue
            if downhill < 0.0:
                slope = uphill(step, s, topology, curves, work)
                accepted = candidate <= merit * (1.0 - 0.5 * length) or slope <= -OVERSHOOT * downhill
                shrink = min(max(downhill / (downhill - slope), 0.1), 0.7)
            else:
                accepted = candidate <= merit * (1.0 - 2e-4 * length)
                shrink = 0.5
            if accepted:
                break
            length *= shrink
        if not accepted:
            if residual <= options.accepted:
                evaluate_values(x, s, topology, curves, work)
                return CONVERGED, iteration, residual, worst
            for i in range(x.shape[0]):
                trial[i] = x[i] + NUDGE * step[i]
            candidate = evaluate_values(trial, s, topology, curves, work)
        last_length = max(length, SHORTEST)
        x[:] = trial
        merit = candidate
        evaluate_slopes(x, s, topology, curves, work)
    residual, worst = largest(work.relative)
    return (CONVERGED if residual <= options.accepted else STALLED), options.iterations, residual, worst


@compiled
def scaled_direction(work: Work, curves: Curves) -> FloatArray:
    """Direction in USD/t, computed in units of each unknown's scale for conditioning."""
    n = work.value.shape[0]
    size = 0.0
    for i in range(n):
        size += work.value[i] * work.value[i]
    damping = DAMPING * math.sqrt(size)
    for i in range(n):
        row, copy = work.jacobian[i], work.matrix[i]
        for j in range(n):
            row[j] *= curves.price_scale[j]
        for j in range(n):
            copy[j] = row[j]
        for j in range(n, copy.shape[0]):
            copy[j] = 0.0
        copy[i] += damping if copy[i] >= 0.0 else -damping
    step = direction(work)
    for j in range(n):
        step[j] *= curves.price_scale[j]
    return step


@compiled
def solve_scenarios(
    x: FloatArray, span: tuple[int, int], topology: Topology, curves: Curves, work: Work, outcome: Outcome,
    options: Options,
) -> None:  # fmt: skip
    """Solve scenarios of the half-open ``span``; one row of ``x`` and of each outcome array a scenario."""
    for s in range(span[0], span[1]):
        status, iterations, residual, worst = solve_one(x[s], s, topology, curves, work, options)
        outcome.status[s] = status
        outcome.iterations[s] = iterations
        outcome.residual[s] = residual
        outcome.worst[s] = worst
