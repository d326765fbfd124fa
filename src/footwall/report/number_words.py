"""Numbers as a reader wants them: digits that follow the size, thousands separated, a true minus sign.

A change that would print as zero prints as zero, without a sign.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

MINUS = "−"
NOT_AVAILABLE = "–"
SMALLEST_SHARE = 0.01
"""Per cent of a price below which a share is told as between it and zero."""
_LITTLE_MONEY = 2.0
"""Million USD: figures without more are written with two decimals."""
_CLOSE = 0.1
"""Levels that differ by a smaller share are compared digit by digit."""


def _digits(size: float) -> int:
    """Decimals of three significant digits; what rounds up to 100 or 10 counts as that."""
    if size >= 99.95:
        return 0
    return 1 if size >= 9.995 else 2


def plain(value: float, digits: int | None = None) -> str:
    """A level such as a price or tonnes: three significant digits or all before the point."""
    if value != value:
        return NOT_AVAILABLE
    shown = _digits(abs(value)) if digits is None else digits
    text = f"{abs(value):,.{shown}f}"
    return text if value >= 0.0 or is_zero(value, shown) else f"{MINUS}{text}"


def moved(before: float, after: float) -> str:
    """Two levels; close ones in the same digits: ``100.0 → 99.8``, never ``100 → 99.8``."""
    digits = [_digits(abs(value)) for value in (before, after)]
    if abs(after - before) < _CLOSE * max(abs(before), abs(after)):
        digits = [max(digits)] * 2
    return f"{plain(before, digits[0])} → {plain(after, digits[1])}"


def signed(value: float, digits: int | None = None) -> str:
    """A change, with its sign."""
    if value != value:
        return NOT_AVAILABLE
    shown = _digits(abs(value)) if digits is None else digits
    if is_zero(value, shown):
        return f"{0.0:.{shown}f}"
    return f"{'+' if value > 0.0 else MINUS}{abs(value):,.{shown}f}"


def is_zero(value: float, digits: int) -> bool:
    """True if ``value`` prints as zero with ``digits`` decimals."""
    return abs(value) < 0.5 * 10.0**-digits


def percent(value: float) -> str:
    """A change in per cent, with its sign."""
    return f"{signed(value, 0 if abs(value) >= 100.0 else 1)}%"


def percent_of(value: float) -> str:
    """A part in per cent, without a sign; a decimal below ten."""
    return f"{plain(value, 1 if value < 10.0 else 0)}%"


def changed(value: float, low: float | None, high: float | None, unit: str) -> str:
    """A change in per cent or percentage points with its range in brackets, or that it has none."""
    if unit == "%":
        digits, shown = (0 if abs(value) >= 100.0 else 1), percent(value)
    else:
        digits = points_digits(value)
        shown = f"{signed(value, digits)} points"
    if low is None or high is None:
        return f"{shown}, deterministic"
    return f"{shown} ({signed(low, digits)} to {signed(high, digits)})"


def points_digits(value: float) -> int:
    """Decimals of a change in percentage points."""
    return 2 if abs(value) < 1.0 else 1


def money(value: float) -> str:
    """A change in million USD, with its sign and without its unit."""
    return signed(value, 0 if abs(value) >= 10.0 else 1)


def bracketed(low: float | None, high: float | None, digits: int) -> str:
    """A range of levels in brackets after a space; empty without one."""
    return "" if low is None or high is None else f" ({plain(low, digits)} to {plain(high, digits)})"


def money_among(values: Iterable[float]) -> Callable[[float], str]:
    """How money is written in one figure: where all of it is little, a second decimal tells it apart."""
    if max((abs(value) for value in values), default=0.0) < _LITTLE_MONEY:
        return partial(signed, digits=2)
    return money


def plain_range(low: float, high: float) -> str:
    """``4.0 to 15.0``: both ends in the digits of the larger."""
    digits = _digits(max(abs(low), abs(high)))
    return f"{plain(low, digits)} to {plain(high, digits)}"


def small(value: float) -> str:
    """A relative error or residual."""
    return "0" if value == 0.0 else f"{value:.1e}".replace("-", MINUS)


def share(value: float) -> str:
    """A share in per cent, without sign; below a tenth of a per cent it says so."""
    if 0.0 < value < 0.001:
        return "under 0.1%"
    return f"{100.0 * value:.1f}%" if value < 0.1 else f"{100.0 * value:.0f}%"


def dollars(value: float) -> str:
    """A change of the cost of one product in USD, with its sign; ``0`` where it prints as zero."""
    digits = _cents(value)
    return "0" if is_zero(value, digits) else signed(value, digits)


def plain_dollars(value: float) -> str:
    """A cost of one product in USD."""
    return plain(value, _cents(value))


def _cents(value: float) -> int:
    size = abs(value)
    if size >= 100.0:
        return 0
    if size >= 10.0:
        return 1
    return 2 if size >= 0.1 else 3


def share_of_price(value: float) -> str:
    """A cost in per cent of a price; what is too small to print says on which side of 0 it is."""
    size = abs(value)
    if size == 0.0:
        return "0%"
    if size < SMALLEST_SHARE:
        return f"0 to {SMALLEST_SHARE}%" if value > 0.0 else f"{MINUS}{SMALLEST_SHARE} to 0%"
    digits = 2 if size < 1.0 else 1 if size < 10.0 else 0
    return f"{plain(value, digits)}%"
