"""A logarithmic axis: equal ratios are equally far apart."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from footwall.report.scale import Scale

_FEW = 3
"""With fewer powers of ten than this on the axis, 2 and 5 times them are marked too."""
_POWERS = range(-12, 16)


@dataclass(frozen=True)
class LogScale(Scale):
    """Values above zero from ``low`` to ``high``, drawn by their logarithm from ``start`` to ``end``."""

    def __call__(self, value: float) -> float:
        share = math.log(self.clipped(value) / self.low) / math.log(self.high / self.low)
        return self.start + (self.end - self.start) * share

    @property
    def ticks(self) -> tuple[float, ...]:
        first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
        powers = [power for power in range(first, last + 1) if self.low <= 10.0**power <= self.high]
        factors = (1.0, 2.0, 5.0) if last - first < _FEW or len(powers) < _FEW else (1.0,)
        marks = [factor * 10.0**power for power in range(first, last + 1) for factor in factors]
        return tuple(mark for mark in marks if self.low * 0.999 <= mark <= self.high * 1.001)


def log_scale(values: Iterable[float], start: float, end: float) -> LogScale:
    """An axis that holds all values above zero and one; it ends at one, two or five times a power of ten."""
    return log_levels([1.0, *values], start, end)


def log_levels(values: Iterable[float], start: float, end: float) -> LogScale:
    """An axis that holds all values above zero; it ends at one, two or five times a power of ten."""
    known = [value for value in values if math.isfinite(value) and value > 0.0]
    marks = [factor * 10.0**power for power in _POWERS for factor in (1.0, 2.0, 5.0)]
    low = max(mark for mark in marks if mark <= min(known) * 1.001)
    high = min(mark for mark in marks if mark >= max(known) * 0.999)
    if high <= low:
        high = 2.0 * low
    return LogScale(low, high, start, end, 1.0 if low >= 1.0 else low)
