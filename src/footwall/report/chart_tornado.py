"""Inputs at their low and high, one row each: the figure that follows, around its central value.

The widest row stands first. A hollow end belongs to the low of the input, a filled one to its high, so that
the direction is read without colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from footwall.report.axis import FOOT, horizontal_axis
from footwall.report.scale import Scale, around
from footwall.report.svg import (
    INSET,
    WIDTH,
    Words,
    bar,
    dot,
    folded,
    grounded,
    line,
    picture,
    shortened,
    text_width,
)

_MARGIN = 10.0
_ROW, _LINE = 52.0, 14.0
"""A row, and what a second line below its track adds."""


@dataclass(frozen=True)
class Range:
    """One input: ``at_low`` and ``at_high`` are the figure there, None where there is none.

    ``figures`` is printed above the track, ``inputs`` (the range of the input, its grade) below.
    """

    label: str
    at_low: float | None
    at_high: float | None
    figures: str
    inputs: str


def tornado_chart(words: Words, central: float, rows: Sequence[Range], unit: str) -> Markup:
    """A panel of rows on one axis that holds the central value, and zero unless it is far away."""
    ends = [end for row in rows for end in (row.at_low, row.at_high) if end is not None]
    axis = around([central, *ends], _MARGIN, WIDTH - _MARGIN)
    below = [input_lines(row.inputs) for row in rows]
    heights = [_ROW + _LINE * (len(lines) - 1) for lines in below]
    bottom = 2.0 + sum(heights)
    drawn = list(horizontal_axis(axis, unit, 2.0, bottom))
    drawn.append(line(axis(central), 2.0, axis(central), bottom, "central"))
    top = 2.0
    for row, lines, height in zip(rows, below, heights, strict=True):
        drawn += _row(axis, central, row, lines, top)
        top += height
    return picture(words, bottom + FOOT, drawn)


def input_lines(inputs: str) -> list[str]:
    """What is printed below a track, line by line; the last ends in an ellipsis if all is too long."""
    return folded(inputs, WIDTH - 2.0 * (_MARGIN + INSET), most=3)


def _row(axis: Scale, central: float, row: Range, below: Sequence[str], top: float) -> Iterator[Markup]:
    track = top + 26.0
    room = WIDTH - 4.0 * _MARGIN - text_width(row.figures)
    yield grounded(_MARGIN + INSET, top + 14.0, shortened(row.label, room), "b")
    yield grounded(WIDTH - _MARGIN - INSET, top + 14.0, row.figures, "", "end")
    ends = [end for end in (row.at_low, row.at_high) if end is not None]
    yield bar(axis(min([central, *ends])), axis(max([central, *ends])), track - 4.0, 8.0, "band zone")
    if row.at_high is not None:
        yield dot(axis(row.at_high), track, 5.0, "zone")
    if row.at_low is not None:
        yield dot(axis(row.at_low), track, 5.0, "low-end")
    for place, told in enumerate(below):
        yield grounded(_MARGIN + INSET, top + 44.0 + _LINE * place, told, "m")
