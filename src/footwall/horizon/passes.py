"""Baseline and policy walked through until what investors expect is what comes of it.

First the baseline, then the policy at the baseline's price level. The first pass expects each year's margins
to go on, the second the path of the first, later ones what the passes before say about both (``expected``).
At most ``PASSES`` passes; how far expectations are off in the last is part of the answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from footwall.horizon.expected import DAMPED, LEAST_PRICE, Expected, Pass, following, seen_on
from footwall.horizon.guarantees import CONTRACTS
from footwall.horizon.outlook import Outlook, terms_of
from footwall.horizon.path import Answers, Course, Investment, Path, YearOfPath
from footwall.horizon.prospects import Prospects, after_repeal, floors_on, outlook_at, sigma_of
from footwall.horizon.shocks import Shocks
from footwall.horizon.walk import walk

if TYPE_CHECKING:
    from footwall.enacted.charges import Support
    from footwall.facts import Facts
    from footwall.horizon.periods import Period
    from footwall.horizon.storekeeping import Storekeeping
    from footwall.horizon.ventures import Ventures

PASSES = 16
WHOLE_WAY = 1.0
"""Part of the way that the baseline goes: few decide there, and what comes of it hardly moves."""
SETTLED = 0.01
"""Largest gap of an expected price from what came of it, over the latter, that counts as none."""


@dataclass(frozen=True, eq=False)
class Walked:
    """One path with its passes: how many, and the largest gap of expected prices in the last."""

    path: Path
    passes: int
    change: float


@dataclass(frozen=True, eq=False)
class Investors:
    """Who decides, from which year on, and whether they expect today's prices for ever."""

    ventures: Ventures
    from_year: int
    myopic: bool = False


@dataclass(frozen=True, eq=False)
class Ruled:
    """What a rulebook brings to the years of a chain."""

    periods: tuple[tuple[Period, ...], ...]
    shocks: Shocks
    hazard: float
    """Chance a year that it is repealed."""
    answers: Answers | None = None
    """What its rival does."""
    keeping: Storekeeping | None = None
    """Who holds stocks under it."""


@dataclass(frozen=True, eq=False)
class Pair:
    """Baseline and policy of one chain through the years."""

    baseline: Walked
    policy: Walked
    ventures: Ventures


def walk_pair(
    facts: Facts,
    course: Course,
    policy: Ruled | None,
    investors: Investors,
) -> Pair:
    """Both paths; ``policy`` None where the rulebook touches nothing: the baseline stands for it.

    ``facts`` are those of the chain. Raises NotConverged, UnknownName and AppraisalError.
    """
    baseline = _passes(course, _alone(facts, course), investors)
    if policy is None:
        return Pair(baseline, baseline, investors.ventures)
    return Pair(baseline, walk_policy(facts, course, policy, investors, baseline), investors.ventures)


def walk_policy(
    facts: Facts,
    course: Course,
    policy: Ruled,
    investors: Investors,
    baseline: Walked,
    close_by: Path | None = None,
) -> Walked:
    """The policy's path at the price level of a baseline that ``course`` was walked to.

    ``close_by`` is a path of nearly the same policy: investors expect it in the first pass. Raises
    NotConverged, UnknownName and AppraisalError.
    """
    network, alone = course.calibration.network, _alone(facts, course)
    law = policy.periods[-1][-1].law
    floor, covered = floors_on(network, law)
    contracts = _contracts(policy.periods, course.periods)
    under_law = replace(
        alone,
        hazard=policy.hazard,
        contracts=contracts,
        floor=floor,
        covered=covered,
        after_repeal=after_repeal(network, contracts, baseline.path),
    )
    ruled = replace(
        course,
        periods=policy.periods,
        level=baseline.path.stacked("level"),
        shocks=policy.shocks,
        answers=policy.answers,
        keeping=policy.keeping,
    )
    return _passes(ruled, under_law, investors, close_by)


def _alone(facts: Facts, course: Course) -> Prospects:
    """What investors see where no rulebook acts."""
    network = course.calibration.network
    nothing = np.zeros(len(network.processes))
    return Prospects(network, terms_of(facts), 0.0, (), sigma_of(facts, network), nothing, nothing)


def _contracts(
    policy: tuple[tuple[Period, ...], ...], baseline: tuple[tuple[Period, ...], ...]
) -> tuple[tuple[Support, ...], ...]:
    """By year, the contracts of the rulebook in force at its end, at that year's real strikes.

    One that stands for a contract of the facts guarantees nothing more: a repeal brings that one back.
    """
    known = [{support.id for support in year[-1].law.supports} for year in baseline]
    return tuple(
        tuple(
            item
            for item in year[-1].law.supports
            if item.kind in CONTRACTS and item.id not in ids and not _stands_for(item, ids)
        )
        for year, ids in zip(policy, known, strict=True)
    )


def _stands_for(support: Support, known: set[str]) -> bool:
    return support.settlement is not None and f"contract:{support.settlement.replaces}" in known


def _passes(
    course: Course, prospects: Prospects, investors: Investors, close_by: Path | None = None
) -> Walked:
    """Walk until what is expected is what comes of it; each pass moves expectations towards that."""
    path = close_by
    expected = seen_on(path) if path is not None else None
    seen_so_far: list[Pass] = []
    part = WHOLE_WAY if prospects.after_repeal is None else DAMPED
    change, number = np.inf, 0
    best: Walked | None = None
    while True:
        number += 1
        seen = replace(prospects, expected=expected)

        def outlook(found: tuple[YearOfPath, ...], seen: Prospects = seen) -> Outlook:
            return outlook_at(seen, course.years, found)

        investment = Investment(investors.ventures.modelled, outlook, prospects.terms, investors.from_year)
        path = walk(course, investment, path)
        came = seen_on(path)
        if expected is not None:
            change = _moved(expected, came)
        if best is None or change < best.change:
            best = Walked(path, number, change)
        if investors.myopic or change <= SETTLED:
            return Walked(path, number, change)
        if number == PASSES:
            return replace(best, passes=number)
        if expected is None or number == 1:
            expected = came
            continue
        seen_so_far.append(Pass(expected, came))
        expected = following(seen_so_far, part)


def _moved(expected: Expected, came: Expected) -> float:
    """Largest gap between expected and found prices, over the found ones, in the central case."""
    found = np.maximum(came.price[0], LEAST_PRICE)
    return float(np.max(np.abs(expected.price[0] - came.price[0]) / found, initial=0.0))
