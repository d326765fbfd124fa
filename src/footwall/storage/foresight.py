"""What follows from the stocks that a period ends with: the next period, planned output, the worth of a stock.

The next period starts with A' = (1 − δ)(S + G) + H·e', of which the public stock holds (1 − δ)G.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from footwall.storage.bracketed_root import Function, Subset, bracketed_root
from footwall.storage.decision import Decision, Period
from footwall.storage.model import FloatArray, StorageModel

NEAR = 1.01
"""Planned output is first looked for within this factor of the last table."""


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


def planned_output(period: Period, private: FloatArray, public: FloatArray) -> FloatArray:
    """H (n,) after stocks (n,): producers' incentive E[P'e']/(1 + r) is marginal cost, H = E[P'e']^μ.

    The scale of marginal cost is 1/(1 + r), so that H = 1 at a certain price of one (RECS, STO1).
    """
    model = period.model
    if model.supply_elasticity == 0.0:
        return np.ones_like(private)
    values, weights = model.shock.expected()

    def excess(planned: FloatArray, which: Subset) -> FloatArray:
        price = next_decisions(period, private[which], public[which], planned, values).price
        incentive = price.reshape(which.size, -1) @ (weights * values)
        return np.asarray(np.log(planned) - model.supply_elasticity * np.log(incentive))

    around = period.expectations.planned_at(private, public)
    low = _moved_until(excess, around / NEAR, 1.0 / NEAR, lambda value: value > 0.0)
    high = _moved_until(excess, around * NEAR, NEAR, lambda value: value < 0.0)
    return bracketed_root(excess, low, high)


def worth_of(period: Period, private: FloatArray, public: FloatArray, planned: FloatArray) -> FloatArray:
    """(1 − δ)/(1 + r)·E[P'] − k (n,) after stocks and planned output (n,)."""
    values, weights = period.model.shock.expected()
    price = next_decisions(period, private, public, planned, values).price.reshape(private.size, -1)
    return np.asarray(period.model.kept * (price @ weights) - period.model.storage_cost)


def _moved_until(
    function: Function, start: FloatArray, factor: float, wrong: Callable[[FloatArray], FloatArray]
) -> FloatArray:
    """``start`` (n,) times ever larger powers of ``factor``, until no value of ``function`` is ``wrong``.

    Log output falls without bound as output does and the log of the incentive does not, so it ends.
    """
    place, which = start.copy(), np.arange(start.size)
    while which.size:
        which = which[wrong(function(place[which], which))]
        place[which] *= factor
        factor **= 1.5
    return place
