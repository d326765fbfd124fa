"""The long run: how often each state is met, and what follows from it. No random numbers are drawn.

The stocks at the end of a period are a Markov chain on the nodes of the tables; a stock between nodes goes to
its neighbours in the shares that leave its mean unchanged (Young 2010, Journal of Economic Dynamics and
Control 34). Prices and decisions are those of the exact next period, never averages of nodes. Where more than
one long run exists, as in a band that the price never leaves, it is the one from no stock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from footwall.errors import StorageNotConverged
from footwall.storage.decision import Decision, Period
from footwall.storage.expectations import Stocks
from footwall.storage.foresight import next_decisions
from footwall.storage.model import FloatArray

SETTLED = 1e-13
MOST_PERIODS = 200_000
FINE, ROUGH = 601, 121
"""Points of a normal shock, where only the sum of stocks counts and where both do."""


@dataclass(frozen=True)
class LongRun:
    """Means and shares of periods; prices and quantities in the units of the model."""

    mean_price: float
    price_variation: float
    """Standard deviation of the price over its mean."""
    mean_private: float
    mean_public: float
    mean_output: float
    at_floor: float
    below_floor: float
    at_ceiling: float
    above_ceiling: float
    public_full: float
    public_empty: float


def long_run(period: Period) -> LongRun:
    """Moments of the stationary distribution. Raises StorageNotConverged."""
    stocks = period.expectations.stocks
    private, public = stocks.pairs()
    planned = period.expectations.planned_at(private, public)
    values, weights = period.model.shock.realised(FINE if not stocks.remembers else ROUGH)
    after = next_decisions(period, private, public, planned, values)
    share = _stationary(_transition(stocks, after, weights))
    chance = (share[:, None] * weights).ravel()
    output = float(share @ planned * (weights @ values))
    return _moments(period, after, chance, output)


def _moments(period: Period, after: Decision, chance: FloatArray, output: float) -> LongRun:
    policy, price = period.policy, after.price
    mean = float(chance @ price)
    has_floor = policy.floor is not None
    has_ceiling = has_floor and policy.ceiling is not None

    def often(condition: Any, asked: bool = has_floor) -> float:
        return float(chance @ condition) if asked else 0.0

    return LongRun(
        mean_price=mean,
        price_variation=float(np.sqrt(chance @ (price - mean) ** 2)) / mean,
        mean_private=float(chance @ after.private),
        mean_public=float(chance @ after.public),
        mean_output=output,
        at_floor=often(price == policy.buys_at),
        below_floor=often(price < policy.buys_at),
        at_ceiling=often(price == policy.sells_at, has_ceiling),
        above_ceiling=often(price > policy.sells_at, has_ceiling),
        public_full=often(after.public >= policy.cap),
        public_empty=often(after.public <= 0.0),
    )


def _transition(stocks: Stocks, after: Decision, weights: FloatArray) -> Any:
    """Chances of every node (columns) after every node (rows), a sparse matrix."""
    from scipy.sparse import coo_array

    nodes = stocks.private.size * stocks.public.size
    first = after.private if stocks.remembers else after.private + after.public
    place, share = stocks.place(first)
    corners = [(place, 1.0 - share), (place + 1, share)]
    if stocks.remembers:
        beside, part = stocks.public_place(after.public)
        width = stocks.public.size
        corners = [
            (at * width + beside + more, chance * (part if more else 1.0 - part))
            for at, chance in corners
            for more in (0, 1)
        ]
    origin = np.repeat(np.arange(nodes), weights.size)
    chances = np.concatenate([chance * np.tile(weights, nodes) for _, chance in corners])
    target = np.concatenate([at for at, _ in corners])
    return coo_array((chances, (np.tile(origin, len(corners)), target)), shape=(nodes, nodes)).tocsr()


def _stationary(transition: Any) -> FloatArray:
    """Shares of the nodes in the long run, from no stock."""
    forward = transition.T.tocsr()
    share = np.zeros(transition.shape[0])
    share[0] = 1.0
    moved = np.inf
    for _ in range(MOST_PERIODS):
        # Half a step at a time: the shares settle where stocks alternate, too.
        after = 0.5 * (share + forward @ share)
        moved = float(np.abs(after - share).sum())
        share = after / after.sum()
        if moved < SETTLED:
            return np.asarray(share)
    raise StorageNotConverged(
        "the long run of the stocks", moved, MOST_PERIODS, "Raise the decay, or narrow the band."
    )
