"""Rational expectations: tables that are what the decisions made under them bring about.

Time iteration (Gouel 2013, Computational Economics 41): decide the next period under the tables, take
expectations, solve planned output at every node, renew the worth of stocks, until it moves no more. The map
is a contraction wherever a stock kept for ever would lose value. A coarse pass finds how large stocks can
grow; the second pass starts from it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from footwall.errors import StorageInputError, StorageNotConverged
from footwall.storage.decision import Period, residuals
from footwall.storage.equilibrium import StorageEquilibrium
from footwall.storage.expectations import Expectations, Stocks
from footwall.storage.foresight import next_decisions, next_state, plan_gap, planned_output, worth_of
from footwall.storage.long_run import long_run
from footwall.storage.model import FloatArray, Policy, StorageModel

TOLERANCE, COARSE_TOLERANCE = 1e-10, 1e-6
"""Of the worth of a stored unit, in prices, between two iterations."""
MOST_ITERATIONS = 3_000
COARSE = 41
COARSE_PUBLIC = 9
MOST_DOUBLINGS = 7
MOST_REACH = 100.0
MARGIN = 1.02


@dataclass(frozen=True)
class Grid:
    """Nodes of the tables: of stocks in sum, or of private beside public stocks where both count.

    Tables go as far as any path does, and at least to ``reach``; beyond them they go straight on.
    """

    together: int = 801
    private: int = 31
    public: int = 129
    reach: float = 0.4

    def __post_init__(self) -> None:
        if min(self.together, self.private, self.public) < 5:
            raise StorageInputError("Storage: a grid reads fewer than 5 nodes; allowed: 5 or more each.")
        if not 0.0 < self.reach <= MOST_REACH:
            raise StorageInputError(
                f"Storage: the reach of a grid reads {self.reach:g}; allowed: above 0, to {MOST_REACH:g}."
            )


@dataclass(frozen=True)
class _Settled:
    """Tables with the largest move of the last iteration."""

    expectations: Expectations
    moved: float
    iterations: int


def solve(model: StorageModel, policy: Policy | None = None, grid: Grid | None = None) -> StorageEquilibrium:
    """The storage equilibrium and its long run. Raises StorageNotConverged: there is no other result."""
    policy, grid = policy or Policy(), grid or Grid()
    settled = _settled(model, policy, grid)
    period = Period(model, policy, settled.expectations)
    private, public = settled.expectations.stocks.pairs()
    planned = settled.expectations.planned.ravel()
    output = float(np.abs(plan_gap(period, private, public, planned)).max())
    residual = max(settled.moved, output, _complementarity(period, private, public))
    between = _off_nodes(period)
    return StorageEquilibrium(
        status="converged",
        residual=residual,
        between_nodes=between,
        iterations=settled.iterations,
        model=model,
        policy=policy,
        expectations=settled.expectations,
        long_run=long_run(period),
    )


def _settled(model: StorageModel, policy: Policy, grid: Grid) -> _Settled:
    """Tables on a grid that no path leaves."""
    reach = grid.reach + (0.0 if policy.remembers else policy.cap)
    for _ in range(MOST_DOUBLINGS):
        coarse = Stocks.up_to(reach, COARSE, _public_nodes(policy, COARSE_PUBLIC))
        first = _iterate(model, policy, _flat(coarse), COARSE_TOLERANCE)
        furthest = _furthest(Period(model, policy, first.expectations))
        if furthest < reach:
            nodes = grid.private if policy.remembers else grid.together
            reach = max(MARGIN * furthest, grid.reach)
            fine = Stocks.up_to(reach, nodes, _public_nodes(policy, grid.public))
            second = _iterate(model, policy, _carried(first.expectations, fine))
            if _furthest(Period(model, policy, second.expectations)) <= reach:
                return replace(second, iterations=first.iterations + second.iterations)
        reach *= 2.0
    raise StorageNotConverged(
        "the range of stocks",
        reach,
        MOST_DOUBLINGS,
        "Stocks keep growing: lower the floor or the cap, or raise the decay.",
    )


def _public_nodes(policy: Policy, nodes: int) -> FloatArray:
    return np.linspace(0.0, policy.cap, nodes) if policy.remembers else np.zeros(1)


def _flat(stocks: Stocks) -> Expectations:
    shape = (stocks.private.size, stocks.public.size)
    return Expectations(stocks, np.zeros(shape), np.ones(shape))


def _carried(found: Expectations, stocks: Stocks) -> Expectations:
    private, public = stocks.pairs()
    shape = (stocks.private.size, stocks.public.size)
    worth = found.worth_at(private, public).reshape(shape)
    return Expectations(stocks, worth, found.planned_at(private, public).reshape(shape))


def _iterate(
    model: StorageModel, policy: Policy, start: Expectations, tolerance: float = TOLERANCE
) -> _Settled:
    current, moved = start, np.inf
    private, public = start.stocks.pairs()
    shape = start.worth.shape
    for iteration in range(1, MOST_ITERATIONS + 1):
        period = Period(model, policy, current)
        planned = planned_output(period, private, public, moved)
        worth = worth_of(period, private, public, planned)
        moved = float(np.abs(worth - current.worth.ravel()).max())
        if moved < tolerance:
            return _Settled(replace(current, planned=planned.reshape(shape)), moved, iteration)
        current = Expectations(start.stocks, worth.reshape(shape), planned.reshape(shape))
    raise StorageNotConverged(
        "the worth of stocks", moved, MOST_ITERATIONS, "Raise the interest or the decay, or lower the cap."
    )


def _furthest(period: Period) -> float:
    """The largest stock (of the first axis of the tables) that any path from no stock reaches."""
    stocks = period.expectations.stocks
    values, _ = period.model.shock.realised(3)
    best, reached = np.array([values.max()]), 0.0
    for _ in range(MOST_ITERATIONS):
        private, public = np.full(stocks.public.size, reached), stocks.public
        planned = period.expectations.planned_at(private, public)
        after = next_decisions(period, private, public, planned, best)
        furthest = float((after.private if stocks.remembers else after.private + after.public).max())
        if furthest <= reached * (1.0 + 1e-6) or furthest > stocks.private[-1]:
            return max(furthest, reached)
        reached = furthest
    return reached


def _complementarity(period: Period, private: FloatArray, public: FloatArray) -> float:
    """Largest natural residual of the conditions of all decisions that follow the nodes."""
    values, _ = period.model.shock.expected()
    planned = period.expectations.planned_at(private, public)
    after = next_decisions(period, private, public, planned, values)
    availability, held = next_state(period.model, private, public, planned, values)
    return float(np.max(residuals(period, after, availability, held)))


def _off_nodes(period: Period) -> float:
    """Largest distance of a table from what follows, at the centres of its cells: prices or log output."""
    private, public = period.expectations.stocks.middles()
    planned = planned_output(period, private, public)
    worth = worth_of(period, private, public, planned)
    off = np.abs(worth - period.expectations.worth_at(private, public)).max()
    out = np.abs(np.log(planned / period.expectations.planned_at(private, public))).max()
    return float(max(off, out))
