"""Which chains a rulebook can touch, read from the rulebook alone.

It names the goods that its clauses concern. Solidarity between members is the exception: it acts on measures
of the facts, whatever their goods. Whether a chain is touched on a day is decided where the law is enacted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from footwall.facts import Facts
    from footwall.rulebook import Rulebook


def may_touch(rulebook: Rulebook, chain: str, facts: Facts) -> bool:
    """True if a clause names a good of the chain, or if members spare each other's curbs."""
    if rulebook.zone.mutual_exemption or rulebook.zone.shared_shortage:
        return True
    goods = {row.id for row in facts.table("commodities") if row.chain == chain}
    written = rulebook.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return not goods.isdisjoint(_words(written))


def _words(written: Any) -> Iterator[str]:
    """Every key and every text of a document."""
    if isinstance(written, str):
        yield written
    elif isinstance(written, dict):
        for key, inner in written.items():
            yield str(key)
            yield from _words(inner)
    elif isinstance(written, list):
        for inner in written:
            yield from _words(inner)
