"""Which chains a rulebook can touch, read from the rulebook alone.

It names the goods that its clauses concern. Solidarity between members is the exception: it acts on measures
of the facts, whatever their goods. Whether a chain is touched on a day is decided where the law is enacted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from footwall.rulebook.name_checks import named_commodities

if TYPE_CHECKING:
    from footwall.facts import Facts
    from footwall.rulebook import Rulebook


def touchable_chains(rulebook: Rulebook, facts: Facts) -> tuple[str, ...]:
    """Ids of the chains of which a clause names a good, in the order of the facts; all under solidarity."""
    if rulebook.zone.mutual_exemption or rulebook.zone.shared_shortage:
        return tuple(row.id for row in facts.table("chains"))
    return named_chains(rulebook, facts)


def named_chains(rulebook: Rulebook, facts: Facts) -> tuple[str, ...]:
    """Ids of the chains of which a clause names a good, in the order of the facts."""
    named = named_commodities(rulebook)
    reached = {row.chain for row in facts.table("commodities") if row.id in named}
    return tuple(row.id for row in facts.table("chains") if row.id in reached)
