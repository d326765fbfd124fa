"""Rows of figures as text for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH = 100
NO_FIGURE = "–"


def table(rows: Sequence[Sequence[str]], text_columns: tuple[int, ...] = (0,)) -> str:
    """Rows as aligned text under a rule: ``text_columns`` to the left, the others to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if place in text_columns else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    rule = "─" * min(WIDTH, max(len(line) for line in lines))
    return "\n".join((lines[0], rule, *lines[1:]))


def signed(value: float | None, digits: int = 1) -> str:
    if value is None:
        return NO_FIGURE
    shown = f"{value:+,.{digits}f}"
    return shown[1:] if float(shown.replace(",", "")) == 0.0 else shown.replace("-", "−")
