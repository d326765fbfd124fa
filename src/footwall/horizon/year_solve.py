"""One year of a walk: its curves, its periods solved one after the other, and its stocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from footwall.horizon.generic_capacity import GenericCapacity
from footwall.horizon.path import BoolArray, Course, SolvedPeriod, YearOfPath, weighted_mean
from footwall.horizon.periods import Period
from footwall.horizon.stock_books import GoodYear
from footwall.horizon.storekeeping import (
    Past,
    Stores,
    StoresYear,
    next_year,
    offered,
    opened,
    settled,
    surroundings,
    year_of,
)
from footwall.horizon.year_curves import (
    BLOCKS,
    Memory,
    YearInputs,
    curves_of_year,
    highest_price,
)
from footwall.market.calibrate import Calibration
from footwall.market.outcomes import outcomes_of
from footwall.market.stocks import NO_STOCKS, Stocks
from footwall.market.system import FloatArray
from footwall.market.under_law import solve_law_batch


def solved_year(
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
        trading = offered(course.keeping, stores, seen)
        solved.append(_solved_period(curves, period, start, alive, trading))
        stores, part = settled(course.keeping, stores, seen, solved[-1].outcomes)
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


def opened_stocks(course: Course) -> tuple[Stores, Past] | None:
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
    wanted = weighted_mean(solved, "wanted")
    cash = weighted_mean(solved, "delivered"), wanted
    stores = next_year(course.keeping, stores, seen, last.period, cash)
    paid = np.minimum(weighted_mean(solved, "effective"), highest_price(course.calibration))
    return kept, (stores, Past((*past.prices, paid), wanted))


def _start(hint: SolvedPeriod | None, period: Period, before: YearOfPath | None) -> FloatArray | None:
    """Where the solver starts: the hint, its prices alone where other limits hold, or last year's prices."""
    if hint is not None and hint.period.law.quotas == period.law.quotas:
        return hint.unknowns
    return before.price if before is not None else None


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
