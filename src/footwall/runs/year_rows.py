"""Tidy rows of paths: scenarios ``baseline path`` and ``policy path``, a row a year.

They hold prices, tonnes, capacities and uses of every region, at central parameters, as weighted means over
the periods of a year. Routes are left out: a path has some hundred thousand of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from footwall.runs.rows import Figure, as_rows, regional_figures

if TYPE_CHECKING:
    from footwall.runs.result import Row
    from footwall.runs.through_years import ChainYears, WeightedState
    from footwall.runs.zone import ReportedZone

PATHS = ("baseline path", "policy path")
SHOWN = (
    "Price|FOB|", "Price|Effective|", "Output|", "Capacity|", "Utilisation|", "Purchases|", "Use|",
    "Shortage|", "Disposal|",
)  # fmt: skip
"""Beginnings of the variables of a path."""


def path_rows(chain: ChainYears) -> Iterator[Row]:
    """All rows of one chain."""
    without = [_of_year(states, chain.zone) for states in chain.baseline]
    under = [_of_year(states, chain.zone) for states in chain.policy] if chain.touched else without
    for scenario, path in zip(PATHS, (without, under), strict=True):
        for year, found in zip(chain.span.years, path, strict=True):
            yield from as_rows(scenario, year, found)


def _of_year(states: tuple[WeightedState, ...], zone: ReportedZone) -> list[Figure]:
    """Figures that a period lacks count for the days of the others."""
    sums: dict[tuple[str, str], list[float]] = {}
    for item in states:
        for variable, region, value in regional_figures(item.state, zone):
            if variable.startswith(SHOWN):
                total = sums.setdefault((variable, region), [0.0, 0.0])
                total[0] += item.weight * value
                total[1] += item.weight
    return [(variable, region, summed / weight) for (variable, region), (summed, weight) in sums.items()]
