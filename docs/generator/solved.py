"""Runs that the pages tell of, each solved once, on the law of one day with the draws of ``footwall run``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import footwall
from footwall.explore.batch import solve_policies
from footwall.explore.setting import Setting, setting
from footwall.measure.state import State
from footwall.runs.draws import DrawnFigures
from footwall.runs.figures import Figures
from footwall.runs.pipeline import DRAWS, SEED
from footwall.runs.result import ChainRun, Result

YEAR = 2026
CHAIN = "ree_magnets"
LATEST = "2026-02"
SOURCE = (
    f"Source: Footwall, law of 31 December {YEAR}. Ranges: 5th to 95th percentile of {{draws}} joint draws."
)


@dataclass(frozen=True)
class Number:
    """A value with its range, where it has one."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, eq=False)
class Point:
    """One solved rulebook along a path."""

    place: float
    figures: Figures
    drawn: DrawnFigures
    state: State

    def number(self, figure: str) -> Number:
        low, high = self.drawn.range_of(figure) or (None, None)
        return Number(self.figures[figure], low, high)


@cache
def solved(
    rulebook: str, overrides: tuple[str, ...] = (), prices: str | None = None, draws: int = DRAWS
) -> Result:
    """A run, solved once however many pages tell of it."""
    return footwall.run(rulebook, year=YEAR, overrides=overrides, prices=prices, draws=draws)


def magnets(
    rulebook: str, overrides: tuple[str, ...] = (), prices: str | None = None, draws: int = DRAWS
) -> ChainRun:
    """The magnet chain of a run."""
    return solved(rulebook, overrides, prices, draws).chain(CHAIN)


def figure(run: ChainRun, name: str) -> Number:
    """A figure of a run with its range over the draws; the treasury's holds who keeps the gap as well."""
    for record in run.summary["headline"]:
        if record["figure"] == name:
            return Number(record["value"], record["low"], record["high"])
    low, high = run.drawn.range_of(name) or (None, None)
    return Number(run.central[name], low, high)


def along(
    rulebook: str,
    path: str,
    values: Sequence[tuple[float, str]],
    overrides: tuple[str, ...] = (),
    *,
    draws: int = 0,
) -> list[Point]:
    """A rulebook at each value of a path. Raises ValueError where one has no solution."""
    fixed = _setting(rulebook, overrides)
    (chain,) = (item for item in fixed.chains if item.id == CHAIN)
    laws = [fixed.law_at(fixed.policy_at([f"{path}={text}"]), chain) for _, text in values]
    found = []
    for (place, text), law, solution in zip(
        values, laws, solve_policies(chain.economy.calibration, laws).solutions, strict=True
    ):
        if solution.state is None:
            raise ValueError(f"{rulebook} has no solution at {path}={text}: {solution.reason}")
        ranged = chain.drawn(law, (draws, SEED))
        found.append(Point(place, chain.figures(solution.state), ranged, solution.state))
    return found


@cache
def _setting(rulebook: str, overrides: tuple[str, ...]) -> Setting:
    return setting(rulebook, year=YEAR, overrides=overrides, progress=lambda _: None)
