"""Tonnes from origins to destinations as ribbons between two columns, each end named where it is.

The height of a ribbon is its share of all tonnes drawn. Ribbons have the colour of their origin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from footwall.report.svg import WIDTH, Words, bar, element, picture, text, text_width

_LEFT, _RIGHT = 108.0, WIDTH - 108.0
_COLUMN = 8.0
_HEIGHT = 190.0
_GAP = 6.0
_HEAD = 18.0
_LINE = 13.0
_TEXT = 95.0
_THINNEST = 0.15
"""Ribbons below this height would not be seen."""


@dataclass(frozen=True)
class End:
    """A place at one side: its name, a short one where that does not fit, its figure and colour class."""

    key: str
    name: str
    short: str
    figure: str
    colour: str


@dataclass(frozen=True)
class _Placed:
    end: End
    top: float
    height: float


def flows(
    words: Words,
    origins: Sequence[End],
    destinations: Sequence[End],
    tonnes: Mapping[tuple[str, str], float],
    heads: tuple[str, str],
) -> Markup:
    """A panel of ribbons; ``tonnes`` by (key of the origin, key of the destination), ``heads`` over both."""
    total = sum(tonnes.values())
    sent = {end.key: sum(tonnes.get((end.key, to.key), 0.0) for to in destinations) for end in origins}
    taken = {end.key: sum(tonnes.get((by.key, end.key), 0.0) for by in origins) for end in destinations}
    left, right = _column(origins, sent, total), _column(destinations, taken, total)
    bottom = max(placed.top + max(placed.height, 2.0 * _LINE) for placed in (*left, *right))
    drawn = [
        text(_LEFT, 12.0, heads[0], "m", "end"),
        text(_RIGHT, 12.0, heads[1], "m"),
        *_ribbons(left, right, tonnes, total),
        *(_end(placed, _LEFT - _COLUMN, left=True) for placed in left),
        *(_end(placed, _RIGHT, left=False) for placed in right),
    ]
    return picture(words, bottom + 6.0, drawn)


def _column(ends: Sequence[End], sizes: Mapping[str, float], total: float) -> list[_Placed]:
    """Ends from the top down; a thin one keeps the height of its name."""
    placed = []
    top = _HEAD
    for end in ends:
        height = _HEIGHT * sizes[end.key] / total if total > 0.0 else 0.0
        placed.append(_Placed(end, top, height))
        top += max(height, 2.0 * _LINE) + _GAP
    return placed


def _ribbons(
    left: Sequence[_Placed], right: Sequence[_Placed], tonnes: Mapping[tuple[str, str], float], total: float
) -> Iterator[Markup]:
    entered = {placed.end.key: placed.top for placed in right}
    for origin in left:
        start = origin.top
        for destination in right:
            height = (
                _HEIGHT * tonnes.get((origin.end.key, destination.end.key), 0.0) / total if total else 0.0
            )
            if height <= 0.0:
                continue
            to = entered[destination.end.key]
            entered[destination.end.key] = to + height
            if height >= _THINNEST:
                yield _ribbon(start, to, height, origin.end.colour)
            start += height


def _ribbon(start: float, end: float, height: float, colour: str) -> Markup:
    middle = (_LEFT + _RIGHT) / 2.0
    low, lower = start + height, end + height
    path = (
        f"M{_LEFT:.1f} {start:.1f}C{middle:.1f} {start:.1f} {middle:.1f} {end:.1f} {_RIGHT:.1f} {end:.1f}"
        f"L{_RIGHT:.1f} {lower:.1f}C{middle:.1f} {lower:.1f} {middle:.1f} {low:.1f} {_LEFT:.1f} {low:.1f}Z"
    )
    return element("path", d=path, class_=f"ribbon {colour}")


def _end(placed: _Placed, x: float, *, left: bool) -> Markup:
    anchor, at = ("end", x - 5.0) if left else ("start", x + _COLUMN + 5.0)
    top = placed.top + max(placed.height / 2.0 - _LINE, 0.0) + 10.0
    end = placed.end
    return Markup("").join(
        (
            bar(x, x + _COLUMN, placed.top, max(placed.height, 1.0), f"part {end.colour}"),
            text(at, top, _fitting(end), "b", "end" if anchor == "end" else "start"),
            text(at, top + _LINE, end.figure, "m", "end" if anchor == "end" else "start"),
        )
    )


def _fitting(end: End) -> str:
    return end.name if text_width(end.name, bold=True) <= _TEXT else end.short
