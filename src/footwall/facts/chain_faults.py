"""Faults of tables that hold several chains: what belongs to two of them, or acts on all of them unseen.

Chains share no market, so a sector or recipe of two chains would be counted in both, and a parameter in the
folder of one chain that names nothing of it would move the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from footwall.errors import Fault

Numbered = tuple[str, int, Any]
"""File (below the directory of the facts), line and row."""

_SELECTORS = ("commodity", "recipe", "sector")


def chain_faults(numbered: Mapping[str, list[Numbered]]) -> Iterator[Fault]:
    """FACTS-9: sectors and recipes of two chains, and parameters of a folder that name nothing of it."""
    chain_of = {row.id: row.chain for _, _, row in numbered["commodities"]}
    yield from _of_two("sector", "commodity", numbered["use"], chain_of)
    yield from _of_two("recipe", "item", numbered["recipes"], chain_of)
    for file, line, row in numbered["parameters"]:
        if "/" in file and not any(getattr(row, selector) for selector in _SELECTORS):
            yield Fault(
                "FACTS-9",
                file,
                f"{row.name} without a commodity, recipe or sector",
                "a row for something of this chain",
                "Move what holds for every chain to parameters.csv beside the folders.",
                line=line,
            )


def _of_two(word: str, good: str, rows: list[Numbered], chain_of: Mapping[str, str]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for file, line, row in rows:
        name, chain = getattr(row, word), chain_of.get(getattr(row, good), "")
        if chain and first.setdefault(name, chain) != chain:
            yield Fault(
                "FACTS-9",
                f"{file} {word}",
                f"{name!r} in chain {chain}",
                f"a {word} of one chain; {name} is of {first[name]}",
                line=line,
            )
