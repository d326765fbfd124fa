"""Two blocs that stop trading: the prices have a closed form.

Each bloc has two like regions. Supply y = K·(p/p0)^η and use D = D0·(P/P0)^−ε are isoelastic; with no
freight and equal prices inside a bloc P = p, so that the bloc clears at

    p = p0·(D0 / K)^(1/(η + ε)),   D0 and K summed over the bloc.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from footwall.market.curves import ISOELASTIC_SUPPLY, ISOELASTIC_USE
from footwall.market.solve import solve
from replication.published import Published, process_rows, use_rows

PRICE = 100.0
MADE, USED = np.array([90.0, 90.0, 30.0, 30.0]), np.array([50.0, 50.0, 70.0, 70.0])
BLOCS = (slice(0, 2), slice(2, 4))
FLOW = np.array(
    [[25.0, 25.0, 20.0, 20.0], [25.0, 25.0, 20.0, 20.0], [0.0, 0.0, 15.0, 15.0], [0.0, 0.0, 15.0, 15.0]]
)
INSIDE = np.kron(np.eye(2), np.ones((2, 2)))


@pytest.mark.parametrize("eta", [0.3, 1.0, 2.5])
@pytest.mark.parametrize("epsilon", [0.2, 0.5, 1.2])
@pytest.mark.parametrize("theta", [2.0, 20.0])
def test_two_blocs_in_autarky(eta: float, epsilon: float, theta: float) -> None:
    market = Published(("A1", "A2", "B1", "B2"), FLOW, np.zeros((4, 4)))
    calibration = market.calibrated(PRICE)
    buyer = calibration.buyer.copy()
    buyer[0, :, 1] = theta
    weight = calibration.arc.copy()
    weight[0, :, 0] = market.on_arcs(INSIDE / 2.0)
    calibration = replace(
        calibration,
        process=process_rows(ISOELASTIC_SUPPLY, MADE.tolist(), [[PRICE] * 4, [eta] * 4]),
        use=use_rows(ISOELASTIC_USE, USED.tolist(), [[PRICE] * 4, [epsilon] * 4]),
        buyer=buyer,
        arc=weight,
    )
    equilibrium = solve(calibration, market.charges(open=INSIDE))
    for bloc in BLOCS:
        expected = PRICE * (USED[bloc].sum() / MADE[bloc].sum()) ** (1.0 / (eta + epsilon))
        assert equilibrium.price[bloc] == pytest.approx(expected, rel=1e-9)
        assert equilibrium.effective[bloc] == pytest.approx(expected, rel=1e-9)
        made = MADE[bloc].sum() * (expected / PRICE) ** eta
        assert equilibrium.activity[bloc].sum() == pytest.approx(made, rel=1e-9)
    assert market.as_matrix(equilibrium.flow)[:2, 2:] == pytest.approx(0.0, abs=0.0)


def test_the_exporting_bloc_gets_cheaper_and_the_importing_bloc_dearer() -> None:
    market = Published(("A1", "A2", "B1", "B2"), FLOW, np.zeros((4, 4)))
    calibration = market.calibrated(PRICE)
    equilibrium = solve(calibration, market.charges(open=INSIDE))
    assert equilibrium.price[:2].max() < PRICE < equilibrium.price[2:].min()
