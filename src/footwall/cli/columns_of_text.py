"""Lay rows of text out in columns within the width of a terminal page."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

WIDTH = 100
NARROWEST = 6
NUMERIC = set("0123456789.-+e")


def plain(cell: Any) -> str:
    """One cell as text: numbers without noise, lists joined, None empty."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.6g}" if abs(cell) < 1e5 else f"{cell:.0f}"
    if isinstance(cell, tuple):
        return ";".join(str(part) for part in cell)
    return str(cell)


def page_width(lines: Sequence[Sequence[str]]) -> int:
    """Width that all cells need uncut."""
    return sum(max(map(len, column)) + 2 for column in zip(*lines, strict=True)) - 2


def lay_out(lines: Sequence[Sequence[str]], width: int = WIDTH) -> list[str]:
    """Columns two blanks apart; the widest columns are cut with … until a line fits. First line: header."""
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    while sum(widths) + 2 * (len(widths) - 1) > width and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    numeric = [
        all(set(line[place]) <= NUMERIC for line in lines[1:]) and len(lines) > 1
        for place in range(len(widths))
    ]
    laid = []
    for line in lines:
        cells = [_cut(cell, room) for cell, room in zip(line, widths, strict=True)]
        laid.append("  ".join(
            cell.rjust(room) if right else cell.ljust(room)
            for cell, room, right in zip(cells, widths, numeric, strict=True)
        ).rstrip())
    return [laid[0], "-" * min(width, max(map(len, laid))), *laid[1:]]


def wrapped(label: str, text: str, width: int = WIDTH) -> list[str]:
    """A labelled paragraph, indented under its label."""
    return textwrap.wrap(text, width, initial_indent=f"  {label:<11} ", subsequent_indent=" " * 14,
                         break_long_words=False, break_on_hyphens=False)


def _cut(cell: str, room: int) -> str:
    return cell if len(cell) <= room else cell[: room - 1] + "…"
