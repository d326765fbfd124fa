"""Markdown tables, and their place between two comments of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_TABLE = re.compile(r"(<!-- table: (?P<name>[a-z-]+) -->\n).*?(<!-- end of table -->)", re.DOTALL)


def markdown_table(columns: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[str] = ()) -> str:
    """A pipe table; columns named in ``right`` are aligned right."""
    rules = ["--:" if column in right else "---" for column in columns]
    lines = [columns, rules, *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def with_tables(page: str, tables: Mapping[str, str]) -> str:
    """The page with every marked table replaced. Raises KeyError for a mark that names no table, and
    ValueError for a table without a mark."""
    marked = [match["name"] for match in _TABLE.finditer(page)]
    missing = tables.keys() - set(marked)
    if missing:
        raise ValueError(f"no place on the page for {', '.join(sorted(missing))}")
    return _TABLE.sub(lambda match: f"{match[1]}\n{tables[match['name']]}\n{match[3]}", page)
