"""Bars from zero to the left and right, one row each: gains and losses on one scale.

In a waterfall each bar starts where the last one ended, and a closing row shows the sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from markupsafe import Markup

from footwall.report.axis import FOOT, horizontal_axis
from footwall.report.scale import Scale, scale
from footwall.report.svg import INSET, WIDTH, Words, bar, picture, shortened, text, text_width

_MARGIN = 10.0
_ROW = 39.0


@dataclass(frozen=True)
class Bar:
    """One row; ``figure`` is the number as printed."""

    label: str
    value: float
    figure: str
    colour: str


def bars(words: Words, rows: Sequence[Bar], unit: str, holds: Sequence[float] = ()) -> Markup:
    """Every bar starts at zero; ``holds`` are values that the axis must hold as well."""
    return _panel(words, [(row, 0.0) for row in rows], unit, holds)


def waterfall(words: Words, rows: Sequence[Bar], total: Bar, unit: str) -> Markup:
    """Each bar starts at the end of the one before; ``total`` starts at zero."""
    starts = accumulate((row.value for row in rows[:-1]), initial=0.0)
    return _panel(words, [*zip(rows, starts, strict=True), (total, 0.0)], unit, ())


def _panel(words: Words, rows: Sequence[tuple[Bar, float]], unit: str, holds: Sequence[float]) -> Markup:
    ends = [start + row.value for row, start in rows]
    axis = scale([*holds, *ends], _MARGIN, WIDTH - _MARGIN)
    bottom = 2.0 + _ROW * len(rows)
    drawn = list(horizontal_axis(axis, unit, 2.0, bottom))
    for place, (row, start) in enumerate(rows):
        drawn += _row(axis, row, start, 2.0 + place * _ROW)
    return picture(words, bottom + FOOT, drawn)


def _row(axis: Scale, row: Bar, start: float, top: float) -> Iterator[Markup]:
    room = WIDTH - 4.0 * _MARGIN - text_width(row.figure)
    yield text(_MARGIN + INSET, top + 13.0, shortened(row.label, room), "b")
    yield text(WIDTH - _MARGIN - INSET, top + 13.0, row.figure, "", "end")
    yield bar(axis(start), axis(start + row.value), top + 19.0, 12.0, row.colour)
