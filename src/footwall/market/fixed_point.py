"""Fixed points of several small maps at once, by Anderson's method, and of a stubborn one by Newton's.

Each row of the values is a problem of its own. A step mixes the last residuals so that their combination is
least (Anderson 1965, in the form of Walker and Ni 2011); where the residual grows, the memory is dropped and
the step is halved. Where a map has kinks that keep the mixing from settling, Newton steps on differences with
halved lengths do. It knows nothing of markets.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from footwall.market.system import FloatArray

MEMORY = 6
GROWTH = 2.0
"""A residual this many times the best so far drops the memory."""


class Mixing:
    """The next trial values of one problem from its trials so far."""

    def __init__(self, lower: FloatArray, upper: FloatArray) -> None:
        self._lower, self._upper = lower, upper
        self._values: list[FloatArray] = []
        self._residuals: list[FloatArray] = []
        self._best = np.inf
        self._damping = 1.0

    def next(self, values: FloatArray, mapped: FloatArray) -> FloatArray:
        """Trial values after ``values`` were mapped to ``mapped``; inside the bounds."""
        residual = mapped - values
        size = float(np.abs(residual).max(initial=0.0))
        if size > GROWTH * self._best:
            self._values, self._residuals = [], []
            self._damping = max(0.5 * self._damping, 1.0 / 64.0)
        self._best = min(self._best, size)
        self._values = [*self._values[-MEMORY:], values]
        self._residuals = [*self._residuals[-MEMORY:], residual]
        step = self._damping * residual
        if len(self._values) > 1:
            moved = np.diff(np.stack(self._values), axis=0)
            changed = np.diff(np.stack(self._residuals), axis=0)
            weights, *_ = np.linalg.lstsq(changed.T, residual, rcond=1e-14)
            step = residual - weights @ (moved + changed)
        return np.clip(values + step, self._lower, self._upper)


NEWTON_STEPS, HALVINGS = 30, 12
DIFFERENCE = 1e-6
"""Step of the differences; values are of order one."""


def by_newton(
    respond: Callable[[FloatArray], FloatArray | None],
    values: FloatArray,
    bounds: tuple[FloatArray, FloatArray],
    settled: float,
) -> FloatArray | None:
    """The fixed point of ``respond`` near ``values``, inside ``bounds``; None where it is not reached.

    ``respond`` gives None where it has no answer. The difference quotient points inwards at a bound.
    """
    lower, upper = bounds
    mapped = respond(values)
    for _ in range(NEWTON_STEPS):
        if mapped is None:
            return None
        residual = mapped - values
        size = float(np.abs(residual).max(initial=0.0))
        if size <= settled:
            return values
        slopes = np.empty((len(values), len(values)))
        for k in range(len(values)):
            step = DIFFERENCE if values[k] + DIFFERENCE <= upper[k] else -DIFFERENCE
            beside = values.copy()
            beside[k] += step
            moved = respond(beside)
            if moved is None:
                return None
            slopes[:, k] = (moved - mapped) / step
        solved = np.linalg.lstsq(np.eye(len(values)) - slopes, residual, rcond=1e-14)
        direction: FloatArray = np.asarray(solved[0], dtype=np.float64)
        values, mapped = _shortened(respond, values, direction, (lower, upper), size)
    return None


def _shortened(
    respond: Callable[[FloatArray], FloatArray | None],
    values: FloatArray,
    direction: FloatArray,
    bounds: tuple[FloatArray, FloatArray],
    size: float,
) -> tuple[FloatArray, FloatArray | None]:
    """The longest of the halved steps whose residual is smaller, with its answer; else the shortest."""
    length = 1.0
    trial, mapped = values, None
    for _ in range(HALVINGS):
        trial = np.clip(values + length * direction, *bounds)
        mapped = respond(trial)
        if mapped is not None and float(np.abs(mapped - trial).max(initial=0.0)) < size:
            break
        length *= 0.5
    return trial, mapped
