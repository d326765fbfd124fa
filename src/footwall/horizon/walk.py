"""The walk through the years: solve the market, remember its prices, decide on capacity, go on.

Recursive: a year knows the past and, through the outlook of investors, the path of the last pass. The leading
axis S holds the central case first and then joint draws. A central case without a solution ends the walk with
an error; a draw without one is left out from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from footwall.horizon.appraisal import Appraisal
from footwall.horizon.decisions import Decisions, capacity_of, decide, undecided
from footwall.horizon.generic_capacity import GenericCapacity, Plans, step
from footwall.horizon.outlook import Outlook, Terms
from footwall.horizon.periods import Period
from footwall.horizon.responses import Responses
from footwall.horizon.shocks import Shocks
from footwall.horizon.stock_books import GoodYear
from footwall.horizon.storekeeping import (
    Past,
    Storekeeping,
    Stores,
    StoresYear,
    next_year,
    offered,
    opened,
    settled,
    surroundings,
    year_of,
)
from footwall.horizon.ventures import DECIDED, Venture
from footwall.horizon.year_curves import (
    BLOCKS,
    Memory,
    YearInputs,
    curves_of_year,
    highest_price,
    no_memory,
    remember,
)
from footwall.market.calibrate import Calibration
from footwall.market.equilibrium import Equilibrium
from footwall.market.outcomes import Outcomes, outcomes_of
from footwall.market.scenarios import BatchEquilibrium
from footwall.market.stocks import NO_STOCKS, Stocks
from footwall.market.system import FloatArray, IntArray
from footwall.market.under_law import solve_law_batch

BoolArray = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
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

    def stacked(self, name: str) -> FloatArray:
        """(years, S, ·) of a field of ``YearOfPath``."""
        return np.stack([getattr(year, name) for year in self.years])


def walk(course: Course, investment: Investment, close_by: Path | None = None) -> Path:
    """Every year of ``course``. Raises NotConverged where the central case has no solution.

    ``close_by`` is a walk through the same periods: its solutions are where the solver starts.
    """
    calibration, responses, years = course.calibration, course.responses, course.years
    scenarios, processes = calibration.scenarios, calibration.process.shape[1]
    base = np.broadcast_to(calibration.process[:, :, 1], (scenarios, processes))
    base_margin = np.broadcast_to(calibration.base_margin, base.shape)
    generic = GenericCapacity(base.copy(), np.ones(base.shape))
    memory = no_memory(calibration)
    stock = _opened(course)
    alive = np.ones(scenarios, dtype=bool)
    decisions = undecided(investment.ventures, years[0], scenarios, investment.seed)
    added = capacity_of(decisions, years[0], processes)
    found: list[YearOfPath] = []
    looks: list[tuple[Appraisal | None, ...]] = []
    for position, year in enumerate(years):
        periods = course.periods[position]
        if course.answers is not None:
            periods = course.answers(position, tuple(found), tuple(looks))
        hints = close_by.years[position].periods if close_by is not None else ()
        known = (found[-1] if found else None, hints, alive)
        solved, stock = _solved_year(course, position, periods, (generic, added), (memory, stock), known)
        found.append(solved)
        if year < investment.from_year:
            decisions = history(decisions)
        else:
            decisions, looked_at = decide(decisions, investment.outlook(tuple(found)), investment.terms)
            looks.append(looked_at)
        if position + 1 == len(years):
            break
        memory = remember(memory, responses, (solved.effective, solved.landed), calibration, solved.level)
        after = capacity_of(decisions, years[position + 1], processes)
        generic = step(
            generic, (base, base_margin), solved.margin, after - added, course.plans, responses, position
        )
        added = after
    return Path(course, tuple(found), alive, decisions, tuple(looks))


def history(decisions: Decisions) -> Decisions:
    """A year that is over: what is decided today was, and nothing else."""
    scenarios = decisions.share.shape[0]
    known = np.array([float(venture.status in DECIDED) for venture in decisions.ventures])
    column = np.broadcast_to(known, (scenarios, len(known)))[:, :, None]
    return replace(decisions, share=np.concatenate([decisions.share, column], axis=2))


def _solved_year(
    course: Course,
    position: int,
    periods: tuple[Period, ...],
    capacities: tuple[GenericCapacity, FloatArray],
    past: tuple[Memory, tuple[Stores, Past] | None],
    known: tuple[YearOfPath | None, tuple[SolvedPeriod, ...], BoolArray],
) -> tuple[YearOfPath, tuple[Stores, Past] | None]:
    """``known``: the year before, this year's periods as another walk solved them, and the live draws."""
    (generic, projects), (memory, stock), (before, hints, alive) = capacities, past, known
    shocks = course.shocks
    built = generic.capacity + projects
    capacity = (built + shocks.extra[position]) * shocks.running[position]
    cheaper = (
        shocks.cheaper[position] * shocks.extra[position] / np.maximum(built + shocks.extra[position], 1e-9)
    )
    use = course.use[position] * shocks.use[position]
    inputs = YearInputs(capacity, use, _level(course, position, before), cheaper)
    curves = _with_the_central_case(
        curves_of_year(course.calibration, course.responses, memory, inputs), ~alive
    )
    solved: list[SolvedPeriod] = []
    books: list[tuple[GoodYear, ...]] = []
    for place, period in enumerate(periods):
        hint = hints[place] if place < len(hints) else None
        start = _start(hint, period, before)
        if course.keeping is None or stock is None:
            solved.append(_solved_period(curves, period, start, alive))
            continue
        stores, seen = stock[0], surroundings(course.keeping, stock[1], period, position, course.calibration)
        trading = offered(course.keeping, stores, seen, period)
        solved.append(_solved_period(curves, period, start, alive, trading))
        stores, part = settled(course.keeping, stores, seen, period, solved[-1].outcomes)
        stock = (stores, stock[1])
        books.append(part)

    def mean(name: str) -> FloatArray:
        return weighted_mean(solved, name)

    kept, stock = _kept(course, position, solved, stock, books)
    return YearOfPath(
        course.years[position],
        curves,
        tuple(solved),
        capacity,
        projects,
        inputs.level,
        mean("price"),
        mean("effective"),
        mean("landed"),
        mean("margin"),
        mean("activity"),
        kept,
    ), stock


def _opened(course: Course) -> tuple[Stores, Past] | None:
    return None if course.keeping is None else opened(course.keeping, course.calibration, len(course.years))


def _kept(
    course: Course,
    position: int,
    solved: Sequence[SolvedPeriod],
    stock: tuple[Stores, Past] | None,
    books: Sequence[tuple[GoodYear, ...]],
) -> tuple[StoresYear | None, tuple[Stores, Past] | None]:
    """The books of a year, and what the next one begins with."""
    if course.keeping is None or stock is None:
        return None, None
    stores, past = stock
    last = solved[-1]
    seen = surroundings(course.keeping, past, last.period, position, course.calibration)
    kept = year_of(course.keeping, stores, seen, books)
    stores = next_year(course.keeping, stores, seen, last.period, weighted_mean(solved, "delivered"))
    wanted = weighted_mean(solved, "wanted")
    paid = np.minimum(weighted_mean(solved, "effective"), highest_price(course.calibration))
    return kept, (stores, Past((*past.prices, paid), wanted))


def _start(hint: SolvedPeriod | None, period: Period, before: YearOfPath | None) -> FloatArray | None:
    """Where the solver starts: the hint, its prices alone where other limits hold, or last year's prices."""
    if hint is not None and hint.period.law.quotas == period.law.quotas:
        return hint.unknowns
    return before.price if before is not None else None


def weighted_mean(periods: Sequence[SolvedPeriod], name: str) -> FloatArray:
    """(S, ·) mean over the days of a year of a field of ``Outcomes``."""
    total = periods[0].period.weight * getattr(periods[0].outcomes, name)
    for item in periods[1:]:
        total = total + item.period.weight * getattr(item.outcomes, name)
    return np.asarray(total)


def _level(course: Course, position: int, before: YearOfPath | None) -> FloatArray:
    if course.level is not None:
        return np.asarray(course.level[position])
    if before is not None:
        return before.effective
    base = course.calibration.buyer[:, :, 3]
    return np.broadcast_to(base, (course.calibration.scenarios, base.shape[1])).copy()


def _with_the_central_case(curves: Calibration, lost: BoolArray) -> Calibration:
    """Curves in which draws that were left out are the central case: no solve is spent on them."""
    for name in BLOCKS:
        block = getattr(curves, name)
        block[lost] = block[0]
    return curves


def _solved_period(
    curves: Calibration,
    period: Period,
    start: FloatArray | None,
    alive: BoolArray,
    stocks: Stocks = NO_STOCKS,
) -> SolvedPeriod:
    """Solve one law for all scenarios; a draw that fails is struck from ``alive``, in place."""
    law = replace(period.law, ranged=None)
    batch = solve_law_batch(curves, law, start=start, stocks=stocks)
    central = batch.equilibrium(0)
    alive &= batch.converged
    rows = np.where(alive, np.arange(len(alive)), 0)
    outcomes = outcomes_of(batch, rows)
    outcomes.landed[:, np.atleast_2d(law.charges.open)[0] <= 0.0] = np.inf
    return SolvedPeriod(period, central, outcomes, batch, rows, stocks)
