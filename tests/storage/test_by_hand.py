"""Cases solved by hand, and the planner's problem solved by another method."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.interpolate import CubicSpline
from scipy.optimize import minimize
from tests.storage.published import STO

from footwall.storage import DiscreteShock, Grid, NormalShock, StorageModel, solve


def test_a_known_stock_is_used_up_as_hotelling_says() -> None:
    """One sure shock, δ = k = 0, r = 25%, no response of supply, D(P) = 1/P, A = 2.

    Prices rise by r while a stock is held, so use falls by 0.8 a period: 2 + 1 + 1 = c (1 + 0.8 + 0.64) over
    three periods, c = 4/2.44. The third use, 1.049, is above 1 and the second price, 0.763, not below 0.8
    times the third: the stock ends there. P = 0.61, S = 2 − 4/2.44.
    """
    model = StorageModel(-1.0, 0.0, 0.0, 0.0, 0.25, DiscreteShock((1.0,), (1.0,)))
    found = solve(model, grid=Grid(reach=1.5))
    assert found.price(2.0) == pytest.approx(0.61, abs=2e-4)
    assert found.private(2.0) == pytest.approx(2.0 - 4.0 / 2.44, abs=5e-4)
    assert found.long_run.mean_private == 0.0


def test_two_shocks_by_hand() -> None:
    """Output 0.75 or 1.25, even chances, δ = 0, r = 5%, k = 0.1, no response of supply, D(P) = 1/P.

    After many good harvests the stock no longer grows, so 1.25 is used at 0.8 and storing breaks even:
    0.8 + 0.1 = (P_low + 0.8)/2.1, P_low = 1.09. A bad harvest then ends the stock (at 1.09 storing would
    lose), so P_low = 1/(0.75 + S) and S = 1/1.09 − 0.75.
    """
    model = StorageModel(-1.0, 0.0, 0.1, 0.0, 0.05, DiscreteShock((0.75, 1.25), (0.5, 0.5)))
    found = solve(model)
    stock = 1.0 / 1.09 - 0.75
    assert found.price(1.25 + stock) == pytest.approx(0.8, abs=1e-5)
    assert found.private(1.25 + stock) == pytest.approx(stock, abs=1e-5)
    assert found.price(0.75 + stock) == pytest.approx(1.09, abs=1e-5)
    assert found.private(0.75 + stock) == 0.0
    assert found.residual < 1e-8


def test_a_planner_does_the_same() -> None:
    """First welfare theorem: without a policy competition does what a planner does, who maximises

        v(A) = max over S, H of U(A − S) − k S − c(H) + E v((1 − δ) S + H e)/(1 + r),

    U the area below demand, c that below marginal cost. Solved by iterating v as a spline, with scipy's
    bounded quasi-Newton at each node; the price is v'(A).
    """
    model = STO
    inverse, cost = 1.0 / model.demand_elasticity, 1.0 + 1.0 / model.supply_elasticity
    values, weights = model.shock.expected()
    nodes = np.linspace(0.72, 1.65, 90)
    discount = 1.0 / (1.0 + model.interest)
    worth = CubicSpline(nodes, nodes ** (1.0 + inverse) / (1.0 + inverse))
    rules = np.column_stack([np.maximum(nodes - 1.05, 0.0), np.ones_like(nodes)])

    def loss(rule: np.ndarray, there: float) -> tuple[float, np.ndarray]:
        stock, planned = rule
        after = (1.0 - model.decay) * stock + planned * values
        slope = worth(after, 1)
        use = there - stock
        gain = use ** (1.0 + inverse) / (1.0 + inverse) - model.storage_cost * stock
        gain += discount * (weights @ worth(after) - planned**cost / cost)
        by_stock = discount * (1.0 - model.decay) * (weights @ slope) - use**inverse - model.storage_cost
        by_plan = discount * (weights @ (values * slope) - planned ** (cost - 1.0))
        return -gain, -np.array([by_stock, by_plan])

    for _ in range(30):
        best = np.empty_like(nodes)
        for place, there in enumerate(nodes):
            done = minimize(
                loss,
                rules[place],
                args=(there,),
                jac=True,
                method="L-BFGS-B",
                bounds=[(0.0, there - 0.3), (0.6, 1.3)],
                options={"ftol": 1e-14, "gtol": 1e-9},
            )
            rules[place], best[place] = done.x, -done.fun
        moved = np.abs((best - best.mean()) - (worth(nodes) - worth(nodes).mean())).max()
        worth = CubicSpline(nodes, best)
        if moved < 1e-8:
            break
    assert moved < 1e-8
    found = solve(model)
    inside = (nodes > 0.8) & (nodes < 1.5)
    decision = found.at(nodes[inside])
    assert decision.private == pytest.approx(rules[inside, 0], abs=3e-4)
    assert decision.price == pytest.approx((nodes - rules[:, 0])[inside] ** inverse, abs=2e-3)
    planned = found.expectations.planned_at(decision.private, decision.public)
    assert planned == pytest.approx(rules[inside, 1], abs=3e-4)


def test_more_points_of_the_shock_come_nearer() -> None:
    """Seven points are RECS' choice; what they leave out is what docs/model/storage.md states."""
    means = {
        nodes: solve(replace(STO, shock=NormalShock(0.05, nodes))).long_run.mean_price
        for nodes in (7, 11, 15)
    }
    assert abs(means[7] - means[15]) < 1e-3
    assert abs(means[11] - means[15]) < 0.5 * abs(means[7] - means[15])
