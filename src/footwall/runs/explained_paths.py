"""What ``why`` says of a run through the years: a figure year by year, and where its inputs are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from footwall.runs.explained_section import Section
from footwall.runs.result import Row

PATHS = ("baseline path", "policy path")
TITLE = (
    "Through the years, means over the days of a year. Any inputs above are those of the day of the law; "
    "those of a year are rows of results.csv with the same scenario and year, and years in summary.json has "
    "goods, money and projects."
)
MOST_REGIONS = 25


def through_the_years(rows: Iterable[Row], name: str, region: str) -> Iterator[Section]:
    """The figure of a region on both paths, a row a year; nothing where the run has no path of it."""
    found: dict[int, dict[str, float]] = {}
    for row in rows:
        if row.scenario in PATHS and (row.variable, row.region) == (name, region):
            found.setdefault(row.year, {})[row.scenario] = row.value
    if found:
        yield Section(
            TITLE,
            ("year", *PATHS),
            tuple((str(year), *(values.get(path) for path in PATHS)) for year, values in found.items()),
        )


def path_regions(rows: Iterable[Row], name: str) -> Iterator[Section]:
    """Both paths by region in their first and last year; nothing where the run has no path of the figure."""
    found: dict[str, dict[tuple[int, str], float]] = {}
    for row in rows:
        if row.scenario in PATHS and row.variable == name:
            found.setdefault(row.region, {})[row.year, row.scenario] = row.value
    if not found:
        return
    years = sorted({year for values in found.values() for year, _ in values})
    shown = [(year, path) for year in dict.fromkeys((years[0], years[-1])) for path in PATHS]
    ordered = sorted(found, key=lambda region: -max(abs(value) for value in found[region].values()))
    cut = "" if len(ordered) <= MOST_REGIONS else f" (largest {MOST_REGIONS} of {len(ordered)})"
    yield Section(
        f"Paths by region{cut}; give --region for every year",
        ("region", *(f"{year} {path.removesuffix(' path')}" for year, path in shown)),
        tuple((region, *(found[region].get(key) for key in shown)) for region in ordered[:MOST_REGIONS]),
    )
