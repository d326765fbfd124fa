"""Residual and Jacobian of a system at a point, analytic and by central differences."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from footwall.market.assemble import System
from footwall.market.jacobian import jacobian_of_flows
from footwall.market.residual import evaluate, quantities
from footwall.market.work import workspace

Array = NDArray[np.float64]
STEP = 1e-6
KINK = 1e-4
"""Two one-sided differences further apart than this share of the largest slope straddle a kink."""


def values(system: System, x: Array) -> Array:
    """Scaled residual rows at ``x``."""
    work = workspace(system.topology, system.curves)
    evaluate(x, 0, system.topology, system.curves, work, False)
    return work.value.copy()


def analytic_and_difference(system: System, x: Array) -> tuple[Array, Array]:
    """∂(row)/∂(unknown in units of its scale): compiled, and by central differences.

    Entries whose one-sided differences disagree (a kink inside the step) are taken from the analytic
    side in both, if it lies between the two one-sided slopes.
    """
    work = workspace(system.topology, system.curves)
    evaluate(x, 0, system.topology, system.curves, work, True)
    scale = system.curves.price_scale
    analytic = work.jacobian * scale[None, :]
    middle = work.value.copy()
    difference = np.empty_like(analytic)
    for n in range(x.shape[0]):
        up, down = x.copy(), x.copy()
        up[n] += STEP * scale[n]
        down[n] -= STEP * scale[n]
        above, below = values(system, up), values(system, down)
        right, left = (above - middle) / STEP, (middle - below) / STEP
        central = (above - below) / (2.0 * STEP)
        kink = np.abs(right - left) > KINK * max(1.0, np.abs(central).max())
        inside = (analytic[:, n] >= np.minimum(left, right) - 1e-6) & (
            analytic[:, n] <= np.maximum(left, right) + 1e-6
        )
        difference[:, n] = np.where(kink & inside, analytic[:, n], central)
    return analytic, difference


def evaluated(system: System, x: Array) -> tuple[Array, Array]:
    """(Jacobian of the scaled rows, ∂ excess supply / ∂ FOB prices in t/year per USD/t) at ``x``."""
    work = workspace(system.topology, system.curves)
    evaluate(x, 0, system.topology, system.curves, work, True)
    rows = work.jacobian.copy()
    quantities(x, 0, system.topology, system.curves, work)
    jacobian_of_flows(x, 0, system.topology, system.curves, work)
    markets = system.curves.tonnage.shape[0]
    return rows, work.jacobian[:markets, :markets].copy()
