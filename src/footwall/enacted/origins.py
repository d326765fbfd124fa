"""Which goods have their origin traced on a day, and from where their material would count as outside.

Tonnes are the market's business: this module says at which markets material takes its origin, what share of
a region is outside the reach of the zone's own, and what part of each plant named countries own. Goods
without a rule that traces, under a tariff-rate quota, or that are not made from the named stage keep the
place of their last process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from footwall.enacted.exact import exact
from footwall.enacted.feedbacks import OriginTrace, OriginTracing
from footwall.errors import Fault, RulebookError
from footwall.facts.owner_rows import stakes_in_force

if TYPE_CHECKING:
    from footwall.chain.network import Commodity, Network
    from footwall.enacted.clauses import Clauses
    from footwall.enacted.law import LawInForce
    from footwall.rulebook.schema import BorderClause, Origin

ZERO, ONE = Fraction(0), Fraction(1)
SCRAP = "scrap"
BY_TONNES = ""
"""In place of an element: the good's own tonnes."""


def outside_share(
    force: LawInForce, good: Commodity, region: str, clause: BorderClause, made: str
) -> Fraction:
    """Part of a region, by its production of ``made``, from which a clause on ``good`` reaches goods."""
    members, places = force.membership, force.law.places

    def concerned(code: str) -> bool:
        return (
            not members.enters_free(code, good)
            and not places.names(code, clause.excluded)
            and (not clause.origins or places.names(code, clause.origins))
        )

    return places.share(region, concerned, made, "production")


def traced_rule(force: LawInForce, good: Commodity) -> Origin | None:
    """The rule by which the origin of a good is traced; None where its last process decides.

    Raises RulebookError where instruments on the good reach different origins.
    """
    rule = force.origin
    if rule is None or not rule.traces or _under_quota(force, good):
        return None
    if not rule.owned_from and not _is_followed(force.law.network, good, rule):
        return None
    clauses = _instruments(force, good)
    if len({(frozenset(item.origins), frozenset(item.excluded)) for item in clauses}) > 1:
        fault = Fault(
            "ORIGIN-6",
            f"zone.origin ({good.id})",
            "instruments that reach different origins",
            f"the same origins and except in every instrument on {good.id}",
        )
        raise RulebookError("rulebook", [fault])
    return rule


def traced_origins(force: LawInForce, network: Network, decided: Sequence[Clauses]) -> OriginTracing | None:
    """What the market must trace; None where no arc that can trade is concerned."""
    arcs: dict[str, list[int]] = {}
    for index, clauses in enumerate(decided):
        if clauses.traced_origin is not None and clauses.open:
            arcs.setdefault(clauses.commodity, []).append(index)
    rule = force.origin
    if rule is None or not arcs:
        return None
    return OriginTracing(
        goods=tuple(_trace(force, network, name, tuple(found)) for name, found in arcs.items()),
        owned=_owned(force, network, rule),
        adverse=rule.treatment == "adverse",
        tolerance=float(rule.tolerance),
    )


def owner_notes(force: LawInForce, tracing: OriginTracing | None) -> Iterator[str]:
    """A note where the rule names owners that hold no plant of the network."""
    rule = force.origin
    if tracing is not None and rule is not None and rule.owned_from and not any(tracing.owned):
        owners = ", ".join(rule.owned_from)
        yield f"zone.origin.owned_from: the facts know no plant of this chain that {owners} own."


def _trace(force: LawInForce, network: Network, name: str, arcs: tuple[int, ...]) -> OriginTrace:
    good, rule = force.law.commodities[name], force.origin
    assert rule is not None
    clause = _instruments(force, good)[0]
    followed = _is_followed(network, good, rule)
    stages = {commodity.id: commodity.stage for commodity in network.commodities}
    elements = tuple(
        (element, float(held))
        for element, held in good.contents.items()
        if held and element in network.elements
    )
    return OriginTrace(
        commodity=name,
        arcs=arcs,
        elements=elements if followed else ((BY_TONNES, 1.0),),
        takes_origin=tuple(
            not followed or (rule.rule == "made_in_stage" and stages[market.commodity] == rule.stage)
            for market in network.markets
        ),
        outside=tuple(
            float(outside_share(force, good, market.region, clause, market.commodity))
            for market in network.markets
        ),
    )


def _is_followed(network: Network, good: Commodity, rule: Origin) -> bool:
    """True where the material in a good is followed back beyond its last process."""
    if rule.rule == "last_transformation" or not any(good.contents.values()):
        return False
    return rule.rule == "content" or good.id in made_from(network, str(rule.stage))


def made_from(network: Network, stage: str) -> frozenset[str]:
    """Commodities of a stage and all that is made from them, without the way through scrap."""
    stages = {commodity.id: commodity.stage for commodity in network.commodities}
    found = {name for name, its in stages.items() if its == stage}
    while True:
        more = {
            output
            for process in network.processes
            if any(name in found and stages[name] != SCRAP for name, _ in process.inputs)
            for output, _ in process.outputs
        } - found
        if not more:
            return frozenset(found)
        found |= more


def _instruments(force: LawInForce, good: Commodity) -> list[BorderClause]:
    floor = force.floors.get(good.id)
    others = (force.tariffs.get(good.id), force.derivatives.get(good.id))
    return [*([floor.reach] if floor else []), *(item for item in others if item)]


def _under_quota(force: LawInForce, good: Commodity) -> bool:
    floor, tariff = force.floors.get(good.id), force.tariffs.get(good.id)
    return bool((floor and floor.levy.tariff_rate_quota) or (tariff and tariff.tariff_rate_quota))


def _owned(force: LawInForce, network: Network, rule: Origin) -> tuple[float, ...]:
    """Share of each process that owners seated in the named regions hold."""
    if not rule.owned_from or force.law.facts is None:
        return (0.0,) * len(network.processes)
    held: dict[tuple[str, str], Fraction] = {}
    for plant, rows in stakes_in_force(force.law.facts.table("owners"), network.year).items():
        held[plant] = sum(
            (exact(row.share) for row in rows if force.law.places.names(row.seat, rule.owned_from)), ZERO
        )
    shares = (held.get((item.id.partition("@")[0], item.region), ZERO) for item in network.processes)
    return tuple(float(min(share, ONE)) for share in shares)
