"""The exported problem as a mixed complementarity problem, in the indexed algebra of GAMSPy.

Two solvers read the same equations: PATH through GAMSPy, and Ipopt through CasADi.

Reads nothing but the export document: the equations are those of its documentation, in another language,
with other unknowns and another solver. Maxima and minima are bounded unknowns instead of Footwall's
Fischer-Burmeister rows and branches: the projection of z on [l, u] solves  l ≤ x ≤ u ⊥ x − z.

Unknowns: FOB prices, rents, published references, effective prices and purchases; per levied arc the gap,
what the cap cuts off and the evaded share; per process and use the projections that select the branch of
its curve. Refuses CES and linear forms, ``absorb`` and ``max``, which the compared policies do not use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from twin.border import Border
from twin.branches import final_use_of, output_of
from twin.problem import Problem, Record, Value


@dataclass(frozen=True)
class Solution:
    """In the order of the document; USD/t and t/year."""

    price: list[float]
    rent: list[float]
    reference: list[float]
    effective: list[float]
    purchases: list[float]
    rows: int
    solver_seconds: float


class Twin:
    """The whole model of one document; ``solve`` hands it to the solver: ``by_path`` or ``by_ipopt``."""

    def __init__(self, document: Record, solver: Any) -> None:
        self.solver = solver
        x = self.x = Problem(document, solver.algebra)
        gp = x.algebra
        self.border = Border(x)
        activity, beta, alpha = output_of(x)
        used, of_use = final_use_of(x)
        purchases = {n: x.base_purchases(n) for n in range(len(document["buyers"]))}
        self.bought = x.data("base_purchases", x.b, purchases)
        inputs = gp.Sum(x.k.where[alpha[x.k, x.b] > 0], alpha[x.k, x.b] * activity)
        final = gp.Sum(x.u.where[of_use[x.u, x.b]], used)
        x.row("buying", x.b, x.Q[x.b] - (inputs + final) / self.bought[x.b], x.Q, len(purchases))
        self.flow = self._share() * self.bought[x.b] * x.Q[x.b]
        self._clearing(gp.Sum(x.k.where[beta[x.k, x.i] > 0], beta[x.k, x.i] * activity))
        if document["quotas"]:
            self._quotas()
        if document["references"]:
            self._references()

    def _share(self) -> Value:
        """Logit shares written with the effective price, which then makes them add up to one."""
        x, a, b, buyers = self.x, self.x.a, self.x.b, self.x.document["buyers"]
        assert all(buyer["form"] == "logit" for buyer in buyers)
        theta = x.data("theta", b, {n: buyer["theta"] for n, buyer in enumerate(buyers)})
        weight = x.data("weight", a, {n: x.arcs[n]["base_weight"] for n in x.open})
        base = {n: x.arcs[n]["base_landed"] / buyers[x.arcs[n]["buyer"]]["base_price_level"] for n in x.open}
        dearer = self.border.landed / x.level[b] - x.data("base_landed", a, base)[a] - x.P[b] + 1
        share = weight[a] * x.algebra.math.exp(-theta[b] * dearer)
        served = sorted({x.arcs[n]["buyer"] for n in x.open})
        for n in set(range(len(buyers))) - set(served):
            x.P.fx[str(n)] = x.document["constants"]["no_origin_price_over_level"]
        sourced = x.set_of("sourced", served, b)
        x.row("shares", sourced[b], 1 - x.algebra.Sum(a.where[x.ab[a, b]], share), x.P, len(served))
        return share

    def _clearing(self, made: Value) -> None:
        x, a, b, i, gp = self.x, self.x.a, self.x.b, self.x.i, self.x.algebra
        markets = x.document["markets"]
        scale = x.data("base_output", i, {n: market["base_output"] for n, market in enumerate(markets)})
        stock = x.data("stock", i, {n: market["stock_purchase"] for n, market in enumerate(markets)})
        shipped = gp.Sum(gp.Domain(a, b).where[x.am[a, i] & x.ab[a, b]], self.flow)
        x.row("clearing", i, (made - shipped - stock[i]) / scale[i], x.p, len(markets))

    def _quotas(self) -> None:
        x, a, b, q, gp = self.x, self.x.a, self.x.b, self.x.q, self.x.algebra
        limits = {n: quota["limit"] for n, quota in enumerate(x.document["quotas"])}
        assert all(limit is not None for limit in limits.values())
        counted = (x.export_quota[a, q] | x.tariff_quota[a, q]) & x.ab[a, b]
        tonnes = gp.Sum(gp.Domain(a, b).where[counted], self.flow)
        x.row("quota", q, 1 - tonnes / x.data("limit", q, limits)[q], x.rho, len(limits))

    def _references(self) -> None:
        x, a, b, r, gp = self.x, self.x.a, self.x.b, self.x.r, self.x.algebra
        listed = x.document["references"]
        tiny = x.document["constants"]["reference_weight_of_base_flow"]
        held = x.data("held", a, {n: tiny * x.arcs[n]["base_flow"] for n in x.open})
        size = {n: sum(x.arcs[m]["base_flow"] for m in item["arcs"]) for n, item in enumerate(listed)}
        apart = x.R[r] - self.border.floor_value / x.reference_scale[r]
        over = gp.Domain(a, b).where[x.of_reference[a, r] & x.ab[a, b]]
        total = gp.Sum(over, (self.flow + held[a]) * apart)
        x.row("reference", r, total / x.data("base_imports", r, size)[r], x.R, len(listed))

    def solve(self) -> Solution:
        """The solver's solution. Raises RuntimeError if it does not end normally."""
        x, d, levels = self.x, self.x.document, self.solver.levels
        seconds = self.solver.run(x.m, x.matches)

        def in_units(unknown: Any, scale: list[float]) -> list[float]:
            if not scale:
                return []
            return [float(level * one) for level, one in zip(levels(unknown), scale, strict=True)]

        return Solution(
            price=in_units(x.p, [market["base_price"] for market in d["markets"]]),
            rent=in_units(x.rho, [quota["rent_scale"] for quota in d["quotas"]]),
            reference=in_units(x.R, [x.base_reference(n) for n in range(len(d["references"]))]),
            effective=in_units(x.P, [buyer["price_level"] for buyer in d["buyers"]]),
            purchases=in_units(x.Q, [x.base_purchases(n) for n in range(len(d["buyers"]))]),
            rows=x.rows,
            solver_seconds=seconds,
        )
