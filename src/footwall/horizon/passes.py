"""Baseline and policy walked through until what investors expect is what comes of it.

First the baseline, then the policy at the baseline's price level. A pass expects the path of the pass before;
the first expects each year's margins to go on. At most ``PASSES`` passes; how far the last one moved what is
decided is part of the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from footwall.horizon.guarantees import CONTRACTS
from footwall.horizon.outlook import Outlook, terms_of
from footwall.horizon.prospects import Prospects, floors_on, outlook_at, sigma_of
from footwall.horizon.ventures import Ventures, ventures_of
from footwall.horizon.walk import Course, Investment, Path, YearOfPath, walk

if TYPE_CHECKING:
    from footwall.enacted.charges import Enactment, Support
    from footwall.facts import Facts
    from footwall.horizon.periods import Period

PASSES = 3
SETTLED = 0.01
"""Largest change of a decided share between two passes that counts as none."""
Progress = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Walked:
    """One path with its passes: how many, and the largest change of a decided share in the last."""

    path: Path
    passes: int
    change: float


@dataclass(frozen=True, eq=False)
class Pair:
    """Baseline and policy of one chain through the years."""

    baseline: Walked
    policy: Walked
    ventures: Ventures


def walk_pair(
    facts: Facts,
    course: Course,
    policy: tuple[tuple[Period, ...], ...] | None,
    hazard: float,
    from_year: int,
) -> Pair:
    """Both paths; ``policy`` None where the rulebook touches nothing: the baseline stands for it.

    ``facts`` are those of the chain. ``hazard`` is the yearly chance of repeal. Raises NotConverged,
    UnknownName and AppraisalError.
    """
    network = course.calibration.network
    ventures = ventures_of(facts, network)
    nothing = np.zeros(len(network.processes))
    alone = Prospects(
        network, terms_of(facts), 0.0, (), sigma_of(facts, network), nothing, nothing
    )
    baseline = _passes(course, alone, ventures, from_year)
    if policy is None:
        return Pair(baseline, baseline, ventures)
    law = policy[-1][-1].law
    known = {support.id for support in course.periods[-1][-1].law.supports}
    floor, covered = floors_on(network, law)
    under_law = replace(
        alone,
        hazard=hazard,
        contracts=_contracts(law, known),
        floor=floor,
        covered=covered,
        baseline=baseline.path,
    )
    ruled = replace(course, periods=policy, level=baseline.path.stacked("level"))
    return Pair(baseline, _passes(ruled, under_law, ventures, from_year), ventures)


def _contracts(law: Enactment, known: set[str]) -> tuple[Support, ...]:
    return tuple(item for item in law.supports if item.kind in CONTRACTS and item.id not in known)


def _passes(course: Course, prospects: Prospects, ventures: Ventures, from_year: int) -> Walked:
    change = np.inf
    path: Path | None = None
    for number in range(1, PASSES + 1):
        seen = replace(prospects, last=path)

        def outlook(found: tuple[YearOfPath, ...], seen: Prospects = seen) -> Outlook:
            return outlook_at(seen, course.years, found)

        investment = Investment(ventures.modelled, outlook, prospects.terms, from_year)
        after = walk(course, investment)
        if path is not None:
            change = float(np.max(np.abs(after.decisions.share - path.decisions.share), initial=0.0))
        path = after
        if change <= SETTLED:
            break
    assert path is not None
    return Walked(path, number, change)
