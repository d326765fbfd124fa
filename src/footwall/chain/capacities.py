"""Effective capacities: published ones, moved where they contradict the balanced activity.

Utilisation is kept in [0.30, 0.97]: above, capacity is raised; below, it is lowered to what is in effective
use. Each move is listed. A process without a capacity row is an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from footwall.chain.adjustments import Adjustment
from footwall.errors import CalibrationError

if TYPE_CHECKING:
    from footwall.facts.facts import Facts

LEAST_UTILISATION, MOST_UTILISATION = 0.30, 0.97
_WITHIN = 1.0 - 1e-12
"""Keeps activity at or below the bound after rounding."""


def effective_capacities(
    facts: Facts, activities: Mapping[tuple[str, str], float], year: int
) -> tuple[dict[tuple[str, str], float], tuple[Adjustment, ...]]:
    """t/year by (recipe, region), and the clamps; raises ``CalibrationError`` if any has no capacity."""
    published = _latest(facts, year)
    missing = [f"{recipe}@{region}" for recipe, region in activities if (recipe, region) not in published]
    if missing:
        raise CalibrationError(
            f"capacity.csv: no row up to {year} for {', '.join(missing)}; add one for each."
        )
    capacities: dict[tuple[str, str], float] = {}
    clamped: list[Adjustment] = []
    for key, activity in activities.items():
        row = published[key]
        used = activity / row.quantity
        bounded = min(max(used, LEAST_UTILISATION), MOST_UTILISATION)
        if bounded == used:
            capacities[key] = row.quantity
            continue
        capacities[key] = activity / (bounded * _WITHIN) if used > bounded else activity / bounded
        clamped.append(
            Adjustment(
                "capacity",
                "@".join(key),
                row.quantity,
                capacities[key],
                capacities[key] / row.quantity,
                row.grade,
                f"utilisation {used:.2f} clamped to {bounded:.2f}",
            )
        )
    return capacities, tuple(clamped)


def _latest(facts: Facts, year: int) -> dict[tuple[str, str], Any]:
    """The row of the year, else the latest before it."""
    latest: dict[tuple[str, str], Any] = {}
    for row in facts.table("capacity"):
        key = (row.recipe, row.region)
        if row.year <= year and row.quantity > 0.0 and (key not in latest or latest[key].year < row.year):
            latest[key] = row
    return latest
