"""One figure over two paths: a cell a point, its colour the sign, its depth the size.

A thick line runs where the sign turns. Where they fit, all cells carry their numbers. A point
without a solution is an empty cell with a dash.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from footwall.report.svg import WIDTH, Words, element, line, picture, shortened, text, text_width

_LEFT_LEAST, _LEFT_MOST, _RIGHT, _TOP, _FOOT = 34.0, 96.0, 8.0, 22.0, 38.0
_TALLEST, _LOWEST = 34.0, 13.0
_PALEST = 0.08


@dataclass(frozen=True)
class Cell:
    """``value`` None: no solution. ``figures`` are ways to print it, the most exact first."""

    value: float | None
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Side:
    """One side of the map: what it is, and the label of every row or column."""

    name: str
    labels: tuple[str, ...]


def heat_map(words: Words, cells: Sequence[Sequence[Cell]], columns: Side, rows: Side) -> Markup:
    """``cells`` are rows from the bottom up, each from left to right."""
    widest = max(text_width(label) for label in rows.labels)
    left = min(max(widest + 8.0, _LEFT_LEAST), _LEFT_MOST)
    wide = (WIDTH - left - _RIGHT) / len(columns.labels)
    high = min(_TALLEST, max(_LOWEST, 240.0 / len(rows.labels)))
    bottom = _TOP + high * len(rows.labels)
    largest = max((abs(cell.value) for row in cells for cell in row if cell.value is not None), default=0.0)
    drawn: list[Markup] = []
    printed = _printed(cells, wide, high)
    for up, row in enumerate(cells):
        for right, cell in enumerate(row):
            x, y = left + right * wide, bottom - (up + 1) * high
            drawn += _cell(cell, (x, y, wide, high), largest, printed)
    drawn += _turns(cells, (left, bottom, wide, high))
    drawn += _labels(columns, rows, (left, bottom, wide, high))
    return picture(words, bottom + _FOOT, drawn)


def _printed(cells: Sequence[Sequence[Cell]], wide: float, high: float) -> int | None:
    """Which way of printing fits every cell; None where none does."""
    solved = [cell for row in cells for cell in row if cell.value is not None]
    for way in range(min((len(cell.figures) for cell in solved), default=0)):
        if high >= 15.0 and all(text_width(cell.figures[way], bold=True) <= wide - 1.0 for cell in solved):
            return way
    return None


def _cell(
    cell: Cell, box: tuple[float, float, float, float], largest: float, printed: int | None
) -> Iterator[Markup]:
    x, y, wide, high = box
    if cell.value is None:
        yield element("rect", x=x, y=y, width=wide, height=high, class_="empty")
        yield text(x + wide / 2.0, y + high / 2.0 + 4.0, "–", "m", "middle")
        return
    size = abs(cell.value) / largest if largest > 0.0 else 0.0
    depth = _PALEST + (0.85 - _PALEST) * size if cell.value != 0.0 else 0.0
    colour = "less" if cell.value > 0.0 else "more"
    yield element(
        "rect", x=x, y=y, width=wide, height=high, class_=f"cell {colour}", fill_opacity=round(depth, 3)
    )
    if printed is not None:
        yield text(x + wide / 2.0, y + high / 2.0 + 4.0, cell.figures[printed], "", "middle")


def _turns(cells: Sequence[Sequence[Cell]], place: tuple[float, float, float, float]) -> Iterator[Markup]:
    """A line between neighbours of opposite sign."""
    left, bottom, wide, high = place
    for up, row in enumerate(cells):
        for right, cell in enumerate(row):
            x, y = left + (right + 1) * wide, bottom - (up + 1) * high
            if right + 1 < len(row) and _opposite(cell, row[right + 1]):
                yield line(x, y, x, y + high, "floor")
            if up + 1 < len(cells) and _opposite(cell, cells[up + 1][right]):
                yield line(x - wide, y, x, y, "floor")


def _opposite(one: Cell, other: Cell) -> bool:
    return one.value is not None and other.value is not None and one.value * other.value < 0.0


def _labels(columns: Side, rows: Side, place: tuple[float, float, float, float]) -> Iterator[Markup]:
    left, bottom, wide, high = place
    yield text(0.0, 11.0, f"↑ {shortened(rows.name, WIDTH - 20.0)}", "m")
    for up, label in enumerate(rows.labels):
        if up % _every(13.0, high) == 0:
            yield text(left - 6.0, bottom - (up + 0.5) * high + 4.0, shortened(label, left - 4.0), "m", "end")
    widest = max(text_width(label, bold=True) for label in columns.labels) + 6.0
    for right, label in enumerate(columns.labels):
        if right % _every(widest, wide) == 0:
            yield text(left + (right + 0.5) * wide, bottom + 16.0, label, "m", "middle")
    yield text(WIDTH - _RIGHT, bottom + 32.0, f"{shortened(columns.name, WIDTH - 30.0)} →", "m", "end")


def _every(needed: float, room: float) -> int:
    """Every how many labels one fits."""
    return max(1, -int(-needed // room))
