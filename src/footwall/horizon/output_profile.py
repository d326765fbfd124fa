"""How a plant comes on stream, runs and retires, averaged over a year.

Output rises in a straight line over the ramp-up, stays full, and ends with the plant's life. Averages over a
year are exact, so that lead times and ramp-ups of fractions of a year count for what they are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]


def running_share(since: ArrayLike, ramp_up: float, life: float) -> FloatArray:
    """Mean share of capacity on stream over a year that begins ``since`` years after first output.

    Negative before first output. ``ramp_up`` and ``life`` in years; a life of 0 or less never runs.
    """
    begin: FloatArray = np.asarray(since, dtype=np.float64)
    share: FloatArray = _produced(begin + 1.0, ramp_up, life) - _produced(begin, ramp_up, life)
    return share


def building_share(years: int, lead_time: float) -> FloatArray:
    """(years,) share of capex spent in each year from the decision on: even over the lead time, in years.

    All of it in the first year where there is no lead time.
    """
    begin = np.arange(years, dtype=np.float64)
    if lead_time <= 0.0:
        return np.where(begin == 0.0, 1.0, 0.0)
    spent: FloatArray = np.clip(lead_time - begin, 0.0, 1.0) / lead_time
    return spent


def _produced(age: FloatArray, ramp_up: float, life: float) -> FloatArray:
    """Full-capacity years of output up to an age: the integral of the profile."""
    running = np.clip(age, 0.0, max(life, 0.0))
    if ramp_up <= 0.0:
        return running
    rising = np.minimum(running, ramp_up)
    produced: FloatArray = running - rising + 0.5 * rising * (rising / ramp_up)
    return produced
