"""The facts as one frozen value: tables, sources and parameter lookup.

``load_facts`` reads the tables that ship with the package, or a directory of the same schema. It balances
nothing and fills no gap: that is the work of ``balance`` and ``quotes``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from footwall.errors import UnknownName
from footwall.facts.path_rows import Lifetime
from footwall.facts.read import read_tables
from footwall.facts.schema import Parameter, Source

BUNDLED = Path(__file__).parent / "data"
SELECTORS = ("sector", "recipe", "commodity", "region")
"""Selectors of a parameter row; with equally many filled the earlier one here decides."""


@dataclass(frozen=True)
class Facts:
    """All tables of one directory; rows are frozen dataclasses of ``footwall.facts.schema``."""

    directory: Path
    tables: Mapping[str, tuple[Any, ...]]

    def table(self, name: str) -> tuple[Any, ...]:
        """Rows of a table in file order; raises UnknownName."""
        if name not in self.tables:
            raise UnknownName(f"There is no fact table {name!r}. Tables: {', '.join(self.tables)}.")
        return self.tables[name]

    def source(self, key: str) -> Source:
        """The publication behind a source key; raises UnknownName."""
        for row in self.tables["sources"]:
            if row.key == key:
                return cast(Source, row)
        raise UnknownName(f"There is no source {key!r} in {self.directory / 'sources.csv'}.")

    def parameter(
        self, name: str, *, commodity: str = "", recipe: str = "", region: str = "", sector: str = ""
    ) -> Parameter:
        """The most specific row of a parameter: most selectors filled, ties by ``SELECTORS``.

        Raises UnknownName if no row applies.
        """
        asked = {"commodity": commodity, "recipe": recipe, "region": region, "sector": sector}
        return cast(Parameter, self._most_specific("parameters", name, asked))

    def lifetime(self, name: str, *, recipe: str = "", region: str = "", sector: str = "") -> Lifetime:
        """The most specific row of a name in ``lifetimes``, found as parameters are; raises UnknownName."""
        asked = {"recipe": recipe, "region": region, "sector": sector}
        return cast(Lifetime, self._most_specific("lifetimes", name, asked))

    @cached_property
    def _named(self) -> Mapping[str, Mapping[str, tuple[Any, ...]]]:
        """Table -> name -> rows in file order, of the tables whose rows are found by name."""
        found: dict[str, dict[str, tuple[Any, ...]]] = {}
        for table in ("parameters", "lifetimes"):
            rows = found[table] = {}
            for row in self.tables.get(table, ()):
                rows[row.name] = (*rows.get(row.name, ()), row)
        return found

    def _most_specific(self, table: str, name: str, asked: Mapping[str, str]) -> Any:
        best: Any = None
        for row in self._named[table].get(name, ()):
            applies = all(getattr(row, selector) in ("", value) for selector, value in asked.items())
            if applies and (best is None or _specificity(row) > _specificity(best)):
                best = row
        if best is None:
            asked_for = ", ".join(f"{selector} {value}" for selector, value in asked.items() if value)
            known = sorted({row.name for row in self.tables[table]})
            raise UnknownName(
                f"No row of {table}.csv gives {name!r} for {asked_for or 'all'}. "
                f"{table.capitalize()}: {', '.join(known)}."
            )
        return best


def _specificity(row: Parameter | Lifetime) -> tuple[int, ...]:
    filled = tuple(int(bool(getattr(row, selector, ""))) for selector in SELECTORS)
    return (sum(filled), *filled)


def load_facts(directory: str | Path | None = None) -> Facts:
    """The facts of ``directory``, or those of the package (read once).

    Raises FactsError with all faults of all tables.
    """
    if directory is None:
        return _bundled()
    return _load(Path(directory))


@cache
def _bundled() -> Facts:
    return _load(BUNDLED)


def _load(directory: Path) -> Facts:
    return Facts(directory, MappingProxyType(dict(read_tables(directory))))
