"""Drawing of a straight axis: grid lines, a stronger line at zero, tick labels and the unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from footwall.report.scale import Scale, tick_label
from footwall.report.svg import WIDTH, line, text, text_width

FOOT = 34.0
"""Height that the labels below an axis take."""
_APART = 6.0
"""Labels closer together than this read as one number."""


def horizontal_axis(axis: Scale, unit: str, top: float, bottom: float) -> Iterator[Markup]:
    """Grid from ``top`` to ``bottom``; where labels would meet only every second, third … tick has one."""
    for tick in axis.ticks:
        yield line(axis(tick), top, axis(tick), bottom, "zero" if abs(tick) < 1e-12 else "grid")
    for tick in _labelled(axis):
        middle = sum(_placed(axis, tick)) / 2.0
        yield text(middle, bottom + 14.0, tick_label(tick, axis.step), "m", "middle")
    yield text(axis.end, bottom + 29.0, unit, "m", "end")


def _labelled(axis: Scale) -> Sequence[float]:
    """Multiples of the least multiple of the step whose labels stay apart, zero among them.

    Where fewer than two are left, the first and the last tick.
    """
    ticks = axis.ticks
    for every in range(1, len(ticks)):
        kept = [tick for tick in ticks if round(tick / axis.step) % every == 0]
        ends = [_placed(axis, tick) for tick in kept]
        if len(kept) > 1 and all(one[1] + _APART < other[0] for one, other in pairwise(ends)):
            return kept
    return (ticks[0], ticks[-1])


def _placed(axis: Scale, tick: float) -> tuple[float, float]:
    """Both ends of a label, as near below its tick as the panel allows."""
    width = text_width(tick_label(tick, axis.step))
    left = min(max(axis(tick) - width / 2.0, 0.0), WIDTH - width)
    return left, left + width
