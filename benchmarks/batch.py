"""Thousands of random rulebooks: solves per second, converged share, solutions that are none."""

from __future__ import annotations

import os
import time
from typing import Any

import numpy as np

from benchmarks.chain import Reach, random_rulebooks
from benchmarks.recheck import residuals
from footwall.market.newton import CONVERGED
from footwall.market.solve import solve_batch
from footwall.market.system import Options

CHUNK = 500
"""Scenarios held in memory at a time."""


def run(count: int, reach: Reach, seed: int = 2024) -> dict[str, Any]:
    """Solve ``count`` random rulebooks in chunks and check every answer by other code."""
    wall = kernel = 0.0
    converged = mislabelled = 0
    iterations: list[int] = []
    worst = 0.0
    first = random_rulebooks(2, seed, reach)
    solve_batch(first.calibration, first.charges, first.quotas, limits=first.limits)
    for chunk, begin in enumerate(range(0, count, CHUNK)):
        policies = random_rulebooks(min(CHUNK, count - begin), seed + chunk, reach)
        began = time.perf_counter()
        batch = solve_batch(policies.calibration, policies.charges, policies.quotas, limits=policies.limits)
        wall += time.perf_counter() - began
        kernel += batch.seconds
        good = batch.status == CONVERGED
        converged += int(good.sum())
        iterations += batch.iterations.tolist()
        again = residuals(batch)
        mislabelled += int((again[good] > 10.0 * Options().accepted).sum())
        mislabelled += int((again[~good] <= Options().tolerance).sum())
        worst = max(worst, float(again[good].max()))
    return {
        "rulebooks": count,
        "unknowns": batch.system.unknowns,
        "cores": os.cpu_count(),
        "seconds": wall,
        "solves_per_second": count / wall,
        "solves_per_second_in_kernel": count / kernel,
        "converged_share": converged / count,
        "not_converged": count - converged,
        "mislabelled": mislabelled,
        "worst_residual_rechecked": worst,
        "iterations_median": float(np.median(iterations)),
        "iterations_most": int(np.max(iterations)),
    }
