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
from footwall.report.svg import INSET, WIDTH, Words, bar, folded, grounded, picture, text_width

_MARGIN = 10.0
_ROW, _LINE = 39.0, 14.0
"""A row, and what a second line of its label adds."""


@dataclass(frozen=True)
class Bar:
    """One row; ``figure`` is the number as printed."""

    label: str
    value: float
    figure: str
    colour: str


def bars(words: Words, rows: Sequence[Bar], unit: str, holds: Sequence[float] = (), most: int = 2) -> Markup:
    """Every bar starts at zero; ``holds`` are values that the axis must hold as well.

    ``most`` is how many lines a label may take.
    """
    return _panel(words, [(row, 0.0) for row in rows], unit, holds, most)


def waterfall(words: Words, rows: Sequence[Bar], total: Bar, unit: str) -> Markup:
    """Each bar starts at the end of the one before; ``total`` starts at zero."""
    starts = accumulate((row.value for row in rows[:-1]), initial=0.0)
    return _panel(words, [*zip(rows, starts, strict=True), (total, 0.0)], unit, (), 2)


def _panel(
    words: Words, rows: Sequence[tuple[Bar, float]], unit: str, holds: Sequence[float], most: int
) -> Markup:
    ends = [start + row.value for row, start in rows]
    axis = scale([*holds, *ends], _MARGIN, WIDTH - _MARGIN)
    labels = [_label(row, most) for row, _ in rows]
    bottom = 2.0 + sum(_height(label) for label in labels)
    drawn = list(horizontal_axis(axis, unit, 2.0, bottom))
    top = 2.0
    for (row, start), label in zip(rows, labels, strict=True):
        drawn += _row(axis, row, label, start, top)
        top += _height(label)
    return picture(words, bottom + FOOT, drawn)


def _label(row: Bar, most: int) -> list[str]:
    return folded(row.label, WIDTH - 4.0 * _MARGIN - text_width(row.figure), bold=True, most=most)


def _height(label: Sequence[str]) -> float:
    return _ROW + _LINE * (len(label) - 1)


def _row(axis: Scale, row: Bar, label: Sequence[str], start: float, top: float) -> Iterator[Markup]:
    for place, told in enumerate(label):
        yield grounded(_MARGIN + INSET, top + 13.0 + _LINE * place, told, "b")
    yield grounded(WIDTH - _MARGIN - INSET, top + 13.0, row.figure, "", "end")
    y = top + _height(label) - 20.0
    yield bar(axis(start), axis(start + row.value), y, 12.0, row.colour)
