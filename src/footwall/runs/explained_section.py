"""A titled table of an explanation, as text of at most 100 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

WIDTH = 100
NARROWEST = 24
"""A last column narrower than this starts on a line of its own."""
Cell = str | float | None


@dataclass(frozen=True)
class Section:
    """Rows under column names; numbers are written with six significant digits, None as an empty cell.

    ``sources`` are the source keys of the facts in it.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sources: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """Title, header and rows; a long text in the last column goes on below itself."""
        table = [self.columns, *(tuple(_text(cell) for cell in row) for row in self.rows)]
        widths = [max(len(row[place]) for row in table) for place in range(len(self.columns))]
        numeric = [
            any(isinstance(row[place], float) for row in self.rows) for place in range(len(self.columns))
        ]
        lines = textwrap.wrap(self.title, WIDTH)
        for row in table:
            cells = [
                cell.rjust(width) if right else cell.ljust(width)
                for cell, width, right in zip(row, widths, numeric, strict=True)
            ]
            lines += _folded("  " + "  ".join(cells[:-1]) + "  ", cells[-1].rstrip())
        return lines


def _folded(start: str, last: str) -> list[str]:
    """``start`` and ``last`` on one line, or ``last`` folded within the columns that are left."""
    if len(start) + len(last) <= WIDTH:
        return [(start + last).rstrip()]
    indent = start if len(start) <= WIDTH - NARROWEST else start.rstrip()
    if indent is not start:
        return [indent, *textwrap.wrap(last, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6)]
    return textwrap.wrap(
        last, WIDTH, initial_indent=start, subsequent_indent=" " * len(start), drop_whitespace=True
    )


def used_sources(document: Mapping[str, Any], sections: Iterable[Section]) -> Iterable[Section]:
    """The publications behind the facts of the sections."""
    keys = dict.fromkeys(
        key for section in sections for joined in section.sources for key in joined.split(";") if key
    )
    known = document["sources"]
    rows = tuple(
        (key, f"{known[key]['author']}: {known[key]['title']} ({known[key]['year']})")
        for key in keys
        if key in known
    )
    if rows:
        yield Section("Sources", ("key", "publication"), rows)


def fact_row(label: str, estimate: Mapping[str, Any]) -> tuple[Cell, ...]:
    """A fact with its range, grade and source."""
    return (
        label,
        estimate["value"],
        estimate["low"],
        estimate["high"],
        estimate["grade"],
        estimate["source"],
    )


FACT_COLUMNS = ("fact", "value", "low", "high", "grade", "source")


def facts_section(title: str, rows: Iterable[tuple[Cell, ...]]) -> Iterable[Section]:
    """Facts with their sources; nothing where there are none."""
    listed = tuple(dict.fromkeys(rows))
    if listed:
        yield Section(title, FACT_COLUMNS, listed, tuple(str(row[-1]) for row in listed))


def adjusted_section(document: Mapping[str, Any], keys: Iterable[str]) -> Iterable[Section]:
    """Published and balanced base-year figures of the given keys."""
    wanted = set(keys)
    found = [item for item in document["adjustments"] if item["key"] in wanted]
    if found:
        yield Section(
            "Base-year figures, t/yr",
            ("table", "key", "published", "balanced", "grade", "source", "reason"),
            tuple(
                (
                    item["table"],
                    item["key"],
                    item["published"],
                    item["balanced"],
                    item["grade"],
                    item["source"],
                    item["reason"],
                )
                for item in found
            ),
            tuple(item["source"] for item in found),
        )


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:,.6g}" if isinstance(cell, float) else str(cell)
