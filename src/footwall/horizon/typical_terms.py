"""What is typical of a recipe and a region where a project documents nothing, and money of one year.

Each figure comes with the words that say how it was filled, empty where the project itself gives it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from footwall.errors import UnknownName
from footwall.horizon.appraisal_error import AppraisalError

if TYPE_CHECKING:
    from footwall.chain.network import Network, Process
    from footwall.facts.facts import Facts
    from footwall.facts.project_rows import Project

MILLION = 1e6
RESTART_SHARE = 0.1
"""Restart over the capex of a new plant: assumed; documented restarts of lithium mines took 2% to 27%."""
WAITING_PREMIUM = 0.03
"""Points of a hurdle rate that pay for waiting: assumed; firms ask 11% where studies discount at 8%."""

Figure = tuple[float, str]
"""A value, and how it was filled."""


@dataclass(frozen=True)
class Typical:
    """Typical figures of one network's recipes."""

    facts: Facts
    network: Network

    def real(self, amount: float, year: int) -> float:
        """``amount`` of a year's money in money of 2024; raises AppraisalError outside the deflator."""
        years, index = self._deflator
        if not len(years) or not years[0] <= year <= years[-1]:
            known = f"{years[0]:.0f} to {years[-1]:.0f}" if len(years) else "nothing: the table is empty"
            raise AppraisalError(
                "projects.csv money_year",
                str(year),
                f"a year of deflator.csv, which holds {known}",
                "Add the year to the deflator, or give the money in that of a year it holds.",
            )
        return amount / float(np.interp(year, years, index))

    def capex(self, row: Project, *, restart: bool = False) -> Figure:
        """USD of 2024 for all that the row adds to the base year.

        Not documented: ``capex_intensity`` of the recipe, times ``capex_premium`` outside the leading region.
        """
        if row.capex is not None:
            return self.real(row.capex * MILLION, row.money_year), ""
        unit = self.facts.lifetime("capex_intensity", recipe=row.recipe, region=row.region).value
        if row.region != self._leading[row.recipe]:
            unit *= self.facts.lifetime("capex_premium", recipe=row.recipe, region=row.region).value
        capex = unit * (row.capacity - row.in_base)
        if restart:
            return capex * RESTART_SHARE, f"restart of {row.recipe} at a share of typical capex"
        return capex, f"capex typical of {row.recipe}"

    def cost(self, row: Project) -> Figure:
        """USD of 2024 per t of the first output, beside purchased inputs.

        Not documented: ``conversion_cost``; recipes without one (mines) take the avoidable share of the base
        year's margin, that of their supply curve.
        """
        if row.opex is not None:
            return self.real(row.opex, row.money_year), ""
        words = f"opex typical of {row.recipe}"
        try:
            parameter = self.facts.parameter("conversion_cost", recipe=row.recipe, region=row.region)
        except UnknownName:
            process = self._processes[f"{row.recipe}@{row.region}"]
            return process.avoidable_share.value * self._base_margin(process), words
        return parameter.value, words

    def hurdle_rate(self, region: str) -> float:
        """Yearly rate that investors ask for, real and after tax."""
        return self.facts.parameter("hurdle_rate", region=region).value

    def discount_rate(self, region: str) -> Figure:
        """Where no study gives one: the hurdle rate less what it asks for the wait."""
        return max(self.hurdle_rate(region) - WAITING_PREMIUM, 0.0), f"discount rate typical of {region}"

    def plant_life(self, row: Project) -> float:
        """Years from first output to retirement."""
        return self.facts.lifetime("plant_life", recipe=row.recipe, region=row.region).value

    @cached_property
    def _deflator(self) -> tuple[list[float], list[float]]:
        rows = sorted(self.facts.table("deflator"), key=lambda row: row.year)
        return [float(row.year) for row in rows], [row.index for row in rows]

    @cached_property
    def _processes(self) -> dict[str, Process]:
        return {process.id: process for process in self.network.processes}

    @cached_property
    def _leading(self) -> dict[str, str]:
        """Region with most of a recipe's capacity in the base year."""
        most: dict[str, Process] = {}
        for process in self.network.processes:
            recipe = process.id.partition("@")[0]
            if recipe not in most or most[recipe].capacity < process.capacity:
                most[recipe] = process
        return {recipe: process.region for recipe, process in most.items()}

    def _base_margin(self, process: Process) -> float:
        """Value of outputs less inputs at base-year prices, before duties, USD/t of activity."""
        price = {(market.commodity, market.region): market.base_price for market in self.network.markets}
        margin = sum(amount * price[item, process.region] for item, amount in process.outputs)
        for item, amount in process.inputs:
            arcs = [
                arc for arc in self.network.arcs if (arc.commodity, arc.destination) == (item, process.region)
            ]
            paid = sum(arc.flow * (price[arc.commodity, arc.origin] + arc.freight) for arc in arcs)
            margin -= amount * paid / sum(arc.flow for arc in arcs)
        return margin
