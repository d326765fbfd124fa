"""What investors expect of the years to come, and how it is drawn towards what comes of it.

Let x be what was expected and f(x) what came of it, a figure of one market or process in one year. The next
expectation is, after Wegstein (1958),

    x' = x + q·(f(x) − x),   q = 1/(1 − min(s, 0)),   s = Δf/Δx between the last two passes

with q = 1/2 at first, and from pass to pass between half and 1.3 times what it was. A mine that opens when it
is not expected, and not when it is, makes s steep and negative: plain repetition then runs from one side to
the other, and half of the way does so too once s is below −3. Away from a decision paths look flat and are
not: a share that may jump back to 1 runs in circles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from footwall.market.system import FloatArray

if TYPE_CHECKING:
    from footwall.horizon.path import Path, YearOfPath

LEAST_MOVE = 1e-6
"""USD/t below which an expectation counts as not moved."""
FIRST_SHARE = 0.5
"""Of the way while no slope is known."""
SLOWER, FASTER = 0.5, 1.3
"""Bounds of a share over that of the pass before."""


@dataclass(frozen=True, eq=False)
class Expected:
    """An expected path: (S, years, processes) margins and (S, years, markets) prices, USD/t."""

    margin: FloatArray
    price: FloatArray


@dataclass(frozen=True, eq=False)
class Approach:
    """One pass: what was expected, what came of it, and the shares of the way gone from it."""

    expected: Expected
    came: Expected
    share: Expected


def first_approach(expected: Expected, came: Expected, part: float = FIRST_SHARE) -> Approach:
    """The first pass that had an expectation; the next goes ``part`` of the way to what came of it."""
    share = Expected(*(np.full(item.shape, part) for item in (came.margin, came.price)))
    return Approach(expected, came, share)


def next_approach(before: Approach, expected: Expected, came: Expected) -> Approach:
    """A later pass."""

    def share(name: str) -> FloatArray:
        (x, f, q), (x_now, f_now) = (
            [getattr(item, name) for item in group]
            for group in ((before.expected, before.came, before.share), (expected, came))
        )
        return _share(x_now - x, f_now - f, q)

    return Approach(expected, came, Expected(share("margin"), share("price")))


def following(approach: Approach) -> Expected:
    """What the next pass expects."""
    x, f, q = approach.expected, approach.came, approach.share
    return Expected(x.margin + q.margin * (f.margin - x.margin), x.price + q.price * (f.price - x.price))


def _share(moved: FloatArray, answered: FloatArray, before: FloatArray) -> FloatArray:
    known = np.abs(moved) > LEAST_MOVE
    slope = np.divide(answered, moved, out=np.zeros(moved.shape), where=known)
    wanted = np.where(known, 1.0 / (1.0 - np.minimum(slope, 0.0)), before)
    return np.clip(wanted, SLOWER * before, np.minimum(FASTER * before, 1.0))


def seen_on(path: Path) -> Expected:
    """What a path would have had investors expect."""
    return Expected(np.swapaxes(path.stacked("margin"), 0, 1), np.swapaxes(path.stacked("price"), 0, 1))


def going_on(years: Sequence[int], found: Sequence[YearOfPath]) -> Expected:
    """The years found, the last of them going on: what the first pass expects."""

    def stacked(name: str) -> FloatArray:
        known = [getattr(year, name) for year in found]
        return np.stack([*known, *[known[-1]] * (len(years) - len(known))], axis=1)

    return Expected(stacked("margin"), stacked("price"))
