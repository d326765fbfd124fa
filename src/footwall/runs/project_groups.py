"""The table of projects, sorted by what the rulebook does to each; read from the record alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from footwall.horizon.ventures import CANCELLED, DECIDED

Record = Mapping[str, Any]


@dataclass(frozen=True)
class ProjectGroups:
    """Lines of ``years.chains.<chain>.projects``; every line is in one group."""

    brought: tuple[Record, ...]
    """Decided with the rulebook and not without it."""
    lost: tuple[Record, ...]
    """Decided without the rulebook and not with it."""
    moved: tuple[Record, ...]
    """Decided with and without it, in different years."""
    either_way: tuple[Record, ...]
    """Decided in the same year with and without it."""
    not_ahead: tuple[Record, ...]
    """Not decided under either; what comes nearest to it first."""
    under_way: tuple[Record, ...]
    """Decided before the first year of the rulebook."""
    cancelled: tuple[Record, ...]

    @property
    def changed(self) -> tuple[Record, ...]:
        return (*self.brought, *self.lost, *self.moved)

    @property
    def undecided(self) -> int:
        """Number of projects that are not decided today."""
        return len(self.changed) + len(self.either_way) + len(self.not_ahead)


def project_groups(projects: Sequence[Record]) -> ProjectGroups:
    """Sort the lines of one chain."""
    found: dict[str, list[Record]] = {}
    for line in projects:
        found.setdefault(_group(line), []).append(line)
    for name in ("brought", "lost", "moved", "either_way"):
        found.setdefault(name, []).sort(key=_first_year)
    found.setdefault("not_ahead", []).sort(key=_nearness, reverse=True)
    return ProjectGroups(
        **{
            name: tuple(found.get(name, ()))
            for name in ("brought", "lost", "moved", "either_way", "not_ahead", "under_way", "cancelled")
        }
    )


def _group(line: Record) -> str:
    if line["status"] in DECIDED:
        return "under_way"
    if line["status"] in CANCELLED:
        return "cancelled"
    without, with_it = (line[law]["year"] for law in ("baseline", "policy"))
    if without == with_it:
        return "not_ahead" if with_it is None else "either_way"
    if without is None:
        return "brought"
    return "lost" if with_it is None else "moved"


def _first_year(line: Record) -> int:
    return min(int(line[law]["year"]) for law in ("baseline", "policy") if line[law]["year"] is not None)


def _nearness(line: Record) -> tuple[float, float]:
    """Share decided, in whole per cent; then the part of what is asked that its value reaches."""
    law = line["policy"]
    reached = -1e9 if law["value_over_capex"] is None else law["value_over_capex"] / law["asked"]
    return round(float(law["share"]), 2), float(reached)
