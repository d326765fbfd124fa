"""Solve one policy or a batch of policies; a solve that did not converge never yields a result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from footwall.enacted.charges import ArcCharges, Quota, Support
from footwall.enacted.feedbacks import NO_FEEDBACK, Feedbacks
from footwall.errors import MultipleSolutions
from footwall.market.assemble import System, assemble, starting_point
from footwall.market.calibrate import Calibration
from footwall.market.equilibrium import Equilibrium
from footwall.market.feedback import settle
from footwall.market.newton import CONVERGED
from footwall.market.scenarios import BatchEquilibrium, persist, retry, solve_system
from footwall.market.stocks import Stocks
from footwall.market.system import FloatArray, Options

__all__ = [
    "BatchEquilibrium",
    "solve",
    "solve_around_stocks",
    "solve_batch",
    "solve_from_starts",
    "solve_system",
]

LIVE_SHARE = 1e-9
"""A market that ships less than this share of its base output has no price to compare."""


def solve(
    calibration: Calibration,
    charges: ArcCharges,
    quotas: Sequence[Quota] = (),
    *,
    supports: Sequence[Support] = (),
    start: FloatArray | None = None,
    purchase: FloatArray | None = None,
    options: Options | None = None,
) -> Equilibrium:
    """The equilibrium of one policy.

    ``start`` (unknowns,) overrides the base-price start. If the full policy fails, its charges are
    stepped up from those of the base year. Yearly limits of supports follow the solution: it is solved again
    until they settle. Raises NotConverged with the worst market and advice.
    """
    system = assemble(calibration, charges, quotas, purchase=purchase, supports=supports)
    return solved(system, NO_FEEDBACK, start=start, options=options)


def solve_around_stocks(calibration: Calibration, charges: ArcCharges, stocks: Stocks) -> Equilibrium:
    """The equilibrium in which stocks trade by their schedules; as ``solve``."""
    return solved(assemble(calibration, charges, stocks=stocks), NO_FEEDBACK)


def solved(
    system: System,
    feedbacks: Feedbacks,
    *,
    start: FloatArray | None = None,
    options: Options | None = None,
) -> Equilibrium:
    """The equilibrium of a packed system of one scenario; as ``solve``."""
    batch = solve_system(system, start=None if start is None else start[None], options=options)
    if batch.status[0] != CONVERGED:
        batch = persist(system, options)
    return settle(batch, feedbacks, options).equilibrium(0)


def solve_batch(
    calibration: Calibration,
    charges: ArcCharges,
    quotas: Sequence[Quota] = (),
    *,
    supports: Sequence[Support] = (),
    limits: FloatArray | None = None,
    purchase: FloatArray | None = None,
    options: Options | None = None,
) -> BatchEquilibrium:
    """Many policies or parameter draws at once: any block may carry a leading scenario axis.

    ``charges`` fields are (arcs,) or (S, arcs), ``limits`` (S, quotas), ``purchase`` (S, markets); the
    calibration may hold S joint draws. Scenarios that fail from base prices are tried once more by
    stepping the policy up; their status says whether they converged, and whether what follows the solution
    settled.
    """
    system = assemble(calibration, charges, quotas, limits, purchase, supports)
    return solved_batch(system, NO_FEEDBACK, options)


def solved_batch(
    system: System,
    feedbacks: Feedbacks,
    options: Options | None = None,
    start: FloatArray | None = None,
) -> BatchEquilibrium:
    """Every scenario of a packed system, from ``start`` (S, unknowns) where given; as ``solve_batch``."""
    batch = solve_system(system, start=start, options=options)
    retry(batch, options)
    return settle(batch, feedbacks, options)


def solve_from_starts(
    calibration: Calibration,
    charges: ArcCharges,
    quotas: Sequence[Quota] = (),
    *,
    supports: Sequence[Support] = (),
    starts: int,
    seed: int,
) -> Equilibrium:
    """Solve from base prices and from ``starts - 1`` random price vectors; all must agree to 1e-6.

    ``Equilibrium.starts`` counts those that converged and agreed. Raises MultipleSolutions that shows both
    prices where two solutions differ.
    """
    system = assemble(calibration, charges, quotas, supports=supports)
    return solved_from_starts(system, NO_FEEDBACK, starts, seed)


def solved_from_starts(system: System, feedbacks: Feedbacks, starts: int, seed: int) -> Equilibrium:
    """The equilibrium of a packed system of one scenario from several starts; as ``solve_from_starts``."""
    calibration = system.calibration
    first = solved(system, feedbacks)
    generator = np.random.default_rng(seed)
    made = np.bincount(calibration.wiring.arc_market, first.flow, len(calibration.network.markets))
    agreed = 1
    for _ in range(starts - 1):
        start = starting_point(system, 1)
        markets = len(calibration.network.markets)
        start[0, :markets] *= np.exp(generator.uniform(-0.7, 0.7, markets))
        other = settle(solve_system(system, start=start, threads=1), feedbacks)
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
