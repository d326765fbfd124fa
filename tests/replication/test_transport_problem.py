"""Dantzig's transport problem (1963), GAMS model library ``trnsport``, as the limit of the logit.

Two canneries with 350 and 600 cases, three markets with 325, 300 and 275, freight 90 USD per case and
thousand miles: least cost 153.675 thousand USD, market prices 0.225, 0.153 and 0.126.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from footwall.market.curves import ISOELASTIC_USE, LOGISTIC
from footwall.market.equilibrium import Equilibrium
from footwall.market.solve import solve
from replication.published import Published, process_rows, use_rows

FREIGHT = 0.09 * np.array([[2.5, 1.7, 1.8], [2.5, 1.8, 1.4]])
SUPPLY, DEMAND = [350.0, 600.0], [325.0, 300.0, 275.0]
MARKET = Published(
    ("seattle", "san-diego", "new-york", "chicago", "topeka"),
    np.array([[100.0, 150.0, 100.0], [225.0, 150.0, 175.0]]),
    FREIGHT,
)
LEVEL = 0.2


def shipped(theta: float, start: np.ndarray) -> Equilibrium:
    calibration = MARKET.calibrated(LEVEL)
    buyer, arc = calibration.buyer.copy(), calibration.arc.copy()
    buyer[0, :, 1], buyer[0, :, 2:] = theta, LEVEL
    arc[0, :, 0], arc[0, :, 1] = 0.5, LEVEL
    at_any_price = [-1e3, -1e3], [1.0, 1.0], [-2e3, -2e3], [0.0, 0.0]
    calibration = replace(
        calibration,
        process=process_rows(LOGISTIC, SUPPLY, at_any_price),
        use=use_rows(ISOELASTIC_USE, DEMAND, [[LEVEL] * 3, [0.0] * 3]),
        buyer=buyer,
        arc=arc,
    )
    return solve(calibration, MARKET.charges(), start=start)


def test_cost_and_prices_in_the_limit() -> None:
    start, errors = np.full(2, 0.01), []
    for theta in (10.0, 30.0, 100.0, 300.0, 1e3, 1e4, 1e5):
        equilibrium = shipped(theta, start)
        start = equilibrium.price
        errors.append(float(np.abs(equilibrium.effective - [0.225, 0.153, 0.126]).max()))
    cost = float(MARKET.on_arcs(FREIGHT) @ equilibrium.flow)
    assert cost == pytest.approx(153.675, abs=1e-9)
    assert equilibrium.effective == pytest.approx([0.225, 0.153, 0.126], abs=1e-5)
    assert errors[-3] / errors[-2] == pytest.approx(10.0, rel=0.05)
    assert errors[-2] / errors[-1] == pytest.approx(10.0, rel=0.05)
    assert equilibrium.disposal.sum() == pytest.approx(50.0, rel=1e-6)
