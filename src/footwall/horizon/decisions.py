"""Which part of each venture is decided, year by year, and the capacity that comes of it.

A decision is not undone: the share decided is F_t = max(F_{t−1}, share_t). Drawn, a venture is decided whole
in the first year whose share reaches a number drawn for it once; the same number serves every scenario, so
that differences between scenarios are not differences of luck.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from footwall.horizon.appraisal import Appraisal, appraise
from footwall.horizon.appraisal_error import AppraisalError
from footwall.horizon.outlook import FloatArray, Outlook, Terms
from footwall.horizon.output_profile import running_share
from footwall.horizon.ventures import CANCELLED, DECIDED, Venture


@dataclass(frozen=True)
class Decisions:
    """Shares decided up to the last year that was walked through."""

    ventures: tuple[Venture, ...]
    first_year: int
    share: FloatArray
    """(scenarios, ventures, years) F at the end of each year from ``first_year`` on."""
    draws: FloatArray | None = None
    """(ventures,) numbers in (0, 1) that a share must reach; None where shares themselves are decided."""

    @property
    def next_year(self) -> int:
        return self.first_year + int(self.share.shape[2])


def undecided(
    ventures: tuple[Venture, ...], first_year: int, scenarios: int = 1, seed: int | None = None
) -> Decisions:
    """No year walked through yet. A ``seed`` draws whole decisions, each by the venture's id alone."""
    draws = None if seed is None else np.array([_draw(seed, venture.id) for venture in ventures])
    return Decisions(ventures, first_year, np.zeros((scenarios, len(ventures), 0)), draws)


def _draw(seed: int, venture: str) -> float:
    return float(np.random.default_rng([seed, zlib.crc32(venture.encode())]).uniform())


def earliest_decision(venture: Venture) -> int:
    """First year in which it can be decided: output then begins in ``start`` and not before."""
    return math.ceil(venture.start - venture.lead_time)


def decide(
    decisions: Decisions, outlook: Outlook, terms: Terms
) -> tuple[Decisions, tuple[Appraisal | None, ...]]:
    """The next year decided, and the appraisal of each venture that was looked at in it.

    Raises AppraisalError where the outlook has another number of scenarios.
    """
    year = decisions.next_year
    scenarios, count, _ = decisions.share.shape
    if outlook.scenarios not in (1, scenarios):
        raise AppraisalError(
            "decisions",
            f"an outlook of {outlook.scenarios} scenarios",
            f"1 or {scenarios}",
            "Begin decisions with the number of scenarios of the path.",
        )
    before = decisions.share[:, :, -1] if decisions.share.shape[2] else np.zeros((scenarios, count))
    now = before.copy()
    looked_at: list[Appraisal | None] = []
    for position, venture in enumerate(decisions.ventures):
        if venture.status in DECIDED:
            now[:, position] = 1.0
        appraisal = _looked_at(venture, outlook, year, terms)
        looked_at.append(appraisal)
        if appraisal is not None:
            decided = appraisal.share
            if decisions.draws is not None:
                decided = (decided >= decisions.draws[position]).astype(np.float64)
            now[:, position] = np.maximum(before[:, position], decided)
    share = np.concatenate([decisions.share, now[:, :, None]], axis=2)
    return replace(decisions, share=share), tuple(looked_at)


def _looked_at(venture: Venture, outlook: Outlook, year: int, terms: Terms) -> Appraisal | None:
    settled = venture.status in DECIDED or venture.status in CANCELLED
    return None if settled or year < earliest_decision(venture) else appraise(venture, outlook, year, terms)


def capacity_of(decisions: Decisions, year: int, processes: int) -> FloatArray:
    """(scenarios, processes) capacity added to the base year, t/year of the first output, mean of ``year``.

    Counts what was decided in the years walked through; what came decided runs from its own start.
    """
    scenarios, _, walked = decisions.share.shape
    added = np.zeros((scenarios, processes))
    steps = np.diff(decisions.share, axis=2, prepend=0.0)
    oldest = year - decisions.first_year
    for position, venture in enumerate(decisions.ventures):
        for plant in venture.plants:
            life = venture.plant_life - plant.delay
            if venture.status in DECIDED:
                running = _running((year - venture.start, 1), (plant.delay,), venture.ramp_up, life)
                added[:, plant.process] += plant.added * running[0]
            elif walked:
                waits = (venture.lead_time, plant.delay)
                running = _running((oldest, walked), waits, venture.ramp_up, life)
                added[:, plant.process] += plant.added * (steps[:, position] @ running)
    return added


@lru_cache(maxsize=8192)
def _running(begun: tuple[int, int], waits: tuple[float, ...], ramp_up: float, life: float) -> FloatArray:
    """(years,) share on stream of plants that were begun so many years ago, a year later, and so on.

    ``begun`` = (years since the first, number of years); output comes after all ``waits``.
    """
    first, years = begun
    since = first - np.arange(years, dtype=np.float64)
    for wait in waits:
        since = since - wait
    return running_share(since, ramp_up, life)
