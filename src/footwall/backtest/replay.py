"""One episode replayed: what the model says of every series that was observed, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np

from footwall.backtest.clock import MONTHS, Paths, walk
from footwall.backtest.known import known_part
from footwall.backtest.parameters import DRAWS, frozen
from footwall.backtest.periods import MONTH, Period
from footwall.backtest.schema import Episode, Series
from footwall.facts import Facts, load_facts
from footwall.market.parameters import FloatArray

LOW, HIGH = 5.0, 95.0
"""Percentiles of the band over the draws."""


@dataclass(frozen=True, eq=False)
class Replay:
    """Predictions of one episode."""

    episode: Episode
    paths: Paths
    ratios: tuple[FloatArray, ...]
    """(S, months) of every series: level over that before the event."""

    @property
    def failed_draws(self) -> int:
        """Draws without a solution in some month; they are in no band."""
        return int((~self.paths.solved).sum())

    def predicted(self, series: int, period: Period) -> tuple[float, float, float] | None:
        """Central, low and high ratio of a period after the event; None beyond the clock or where none is."""
        parts = months_of(self.episode, period)
        if not parts or max(parts) >= self.ratios[series].shape[1]:
            return None
        means = self.ratios[series][self.paths.solved][:, list(parts)] @ np.array(list(parts.values()))
        if not np.isfinite(means).all():
            return None
        low, high = np.percentile(means, (LOW, HIGH)) if len(means) > 1 else (means[0], means[0])
        return float(means[0]), float(low), float(high)


def replay(episode: Episode, facts: Facts | None = None, draws: int = DRAWS) -> Replay:
    """Replay an episode from what was known. Raises ValueError for one that says why it is not scored."""
    if episode.not_scored:
        raise ValueError(f"{episode.name} is not scored: {episode.not_scored}")
    known = known_part(episode)
    paths = walk(known, frozen(facts or load_facts()), draws, MONTHS)
    ratios = tuple(_ratio(paths, series) for series in known.observed)
    return Replay(episode, paths, ratios)


def months_of(episode: Episode, period: Period) -> dict[int, float]:
    """Steps of the clock, from 0, in which a period lies, with their shares of it; none before the event.

    A period that the event cuts counts from the event on.
    """
    if period.last <= episode.event:
        return {}
    first = max((period.first - episode.event).days / MONTH, 0.0)
    end = ((period.last - episode.event).days + 1) / MONTH
    parts = {step: min(end, step + 1.0) - max(first, float(step)) for step in range(int(first), ceil(end))}
    return {step: part / (end - first) for step, part in parts.items() if part > 0.0}


def _ratio(paths: Paths, series: Series) -> FloatArray:
    """(S, months) level of a series over that before the event."""
    level = _level(paths, series)
    return np.asarray(level[:, 1:] / level[:, :1])


def _level(paths: Paths, series: Series) -> FloatArray:
    network = paths.calibration.network
    pair = (series.good, series.region)
    if series.of == "fob_price":
        markets = [(market.commodity, market.region) for market in network.markets]
        return paths.fob[:, :, markets.index(pair)]
    if series.of == "delivered_price":
        return paths.delivered[:, :, paths.calibration.buyers.index(pair)]
    if series.of == "exports":
        chosen = [
            a
            for a, arc in enumerate(network.arcs)
            if (arc.commodity, arc.origin) == pair and arc.destination != series.region
        ]
        return np.asarray(paths.flow[:, :, chosen].sum(axis=2))
    if series.of == "output":
        made = [
            p
            for p, process in enumerate(network.processes)
            if (process.outputs[0][0], process.region) == pair
        ]
        return np.asarray(paths.activity[:, :, made].sum(axis=2))
    used = [u for u, use in enumerate(network.uses) if (use.commodity, use.region) == pair]
    return np.asarray(paths.use[:, :, used].sum(axis=2))
