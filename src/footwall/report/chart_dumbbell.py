"""Levels before and after: a grey ring, an arrow, a coloured dot, and the range of the change as a band.

Numbers stand above their track, never beside the marks, so that equal values cannot overprint each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from footwall.report.axis import FOOT, horizontal_axis
from footwall.report.scale import Scale, scale
from footwall.report.svg import (
    INSET,
    WIDTH,
    Words,
    bar,
    dot,
    grounded,
    line,
    picture,
    shortened,
    text,
    text_width,
)

_MARGIN = 10.0
_ROW, _ROW_WITH_CHANGE = 38.0, 54.0
_MARKS = 18.0
_TRACK = 26.0
_MARK_REACH = 7.0
"""A mark crosses its track and ends before the text above and below it."""


@dataclass(frozen=True)
class Level:
    """One row: ``low`` and ``high`` bound the level after; ``change`` is a line below the track."""

    label: str
    before: float
    after: float
    figures: str
    change: str
    colour: str
    low: float | None = None
    high: float | None = None
    marked: bool = field(default=True, kw_only=True)
    """False for a row that is not compared with the marks, such as buyers whom a floor does not reach."""


@dataclass(frozen=True)
class Mark:
    """A value that rows are compared with, such as a floor: named once, marked on each of their tracks.

    Of several values that share a name only the first carries it.
    """

    value: float
    label: str


def dumbbells(
    words: Words,
    rows: Sequence[Level],
    unit: str,
    marks: Sequence[Mark] = (),
    ends: tuple[float, float] | None = None,
    named: bool = True,
) -> Markup:
    """A panel of rows on one axis that starts at zero; ``ends`` fixes the axis.

    ``named`` keeps room above the rows for the names of marks, so that panels beside each other align.
    """
    bounds = [bound for row in rows for bound in (row.low, row.high) if bound is not None]
    levels = [level for row in rows for level in (row.before, row.after)]
    axis = scale([*bounds, *levels, *(mark.value for mark in marks), *(ends or ())], _MARGIN, WIDTH - _MARGIN)
    if ends is not None:
        axis = Scale(*ends, _MARGIN, WIDTH - _MARGIN, axis.step)
    top = 2.0 if ends is not None or not (named or marks) else _MARKS
    height = _ROW_WITH_CHANGE if any(row.change for row in rows) else _ROW
    bottom = top + height * len(rows)
    drawn = [*horizontal_axis(axis, unit, top, bottom), *_marks(axis, marks)]
    for place, row in enumerate(rows):
        track = top + place * height + _TRACK
        drawn += [
            line(axis(mark.value), track - _MARK_REACH, axis(mark.value), track + _MARK_REACH, "floor")
            for mark in marks
            if row.marked
        ]
        drawn += _row(axis, row, top + place * height)
    return picture(words, bottom + FOOT, drawn)


def _marks(axis: Scale, marks: Sequence[Mark]) -> Iterator[Markup]:
    for mark in marks:
        position = axis(mark.value)
        half = text_width(mark.label, bold=True) / 2.0
        label = min(max(position, axis.start + half), axis.end - half)
        yield line(position, _MARKS - 4.0, position, _MARKS + 1.0, "floor")
        if mark.label:
            yield text(label, 11.0, mark.label, "b", "middle")


def _row(axis: Scale, row: Level, top: float) -> Iterator[Markup]:
    track = top + _TRACK
    room = WIDTH - 4.0 * _MARGIN - text_width(row.figures)
    yield grounded(_MARGIN + INSET, top + 14.0, shortened(row.label, room), "b")
    yield grounded(WIDTH - _MARGIN - INSET, top + 14.0, row.figures, "", "end")
    yield line(axis.start, track, axis.end, track, "track")
    if row.low is not None and row.high is not None:
        yield bar(axis(row.low), axis(row.high), track - 5.0, 10.0, f"band {row.colour}")
    yield line(axis(row.before), track, axis(row.after), track, f"move {row.colour}")
    yield dot(axis(row.after), track, 5.0, row.colour)
    yield dot(axis(row.before), track, 5.0, "before")
    if row.change:
        yield grounded(WIDTH - _MARGIN - INSET, top + 46.0, row.change, "m", "end")
