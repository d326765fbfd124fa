"""The first year after the rival stops, week by week, on the baseline's path and on the policy's.

Each is solved with private stocks and without any; a public stock comes on top if there is one.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    """One path without the rival; ``stocked`` is None where a week has no solution; ``reason`` tells."""

    stocked: WeeklyCutOff | None
    bare: WeeklyCutOff | None
    """The same without any stock."""
    reason: str = ""


@dataclass(frozen=True, eq=False)
class WeeklyTests:
    """Both paths in one year; untouched chains hold the same test twice."""

    year: int
    supplier: str
    transit_weeks: int
    baseline: WeeklyTest
    policy: WeeklyTest


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
    without = _tested(before.years[place], rival, (holding, None), terms)
    same = after is before and public is None
    ruled = without if same else _tested(after.years[place], rival, (holding, public), terms)
    return WeeklyTests(before.years[place].year, rival, terms.transit_weeks, without, ruled)


def _tested(
    year: YearOfPath, rival: str, stocks: tuple[Holding, PublicStock | None], terms: WeeklyTerms
) -> WeeklyTest:
    try:
        return WeeklyTest(
            weekly_cut_off(year, rival, *stocks, terms), weekly_cut_off(year, rival, None, None, terms)
        )
    except NotConverged as refusal:
        return WeeklyTest(None, None, str(refusal))
