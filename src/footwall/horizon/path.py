"""What a walk through the years is given and what it finds: courses, years, paths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from footwall.horizon.appraisal import Appraisal
from footwall.horizon.decisions import Decisions
from footwall.horizon.generic_capacity import Plans
from footwall.horizon.outlook import Outlook, Terms
from footwall.horizon.periods import Period
from footwall.horizon.responses import Responses
from footwall.horizon.shocks import Shocks
from footwall.horizon.storekeeping import Past, Storekeeping, Stores, StoresYear
from footwall.horizon.ventures import Venture
from footwall.market.calibrate import Calibration
from footwall.market.equilibrium import Equilibrium
from footwall.market.outcomes import Outcomes
from footwall.market.scenarios import BatchEquilibrium
from footwall.market.stocks import NO_STOCKS, Stocks
from footwall.market.system import FloatArray, IntArray

BoolArray = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
Carried = tuple[Stores, Past] | None
"""What stocks hand on from year to year; None where nobody holds any."""
Looks = tuple[tuple[Appraisal | None, ...], ...]
Answers = Callable[[int, "tuple[YearOfPath, ...]", Looks], tuple[Period, ...]]
"""(position of the year, years before it, appraisals so far) -> the periods of the year."""
OutlookOf = Callable[["tuple[YearOfPath, ...]"], Outlook]
"""What investors see after the years found so far."""


@dataclass(frozen=True, eq=False)
class Investment:
    """Who may invest and how they see the future; ``from_year`` is the first year that is not yet history."""

    ventures: tuple[Venture, ...]
    outlook: OutlookOf
    terms: Terms
    from_year: int
    seed: int | None = None
    """Draws whole decisions; None decides shares of each venture."""


@dataclass(frozen=True, eq=False)
class Course:
    """What a walk is given: curves and laws, and the indices that the years follow."""

    calibration: Calibration
    responses: Responses
    years: tuple[int, ...]
    periods: tuple[tuple[Period, ...], ...]
    """By year; what a rival answers comes on top."""
    use: FloatArray
    """(years, S, uses) use at unchanged prices over that of the base year."""
    plans: Plans
    shocks: Shocks
    level: FloatArray | None = None
    """(years, S, buyers) price level N, USD/t; None: the walk's own price of the year before."""
    answers: Answers | None = None
    """What a rival does in each year; None where nobody answers."""
    keeping: Storekeeping | None = None
    """Who holds stocks; None where nobody does."""


@dataclass(frozen=True, eq=False)
class SolvedPeriod:
    """One period of a year: its law, the central case in full, and what came of every draw.

    A draw that was left out walks with the central case, here and in all arrays of a year. Where an arc is
    closed its landed price is infinite: nobody can buy there, and nobody gets used to a price.
    """

    period: Period
    central: Equilibrium
    outcomes: Outcomes
    batch: BatchEquilibrium
    rows: IntArray
    """(S,) row of the batch that each draw walks with."""
    stocks: Stocks = NO_STOCKS
    """Schedules of the stocks that traded."""

    @property
    def unknowns(self) -> FloatArray:
        """(S, unknowns) of the solver, to start from when this period is solved again."""
        return self.batch.unknowns[self.rows]


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
    stores: StoresYear | None = None
    """What stocks did; None where nobody holds any."""


@dataclass(frozen=True, eq=False)
class Path:
    """All years of one walk."""

    course: Course
    years: tuple[YearOfPath, ...]
    alive: BoolArray
    """(S,) draws that had a solution in every period; the central case always has."""
    decisions: Decisions
    appraisals: tuple[tuple[Appraisal | None, ...], ...]
    """By year from ``Investment.from_year`` on and venture; None for those that were not looked at."""
    carried: tuple[Carried, ...]
    """By year."""

    def stacked(self, name: str) -> FloatArray:
        """(years, S, ·) of a field of ``YearOfPath``."""
        return np.stack([getattr(year, name) for year in self.years])


def weighted_mean(periods: Sequence[SolvedPeriod], name: str) -> FloatArray:
    """(S, ·) mean over the days of a year of a field of ``Outcomes``."""
    total = periods[0].period.weight * getattr(periods[0].outcomes, name)
    for item in periods[1:]:
        total = total + item.period.weight * getattr(item.outcomes, name)
    return np.asarray(total)
