"""Variants of the bundled facts for tests: changed, reordered and renamed tables, never changed files."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

from footwall.facts import Facts, load_facts


def with_tables(**tables: Any) -> Facts:
    """The bundled facts with whole tables replaced."""
    facts = load_facts()
    return Facts(
        facts.directory, MappingProxyType({**facts.tables, **{k: tuple(v) for k, v in tables.items()}})
    )


def with_rows(table: str, change: Callable[[Any], Any]) -> Facts:
    """The bundled facts with every row of a table passed through ``change``; None drops the row."""
    rows = (change(row) for row in load_facts().table(table))
    return with_tables(**{table: tuple(row for row in rows if row is not None)})


def shuffled(seed: int) -> Facts:
    """All tables in another order; the rows of a recipe keep theirs, for its first output counts."""
    generator = random.Random(seed)
    tables = {}
    for name, rows in load_facts().tables.items():
        groups: dict[Any, list[Any]] = {}
        for position, row in enumerate(rows):
            groups.setdefault((row.recipe, row.region) if name == "recipes" else position, []).append(row)
        blocks = list(groups.values())
        generator.shuffle(blocks)
        tables[name] = tuple(row for block in blocks for row in block)
    return with_tables(**tables)


def renamed(names: Mapping[str, str]) -> Facts:
    """All tables with regions renamed wherever a cell names one."""

    def rename(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(rename(item) for item in value)
        return names.get(value, value) if isinstance(value, str) else value

    tables = {
        name: tuple(
            replace(row, **{item.name: rename(getattr(row, item.name)) for item in fields(row)})
            for row in rows
        )
        for name, rows in load_facts().tables.items()
    }
    return with_tables(**tables)
