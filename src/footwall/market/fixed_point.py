"""Fixed points of several small maps at once, by Anderson's method.

Each row of the values is a problem of its own. A step mixes the last residuals so that their combination is
least (Anderson 1965, in the form of Walker and Ni 2011); where the residual grows, the memory is dropped and
the step is halved. It knows nothing of markets.
"""

from __future__ import annotations

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
