"""Which chains a rulebook can touch, read from the rulebook alone.

It names the goods that its clauses concern. Solidarity between members is the exception: it acts on measures
of the facts, whatever their goods. Whether a chain is touched on a day is decided where the law is enacted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from footwall.rulebook.event_schema import CutOff, DemandEvent
from footwall.rulebook.name_checks import named_commodities

if TYPE_CHECKING:
    from footwall.facts import Facts
    from footwall.rulebook import Rulebook
    from footwall.rulebook.event_schema import Event


def touchable_chains(rulebook: Rulebook, facts: Facts) -> tuple[str, ...]:
    """Ids of the chains of which a clause names a good, in the order of the facts; all under solidarity."""
    if rulebook.zone.mutual_exemption or rulebook.zone.shared_shortage:
        return tuple(row.id for row in facts.table("chains"))
    return named_chains(rulebook, facts)


def named_chains(rulebook: Rulebook, facts: Facts) -> tuple[str, ...]:
    """Ids of the chains of which a clause or an event concerns a good, in the order of the facts."""
    every = tuple(row.id for row in facts.table("chains"))
    if any(_of_every_chain(event) for event in rulebook.events):
        return every
    named = named_commodities(rulebook) | _used_by_sectors(rulebook, facts)
    chains = {event.chain for event in rulebook.events if isinstance(event, CutOff)}
    reached = chains | {row.chain for row in facts.table("commodities") if row.id in named}
    return tuple(chain for chain in every if chain in reached)


def _of_every_chain(event: Event) -> bool:
    """True for an event that names no goods, and nothing from which they follow."""
    if isinstance(event, CutOff):
        return not event.commodities and event.chain is None
    return isinstance(event, DemandEvent) and not event.commodities and not event.sectors


def _used_by_sectors(rulebook: Rulebook, facts: Facts) -> frozenset[str]:
    """Goods of the sectors whose demand changes, where no goods are named."""
    changes = [event for event in rulebook.events if isinstance(event, DemandEvent)]
    sectors = {sector for event in changes if not event.commodities for sector in event.sectors}
    return frozenset(row.commodity for row in facts.table("use") if row.sector in sectors)
