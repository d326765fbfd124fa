"""Every scenario of a packed system: solved from one start, and once more with patience where that fails.

No exception is raised here: the status of each scenario says whether it has a solution.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise, repeat

import numpy as np

from footwall.enacted.charges import ArcCharges
from footwall.errors import NotConverged
from footwall.market.assemble import System, starting_point
from footwall.market.continuation import at_strength
from footwall.market.equilibrium import Equilibrium, describe_solution
from footwall.market.newton import CONVERGED, STATUS_NAMES, empty_outcome, solve_scenarios
from footwall.market.scenario import charges_of
from footwall.market.system import FloatArray, IntArray, Options
from footwall.market.work import workspace

PIECES = 16
"""Ranges of scenarios per thread: small enough that no thread waits long for the others."""
PATIENCE = 400
"""Iterations for a policy that the ordinary number misses: an essential input that all but disappears."""
FIRST_STEP, SMALLEST_STEP = 0.25, 1.0 / 64.0
"""Share of a policy added at a time when the full policy fails; halved at need, down to the smallest."""
UNSETTLED_ADVICE = (
    "Its charge and the market chase each other: loosen its limit or tolerance (--set), then tighten it step "
    "by step to see where they part."
)
BLOCKS = ("process", "use", "buyer", "arc", "purchase", "quota", "varying", "support", "stock")
"""Blocks of ``Curves`` that carry a scenario axis."""


@dataclass(frozen=True)
class BatchEquilibrium:
    """Solutions of a batch, one row a scenario; rows that did not converge hold no valid prices."""

    system: System
    unknowns: FloatArray
    status: IntArray
    iterations: IntArray
    residual: FloatArray
    worst: IntArray
    seconds: float
    rounds: IntArray | None = None
    """Solves that charges which follow the solution took to settle; None where there are none."""
    unsettled: Mapping[int, tuple[str, float]] = field(default_factory=dict)
    """Scenario -> rule that did not settle and its last relative change."""

    @property
    def converged(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return np.asarray(self.status == CONVERGED)

    def equilibrium(self, scenario: int) -> Equilibrium:
        """One scenario in full. Raises NotConverged if it has no solution."""
        if scenario in self.unsettled:
            rule, change = self.unsettled[scenario]
            raise NotConverged(rule, change, self._rounds(scenario), UNSETTLED_ADVICE)
        if self.status[scenario] != CONVERGED:
            raise not_converged(self.system, int(self.worst[scenario]), float(self.residual[scenario]),
                           int(self.iterations[scenario]))  # fmt: skip
        outcome = (
            STATUS_NAMES[self.status[scenario]],
            float(self.residual[scenario]),
            int(self.iterations[scenario]),
            self.seconds / len(self.status),
        )
        work = workspace(self.system.topology, self.system.curves)
        solved = describe_solution(self.unknowns[scenario], scenario, self.system, work, outcome)
        if self.rounds is None:
            return solved
        settled = charges_of(self.system.curves, scenario)
        charges = ArcCharges(**{name: settled[:, n].copy() for n, name in enumerate(ArcCharges.names())})
        return replace(solved, rounds=self._rounds(scenario), charges=charges)

    def _rounds(self, scenario: int) -> int:
        return 0 if self.rounds is None else int(self.rounds[scenario])


def scenarios_of(system: System) -> int:
    """Number of scenarios that a packed system holds."""
    return max(int(getattr(system.curves, name).shape[0]) for name in BLOCKS)


def solve_system(
    system: System,
    *,
    start: FloatArray | None = None,
    options: Options | None = None,
    threads: int | None = None,
) -> BatchEquilibrium:
    """Solve every scenario of a packed system; no continuation, no exception."""
    curves, scenarios = system.curves, scenarios_of(system)
    unknowns = starting_point(system, scenarios) if start is None else np.array(start, dtype=float)
    outcome = empty_outcome(scenarios)
    limits = options or Options()

    def run(pieces: Iterable[tuple[int, int]]) -> None:
        work = workspace(system.topology, curves)
        for piece in pieces:
            solve_scenarios(unknowns, piece, system.topology, curves, work, outcome, limits)

    workers = min(threads or os.cpu_count() or 1, scenarios)
    began = time.perf_counter()
    if workers == 1:
        run([(0, scenarios)])
    else:
        edges = np.linspace(0, scenarios, min(scenarios, PIECES * workers) + 1).astype(int)
        # One queue for all threads: whoever is done takes the next piece.
        queue = iter(list(pairwise(edges.tolist())))
        list(_threads(workers).map(run, repeat(queue, workers)))
    seconds = time.perf_counter() - began
    return BatchEquilibrium(system, unknowns, *outcome, seconds)


@cache
def _threads(workers: int) -> ThreadPoolExecutor:
    """Threads that wait for the next batch: a path solves a thousand small ones."""
    return ThreadPoolExecutor(workers, "solver")


def retry(batch: BatchEquilibrium, options: Options | None) -> None:
    """Try the scenarios of a batch that failed once more, by themselves and with patience, in place."""
    failed = np.flatnonzero(batch.status != CONVERGED).tolist()
    if not failed:
        return
    with ThreadPoolExecutor(min(os.cpu_count() or 1, len(failed))) as pool:
        retried = list(
            pool.map(lambda scenario: persist(one_scenario(batch.system, scenario), options), failed)
        )
    for scenario, single in zip(failed, retried, strict=True):
        if single.status[0] == CONVERGED:
            for name in ("unknowns", "status", "iterations", "residual", "worst"):
                getattr(batch, name)[scenario] = getattr(single, name)[0]


def one_scenario(system: System, scenario: int) -> System:
    """The system of one scenario of a batch."""
    picked = {
        name: getattr(system.curves, name)[[scenario if getattr(system.curves, name).shape[0] > 1 else 0]]
        for name in BLOCKS
    }
    return replace(system, curves=system.curves._replace(**picked))


def persist(system: System, options: Options | None) -> BatchEquilibrium:
    """Rising strengths of the policy, then more iterations unless the caller set their number."""
    batch = _step_up(system, options)
    if batch.status[0] != CONVERGED and options is None:
        batch = solve_system(system, options=Options(iterations=PATIENCE), threads=1)
    return batch


def _step_up(system: System, options: Options | None) -> BatchEquilibrium:
    """Solve one scenario at rising strengths of its policy, each from the last solution."""
    strength, step = 0.0, FIRST_STEP
    start: FloatArray | None = None
    while True:
        target = min(1.0, strength + step)
        batch = solve_system(at_strength(system, target), start=start, options=options, threads=1)
        if batch.status[0] == CONVERGED:
            if target == 1.0:
                return replace(batch, system=system)
            strength, start, step = target, batch.unknowns, 2.0 * step
        elif step > SMALLEST_STEP:
            step *= 0.5
        else:
            return batch


def not_converged(system: System, worst: int, residual: float, iterations: int) -> NotConverged:
    """The error of a solve that ended without a solution, with the worst row and advice."""
    advice = (
        "Loosen the floor, quota or ban that bears on this market (--set), then tighten it step by step to "
        "see where the solution is lost."
    )
    return NotConverged(system.row_name(worst), residual, iterations, advice)
