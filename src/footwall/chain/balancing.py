"""Activities, uses and flows that balance: the base year of a chain by minimum relative entropy.

Unknowns are the activity of every process, every use and every flow. Recipes stay fixed. Rows are

    output:     Σ_a β x_a − Σ_j flow = 0     for every (commodity, origin)
    purchases:  Σ_i flow − Σ_a α x_a − Σ_d use = 0     for every (commodity, destination)

so the base year has no disposal and no shortage. A tonne counts by its price, so a gap of a few tonnes of a
by-product does not move a bulk product. Measured production is kept to half a percent or there is no base
year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footwall.chain.adjustments import Adjustment
from footwall.chain.published import Figure, Pair, Place, PublishedYear
from footwall.chain.recipes import RecipeBook
from footwall.chain.seeding import Seed
from footwall.errors import CalibrationError
from footwall.facts.balance import GRADE_WEIGHT, Adjusted, minimum_relative_entropy

FloatArray = NDArray[np.float64]

MEASURED_KEPT_WITHIN = 0.005
"""Largest relative adjustment of a measured production figure."""
LARGEST_RATIO = 5.0
"""A production figure that has to move by more than this factor contradicts the rest of the tables."""


@dataclass(frozen=True)
class BalancedYear:
    """Balanced t/year by the keys of ``PublishedYear`` and ``seed_flows``, and how each figure moved."""

    activities: Mapping[tuple[str, str], float]
    uses: Mapping[tuple[str, str, str], float]
    flows: Mapping[Pair, float]
    adjustments: tuple[Adjustment, ...]
    residual: float
    iterations: int


@dataclass(frozen=True)
class _System:
    matrix: FloatArray
    rows: tuple[str, ...]
    start: FloatArray
    grades: tuple[str, ...]
    value: FloatArray


def balance_year(
    published: PublishedYear,
    seeds: Mapping[Pair, Seed],
    book: RecipeBook,
    unit_value: Mapping[str, float],
) -> BalancedYear:
    """Balance one year; ``unit_value`` is USD/t by commodity.

    Raises ``CalibrationError`` where a commodity is made without a buyer or bought without an origin, where
    figures cannot balance, or where production would move by more than 0.5% (measured) or a factor of five.
    """
    _refuse_dead_ends(published, book)
    system = _system(published, seeds, book, unit_value)
    weights = np.array([GRADE_WEIGHT[grade] for grade in system.grades]) * system.value
    adjusted = minimum_relative_entropy(
        system.start, weights, system.matrix, np.zeros(len(system.rows)), system.rows
    )
    values = [float(value) for value in adjusted.values]
    activities = dict(zip(published.activities, values, strict=False))
    uses = dict(zip(published.uses, values[len(activities) :], strict=False))
    flows = dict(zip(seeds, values[len(activities) + len(uses) :], strict=True))
    reasons = _Reasons(system, adjusted)
    adjustments = _adjustments(published, seeds, adjusted, reasons)
    _keep_measured(adjustments)
    _refuse_upheaval(adjustments)
    return BalancedYear(activities, uses, flows, adjustments, adjusted.residual, adjusted.iterations)


def _refuse_dead_ends(published: PublishedYear, book: RecipeBook) -> None:
    output, purchases = published.output(book), published.purchases(book)
    bought = {commodity for commodity, _ in purchases}
    made = {commodity for commodity, _ in output}
    faults = [
        f"{commodity} made in {region} has no buyer anywhere: give it a use, or make it a loss of its recipe"
        for commodity, region in output
        if commodity not in bought
    ]
    faults += [
        f"{commodity} bought in {region} has no origin anywhere: give production.csv a process that makes it"
        for commodity, region in purchases
        if commodity not in made
    ]
    if faults:
        raise CalibrationError(f"The base year {published.year} cannot balance: {'; '.join(faults)}.")


def _system(
    published: PublishedYear,
    seeds: Mapping[Pair, Seed],
    book: RecipeBook,
    unit_value: Mapping[str, float],
) -> _System:
    origins: dict[Place, int] = {place: row for row, place in enumerate(published.output(book))}
    buyers: dict[Place, int] = {
        place: len(origins) + row for row, place in enumerate(published.purchases(book))
    }
    columns = len(published.activities) + len(published.uses) + len(seeds)
    matrix = np.zeros((len(origins) + len(buyers), columns))
    value = np.zeros(columns)
    figures: list[Figure] = []
    for (name, region), figure in published.activities.items():
        recipe, column = book.of(name, region), len(figures)
        for commodity, amount in recipe.outputs:
            matrix[origins[commodity, region], column] += amount
        for commodity, amount in recipe.inputs:
            matrix[buyers[commodity, region], column] -= amount
        value[column] = unit_value[recipe.product]
        figures.append(figure)
    for (_, commodity, region), figure in published.uses.items():
        matrix[buyers[commodity, region], len(figures)] = -1.0
        value[len(figures)] = unit_value[commodity]
        figures.append(figure)
    for (commodity, origin, destination), seed in seeds.items():
        matrix[origins[commodity, origin], len(figures)] = -1.0
        matrix[buyers[commodity, destination], len(figures)] = 1.0
        value[len(figures)] = unit_value[commodity]
        figures.append(Figure(seed.flow, seed.grade))
    rows = [f"output of {commodity} in {region}" for commodity, region in origins]
    rows += [f"purchases of {commodity} in {region}" for commodity, region in buyers]
    start = np.array([figure.quantity for figure in figures])
    return _System(matrix, tuple(rows), start, tuple(figure.grade for figure in figures), value)


class _Reasons:
    """Names the balance that pulled a figure most: the largest share of its log-adjustment."""

    def __init__(self, system: _System, adjusted: Adjusted) -> None:
        self.pull = system.matrix * adjusted.multipliers[:, None]
        self.rows = system.rows
        self.up = np.log(adjusted.ratio) > 0.0

    def of(self, column: int) -> str:
        pull = self.pull[:, column] if self.up[column] else -self.pull[:, column]
        row = int(np.argmax(pull))
        return f"{'raised' if self.up[column] else 'lowered'} to balance the {self.rows[row]}"


def _adjustments(
    published: PublishedYear, seeds: Mapping[Pair, Seed], adjusted: Adjusted, reasons: _Reasons
) -> tuple[Adjustment, ...]:
    named: list[tuple[str, str, float, str]] = []
    for (recipe, region), figure in published.activities.items():
        named.append(("production", f"{recipe}@{region}", figure.quantity, figure.grade))
    for (sector, commodity, region), figure in published.uses.items():
        named.append(("use", f"{commodity}:{sector}@{region}", figure.quantity, figure.grade))
    for (commodity, origin, destination), seed in seeds.items():
        if seed.recorded is not None:
            table = "trade"
        elif seed.prior:
            table = "trade without record"
        else:
            table = "own supply"
        named.append((table, f"{commodity}:{origin}>{destination}", seed.flow, seed.grade))
    return tuple(
        Adjustment(
            table, key, start, float(adjusted.values[column]), float(adjusted.ratio[column]), grade,
            reasons.of(column),
        )
        for column, (table, key, start, grade) in enumerate(named)
    )  # fmt: skip


def _keep_measured(adjustments: Sequence[Adjustment]) -> None:
    moved = [
        f"{item.key} {item.published:,.0f} t → {item.balanced:,.0f} t ({item.reason})"
        for item in adjustments
        if item.table == "production"
        and item.grade == "measured"
        and abs(item.ratio - 1.0) > MEASURED_KEPT_WITHIN
    ]
    if moved:
        raise CalibrationError(
            f"Measured production cannot be kept within {MEASURED_KEPT_WITHIN:.1%}: {'; '.join(moved)}. "
            "Check the recipe, the trade and the use rows that it has to balance with."
        )


def _refuse_upheaval(adjustments: Sequence[Adjustment]) -> None:
    moved = [
        f"{item.key} {item.published:,.0f} t → {item.balanced:,.0f} t ({item.reason})"
        for item in adjustments
        if item.table == "production" and not 1.0 / LARGEST_RATIO <= item.ratio <= LARGEST_RATIO
    ]
    if moved:
        raise CalibrationError(
            f"Production would have to move by more than a factor of {LARGEST_RATIO:g}: {'; '.join(moved)}. "
            "Check the units of these rows and of the trade and use that they have to balance with."
        )
