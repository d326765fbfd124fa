"""Values of a path at which a figure changes its sign.

Between two neighbouring points of opposite sign the value is searched for by bisection (Burden and Faires,
Numerical Analysis, section 2.1) on the market itself: each step is one more solve. Inside the last bracket it
is read off the straight line. Where a step has no solution the bracket is told instead of a value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from footwall.explore.grid import Axis
from footwall.runs.headline import HeadlineNumber

STEPS = 6
"""Halvings: the bracket ends at a sixty-fourth of the distance of two points."""
NOTHING = {"%": 5e-3, "percentage points": 5e-4}
"""Values that are zero for a reader are no sign, by unit; others below ``NO_MONEY`` (million USD)."""
NO_MONEY = 5e-2


@dataclass(frozen=True)
class Threshold:
    """A sign change of a figure between two values of the path (in its unit).

    ``rises`` is True where the figure is negative below and positive above. ``value`` None: the search ended
    early, and only the bracket is known.
    """

    figure: str
    text: str
    low: float
    high: float
    rises: bool
    value: float | None


def thresholds(
    number: HeadlineNumber,
    axis: Axis,
    values: Sequence[float | None],
    value_at: Callable[[float], float | None],
) -> Iterator[Threshold]:
    """Sign changes between points with figures; zeros in between belong to the bracket."""
    least = NOTHING.get(number.unit, NO_MONEY)
    told = [
        (place, value)
        for place, value in zip(axis.numbers, values, strict=True)
        if value is not None and abs(value) > least
    ]
    gaps = [place for place, value in zip(axis.numbers, values, strict=True) if value is None]
    for below, above in pairwise(told):
        if (below[1] > 0.0) == (above[1] > 0.0):
            continue
        rises = above[1] > 0.0
        if any(below[0] < gap < above[0] for gap in gaps):
            yield Threshold(number.figure, number.text, below[0], above[0], rises, None)
            continue
        low, high, value = _bisected(below, above, value_at)
        yield Threshold(number.figure, number.text, low, high, rises, value)


def _bisected(
    below: tuple[float, float], above: tuple[float, float], value_at: Callable[[float], float | None]
) -> tuple[float, float, float | None]:
    """The last bracket and the value in it; ``below`` and ``above`` are (place, figure)."""
    for _ in range(STEPS):
        middle = 0.5 * (below[0] + above[0])
        figure = value_at(middle)
        if figure is None:
            return below[0], above[0], None
        if (figure > 0.0) == (below[1] > 0.0):
            below = (middle, figure)
        else:
            above = (middle, figure)
    share = below[1] / (below[1] - above[1])
    return below[0], above[0], below[0] + share * (above[0] - below[0])
