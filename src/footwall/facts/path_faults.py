"""Faults of the paths that lead on from the base year: what does not start at 1, and uses without a path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from footwall.errors import Fault
from footwall.facts.chain_faults import Numbered
from footwall.facts.vocabulary import SCENARIOS

BASE_YEAR = 2024
"""Year in which every index is 1."""


def path_faults(numbered: Mapping[str, list[Numbered]]) -> Iterator[Fault]:
    """FACTS-13: an index that is not 1 in the base year; FACTS-14: a use without a path in a scenario."""
    for table in ("demand_paths", "host_paths", "deflator"):
        yield from _not_one(table, numbered[table])
    yield from _without_path(numbered)


def _not_one(table: str, rows: list[Numbered]) -> Iterator[Fault]:
    first: dict[tuple[Any, ...], tuple[str, int]] = {}
    starts: set[tuple[Any, ...]] = set()
    for file, line, row in rows:
        path = tuple(getattr(row, name) for name in row.identity if name != "year")
        first.setdefault(path, (file, line))
        if row.year != BASE_YEAR:
            continue
        starts.add(path)
        if row.index != 1.0:
            yield Fault("FACTS-13", f"{file} index", f"{row.index:g} in {BASE_YEAR}", "1", line=line)
    for path, (file, line) in first.items():
        if path not in starts:
            read = " ".join(part for part in path if part) or table
            yield Fault("FACTS-13", file, f"{read} without {BASE_YEAR}", f"a row of {BASE_YEAR}", line=line)


def _without_path(numbered: Mapping[str, list[Numbered]]) -> Iterator[Fault]:
    paths = {(row.sector, row.commodity, row.scenario) for _, _, row in numbered["demand_paths"]}
    told: set[tuple[str, str]] = set()
    for file, line, row in numbered["use"]:
        if (row.sector, row.commodity) in told:
            continue
        told.add((row.sector, row.commodity))
        for scenario in SCENARIOS:
            if not {(row.sector, "", scenario), (row.sector, row.commodity, scenario)} & paths:
                yield Fault(
                    "FACTS-14",
                    f"{file} sector",
                    f"{row.sector} using {row.commodity}",
                    f"a sector with a path of {scenario} in demand_paths.csv",
                    line=line,
                )
