"""The first year after the rival stops, week by week, on the baseline's path and on the policy's.

Each is solved with the stocks of private holders, the policy's with a public stock as well if there is one,
and once more without any stock.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from footwall.errors import NotConverged
from footwall.horizon.private_stocks import holding_of
from footwall.horizon.short_clock import short_clock_of
from footwall.horizon.weekly_cut_off import WeeklyCutOff, WeeklyTerms, weekly_cut_off

if TYPE_CHECKING:
    from footwall.facts import Facts
    from footwall.horizon.passes import Pair
    from footwall.horizon.private_stocks import Holding
    from footwall.horizon.walk import YearOfPath
    from footwall.horizon.weekly_stocks import PublicStock

DAYS_A_WEEK = 7.0


@dataclass(frozen=True, eq=False)
class WeeklyTest:
    """One path without the rival; ``weeks`` is None where a week has no solution, and ``reason`` says why."""

    weeks: WeeklyCutOff | None
    reason: str = ""


@dataclass(frozen=True, eq=False)
class WeeklyTests:
    """Both paths in one year; a chain that no rulebook touches holds the same test twice."""

    year: int
    supplier: str
    transit_weeks: int
    baseline: WeeklyTest
    policy: WeeklyTest
    bare: WeeklyTest
    """The policy's path if nobody held any stock."""


def weekly_terms(facts: Facts, weeks: int = 52) -> WeeklyTerms:
    """What the facts say of weeks. Raises UnknownName where they say nothing."""
    transit = round(facts.parameter("transit_days").value / DAYS_A_WEEK)
    return WeeklyTerms(short_clock_of(facts), transit, weeks)


def weekly_tests(
    pair: Pair, place: int, rival: str, facts: Facts, public: PublicStock | None = None
) -> WeeklyTests | None:
    """Both paths in the year at ``place``; None where the paths end before it.

    ``public`` is what the policy holds; the baseline holds no such stock.
    """
    before, after = pair.baseline.path, pair.policy.path
    if place >= len(before.years):
        return None
    holding, terms = holding_of(facts, before.course.calibration), weekly_terms(facts)
    tested = partial(_tested, supplier=rival, terms=terms)
    without = tested(before.years[place], private=holding, public=None)
    same = after is before and public is None
    ruled = without if same else tested(after.years[place], private=holding, public=public)
    bare = tested(after.years[place], private=None, public=None)
    return WeeklyTests(before.years[place].year, rival, terms.transit_weeks, without, ruled, bare)


def _tested(
    year: YearOfPath, supplier: str, private: Holding | None, public: PublicStock | None, terms: WeeklyTerms
) -> WeeklyTest:
    try:
        return WeeklyTest(weekly_cut_off(year, supplier, private, public, terms))
    except NotConverged as refusal:
        return WeeklyTest(None, str(refusal))
