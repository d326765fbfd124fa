"""The level at which an instrument gives the zone a tonnage.

The level is found by doubling until the tonnage is passed, then by Brent's method; every solve starts from
the one before. An instrument that cannot reach the tonnage, or whose market does not clear on the way, is
reported as out of reach and never given a nearby level.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from footwall.errors import NotConverged
from footwall.measure.state import State
from footwall.runs.protected import Protected

DOUBLINGS = 12
NEAR_ENOUGH = 1e-8
"""Relative distance from the tonnage at which a level is accepted."""


@dataclass(frozen=True, eq=False)
class Instrument:
    """A family of policies of one number; ``solved`` gives the state at a level, from a start or none."""

    name: str
    unit: str
    solved: Callable[[float, State | None], State]
    first: float
    """A level to try first; doubled from there."""
    shown: float = 1.0
    """What the level is multiplied with to be shown in ``unit``."""


@dataclass(frozen=True, eq=False)
class Equalled:
    """An instrument at the level that reaches the tonnage."""

    instrument: Instrument
    level: float
    """In the unit of the instrument."""
    state: State


def equalled(given: Protected, instrument: Instrument) -> Equalled | None:
    """The instrument at equal protection; None where it is out of reach."""
    from scipy.optimize import brentq

    last: list[State] = []

    def distance(level: float) -> float:
        """Relative distance from the tonnage, exactly zero where it is near enough to stop."""
        last[:] = [instrument.solved(level, last[0] if last else None)]
        off = given.output(last[0]) / given.target - 1.0
        return off if abs(off) > NEAR_ENOUGH else 0.0

    try:
        bracket = _bracket(distance, instrument.first)
        if bracket is None:
            return None
        level = bracket[0]
        if bracket[0] < bracket[1]:
            level = float(brentq(distance, *bracket, xtol=1e-14, rtol=1e-13))
            if distance(level) != 0.0:
                return None
    except NotConverged:
        return None
    return Equalled(instrument, level * instrument.shown, last[0])


def _bracket(distance: Callable[[float], float], first: float) -> tuple[float, float] | None:
    """Levels below and above the tonnage; the same one twice where it hits it; None if none is above."""
    low, high = 0.0, first
    for _ in range(DOUBLINGS):
        reached = distance(high)
        if reached == 0.0:
            return high, high
        if reached > 0.0:
            return low, high
        low, high = high, 2.0 * high
    return None
