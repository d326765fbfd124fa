"""Lay rows of text out in columns within the width of a terminal page."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

WIDTH = 100
NARROWEST = 6
NUMERIC = set("0123456789.,-+e%")
SHARES = ("measured", "reported", "estimated", "assumed")
CHANGES = ("difference",)
REASONS = ("reason",)


def plain(cell: Any) -> str:
    """One cell as text: numbers without noise, lists joined, None empty."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.6g}" if abs(cell) < 1e5 else f"{cell:.0f}"
    if isinstance(cell, tuple):
        return ";".join(str(part) for part in cell)
    return str(cell)


def readable(cell: Any, column: str) -> str:
    """A cell of an audit: shares as percent, large numbers with separators, small ones to 3 digits."""
    if not isinstance(cell, float):
        return f"{cell:,}" if isinstance(cell, int) and column not in ("year", "rows") else plain(cell)
    if column in SHARES:
        return f"{cell:.0%}"
    if column in CHANGES:
        return f"{cell:+.1%}"
    return f"{cell:,.0f}" if abs(cell) >= 100 else f"{cell:.3g}"


def page_width(lines: Sequence[Sequence[str]]) -> int:
    """Width that all cells need uncut."""
    return sum(max(map(len, column)) + 2 for column in zip(*lines, strict=True)) - 2


def lay_out(lines: Sequence[Sequence[str]], width: int = WIDTH) -> list[str]:
    """Columns two blanks apart; the widest are cut with … until a line fits. First line: header.

    A last column of reasons that does not fit goes under its row, indented.
    """
    if lines[0][-1] in REASONS and page_width(lines) > width:
        header, *rows = lay_out([line[:-1] for line in lines], width)
        under = [_indented(line[-1], width) for line in lines[1:]]
        told = [text for row, reason in zip(rows[1:], under, strict=True) for text in (row, *reason)]
        return [header, rows[0], *told]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    while sum(widths) + 2 * (len(widths) - 1) > width and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    numeric = [
        len(lines) > 1 and all(set(cell) <= NUMERIC for cell in column[1:])
        for column in zip(*lines, strict=True)
    ]
    laid = [
        "  ".join(
            _cut(cell, room).rjust(room) if right else _cut(cell, room).ljust(room)
            for cell, room, right in zip(line, widths, numeric, strict=True)
        ).rstrip()
        for line in lines
    ]
    return [laid[0], "-" * min(width, max(map(len, laid))), *laid[1:]]


def _indented(reason: str, width: int) -> list[str]:
    return textwrap.wrap(
        reason, width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False
    )


def wrapped(label: str, text: str, width: int = WIDTH) -> list[str]:
    """A labelled paragraph, indented under its label."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=f"  {label:<11} ",
        subsequent_indent=" " * 14,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _cut(cell: str, room: int) -> str:
    return cell if len(cell) <= room else cell[: room - 1] + "…"
