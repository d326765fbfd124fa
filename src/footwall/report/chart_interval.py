"""A value with its range on a line with zero: where it lies, how sure it is, and whether its sign is."""

from __future__ import annotations

from markupsafe import Markup

from footwall.report.scale import scale
from footwall.report.svg import Words, bar, dot, line, picture, text

_WIDTH, _HEIGHT, _MARGIN, _MIDDLE = 240.0, 36.0, 12.0, 11.0


def interval(words: Words, value: float, low: float | None, high: float | None) -> Markup:
    """One value; without a range only its dot."""
    bounds = [value, *(bound for bound in (low, high) if bound is not None)]
    axis = scale(bounds, _MARGIN, _WIDTH - _MARGIN)
    drawn = [
        line(_MARGIN, _MIDDLE, _WIDTH - _MARGIN, _MIDDLE, "axis"),
        line(axis(0.0), 2.0, axis(0.0), _MIDDLE + 9.0, "zero"),
        text(axis(0.0), _HEIGHT - 3.0, "0", "m", "middle"),
    ]
    if low is not None and high is not None:
        drawn.append(bar(axis(low), axis(high), _MIDDLE - 5.0, 10.0, "band zone"))
    drawn.append(dot(axis(value), _MIDDLE, 5.0, "zone"))
    return picture(words, _HEIGHT, drawn, _WIDTH)
