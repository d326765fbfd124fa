"""The first year after the rival stops, week by week, on the baseline's path and on the policy's.

Each is solved with the stocks of private holders, the policy's with a public stock as well if there is one,
and once more without any stock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from footwall.errors import NotConverged
from footwall.horizon.cut_off import exporting
from footwall.horizon.path import weighted_mean
from footwall.horizon.private_stocks import holding_of
from footwall.horizon.short_clock import short_clock_of
from footwall.horizon.storekeeping import serving
from footwall.horizon.weekly_cut_off import WeeklyCutOff, WeeklyTerms, weekly_cut_off
from footwall.horizon.weekly_stocks import PublicStock
from footwall.runs.rows import KG_PER_T

if TYPE_CHECKING:
    from collections.abc import Sequence

    from footwall.facts import Facts
    from footwall.horizon.passes import Pair
    from footwall.horizon.path import Path
    from footwall.horizon.private_stocks import Holding

DAYS_A_WEEK = 7.0
UNTOUCHED = "The rulebook changes nothing on this chain; nobody asked what it would be without stocks."


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
    pair: Pair, place: int, rival: str, facts: Facts, levels: Sequence[float]
) -> WeeklyTests | None:
    """Both paths in the year at ``place``; None where the paths end before it. ``levels``: as ``exporting``.

    Private holders have what the path has left them. The policy's path has the public stocks of its rulebook.
    """
    before, after = pair.baseline.path, pair.policy.path
    if place >= len(before.years):
        return None
    holding, terms = holding_of(facts, before.course.calibration), weekly_terms(facts)
    tested = partial(_tested, supplier=rival, terms=terms, tested=(place, levels))
    without = tested(before, private=private_at(before, place, holding), public=None)
    ruled, bare = without, WeeklyTest(None, UNTOUCHED)
    if after is not before:
        kept, public = private_at(after, place, holding), public_at(after, place)
        ruled = tested(after, private=kept, public=public)
        bare = tested(after, private=None, public=None)
    return WeeklyTests(before.years[place].year, rival, terms.transit_weeks, without, ruled, bare)


def public_at(path: Path, place: int) -> PublicStock | None:
    """What public stocks hold when a year begins and give out in an emergency; None where there is nothing.

    A stock serves its buyers by what they used in the year before, where it is in force on the first day.
    """
    year, keeping = path.years[place - 1], path.course.keeping
    if keeping is None or year.stores is None:
        return None
    tonnes: dict[tuple[str, str], float] = {}
    paces: dict[tuple[str, str], float] = {}
    triggers: dict[tuple[str, str], float] = {}
    prices: dict[tuple[str, str], float] = {}
    first = date(path.years[place].year, 1, 1)
    wanted = weighted_mean(year.periods, "wanted")[0]
    for good, book in zip(serving(keeping, (first, first)), year.stores.goods, strict=True):
        release = good.clause.release
        if release is None or not good.clause.in_force(first):
            continue
        used = good.use_of(wanted)
        part = used / max(float(used.sum()), 1e-300)
        when = release.when
        for k, buyer in enumerate(good.buyers.tolist()):
            key = path.course.calibration.buyers[buyer]
            tonnes[key] = tonnes.get(key, 0.0) + float(part[k] * book.closing[0])
            paces[key] = paces.get(key, 0.0) + float(release.pace * good.served[k])
            if when.unit == "x trend":
                triggers[key] = when.value
            else:
                prices[key] = when.value * KG_PER_T / keeping.inflation[place]
    if sum(tonnes.values()) <= 0.0:
        return None
    return PublicStock(tonnes, paces=paces, triggers=triggers, prices=prices)


def private_at(path: Path, place: int, holding: Holding) -> Holding:
    """Private holders as a year begins: their cover, less what a public stock has crowded out."""
    stores = path.years[place - 1].stores
    if stores is None:
        return holding
    normal = stores.private_normal[0]
    kept = np.where(normal > 0.0, stores.private[0] / np.maximum(normal, 1e-300), 1.0)
    return replace(holding, cover=holding.cover * kept)


def _tested(
    path: Path,
    supplier: str,
    private: Holding | None,
    public: PublicStock | None,
    terms: WeeklyTerms,
    tested: tuple[int, Sequence[float]],
) -> WeeklyTest:
    place, levels = tested
    try:
        year = exporting(path.years, place, supplier, levels)
        return WeeklyTest(weekly_cut_off(year, supplier, private, public, terms))
    except NotConverged as refusal:
        return WeeklyTest(None, str(refusal))
