"""What investors expect of the years to come, and how it is drawn towards what comes of it.

Let x_k be what was expected in pass k, f_k what came of it, a vector over the margins and prices of all years
of one scenario, and g_k = f_k − x_k. The next expectation is that of Anderson (1965), damped, with the moves
of the last ``REMEMBERED`` passes:

    x' = x_k + β·g_k − Σ_i γ_i·(Δx_i + β·Δg_i),   γ = argmin ‖W·(g_k − Σ_i γ_i·Δg_i)‖² + λ·‖γ‖²

No figure goes further beyond x_k and f_k than these are apart: parallel moves ask for endless steps.

W weighs each price by 1/f_k and margins by nothing: they follow prices. A mine that opens when it is not
expected, and not when it is, makes prices answer steeply and the wrong way; plain repetition then runs from
one side to the other, and so does half of the way. What a pass shows of that answer holds for every price
that the mine moves, upstream and down, which a share of the way for each price by itself does not use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from footwall.market.system import FloatArray

if TYPE_CHECKING:
    from footwall.horizon.path import Path, YearOfPath

REMEMBERED = 2
"""Moves from pass to pass that the next one is made of."""
DAMPED = 0.35
"""β, part of the way that is gone beyond what the moves explain."""
RIDGE = 1e-6
"""λ over the sum of squares of the weighted moves: keeps parallel moves from cancelling in large numbers."""
LEAST_PRICE = 1.0
"""USD/t below which a gap counts as if the price were this."""


@dataclass(frozen=True, eq=False)
class Expected:
    """An expected path: (S, years, processes) margins and (S, years, markets) prices, USD/t."""

    margin: FloatArray
    price: FloatArray


@dataclass(frozen=True, eq=False)
class Pass:
    """What was expected and what came of it."""

    expected: Expected
    came: Expected


def following(passes: Sequence[Pass], part: float = DAMPED) -> Expected:
    """What the pass after ``passes`` expects; ``part`` is β."""
    recent = passes[-1 - REMEMBERED :]
    expected = [_flat(item.expected) for item in recent]
    gap = [_flat(item.came) - x for item, x in zip(recent, expected, strict=True)]
    after = expected[-1] + part * gap[-1]
    if len(recent) > 1:
        moved, answered = (np.diff(np.stack(items, axis=-1), axis=-1) for items in (expected, gap))
        shares = _shares(answered, gap[-1], _weights(recent[-1].came))
        mixed = after - np.einsum("snm,sm->sn", moved + part * answered, shares)
        after = _within_reach(mixed, expected[-1], gap[-1])
    return _unflattened(after, recent[-1].came)


def _within_reach(mixed: FloatArray, expected: FloatArray, gap: FloatArray) -> FloatArray:
    """No figure goes further beyond what was expected and what came of it than these are apart."""
    came = expected + gap
    reach = np.abs(gap)
    return np.asarray(np.clip(mixed, np.minimum(expected, came) - reach, np.maximum(expected, came) + reach))


def _shares(answered: FloatArray, gap: FloatArray, weights: FloatArray) -> FloatArray:
    """γ, (S, moves): the part of each remembered move that explains most of the gap."""
    seen = answered * weights[:, :, None]
    squares = np.einsum("snm,snk->smk", seen, seen)
    size = np.trace(squares, axis1=1, axis2=2)
    ridge = RIDGE * np.where(size > 0.0, size, 1.0)
    system = squares + ridge[:, None, None] * np.eye(squares.shape[-1])
    wanted = np.einsum("snm,sn->sm", seen, gap * weights)
    return np.asarray(np.linalg.solve(system, wanted[:, :, None])[:, :, 0])


def _weights(came: Expected) -> FloatArray:
    return _flat(Expected(np.zeros(came.margin.shape), 1.0 / np.maximum(np.abs(came.price), LEAST_PRICE)))


def _flat(item: Expected) -> FloatArray:
    scenarios = item.price.shape[0]
    return np.concatenate([item.margin.reshape(scenarios, -1), item.price.reshape(scenarios, -1)], axis=1)


def _unflattened(values: FloatArray, like: Expected) -> Expected:
    margins = like.margin[0].size
    return Expected(
        values[:, :margins].reshape(like.margin.shape), values[:, margins:].reshape(like.price.shape)
    )


def seen_on(path: Path) -> Expected:
    """What a path would have had investors expect."""
    return Expected(np.swapaxes(path.stacked("margin"), 0, 1), np.swapaxes(path.stacked("price"), 0, 1))


def going_on(years: Sequence[int], found: Sequence[YearOfPath]) -> Expected:
    """The years found, the last of them going on: what the first pass expects."""

    def stacked(name: str) -> FloatArray:
        known = [getattr(year, name) for year in found]
        return np.stack([*known, *[known[-1]] * (len(years) - len(known))], axis=1)

    return Expected(stacked("margin"), stacked("price"))
