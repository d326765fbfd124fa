"""Scores of a replay at +1, +3, +6 and +12 months, beside two naive rivals.

At each horizon the observation nearest to it counts, within the tolerance of ``HORIZONS``. Everything is a
ratio to the last level before the event, so that a series need not have the level of the model:

    error = ln(predicted ratio / observed ratio)
    skill = 1 − Σ|error of the model| / Σ|error of the rival|

The sign counts as right if both moved the same way, or both by less than ``STILL``. An observation is covered
if it lies between the 5th and the 95th percentile of the joint draws.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from footwall.backtest.replay import Replay
from footwall.backtest.rivals import amount_of, last_before, trend_ratio
from footwall.backtest.schema import Episode, Series, Value

HORIZONS: dict[int, float] = {1: 0.75, 3: 1.0, 6: 1.5, 12: 3.0}
"""Months after the event, and by how many months the middle of an observation may be off."""
STILL = 0.02
"""A change by less has no sign."""


@dataclass(frozen=True)
class Score:
    """One series at one horizon; ratios are to the last level before the event."""

    series: str
    of: str
    inside: bool
    """True where it is of the restricting region."""
    horizon: int
    """Months."""
    date: str
    observed: float
    predicted: float
    low: float
    high: float
    trend: float | None
    """What the trend would have given; None without one."""

    @property
    def error(self) -> float:
        return math.log(self.predicted / self.observed)

    @property
    def still_error(self) -> float:
        """Error of the rival that nothing changes."""
        return -math.log(self.observed)

    @property
    def trend_error(self) -> float | None:
        return None if self.trend is None else math.log(self.trend / self.observed)

    @property
    def right_sign(self) -> bool:
        return sign(self.predicted) == sign(self.observed)

    @property
    def covered(self) -> bool:
        return self.low <= self.observed <= self.high


def sign(ratio: float) -> int:
    """Direction of a change: 1, 0 or −1."""
    change = math.log(ratio)
    return 0 if abs(change) < STILL else int(math.copysign(1, change))


def scores_of(found: Replay) -> tuple[Score, ...]:
    """Every series of an episode at every horizon at which it was observed."""
    episode = found.episode
    scores = []
    for place, series in enumerate(episode.observed):
        for horizon in HORIZONS:
            value = nearest(episode, series, horizon)
            told = None if value is None else found.predicted(place, value.date)
            if value is None or told is None:
                continue
            base = amount_of(last_before(series, episode.event))
            scores.append(
                Score(
                    series=series.name,
                    of=series.of,
                    inside=series.region == episode.inside,
                    horizon=horizon,
                    date=value.date.written,
                    observed=amount_of(value) / base,
                    predicted=told[0],
                    low=told[1],
                    high=told[2],
                    trend=trend_ratio(series, episode.event, value.date),
                )
            )
    return tuple(scores)


def unanswered(found: Replay) -> tuple[str, ...]:
    """What was seen near a horizon and has no prediction: nothing is bought, so that there is no price."""
    episode = found.episode
    missed = []
    for place, series in enumerate(episode.observed):
        for horizon in HORIZONS:
            value = nearest(episode, series, horizon)
            if value is not None and found.predicted(place, value.date) is None:
                missed.append(f"{series.name} at +{horizon}")
    return tuple(missed)


def nearest(episode: Episode, series: Series, horizon: int) -> Value | None:
    """The observation after the event that is nearest to a horizon; None beyond the tolerance."""
    after = [value for value in series.values if value.date.last > episode.event]
    near = [
        (abs(value.date.months_after(episode.event) - horizon), place)
        for place, value in enumerate(after)
        if value.date.months_after(episode.event) > 0.0
    ]
    if not near or min(near)[0] > HORIZONS[horizon]:
        return None
    return after[min(near)[1]]


@dataclass(frozen=True)
class Summary:
    """Scores taken together; errors are means of their sizes."""

    count: int
    error: float
    still_error: float
    trend_count: int
    error_beside_trend: float
    """Mean error of the model where there is a trend."""
    trend_error: float
    right_signs: int
    covered: int

    @property
    def skill(self) -> float:
        """Skill against no change; −∞ where nothing changed and the model said it would."""
        return _skill(self.error, self.still_error)

    @property
    def trend_skill(self) -> float | None:
        """Skill against the trend; None without one."""
        return _skill(self.error_beside_trend, self.trend_error) if self.trend_count else None


def _skill(error: float, rival: float) -> float:
    return 1.0 - error / rival if rival > 0.0 else (0.0 if error == 0.0 else -math.inf)


def summary_of(scores: Iterable[Score]) -> Summary | None:
    """The summary of some scores; None of none."""
    every = tuple(scores)
    if not every:
        return None
    beside = [(abs(item.error), abs(item.trend_error)) for item in every if item.trend_error is not None]
    return Summary(
        count=len(every),
        error=sum(abs(item.error) for item in every) / len(every),
        still_error=sum(abs(item.still_error) for item in every) / len(every),
        trend_count=len(beside),
        error_beside_trend=sum(model for model, _ in beside) / len(beside) if beside else 0.0,
        trend_error=sum(trend for _, trend in beside) / len(beside) if beside else 0.0,
        right_signs=sum(item.right_sign for item in every),
        covered=sum(item.covered for item in every),
    )
