"""Tidy rows of paths: scenarios ``baseline path`` and ``policy path``, a row a year.

They hold prices, tonnes, capacities and uses of every region and who supplies the zone, at central
parameters, as weighted means over the periods of a year. Routes are left out: a path has some hundred
thousand of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from footwall.runs.rows import ZONE, Figure, as_rows, regional_figures
from footwall.runs.year_origins import bought_in_year

if TYPE_CHECKING:
    from footwall.runs.result import Row
    from footwall.runs.through_years import ChainYears, WeightedState

PATHS = ("baseline path", "policy path")
"""Scenarios of the rows, in the order of ``LAWS``."""
LAWS = ("baseline", "policy")
SHOWN = (
    "Price|FOB|", "Price|Effective|", "Output|", "Capacity|", "Utilisation|", "Purchases|", "Use|",
    "Shortage|", "Disposal|",
)  # fmt: skip
"""Beginnings of the variables of a path."""


def path_rows(chain: ChainYears) -> Iterator[Row]:
    """All rows of one chain."""
    without = [_of_year(states, chain) for states in chain.baseline]
    under = [_of_year(states, chain) for states in chain.policy] if chain.touched else without
    for scenario, path in zip(PATHS, (without, under), strict=True):
        for year, found in zip(chain.span.years, path, strict=True):
            yield from as_rows(scenario, year, found)


def _suppliers(states: tuple[WeightedState, ...], chain: ChainYears) -> Iterator[Figure]:
    """Shares of origins in what the zone buys, over the tonnes of the whole year."""
    zone = chain.zone
    for commodity, tonnes in bought_in_year(states, zone).items():
        total = sum(tonnes.values())
        shares = {origin: 100.0 * bought / total for origin, bought in tonnes.items() if bought > 0.0}
        for origin, share in shares.items():
            yield f"Supply|Origin share|{commodity}", origin, share
        outside = sum((1.0 - zone.weight(origin)) * share for origin, share in shares.items())
        yield f"Supply|Outside share|{commodity}", ZONE, outside
        yield f"Supply|Rival share|{commodity}", ZONE, shares.get(zone.rival, 0.0)


def _of_year(states: tuple[WeightedState, ...], chain: ChainYears) -> list[Figure]:
    """Figures that a period lacks count for the days of the others."""
    sums: dict[tuple[str, str], list[float]] = {}
    for item in states:
        for variable, region, value in regional_figures(item.state, chain.zone):
            if variable.startswith(SHOWN):
                total = sums.setdefault((variable, region), [0.0, 0.0])
                total[0] += item.weight * value
                total[1] += item.weight
    found = [(variable, region, summed / weight) for (variable, region), (summed, weight) in sums.items()]
    return [*found, *_suppliers(states, chain)]
