"""What scores say in words. Every word follows from a number; nothing is praised."""

from __future__ import annotations

import math

from footwall.backtest.scores import Summary

CLOSE = 0.02
"""Errors nearer to each other than this are called equal."""


def verdict(found: Summary | None) -> str:
    """The rank among the rivals, directions and the band."""
    if found is None:
        return "nothing was observed near a horizon"
    signs = f"direction right in {found.right_signs} of {found.count}"
    band = f"band holds {found.covered} of {found.count}"
    return f"{rank(found)}; {signs}; {band}"


def rank(found: Summary) -> str:
    """Where the model stands between the two rivals."""
    still = _compared(found.error, found.still_error)
    if not found.trend_count:
        return f"{still} no change (no trend to compare)"
    trend = _compared(found.error_beside_trend, found.trend_error)
    if still == trend:
        return f"{still} no change and the trend"
    return f"{still} no change, {trend} the trend"


def _compared(error: float, rival: float) -> str:
    if abs(error - rival) < CLOSE:
        return "as good as"
    return "better than" if error < rival else "worse than"


def change(ratio: float | None) -> str:
    """A ratio as a change, ``+25%``, or as a multiple from threefold on."""
    if ratio is None:
        return "–"
    if ratio >= 3.0:
        return f"{ratio:.1f}×"
    percent = round(100.0 * (ratio - 1.0))
    return f"{percent:+d}%".replace("-", "−") if percent else "0%"


def skill(value: float | None) -> str:
    """A skill with its sign; a dash without a rival."""
    if value is None:
        return "–"
    if math.isinf(value):
        return "−∞"
    shown = f"{value:+.2f}"
    return "0.00" if float(shown) == 0.0 else shown.replace("-", "−")
