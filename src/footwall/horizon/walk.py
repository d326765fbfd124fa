"""The walk through the years: solve the market, remember its prices, decide on capacity, go on.

Recursive: a year knows the past and, through the outlook of investors, the path of the last pass. The leading
axis S holds the central case first and then joint draws. A central case without a solution ends the walk with
an error; a draw without one is left out from then on.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from footwall.horizon.appraisal import Appraisal
from footwall.horizon.decisions import Decisions, capacity_of, decide, undecided
from footwall.horizon.generic_capacity import GenericCapacity, step
from footwall.horizon.path import Carried, Course, Investment, Path, YearOfPath
from footwall.horizon.ventures import DECIDED
from footwall.horizon.year_curves import (
    no_memory,
    remember,
)
from footwall.horizon.year_solve import opened_stocks, solved_year


def walk(course: Course, investment: Investment, close_by: Path | None = None) -> Path:
    """Every year of ``course``. Raises NotConverged where the central case has no solution.

    ``close_by`` is a walk through the same periods: its solutions are where the solver starts. Its first
    years are taken as they are, as far as the same projects run: they do not come out otherwise.
    """
    calibration, responses, years = course.calibration, course.responses, course.years
    scenarios, processes = calibration.scenarios, calibration.process.shape[1]
    base = np.broadcast_to(calibration.process[:, :, 1], (scenarios, processes))
    base_margin = np.broadcast_to(calibration.base_margin, base.shape)
    generic = GenericCapacity(base.copy(), np.ones(base.shape))
    memory = no_memory(calibration)
    stock = opened_stocks(course)
    alive = np.ones(scenarios, dtype=bool)
    decisions = undecided(investment.ventures, years[0], scenarios, investment.seed)
    added = capacity_of(decisions, years[0], processes)
    found: list[YearOfPath] = []
    carried: list[Carried] = []
    looks: list[tuple[Appraisal | None, ...]] = []
    same = close_by is not None and _alike(close_by, course)
    for position, year in enumerate(years):
        same = same and close_by is not None and np.array_equal(close_by.years[position].projects, added)
        if same and close_by is not None:
            solved, stock = close_by.years[position], close_by.carried[position]
        else:
            periods = course.periods[position]
            if course.answers is not None:
                periods = course.answers(position, tuple(found), tuple(looks))
            hints = close_by.years[position].periods if close_by is not None else ()
            known = (found[-1] if found else None, hints, alive)
            solved, stock = solved_year(course, position, periods, (generic, added), (memory, stock), known)
        found.append(solved)
        carried.append(stock)
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
    return Path(course, tuple(found), alive, decisions, tuple(looks), tuple(carried))


def _alike(close_by: Path, course: Course) -> bool:
    """True if a year of ``close_by`` with the projects of this walk, and all before it, is this walk's year.

    What investors expect acts through projects alone, unless a rival answers what they looked at.
    """
    return close_by.course is course and course.answers is None and bool(close_by.alive.all())


def history(decisions: Decisions) -> Decisions:
    """A year that is over: what is decided today was, and nothing else."""
    scenarios = decisions.share.shape[0]
    known = np.array([float(venture.status in DECIDED) for venture in decisions.ventures])
    column = np.broadcast_to(known, (scenarios, len(known)))[:, :, None]
    return replace(decisions, share=np.concatenate([decisions.share, column], axis=2))
