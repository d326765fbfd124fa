"""Solve one policy or a batch of policies; a solve that did not converge never yields a result."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from footwall.enacted.charges import ArcCharges, Quota
from footwall.errors import MultipleSolutions, NotConverged
from footwall.market.assemble import System, assemble, starting_point
from footwall.market.calibrate import Calibration
from footwall.market.continuation import at_strength
from footwall.market.equilibrium import Equilibrium, describe_solution
from footwall.market.newton import CONVERGED, STATUS_NAMES, empty_outcome, solve_scenarios
from footwall.market.system import FloatArray, IntArray, Options
from footwall.market.work import workspace

PIECES = 16
"""Ranges of scenarios per thread: small enough that no thread waits long for the others."""
PATIENCE = 400
"""Iterations for a policy that the ordinary number misses: an essential input that all but disappears."""
FIRST_STEP, SMALLEST_STEP = 0.25, 1.0 / 64.0
"""Share of a policy added at a time when the full policy fails; halved at need, down to the smallest."""


LIVE_SHARE = 1e-9
"""A market that ships less than this share of its base output has no price to compare."""


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

    @property
    def converged(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return np.asarray(self.status == CONVERGED)

    def equilibrium(self, scenario: int) -> Equilibrium:
        """One scenario in full. Raises NotConverged if it has no solution."""
        if self.status[scenario] != CONVERGED:
            raise _failure(self.system, int(self.worst[scenario]), float(self.residual[scenario]),
                           int(self.iterations[scenario]))  # fmt: skip
        outcome = (
            STATUS_NAMES[self.status[scenario]],
            float(self.residual[scenario]),
            int(self.iterations[scenario]),
            self.seconds / len(self.status),
        )
        work = workspace(self.system.topology, self.system.curves)
        return describe_solution(self.unknowns[scenario], scenario, self.system, work, outcome)


def solve(
    calibration: Calibration,
    charges: ArcCharges,
    quotas: Sequence[Quota] = (),
    *,
    start: FloatArray | None = None,
    purchase: FloatArray | None = None,
    options: Options | None = None,
) -> Equilibrium:
    """The equilibrium of one policy.

    ``start`` (unknowns,) overrides the base-price start. If the full policy fails, its charges are
    stepped up from those of the base year. Raises NotConverged with the worst market and advice.
    """
    system = assemble(calibration, charges, quotas, purchase=purchase)
    batch = solve_system(system, start=None if start is None else start[None], options=options)
    if batch.status[0] != CONVERGED:
        batch = _persist(system, options)
    return batch.equilibrium(0)


def solve_system(
    system: System,
    *,
    start: FloatArray | None = None,
    options: Options | None = None,
    threads: int | None = None,
) -> BatchEquilibrium:
    """Solve every scenario of a packed system; no continuation, no exception."""
    curves = system.curves
    scenarios = max(
        block.shape[0]
        for block in (
            curves.process,
            curves.use,
            curves.buyer,
            curves.arc,
            curves.purchase,
            curves.quota,
            curves.varying,
        )
    )
    unknowns = starting_point(system, scenarios) if start is None else np.array(start, dtype=float)
    outcome = empty_outcome(scenarios)
    limits = options or Options()

    def run(first: int, last: int) -> None:
        work = workspace(system.topology, curves)
        solve_scenarios(unknowns, (first, last), system.topology, curves, work, outcome, limits)

    workers = min(threads or os.cpu_count() or 1, scenarios)
    began = time.perf_counter()
    if workers == 1:
        run(0, scenarios)
    else:
        edges = np.linspace(0, scenarios, min(scenarios, PIECES * workers) + 1).astype(int)
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(run, edges[:-1].tolist(), edges[1:].tolist()))
    seconds = time.perf_counter() - began
    return BatchEquilibrium(system, unknowns, *outcome, seconds)


def solve_batch(
    calibration: Calibration,
    charges: ArcCharges,
    quotas: Sequence[Quota] = (),
    *,
    limits: FloatArray | None = None,
    purchase: FloatArray | None = None,
    options: Options | None = None,
) -> BatchEquilibrium:
    """Many policies or parameter draws at once: any block may carry a leading scenario axis.

    ``charges`` fields are (arcs,) or (S, arcs), ``limits`` (S, quotas), ``purchase`` (S, markets); the
    calibration may hold S joint draws. Scenarios that fail from base prices are tried once more by
    stepping the policy up; their status says whether they converged.
    """
    system = assemble(calibration, charges, quotas, limits, purchase)
    batch = solve_system(system, options=options)
    failed = np.flatnonzero(batch.status != CONVERGED).tolist()
    if failed:
        with ThreadPoolExecutor(min(os.cpu_count() or 1, len(failed))) as pool:
            retried = list(
                pool.map(lambda scenario: _persist(_one_scenario(system, scenario), options), failed)
            )
        for scenario, single in zip(failed, retried, strict=True):
            if single.status[0] == CONVERGED:
                for name in ("unknowns", "status", "iterations", "residual", "worst"):
                    getattr(batch, name)[scenario] = getattr(single, name)[0]
    return batch


def _one_scenario(system: System, scenario: int) -> System:
    blocks = {"process", "use", "buyer", "arc", "purchase", "quota", "varying"}
    picked = {
        name: getattr(system.curves, name)[[scenario if getattr(system.curves, name).shape[0] > 1 else 0]]
        for name in blocks
    }
    return replace(system, curves=system.curves._replace(**picked))


def _persist(system: System, options: Options | None) -> BatchEquilibrium:
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


def _failure(system: System, worst: int, residual: float, iterations: int) -> NotConverged:
    advice = (
        "Loosen the floor, quota or ban that bears on this market (--set), then tighten it step by step to "
        "see where the solution is lost."
    )
    return NotConverged(system.row_name(worst), residual, iterations, advice)


def solve_from_starts(
    calibration: Calibration, charges: ArcCharges, quotas: Sequence[Quota] = (), *, starts: int, seed: int
) -> Equilibrium:
    """Solve from base prices and from ``starts - 1`` random price vectors; all must agree to 1e-6.

    ``Equilibrium.starts`` counts those that converged and agreed. Raises MultipleSolutions that shows both
    prices where two solutions differ.
    """
    first = solve(calibration, charges, quotas)
    system = assemble(calibration, charges, quotas)
    generator = np.random.default_rng(seed)
    made = np.bincount(calibration.wiring.arc_market, first.flow, len(calibration.network.markets))
    agreed = 1
    for _ in range(starts - 1):
        start = starting_point(system, 1)
        markets = len(calibration.network.markets)
        start[0, :markets] *= np.exp(generator.uniform(-0.7, 0.7, markets))
        other = solve_system(system, start=start, threads=1)
        if other.status[0] != CONVERGED:
            continue
        gap = np.abs(other.unknowns[0, :markets] - first.price) / calibration.base_price
        gap[made < LIVE_SHARE * calibration.base_output] = 0.0
        if gap.max() > 1e-6:
            worst = int(gap.argmax())
            raise MultipleSolutions(
                f"Two equilibria differ at {system.row_name(worst)}: {first.price[worst]:,.2f} and "
                f"{other.unknowns[0, worst]:,.2f} USD/t. "
                "The policy has no single answer; weaken it step by step."
            )
        agreed += 1
    return replace(first, starts=agreed)
