"""A straight axis: from values to positions, with round numbers for its ticks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_NO_SPAN = 1e-9
"""Values closer together than this differ by rounding alone."""


_FAR = 0.25
"""Values whose span is a smaller part of the largest stand far from zero."""


@dataclass(frozen=True)
class Scale:
    """Values from ``low`` to ``high`` drawn from ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float
    step: float

    def __call__(self, value: float) -> float:
        share = min((self.clipped(value) - self.low) / (self.high - self.low), 1.0)
        return self.start + (self.end - self.start) * share

    def clipped(self, value: float) -> float:
        return min(max(value, self.low), self.high)

    def beyond(self, value: float) -> bool:
        """True if the axis ends before ``value``."""
        return not self.low <= value <= self.high

    @property
    def ticks(self) -> tuple[float, ...]:
        first = math.ceil(round(self.low / self.step, 6))
        last = math.floor(round(self.high / self.step, 6))
        return tuple(k * self.step for k in range(first, last + 1))


def scale(values: Iterable[float], start: float, end: float, ticks: int = 4) -> Scale:
    """An axis that holds all values and zero, ending on round numbers."""
    finite = [0.0, *(value for value in values if math.isfinite(value))]
    low, high = min(finite), max(finite)
    if high - low < _NO_SPAN:
        low, high = -1.0, 1.0
    step = _round_step((high - low) / ticks)
    return Scale(math.floor(low / step) * step, math.ceil(high / step) * step, start, end, step)


def around(values: Iterable[float], start: float, end: float, ticks: int = 4) -> Scale:
    """An axis that holds all values and ends on round numbers; zero only where it is near or between them."""
    finite = [value for value in values if math.isfinite(value)]
    low, high = min(finite), max(finite)
    if high - low < _NO_SPAN or high - low >= _FAR * max(abs(low), abs(high)):
        return scale(finite, start, end, ticks)
    step = _round_step((high - low) / ticks)
    return Scale(math.floor(low / step) * step, math.ceil(high / step) * step, start, end, step)


def _round_step(raw: float) -> float:
    power = 10.0 ** math.floor(math.log10(raw))
    return next(power * factor for factor in _STEPS if power * factor >= raw * 0.999)


def span(values: Iterable[float], start: float, end: float, ticks: int = 4) -> Scale:
    """An axis that ends at the least and the largest value, with round ticks in between."""
    finite = [value for value in values if math.isfinite(value)]
    low, high = min(finite), max(finite)
    if high - low < _NO_SPAN:
        low, high = low - 1.0, high + 1.0
    return Scale(low, high, start, end, _round_step((high - low) / ticks))


def tick_label(value: float, step: float) -> str:
    """The shortest number that tells ticks apart."""
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    if step < 10.0 and round(step * 10**digits) != step * 10**digits:
        digits += 1
    text = f"{abs(value):,.{digits}f}"
    return f"−{text}" if value < 0.0 else text
