"""Which chains the facts hold, and the part of the facts that speaks of one of them.

Each chain is its own network: chains share regions, general parameters and sources, never a market. Ids of
commodities, recipes and sectors are unique over all chains (``footwall.facts.chain_faults`` refuses others).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from footwall.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footwall.facts.facts import Facts


def chains_of(facts: Facts) -> tuple[str, ...]:
    """Ids of all chains, in the order in which ``commodities`` first names them."""
    return tuple(dict.fromkeys(row.chain for row in facts.table("commodities")))


def facts_of(facts: Facts, chain: str) -> Facts:
    """The rows of one chain in file order, with what all chains share and the sources that they name.

    A measure belongs to every chain that it names a commodity of. Raises ``UnknownName``.
    """
    members = _members(facts, chain)
    tables = {
        name: tuple(row for row in rows if members.hold(name, row)) for name, rows in facts.tables.items()
    }
    cited = {row.source for rows in tables.values() for row in rows if hasattr(row, "source")}
    tables["sources"] = tuple(row for row in tables["sources"] if row.key in cited)
    return replace(facts, tables=MappingProxyType(tables))


@dataclass(frozen=True)
class _Members:
    """Ids that belong to one chain, by the column that names them."""

    ids: Mapping[str, frozenset[str]]
    minerals: frozenset[str]

    def hold(self, table: str, row: Any) -> bool:
        if table == "chains":
            return row.id in self.ids["chain"]
        if table == "minerals":
            return row.id in self.minerals
        for column, ids in self.ids.items():
            named = getattr(row, column, "")
            if named:
                return not ids.isdisjoint(named if isinstance(named, tuple) else (named,))
        return True


def _members(facts: Facts, chain: str) -> _Members:
    rows = [row for row in facts.table("commodities") if row.chain == chain]
    if not rows:
        raise UnknownName(f"The facts hold no chain {chain!r}; chains: {', '.join(chains_of(facts))}.")
    commodities = frozenset(row.id for row in rows)
    return _Members(
        {
            "chain": frozenset((chain,)),
            "commodity": commodities,
            "recipe": frozenset(row.recipe for row in facts.table("recipes") if row.item in commodities),
            "sector": frozenset(row.sector for row in facts.table("use") if row.commodity in commodities),
        },
        frozenset(row.mineral for row in rows),
    )
