"""Indices of the years to come, between the years that the facts give: demand by use, hosts by process.

An index is 1 in the base year and runs straight between two given years; after the last it stays. Arrays are
(3, years, ·): low, central and high, so that a draw can take its place between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from footwall.errors import UnknownName
from footwall.market.system import FloatArray

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.facts import Facts

Scenario = Literal["STEPS", "APS", "NZE", "constant"]
CONSTANT = "constant"
"""Demand and hosts as in the base year."""
ANYWHERE = "*"


def interpolated(rows: Iterable[Any], years: Sequence[int]) -> FloatArray:
    """(3, years) low, central and high of rows with a year, an index and its range."""
    points = sorted((row.year, row.low, row.index, row.high) for row in rows)
    known = [point[0] for point in points]
    return np.array([np.interp(years, known, [point[k] for point in points]) for k in (1, 2, 3)])


def demand_indices(facts: Facts, network: Network, scenario: Scenario, years: Sequence[int]) -> FloatArray:
    """(3, years, uses) use at unchanged prices over that of the base year.

    A row that names the commodity goes before one of the whole sector. Raises UnknownName for a use without
    a path.
    """
    if scenario == CONSTANT:
        return np.ones((3, len(years), len(network.uses)))
    rows = [row for row in facts.table("demand_paths") if row.scenario == scenario]
    found: dict[tuple[str, str], FloatArray] = {}
    for use in network.uses:
        key = (use.sector, use.commodity)
        if key in found:
            continue
        own = [row for row in rows if row.sector == use.sector and row.commodity == use.commodity]
        own = own or [row for row in rows if row.sector == use.sector and not row.commodity]
        if not own:
            raise UnknownName(
                f"demand_paths.csv has no path of {use.sector} ({use.commodity}) in scenario {scenario}. "
                "Add its rows, or run with the scenario constant."
            )
        found[key] = interpolated(own, years)
    return np.stack([found[use.sector, use.commodity] for use in network.uses], axis=-1)


def host_indices(facts: Facts, network: Network, scenario: Scenario, years: Sequence[int]) -> FloatArray:
    """(3, years, processes) output of the host metal over that of the base year; nan where there is none."""
    indices = np.full((3, len(years), len(network.processes)), np.nan)
    rows = facts.table("host_paths")
    for position, process in enumerate(network.processes):
        recipe = process.id.partition("@")[0]
        mine = [row for row in rows if row.recipe == recipe]
        own = [row for row in mine if row.region == process.region]
        own = own or [row for row in mine if row.region == ANYWHERE]
        if own:
            indices[:, :, position] = 1.0 if scenario == CONSTANT else interpolated(own, years)
    return indices
