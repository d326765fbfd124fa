"""Drawing of a straight axis: grid lines, a stronger line at zero, tick labels and the unit."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from footwall.report.scale import Scale, tick_label
from footwall.report.svg import WIDTH, Anchor, line, text, text_width

FOOT = 34.0
"""Height that the labels below an axis take."""
_APART = 6.0
"""Labels closer together than this read as one number."""


def horizontal_axis(axis: Scale, unit: str, top: float, bottom: float) -> Iterator[Markup]:
    """Grid from ``top`` to ``bottom``; labels that would overlap zero or an end are left out."""
    taken: list[tuple[float, float]] = []
    for tick in sorted(axis.ticks, key=lambda value: (abs(value) > 1e-12, -abs(value))):
        label, position = tick_label(tick, axis.step), axis(tick)
        yield line(position, top, position, bottom, "zero" if abs(tick) < 1e-12 else "grid")
        anchor, left, right = _placed(position, text_width(label))
        if all(
            right + _APART < other_left or left > other_right + _APART for other_left, other_right in taken
        ):
            taken.append((left, right))
            yield text(position, bottom + 14.0, label, "m", anchor)
    yield text(axis.end, bottom + 29.0, unit, "m", "end")


def _placed(position: float, width: float) -> tuple[Anchor, float, float]:
    """Anchor and both ends of a label that stays inside the panel."""
    if position < width / 2.0:
        return "start", position, position + width
    if position + width / 2.0 > WIDTH:
        return "end", position - width, position
    return "middle", position - width / 2.0, position + width / 2.0
