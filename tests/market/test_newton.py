"""The Newton step near a solution: a row that hardly answers its price asks for no endless step."""

from __future__ import annotations

import numpy as np
import pytest

from footwall.market.assemble import assemble
from footwall.market.newton import DAMPING, scaled_direction
from footwall.market.work import workspace
from market.policies import calibrated
from toy import toy_charges, toy_network

NETWORK = toy_network()
SYSTEM = assemble(calibrated(NETWORK), toy_charges(NETWORK))
SCALE = SYSTEM.curves.price_scale


def step(diagonal: list[float], value: list[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The step in units of each price, for rows that know their own price alone; others are solved."""
    work = workspace(SYSTEM.topology, SYSTEM.curves)
    slopes, values = np.ones(len(SCALE)), np.zeros(len(SCALE))
    slopes[: len(diagonal)], values[: len(value)] = diagonal, value
    work.jacobian[:] = np.diag(slopes / SCALE)
    work.value[:] = values
    return np.asarray(scaled_direction(work, SYSTEM.curves) / SCALE)


def test_a_good_that_nobody_uses_any_more_does_not_jump_to_another_price() -> None:
    """A row off by 1e-12 with a slope of 1e-15 asks for a thousand times its price. The other row is off by
    1e-7, so that the diagonal is raised by 1e-10: the step is 1e-12/1e-10 of the price."""
    moved = step([1.0, 1e-15], [1e-7, 1e-12])
    raised = DAMPING * 1e-7
    assert moved[0] == pytest.approx(-1e-7, rel=1e-9)
    assert moved[1] == pytest.approx(-1e-12 / (1e-15 + raised), rel=1e-4)
    assert abs(moved[1]) < 0.011


def test_the_last_steps_stay_those_of_newton() -> None:
    """Where rows answer, the raise costs a share of 1e-3 times what they are off."""
    moved = step([0.5, 2.0], [1e-6, -1e-6])
    assert moved[:2] == pytest.approx([-2e-6, 5e-7], rel=1e-8)
