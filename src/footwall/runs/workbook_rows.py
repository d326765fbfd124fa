"""Sheets of the rows of results.csv: header and cells, a column a scenario or a column a year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from footwall.runs.result import COLUMNS
from footwall.runs.year_rows import PATHS

if TYPE_CHECKING:
    from footwall.runs.result import Row

Cell = str | float | int | bool | None
HeaderAndRows = tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]
BOTH = "both paths"
"""In place of a scenario, where baseline and policy are equal in every year."""


def data_of(rows: Sequence[Row]) -> HeaderAndRows:
    """Rows of one period, one for all scenarios of a figure; none of what is zero in all."""
    scenarios = tuple(dict.fromkeys(row.scenario for row in rows))
    figures: dict[tuple[str, str, str, int], dict[str, float]] = {}
    for row in rows:
        figures.setdefault((row.region, row.variable, row.unit, row.year), {})[row.scenario] = row.value
    found = tuple(
        (*names, *(values.get(scenario) for scenario in scenarios))
        for names, values in figures.items()
        if any(values.values())
    )
    return (*COLUMNS[2:6], *scenarios), found


def years_of(rows: Sequence[Row]) -> HeaderAndRows:
    """Rows of paths, one for all years of a figure: of both paths where they are equal, none of zeros."""
    years = sorted({row.year for row in rows})
    figures: dict[tuple[str, str, str], dict[str, dict[int, float]]] = {}
    for row in rows:
        paths = figures.setdefault((row.region, row.variable, row.unit), {})
        paths.setdefault(row.scenario, {})[row.year] = row.value
    found = tuple(
        (scenario, *names, *(values.get(year) for year in years))
        for names, paths in figures.items()
        for scenario, values in _told_once(paths)
        if any(values.values())
    )
    return (*COLUMNS[1:5], *map(str, years)), found


def _told_once(paths: Mapping[str, dict[int, float]]) -> Iterable[tuple[str, dict[int, float]]]:
    before, after = (paths.get(scenario) for scenario in PATHS)
    if before is not None and before == after:
        return ((BOTH, before),)
    return paths.items()
