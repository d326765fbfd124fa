"""The 4x4 example of the Global Simulation Model (Francois and Hall 2003), as our first-order response.

GSIM is linear in log changes. One linear solve with the analytic Jacobian at the base of the CES variant
gives its world prices; surplus, revenue and welfare follow by its formulas. Trade at world prices, power
of the tariffs and elasticities are those of the published example: the tariffs between the United States
and the European Union go to zero.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from footwall.enacted.charges import Quota
from footwall.market.assemble import assemble
from footwall.market.jacobian import jacobian_of_flows
from footwall.market.residual import quantities
from footwall.market.work import workspace
from replication.published import Published, constant_elasticity_of_substitution

Array = NDArray[np.float64]
REGIONS = ("USA", "JPN", "EUR", "ROW")
TRADE = np.array(
    [[0, 50, 200, 300], [500, 0, 150, 200], [300, 100, 200, 200], [50, 100, 110, 20]], dtype=float
)
POWER = np.array(
    [[1.0, 1.21, 1.41, 1.22], [1.37, 1.0, 1.31, 1.23], [1.32, 1.36, 1.0, 1.18], [1.57, 1.41, 1.25, 1.15]]
)
FREE = POWER.copy()
FREE[0, 2] = FREE[2, 0] = 1.0
SUPPLY, DEMAND, SUBSTITUTION = 1.5, -1.25, 5.0


@dataclass(frozen=True)
class Response:
    """Log changes: world prices (exporters), landed prices and quantities (exporters, importers)."""

    world: Array
    landed: Array
    quantity: Array


def first_order_response() -> Response:
    """dp = −(∂excess/∂p)⁻¹ (∂excess/∂ℓ)·dℓ.

    A tariff-rate quota's rent adds to the landed price, so its column of the Jacobian is ∂excess/∂ℓ.
    """
    market = Published(REGIONS, TRADE, np.zeros_like(TRADE))
    charges = market.charges(duty_ad_valorem=POWER - 1.0)
    elasticity = {"supply": SUPPLY, "use": -DEMAND, "substitution": SUBSTITUTION}
    calibration = constant_elasticity_of_substitution(market, charges, elasticity)
    cut = [a for a, pair in enumerate(market.pairs) if pair in ((0, 2), (2, 0))]
    quotas = [Quota(str(a), "tariff_rate", (a,), 1.0, 1.0) for a in cut]
    system = assemble(calibration, charges, quotas)
    work = workspace(system.topology, system.curves)
    x = np.concatenate([np.ones(4), np.zeros(2)])
    quantities(x, 0, system.topology, system.curves, work)
    assert market.as_matrix(work.flow) == pytest.approx(TRADE, rel=1e-12)
    jacobian_of_flows(x, 0, system.topology, system.curves, work)
    change = (FREE / POWER - 1.0)[tuple(np.array([market.pairs[a] for a in cut]).T)]
    landed_change = work.landed[cut, 0] * change
    world = -np.linalg.solve(work.jacobian[:4, :4], work.jacobian[:4, 4:] @ landed_change)
    landed = world[:, None] + (FREE / POWER - 1.0)
    spending = TRADE * POWER / (TRADE * POWER).sum(axis=0)
    index = (spending * landed).sum(axis=0)
    quantity = -SUBSTITUTION * landed + (SUBSTITUTION + DEMAND) * index
    return Response(world, landed, quantity)


RESPONSE = first_order_response()


def producer_surplus() -> Array:
    """Francois and Hall, equation for ΔPS: R·P̂ + ½·R·P̂·X̂ with X̂ = e·P̂."""
    exports = TRADE.sum(axis=1)
    return exports * RESPONSE.world * (1.0 + 0.5 * SUPPLY * RESPONSE.world)


def consumer_surplus() -> Array:
    """Spending at internal prices times (½·E·P̂²·sign(P̂) − P̂), with E < 0.

    The composite price P̂ averages the whole changes (1 + p̂)·T₁/T₀ − 1, as the published spreadsheet does.
    """
    spending = (TRADE * POWER).sum(axis=0)
    landed = (1.0 + RESPONSE.world[:, None]) * FREE / POWER - 1.0
    composite = (TRADE * POWER * landed).sum(axis=0) / spending
    return spending * (0.5 * DEMAND * composite**2 * np.sign(composite) - composite)


def revenue_change() -> Array:
    value = TRADE * (1.0 + RESPONSE.world[:, None]) * (1.0 + RESPONSE.quantity)
    return (value * (FREE - 1.0) - TRADE * (POWER - 1.0)).sum(axis=0)


def test_world_prices_to_four_decimals() -> None:
    assert RESPONSE.world.round(4).tolist() == [0.0792, -0.0316, 0.0480, -0.0184]


def test_markets_clear_to_first_order() -> None:
    assert (TRADE * RESPONSE.quantity).sum(axis=1) == pytest.approx(
        SUPPLY * RESPONSE.world * TRADE.sum(axis=1), rel=1e-10
    )


def test_surplus_and_revenue_to_the_digit_stated() -> None:
    assert producer_surplus().round(1).tolist() == [46.1, -26.2, 39.8, -5.1]
    assert consumer_surplus().round(1).tolist() == [110.6, -8.9, 68.6, -32.9]
    assert revenue_change().round(1).tolist() == [-138.5, 0.6, -93.8, -2.9]


def test_welfare_to_the_digit_stated() -> None:
    welfare = producer_surplus() + consumer_surplus() + revenue_change()
    assert welfare.round(1).tolist() == [18.2, -34.5, 14.5, -40.8]
