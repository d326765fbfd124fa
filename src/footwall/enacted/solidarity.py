"""What solidarity between members reaches on a network and a day, as plain sentences.

It acts on the measures that are in force, whatever goods a rulebook names: export curbs of a member that
spare other members, and licences of an outsider that members pool.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from footwall.enacted.limits import export_limits
from footwall.enacted.measures import MOST, named_share

if TYPE_CHECKING:
    from footwall.chain.network import Arc
    from footwall.enacted.law import LawInForce
    from footwall.enacted.measures import Measure
    from footwall.rulebook.schema import Rulebook


def solidarity_words(force: LawInForce) -> tuple[str, ...]:
    """One sentence a curb that spares members and one a pool of licences; empty where nothing is reached."""
    return (*_spared(force), *_pooled(force))


def solidarity_without_effect(rulebook: Rulebook, reached: bool) -> tuple[str, ...]:
    """Sentences where the zone promises solidarity and no chain has anything that it reaches."""
    reasons = {
        "mutual_exemption": "no export curb of a member is in force against another",
        "shared_shortage": "no outsider licenses less than it sold to two members",
    }
    return tuple(
        f"zone.{field} changes nothing: {reason}."
        for field, reason in reasons.items()
        if getattr(rulebook.zone, field) and not reached
    )


def _spared(force: LawInForce) -> Iterator[str]:
    curbs: dict[tuple[str, str, str], tuple[list[str], list[str]]] = {}
    for (kind, commodity), measures in force.measures.items():
        for measure in measures:
            members = _members_spared(force, measure, commodity)
            if members:
                key = (measure.by, str(kind), measure.path)
                goods, regions = curbs.setdefault(key, ([], []))
                goods.append(commodity)
                regions += members
    for (by, curb, path), (goods, regions) in curbs.items():
        yield (
            f"Mutual exemption: the {curb.replace('_', ' ')} of {by} on {', '.join(goods)} ({path}) does not "
            f"hold on {', '.join(dict.fromkeys(regions))}."
        )


def _members_spared(force: LawInForce, measure: Measure, commodity: str) -> list[str]:
    """Regions that buy from the curbing member and would be under its curb but for the exemption."""
    if not measure.excused or commodity not in force.law.commodities:
        return []
    places = force.law.places
    bound = replace(measure, excused=())

    def held(bound_by: Measure, arc: Arc) -> Fraction:
        share = named_share(bound_by, arc.origin, arc.destination, commodity, places)
        return share if bound_by.kind == "export_tax" else Fraction(int(share >= MOST))

    return [
        arc.destination
        for arc in force.law.network.arcs
        if arc.commodity == commodity
        and not places.same_territory(arc.origin, arc.destination)
        and held(measure, arc) < held(bound, arc)
    ]


def _pooled(force: LawInForce) -> Iterator[str]:
    network = force.law.network
    for quota in export_limits(force, network).quotas:
        if quota.id.startswith("pool:"):
            arcs = [network.arcs[index] for index in quota.arcs]
            yield (
                f"Shared shortage: {', '.join(arc.destination for arc in arcs)} share what {arcs[0].origin} "
                f"licenses of {arcs[0].commodity} ({quota.clause})."
            )
