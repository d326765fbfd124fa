"""A rulebook solved over a grid of its own values: what each headline number does along the way.

Every point is the rulebook with other values at the swept paths, read and put into force as in a run, and
solved as one batch of the kernel per chain. A point without a solution has no figures: it is a gap with its
reason, never an interpolation. Along one numeric path the values at which a headline number changes sign are
searched for with further solves.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from footwall.errors import GridError
from footwall.explore.grid import Axis, labelled, points, read_grid
from footwall.explore.setting import setting
from footwall.explore.swept_chain import Gridded, SweptChain, settings, solve_chain, touched
from footwall.runs.manifest import sha256_of_tables
from footwall.runs.pipeline import SEED, Progress

if TYPE_CHECKING:
    from footwall.rulebook import Rulebook


@dataclass(frozen=True)
class Speed:
    """Policies solved, seconds in the kernel, and seconds of the whole sweep."""

    policies: int
    kernel: float
    total: float


@dataclass(frozen=True, eq=False)
class Sweep:
    """A finished sweep; ``untouched`` are the names of the chains that no point moves."""

    rulebook: str
    version: str
    rulebook_text: str
    """As it stands before any point, with what --set changed."""
    facts_sha256: str
    as_of: str
    base_year: int
    price_set: str
    overrides: tuple[str, ...]
    axes: tuple[Axis, ...]
    chains: tuple[SweptChain, ...]
    untouched: tuple[str, ...]
    draws: int
    seed: int
    speed: Speed
    notes: tuple[str, ...]

    @property
    def failed(self) -> int:
        """Points without a solution, over all chains."""
        return sum(not point.numbers for chain in self.chains for point in chain.points)


def sweep(
    rulebook: Rulebook | str | Path,
    grid: Sequence[str],
    *,
    year: int | None = None,
    prices: str | None = None,
    overrides: Sequence[str] = (),
    draws: int = 0,
    progress: Progress | None = None,
) -> Sweep:
    """Solve a rulebook over a grid of ``path=FROM:TO:COUNT`` or ``path=A,B,C``.

    ``draws`` joint draws at every point of a single path give ranges (0: none). Raises GridError for a grid
    of no use, and what ``run`` raises for the rulebook, the year and the prices.
    """
    began = time.perf_counter()
    advance = progress or _silent
    axes = read_grid(grid)
    if draws and len(axes) > 1:
        raise GridError("Ranges are drawn along one path only: give --draws 0, or one path.")
    fixed = setting(rulebook, year=year, prices=prices, overrides=overrides, progress=advance)
    places = points(axes)
    advance(f"Reading {len(places)} rulebooks")
    policies = tuple(fixed.policy_at(settings(axes, values)) for values in places)
    grid_of = Gridded(fixed, axes, places, policies, (draws, SEED))
    moved = [chain for chain in fixed.chains if touched(chain, grid_of)] or list(fixed.chains[:1])
    swept, efforts = zip(*(solve_chain(chain, grid_of, advance) for chain in moved), strict=True)
    return Sweep(
        rulebook=fixed.asked.policy.name,
        version=fixed.asked.policy.version,
        rulebook_text=fixed.text,
        facts_sha256=sha256_of_tables(fixed.asked.facts.directory),
        as_of=fixed.asked.as_of.isoformat(),
        base_year=fixed.chains[0].economy.base.network.year,
        price_set=fixed.asked.prices.name,
        overrides=tuple(overrides),
        axes=labelled(axes, {row.id: row.name for row in fixed.asked.facts.table("commodities")}),
        chains=tuple(swept),
        untouched=tuple(chain.name for chain in fixed.chains if chain not in moved),
        draws=draws,
        seed=SEED,
        speed=Speed(
            sum(effort.policies for effort in efforts),
            sum(effort.seconds for effort in efforts),
            time.perf_counter() - began,
        ),
        notes=fixed.notes,
    )


def _silent(_: str) -> None:
    """Progress told to nobody."""
