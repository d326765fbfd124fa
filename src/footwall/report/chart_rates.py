"""Two rates a row around zero, a plain one above a telling one: nominal and effective protection.

Each bar carries its name and number at the right end of its line. A row that dwarfs the others is cut off at
the edge, with an arrow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from footwall.report.axis import FOOT, horizontal_axis
from footwall.report.chart_changes import undwarfed
from footwall.report.scale import Scale, scale
from footwall.report.svg import INSET, WIDTH, Words, arrow, bar, grounded, picture, shortened, text

_MARGIN = 10.0
_NUMBERS = 124.0
"""Width that names and numbers take right of the axis."""
_HEAD, _LINE, _GAP = 17.0, 14.0, 6.0
_ROW = _HEAD + 2.0 * _LINE + _GAP


@dataclass(frozen=True)
class Rate:
    """One bar: its name, its value (None: there is none) and the number as printed."""

    name: str
    value: float | None
    figure: str
    colour: str


@dataclass(frozen=True)
class Pair:
    """One row of two bars."""

    label: str
    first: Rate
    second: Rate


def rate_pairs(words: Words, rows: Sequence[Pair], unit: str) -> Markup:
    """A panel of rows on one axis around zero."""
    values = [[rate.value or 0.0 for rate in (row.first, row.second)] for row in rows]
    axis = scale(undwarfed(values, 1), _MARGIN, WIDTH - _MARGIN - _NUMBERS, ticks=3)
    bottom = 2.0 + _ROW * len(rows)
    drawn = list(horizontal_axis(axis, unit, 2.0, bottom))
    for place, row in enumerate(rows):
        drawn += _row(axis, row, 2.0 + place * _ROW)
    return picture(words, bottom + FOOT, drawn)


def _row(axis: Scale, row: Pair, top: float) -> Iterator[Markup]:
    yield grounded(
        _MARGIN + INSET, top + 13.0, shortened(row.label, WIDTH - 2.0 * _MARGIN - 2.0 * INSET), "b"
    )
    for place, rate in enumerate((row.first, row.second)):
        middle = top + _HEAD + (place + 0.5) * _LINE
        if rate.value is not None:
            yield bar(axis(0.0), axis(rate.value), middle - 4.0, 8.0, rate.colour)
            if axis.beyond(rate.value):
                upwards = rate.value > axis.high
                yield arrow(axis.end + 7.0 if upwards else axis.start - 7.0, middle, upwards, rate.colour)
        words = f"{rate.name} {rate.figure}"
        yield text(WIDTH - INSET, middle + 4.0, words, "b" if place else "m", "end")
