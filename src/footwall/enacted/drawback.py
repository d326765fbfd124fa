"""Drawback: what of a member's purchases leaves the zone again in the goods made of it.

The share is that of the base year, over goods made of the commodity in one step: exports of those goods from
the member to buyers outside the zone, over what the member makes of them, weighted by what each process takes
in. It is an average: exporters and others buy one mix, so both see the refund spread over it (ADR 14).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footwall.chain.network import Commodity
    from footwall.enacted.law import LawInForce

ZERO = Fraction(0)


def drawback_share(force: LawInForce, good: Commodity, member: str) -> Fraction:
    """Share of a member's base-year purchases of a commodity that left the zone in goods made of it."""
    network = force.law.network
    region = force.law.places.region_of(member) or member
    bought = sum(
        (Fraction(arc.flow) for arc in network.arcs
         if arc.commodity == good.id and arc.destination == region), ZERO
    )  # fmt: skip
    if not bought:
        return ZERO
    left = ZERO
    for process in network.processes:
        taken = dict(process.inputs).get(good.id, 0.0)
        if process.region == region and taken:
            used = Fraction(taken) * Fraction(process.activity)
            left += used * _exported(force, process.outputs[0][0], region)
    return min(left / bought, Fraction(1))


def _exported(force: LawInForce, made: str, region: str) -> Fraction:
    """Share of what a region sells of a good that goes to buyers outside the zone."""
    good = force.law.commodities[made]
    sold = abroad = ZERO
    for arc in force.law.network.arcs:
        if arc.commodity == made and arc.origin == region:
            sold += Fraction(arc.flow)
            abroad += Fraction(arc.flow) * (1 - force.membership.share(arc.destination, good))
    return abroad / sold if sold else ZERO
