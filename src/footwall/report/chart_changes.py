"""Changes in per cent with their range, one row each, around zero.

A change that dwarfs the others is cut off at the edge, with an arrow; its number says how large it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from footwall.report.axis import FOOT, horizontal_axis
from footwall.report.scale import Scale, scale
from footwall.report.svg import (
    INSET,
    WIDTH,
    Words,
    arrow,
    bar,
    dot,
    folded,
    grounded,
    line,
    picture,
    text_width,
)

_MARGIN = 10.0
_MOST_LINES = 3
_ROW, _LINE = 52.0, 14.0
"""A row, and what each further line of its label adds."""
_DWARFS = 3.0
"""A change this many times the next is cut off."""
_STUB = 0.25
"""What is drawn of a row that is cut off, over the largest of the others."""
_CUT_OFF = 2
"""At most so many rows are."""


@dataclass(frozen=True)
class Change:
    """One row; ``figures`` and ``change`` are what is printed above and below its track."""

    label: str
    value: float
    low: float | None
    high: float | None
    figures: str
    change: str
    colour: str


def changes(
    words: Words, rows: Sequence[Change], unit: str, whole: bool = False, holds: Sequence[float] = ()
) -> Markup:
    """A panel of rows on one axis around zero; ``whole``: none is cut off, so that rows can be compared.

    ``holds`` are values that the axis must hold as well.
    """
    bounds = _bounds(rows)
    axis = scale([*holds, *(_all(bounds) if whole else undwarfed(bounds))], _MARGIN, WIDTH - _MARGIN)
    labels = [_label(row) for row in rows]
    bottom = 2.0 + sum(_height(label) for label in labels)
    drawn = list(horizontal_axis(axis, unit, 2.0, bottom))
    top = 2.0
    for row, label in zip(rows, labels, strict=True):
        drawn += _row(axis, row, label, top)
        top += _height(label)
    return picture(words, bottom + FOOT, drawn)


def _bounds(rows: Sequence[Change]) -> list[tuple[float, ...]]:
    return [(row.value, *(bound for bound in (row.low, row.high) if bound is not None)) for row in rows]


def _all(bounds: Sequence[Sequence[float]]) -> list[float]:
    return [bound for row in bounds for bound in row]


def undwarfed(rows: Sequence[Sequence[float]], most: int = _CUT_OFF) -> list[float]:
    """The values of all rows but those, at most ``most``, that dwarf the others.

    A row that is cut off leaves a stub at its side of zero, so that its arrow has a stem.
    """
    bounds = sorted(rows, key=lambda row: max(abs(bound) for bound in row))
    stubs = []
    for _ in range(most):
        if len(bounds) < 2:
            break
        next_largest, largest = (max(abs(bound) for bound in row) for row in bounds[-2:])
        if largest > _DWARFS * next_largest > 0.0:
            furthest = max(bounds.pop(), key=abs)
            stubs.append(math.copysign(_STUB, furthest))
    kept = _all(bounds)
    return [*kept, *(stub * max(abs(bound) for bound in kept) for stub in stubs)]


def _label(row: Change) -> list[str]:
    return folded(row.label, WIDTH - 4.0 * _MARGIN - text_width(row.figures), bold=True, most=_MOST_LINES)


def _height(label: Sequence[str]) -> float:
    return _ROW + _LINE * (len(label) - 1)


def _row(axis: Scale, row: Change, label: Sequence[str], top: float) -> Iterator[Markup]:
    track = top + _height(label) - 26.0
    for place, told in enumerate(label):
        yield grounded(_MARGIN + INSET, top + 14.0 + _LINE * place, told, "b")
    yield grounded(WIDTH - _MARGIN - INSET, top + 14.0, row.figures, "", "end")
    yield line(axis.start, track, axis.end, track, "track")
    yield line(axis(0.0), track, axis(row.value), track, f"move {row.colour}")
    if axis.beyond(row.value):
        upwards = row.value > axis.high
        yield arrow(axis.end if upwards else axis.start, track, upwards, row.colour)
    else:
        if row.low is not None and row.high is not None:
            yield bar(axis(row.low), axis(row.high), track - 5.0, 10.0, f"band {row.colour}")
        yield dot(axis(row.value), track, 5.0, row.colour)
    yield grounded(WIDTH - _MARGIN - INSET, track + 18.0, row.change, "m", "end")
