"""What follows from the stocks that a period ends with: next period, planned output, worth of a stock.

The next period starts with A' = (1 − δ)(S + G) + H·e', of which the public stock holds (1 − δ)G.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from footwall.storage.bracketed_root import Function, Subset, bracketed_root
from footwall.storage.decision import Decision, Mask, Period
from footwall.storage.model import FloatArray, StorageModel

NEAR = 0.01
"""Planned output is first looked for within this share of the last table."""
CLOSE, CLOSEST = 1e-9, 1e-14
"""Least width of that range, and of what is left of it."""


def next_state(
    model: StorageModel, private: FloatArray, public: FloatArray, planned: FloatArray, values: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Availability and public stock at the start of the next period, each (n × values,), values fastest."""
    kept = (1.0 - model.decay) * (private + public)
    availability = kept[:, None] + planned[:, None] * values
    held = np.repeat((1.0 - model.decay) * public, values.size)
    return availability.ravel(), held


def next_decisions(
    period: Period, private: FloatArray, public: FloatArray, planned: FloatArray, values: FloatArray
) -> Decision:
    """Decisions of the next period at every shock of ``values``; each field (n × values,)."""
    return period.decide(*next_state(period.model, private, public, planned, values))


def plan_gap(period: Period, private: FloatArray, public: FloatArray, planned: FloatArray) -> FloatArray:
    """Log of ``planned`` (n,) less that of what it gives an incentive for; zero at planned output."""
    values, weights = period.model.shock.expected()
    price = next_decisions(period, private, public, planned, values).price
    incentive = price.reshape(planned.size, -1) @ (weights * values)
    return np.asarray(np.log(planned) - period.model.supply_elasticity * np.log(incentive))


def planned_output(
    period: Period, private: FloatArray, public: FloatArray, unsettled: float = 0.0
) -> FloatArray:
    """H (n,) after stocks (n,): producers' incentive E[P'e']/(1 + r) is marginal cost, H = E[P'e']^μ.

    The scale of marginal cost is 1/(1 + r), so that H = 1 at a certain price of one (RECS, STO1).
    Tables that are ``unsettled`` by a price are worth no more digits of H, and H is near theirs.
    """
    if period.model.supply_elasticity == 0.0:
        return np.ones_like(private)

    def excess(planned: FloatArray, which: Subset) -> FloatArray:
        return plan_gap(period, private[which], public[which], planned)

    factor = 1.0 + (min(NEAR, unsettled + CLOSE) if unsettled else NEAR)
    around = period.expectations.planned_at(private, public)
    low = _moved_until(excess, around / factor, 1.0 / factor, lambda value: value > 0.0)
    high = _moved_until(excess, around * factor, factor, lambda value: value < 0.0)
    return bracketed_root(excess, low, high, max(CLOSEST, 1e-3 * min(unsettled, 1.0)))


def worth_of(period: Period, private: FloatArray, public: FloatArray, planned: FloatArray) -> FloatArray:
    """(1 − δ)/(1 + r)·E[P'] − k (n,) after stocks and planned output (n,)."""
    values, weights = period.model.shock.expected()
    price = next_decisions(period, private, public, planned, values).price.reshape(private.size, -1)
    return np.asarray(period.model.kept * (price @ weights) - period.model.storage_cost)


def _moved_until(
    function: Function, start: FloatArray, factor: float, wrong: Callable[[FloatArray], Mask]
) -> FloatArray:
    """``start`` (n,) times ever larger powers of ``factor``, until no value of ``function`` is ``wrong``.

    Log output falls without bound as output does and the log of the incentive does not, so it ends.
    """
    place, which = start.copy(), np.arange(start.size)
    while which.size:
        which = which[wrong(function(place[which], which))]
        place[which] *= factor
        factor **= 2.0
    return place
