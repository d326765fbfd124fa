"""A comparison as tidy rows: one row a result and figure, with its difference from the first result."""

from __future__ import annotations

import csv
import io

from footwall.explore.comparison import Comparison

COLUMNS = (
    "chain", "table", "item", "text", "result", "unit", "value", "low", "high", "baseline", "policy",
    "difference_from_first",
)  # fmt: skip
"""``baseline`` and ``policy`` are levels, where the figure is a change of one."""


def comparison_csv(comparison: Comparison) -> str:
    """All lines as CSV; floats with all their digits, empty cells where there is no figure."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in comparison.lines:
        for place, (label, found) in enumerate(zip(comparison.labels, line.found, strict=True)):
            if found is None:
                continue
            figures = (found.value, found.low, found.high, found.before, found.after, line.difference(place))
            cells = ("" if figure is None else repr(float(figure)) for figure in figures)
            writer.writerow((line.chain, line.table, line.item, line.text, label, line.unit, *cells))
    return out.getvalue()
