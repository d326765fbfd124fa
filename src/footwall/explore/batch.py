"""Many policies on one chain, solved together.

Policies whose quotas differ in nothing but their limits are one batch of the kernel: charges and limits are
stacked along its scenario axis. A policy that finds no solution has none here; it is named with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from footwall.enacted.charges import Enactment
from footwall.errors import NotConverged
from footwall.market.calibrate import Calibration
from footwall.market.under_law import solve_law_batch
from footwall.measure.state import State
from footwall.runs.solved_laws import alike, limits_of, stacked

LARGEST = 200
"""Policies a batch; more are solved in several, so that memory stays small."""


@dataclass(frozen=True, eq=False)
class Solution:
    """One policy: its state, or why there is none."""

    state: State | None
    reason: str = ""


@dataclass(frozen=True, eq=False)
class SolvedPolicies:
    """Solutions in the order of the policies; ``seconds`` in the kernel, over ``batches`` calls."""

    solutions: tuple[Solution, ...]
    seconds: float
    batches: int


def solve_policies(calibration: Calibration, policies: Sequence[Enactment]) -> SolvedPolicies:
    """Solve every policy on a calibration of one scenario."""
    found: list[Solution | None] = [None] * len(policies)
    seconds, batches = 0.0, 0
    for group in alike(policies):
        for first in range(0, len(group), LARGEST):
            places = group[first : first + LARGEST]
            seconds += _solve(calibration, policies, places, found)
            batches += 1
    return SolvedPolicies(tuple(item for item in found if item is not None), seconds, batches)


def _solve(
    calibration: Calibration,
    policies: Sequence[Enactment],
    places: Sequence[int],
    found: list[Solution | None],
) -> float:
    laws = [policies[place] for place in places]
    charges = stacked([law.charges for law in laws])
    batch = solve_law_batch(calibration, laws[0], charges=charges, limits=limits_of(laws))
    for scenario, (place, law) in enumerate(zip(places, laws, strict=True)):
        try:
            found[place] = Solution(State(calibration, law, batch.equilibrium(scenario)))
        except NotConverged as refusal:
            found[place] = Solution(None, str(refusal))
    return batch.seconds
