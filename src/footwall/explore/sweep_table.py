"""A sweep as tidy rows: one row a point, chain and headline number; a column for every path."""

from __future__ import annotations

import csv
import io

from footwall.explore.sweep import Sweep

COLUMNS = ("chain", "figure", "text", "unit", "value", "low", "high", "status", "reason")
"""After one column a path with the value as written. ``status`` is ``converged`` or ``no solution``."""
CONVERGED, NO_SOLUTION = "converged", "no solution"


def sweep_csv(sweep: Sweep) -> str:
    """All points as CSV; floats with all their digits, empty cells where there is no figure."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*(axis.path for axis in sweep.axes), *COLUMNS))
    for chain in sweep.chains:
        for point in chain.points:
            for heading in chain.headings:
                number = point.number(heading.figure)
                cells: tuple[str, ...] = ("", "", "", NO_SOLUTION, point.reason)
                if number is not None:
                    figures = (number.value, number.low, number.high)
                    cells = (*("" if item is None else repr(float(item)) for item in figures), CONVERGED, "")
                writer.writerow((*point.values, chain.id, heading.figure, heading.text, heading.unit, *cells))
    return out.getvalue()
