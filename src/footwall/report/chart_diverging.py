"""Gains and losses of several parties as stacked bars around zero: gains to the right, losses to the left.

Below each bar every part is named with its number beside a swatch of its colour, in the order of the bar,
so that no part is known by its colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from footwall.report.axis import FOOT, horizontal_axis
from footwall.report.scale import Scale, scale
from footwall.report.svg import INSET, WIDTH, Words, bar, line, picture, shortened, text, text_width

_MARGIN = 10.0
_HEAD, _BAR, _LINE, _GAP = 20.0, 16.0, 16.0, 14.0
_SWATCH = 9.0
_BETWEEN = 20.0


@dataclass(frozen=True)
class Party:
    """What one party gains (or, below zero, loses), and the number as printed."""

    name: str
    value: float
    figure: str
    colour: str


@dataclass(frozen=True)
class Split:
    """One bar; ``total`` is printed at the right of its label."""

    label: str
    total: str
    parties: tuple[Party, ...]


def diverging_bars(words: Words, rows: Sequence[Split], unit: str, holds: Sequence[float] = ()) -> Markup:
    """A panel of bars on one axis around zero; ``holds`` are values that the axis must hold as well."""
    ends = [end for row in rows for end in split_ends(row)]
    axis = scale([*ends, *holds], _MARGIN, WIDTH - _MARGIN)
    placed = [_lines(row.parties) for row in rows]
    heights = [_HEAD + _BAR + 4.0 + _LINE * len(lines) + _GAP for lines in placed]
    bottom = 2.0 + sum(heights)
    drawn: list[Markup] = []
    top = 2.0
    for row, lines, height in zip(rows, placed, heights, strict=True):
        drawn += _row(axis, row, lines, top)
        top += height
    return picture(words, bottom + FOOT, [*horizontal_axis(axis, unit, bottom - 4.0, bottom), *drawn])


def split_ends(row: Split) -> tuple[float, float]:
    """Where a bar ends to the left and to the right."""
    return (
        sum(min(0.0, party.value) for party in row.parties),
        sum(max(0.0, party.value) for party in row.parties),
    )


def _row(
    axis: Scale, row: Split, lines: Sequence[Sequence[tuple[float, Party]]], top: float
) -> Iterator[Markup]:
    y = top + _HEAD
    room = WIDTH - 2.5 * _MARGIN - text_width(row.total)
    yield text(_MARGIN, top + 14.0, shortened(row.label, room), "b")
    yield text(WIDTH - _MARGIN, top + 14.0, row.total, "", "end")
    left = right = 0.0
    for party in row.parties:
        start = left if party.value < 0.0 else right
        end = start + party.value
        yield bar(axis(start), axis(end), y, _BAR, f"part {party.colour}")
        left, right = min(left, end), max(right, end)
    yield line(axis(0.0), y - 2.0, axis(0.0), y + _BAR + 4.0, "zero")
    for place, parties in enumerate(lines):
        base = y + _BAR + 4.0 + _LINE * (place + 1) - 3.0
        for start, party in parties:
            yield bar(start, start + _SWATCH, base - _SWATCH + 0.5, _SWATCH, party.colour)
            yield text(start + _SWATCH + INSET, base, _named(party), "m")


def _named(party: Party) -> str:
    return f"{party.name} {party.figure}"


def _lines(parties: Sequence[Party]) -> list[list[tuple[float, Party]]]:
    """Parties with their positions, line by line."""
    lines: list[list[tuple[float, Party]]] = []
    start = WIDTH
    for party in parties:
        width = _SWATCH + INSET + text_width(_named(party))
        if start + width > WIDTH - _MARGIN:
            lines.append([])
            start = _MARGIN
        lines[-1].append((start, party))
        start += width + _BETWEEN
    return lines
