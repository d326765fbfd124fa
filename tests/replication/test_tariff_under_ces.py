"""A 10% tariff on one of three sources under constant elasticity of substitution.

One buyer with base values 60, 30 and 10, supply elasticities 1, 10 and 10, σ = 4 and unit demand
elasticity: the structure of Francois and Hall's "Commercial Policy Analysis System" (COMPAS), whose exact
solution is stated to six decimals.
"""

from __future__ import annotations

import numpy as np
import pytest

from footwall.market.solve import solve
from replication.published import Published, constant_elasticity_of_substitution

MARKET = Published(
    regions=("home", "taxed", "other", "buyer"),
    flow=np.array([[60.0], [30.0], [10.0]]),
    freight=np.zeros((3, 1)),
)
ELASTICITY = {"supply": (1.0, 10.0, 10.0), "use": 1.0, "substitution": 4.0}


def test_prices_and_quantities_to_the_stated_digits() -> None:
    calibration = constant_elasticity_of_substitution(MARKET, MARKET.charges(), ELASTICITY)
    untaxed = solve(calibration, MARKET.charges())
    assert untaxed.price == pytest.approx(1.0, abs=1e-12)
    taxed = solve(calibration, MARKET.charges(duty_ad_valorem=np.array([[0.0], [0.10], [0.0]])))
    assert taxed.landed.round(6).tolist() == [1.021240, 1.078515, 1.007535]
    assert taxed.effective.round(6).tolist() == [1.035651]
    assert (taxed.flow / untaxed.flow).round(6).tolist() == [1.021240, 0.820985, 1.077953]
