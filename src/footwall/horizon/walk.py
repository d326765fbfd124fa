"""The walk through the years: solve the market, remember its prices, decide on capacity, go on.

Recursive: a year knows the past and, through the outlook of investors, the path of the last pass. The leading
axis S holds the central case first and then joint draws. A central case without a solution ends the walk with
an error; a draw without one is left out from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from footwall.horizon.generic_capacity import GenericCapacity, Plans, step
from footwall.horizon.periods import Period
from footwall.horizon.responses import Responses
from footwall.horizon.year_curves import Memory, YearInputs, curves_of_year, no_memory, remember
from footwall.market.calibrate import Calibration
from footwall.market.equilibrium import Equilibrium
from footwall.market.system import FloatArray
from footwall.market.under_law import solve_law_batch

BoolArray = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
Projects = Callable[[int, "tuple[YearOfPath, ...]"], FloatArray]
"""(position of the year, years before it) -> (S, processes) capacity of projects in that year, t/year."""


@dataclass(frozen=True, eq=False)
class Course:
    """What a walk is given: curves and laws, and the indices that the years follow."""

    calibration: Calibration
    responses: Responses
    years: tuple[int, ...]
    periods: tuple[tuple[Period, ...], ...]
    use: FloatArray
    """(years, S, uses) use at unchanged prices over that of the base year."""
    plans: Plans
    shocks: FloatArray
    """(years, processes) share of capacity that can run; 1 without outages."""
    level: FloatArray | None = None
    """(years, S, buyers) price level N, USD/t; None: the walk's own price of the year before."""


@dataclass(frozen=True, eq=False)
class SolvedPeriod:
    """One period of a year: its law and one equilibrium a scenario, None for a draw that was left out."""

    period: Period
    equilibria: tuple[Equilibrium | None, ...]


@dataclass(frozen=True, eq=False)
class YearOfPath:
    """One year: curves, periods and their weighted means; arrays (S, ·), t/year and USD/t."""

    year: int
    curves: Calibration
    periods: tuple[SolvedPeriod, ...]
    capacity: FloatArray
    projects: FloatArray
    level: FloatArray
    price: FloatArray
    effective: FloatArray
    landed: FloatArray
    margin: FloatArray
    activity: FloatArray


@dataclass(frozen=True, eq=False)
class Path:
    """All years of one walk."""

    course: Course
    years: tuple[YearOfPath, ...]
    alive: BoolArray
    """(S,) draws that had a solution in every period; the central case always has."""

    def stacked(self, name: str) -> FloatArray:
        """(years, S, ·) of a field of ``YearOfPath``."""
        return np.stack([getattr(year, name) for year in self.years])


def walk(course: Course, projects: Projects) -> Path:
    """Every year of ``course``. Raises NotConverged where the central case has no solution."""
    calibration, responses = course.calibration, course.responses
    scenarios = calibration.scenarios
    base = np.broadcast_to(calibration.process[:, :, 1], (scenarios, calibration.process.shape[1]))
    base_margin = np.broadcast_to(calibration.base_margin, base.shape)
    generic = GenericCapacity(base.copy(), np.ones(base.shape))
    memory = no_memory(calibration)
    alive = np.ones(scenarios, dtype=bool)
    found: list[YearOfPath] = []
    added = projects(0, ())
    for position in range(len(course.years)):
        year = _solved_year(course, position, (generic, added), memory, found[-1] if found else None, alive)
        found.append(year)
        if position + 1 == len(course.years):
            break
        memory = remember(memory, responses, (year.effective, year.landed), calibration, year.level)
        after = projects(position + 1, tuple(found))
        generic = step(
            generic, (base, base_margin), year.margin, after - added, course.plans, responses, position
        )
        added = after
    return Path(course, tuple(found), alive)


def _solved_year(
    course: Course,
    position: int,
    capacities: tuple[GenericCapacity, FloatArray],
    memory: Memory,
    before: YearOfPath | None,
    alive: BoolArray,
) -> YearOfPath:
    generic, projects = capacities
    capacity = (generic.capacity + projects) * course.shocks[position]
    inputs = YearInputs(capacity, course.use[position], _level(course, position, before))
    curves = curves_of_year(course.calibration, course.responses, memory, inputs)
    price = before.price if before is not None else None
    solved = tuple(_solved_period(curves, period, price, alive) for period in course.periods[position])

    def mean(name: str) -> FloatArray:
        total: FloatArray | None = None
        for item in solved:
            central = item.equilibria[0]
            stack = np.stack([getattr(one or central, name) for one in item.equilibria])
            total = item.period.weight * stack + (0.0 if total is None else total)
        assert total is not None
        return np.asarray(total)

    return YearOfPath(
        course.years[position],
        curves,
        solved,
        capacity,
        projects,
        inputs.level,
        mean("price"),
        mean("effective"),
        mean("landed"),
        mean("margin"),
        mean("activity"),
    )


def _level(course: Course, position: int, before: YearOfPath | None) -> FloatArray:
    if course.level is not None:
        return course.level[position]
    if before is not None:
        return before.effective
    base = course.calibration.buyer[:, :, 3]
    return np.broadcast_to(base, (course.calibration.scenarios, base.shape[1])).copy()


def _solved_period(
    curves: Calibration, period: Period, price: FloatArray | None, alive: BoolArray
) -> SolvedPeriod:
    """Solve one law for all scenarios; a draw that fails is struck from ``alive``, in place."""
    law = replace(period.law, ranged=None)
    batch = solve_law_batch(curves, law, price=price)
    central = batch.equilibrium(0)
    drawn: list[Equilibrium | None] = [central]
    for scenario in range(1, len(alive)):
        alive[scenario] &= bool(batch.converged[scenario])
        drawn.append(batch.equilibrium(scenario) if alive[scenario] else None)
    return SolvedPeriod(period, tuple(drawn))
