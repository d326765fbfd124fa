"""Limits in tonnes: export quotas, licences and tariff-rate quotas as ``Quota`` over arcs of a network.

An export quota is one limit per commodity over the destinations it names; a licence one limit per
destination arc, approval times base flow; a tariff-rate quota one limit per commodity over all arcs that
its clause reaches into the zone. Shipments within a region never count. A limit under 1e-4 of the base flow
is a ban.

For a region that is an aggregate a limit applies where it names at least half of it; notes say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from footwall.enacted.base_prices import base_prices
from footwall.enacted.charges import Quota
from footwall.enacted.measures import MOST, concerns_arc
from footwall.enacted.wording import per_kg, percent

if TYPE_CHECKING:
    from footwall.chain.network import Arc, Network
    from footwall.enacted.clauses import Clauses
    from footwall.enacted.law import LawInForce
    from footwall.enacted.measures import Measure

BAN_BELOW = Fraction(1, 10_000)
"""A limit under this part of the base flow is a ban (model chapter, "Quotas")."""
MOST_NAMED = 3
"""Routes that a note on closed routes names."""
QUOTA_RENT: dict[str, Literal["importers", "state", "exporters"]] = {
    "importers": "importers",
    "auction": "state",
    "exporters": "exporters",
}


@dataclass(frozen=True)
class Limits:
    """Quotas, arcs that a limit closes, and sentences about both."""

    quotas: tuple[Quota, ...] = ()
    closed: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()

    def on_open_arcs(self, banned: frozenset[int]) -> Limits:
        """The same without arcs on which nothing can move, and without quotas that this leaves empty."""
        shut = self.closed | banned
        quotas = (replace(quota, arcs=tuple(set(quota.arcs) - shut)) for quota in self.quotas)
        kept = tuple(replace(quota, arcs=tuple(sorted(quota.arcs))) for quota in quotas if quota.arcs)
        return replace(self, quotas=kept)

    def and_also(self, other: Limits) -> Limits:
        return Limits(self.quotas + other.quotas, self.closed | other.closed, self.notes + other.notes)


def export_limits(force: LawInForce, network: Network) -> Limits:
    """Export quotas and licences in force on the arcs of a network."""
    limits = Limits()
    for (kind, commodity), measures in force.measures.items():
        if kind == "export_quota":
            for measure in measures:
                limits = limits.and_also(_export_quota(force, measure, commodity, network))
        elif kind == "export_licence":
            limits = limits.and_also(_licences(force, measures, commodity, network))
    rulebook = force.law.rulebook
    return _pooled(force, limits, network) if rulebook and rulebook.zone.shared_shortage else limits


def _pooled(force: LawInForce, limits: Limits, network: Network) -> Limits:
    """Licences of one outsider for several members as one limit on their sum."""
    pools: dict[tuple[str, str], list[Quota]] = {}
    kept = []
    for quota in limits.quotas:
        arc = network.arcs[quota.arcs[0]]
        good = force.law.commodities[arc.commodity]
        inside = force.membership.share(arc.destination, good) >= MOST
        outsider = force.membership.share(arc.origin, good) < MOST
        if quota.kind == "licence" and inside and outsider:
            pools.setdefault((quota.clause, arc.commodity), []).append(quota)
        else:
            kept.append(quota)
    notes = []
    for (clause, commodity), pool in pools.items():
        arcs = tuple(sorted(arc for quota in pool for arc in quota.arcs))
        total = sum(quota.limit for quota in pool)
        shared = replace(pool[0], id=f"pool:{clause}:{commodity}", kind="export", arcs=arcs, limit=total)
        kept.append(shared if len(pool) > 1 else pool[0])
        if len(pool) > 1:
            notes.append(
                f"{clause}: {len(pool)} members share the licences for {commodity}: {total:,.0f} t/year."
            )
    return replace(limits, quotas=tuple(kept), notes=(*limits.notes, *notes))


def _foreign_arcs(
    force: LawInForce, measure: Measure, commodity: str, network: Network
) -> Iterator[tuple[int, Arc]]:
    """Arcs out of the measure's region to the destinations it names."""
    places = force.law.places
    for index, arc in enumerate(network.arcs):
        if arc.commodity != commodity or places.same_territory(arc.origin, arc.destination):
            continue
        if concerns_arc(measure, arc.origin, arc.destination, commodity, places):
            yield index, arc


def _export_quota(force: LawInForce, measure: Measure, commodity: str, network: Network) -> Limits:
    arcs = list(_foreign_arcs(force, measure, commodity, network))
    limit = float(measure.quota or 0)
    base = sum(arc.flow for _, arc in arcs)
    if not arcs:
        if commodity not in force.law.commodities:
            return Limits()
        return Limits(notes=(f"{measure.path}: {measure.by} has no exports of {commodity} to limit.",))
    if limit < BAN_BELOW * base:
        note = f"{measure.path}: {limit:g} t/year of {commodity} is under 1e-4 of base exports: a ban."
        return Limits(closed=frozenset(index for index, _ in arcs), notes=(note,))
    quota = Quota(
        id=f"quota:{measure.path}:{commodity}",
        kind="export",
        arcs=tuple(index for index, _ in arcs),
        limit=limit,
        rent_to=measure.rent_to,
        imposed_by=measure.by,
        clause=measure.path,
    )
    return Limits((quota,))


def _licences(force: LawInForce, measures: Sequence[Measure], commodity: str, network: Network) -> Limits:
    """One quota per arc; where several licences meet on it the lowest approval rules, the first of equals."""
    strictest: dict[int, Measure] = {}
    rivals: dict[Measure, set[int]] = {}
    for measure in measures:
        for index, _ in _foreign_arcs(force, measure, commodity, network):
            rivals.setdefault(measure, set()).add(index)
            if index not in strictest or _approval(measure) < _approval(strictest[index]):
                strictest[index] = measure
    quotas = []
    closed: dict[Measure, list[int]] = {}
    notes = [
        f"{measure.path} changes nothing on {commodity}: {strictest[min(arcs)].path} approves no more."
        for measure, arcs in rivals.items()
        if measure.of_rulebook and measure not in strictest.values()
    ]
    for index, measure in sorted(strictest.items()):
        arc, approval = network.arcs[index], _approval(measure)
        if approval < BAN_BELOW:
            closed.setdefault(measure, []).append(index)
            continue
        quotas.append(
            Quota(
                id=f"licence:{arc.name}",
                kind="licence",
                arcs=(index,),
                limit=float(approval) * arc.flow,
                rent_to=measure.rent_to,
                imposed_by=measure.by,
                clause=measure.path,
            )
        )
    notes += [_closing(measure, commodity, arcs, network) for measure, arcs in closed.items()]
    shut = frozenset(index for arcs in closed.values() for index in arcs)
    return Limits(tuple(quotas), shut, tuple(notes))


def _closing(measure: Measure, commodity: str, arcs: Sequence[int], network: Network) -> str:
    """One sentence on all the routes that a licence closes; those with the most base trade are named."""
    largest = sorted((network.arcs[index] for index in arcs), key=lambda arc: -arc.flow)[:MOST_NAMED]
    named = ", ".join(f"{arc.origin}>{arc.destination}" for arc in largest)
    more = f" and {len(arcs) - len(largest)} more" if len(arcs) > len(largest) else ""
    routes = "1 route" if len(arcs) == 1 else f"{len(arcs)} routes"
    share = percent(_approval(measure))
    return f"{measure.path}: an approval of {share} closes {routes} of {commodity} ({named}{more})."


def _approval(measure: Measure) -> Fraction:
    return measure.approval if measure.approval is not None else Fraction(1)


def import_limits(network: Network, decided: Sequence[Clauses]) -> Limits:
    """Tariff-rate quotas of the zone; ``decided`` holds the clauses of each arc of the network."""
    limits = Limits()
    for commodity in dict.fromkeys(clauses.commodity for clauses in decided if clauses.tariff_rate_quota):
        limits = limits.and_also(_tariff_rate_quota(commodity, network, decided))
    return limits


def _tariff_rate_quota(commodity: str, network: Network, decided: Sequence[Clauses]) -> Limits:
    reached = [
        (index, clauses)
        for index, clauses in enumerate(decided)
        if clauses.commodity == commodity and clauses.tariff_rate_quota and clauses.open
    ]
    counted = [index for index, clauses in reached if clauses.liable_share >= MOST]
    notes = [
        f"The tariff-rate quota on {commodity} leaves {network.arcs[index].name} out: only "
        f"{percent(clauses.liable_share)} of it is concerned."
        for index, clauses in reached
        if clauses.liable_share < MOST
    ]
    if not counted:
        return Limits(notes=tuple(notes))
    terms = next(clauses.tariff_rate_quota for _, clauses in reached if clauses.tariff_rate_quota)
    base = sum(network.arcs[index].flow for index in counted)
    clause = terms.clause
    limit = clause.volume if clause.volume is not None else (clause.share_of_base or 0.0) * base
    value = _customs_value(network, counted, decided)
    beyond = float(terms.out_of_quota.specific) + float(terms.out_of_quota.ad_valorem) * value
    if terms.out_of_quota.ad_valorem:
        notes.append(
            f"Beyond the tariff-rate quota on {commodity} a rate of "
            f"{percent(terms.out_of_quota.ad_valorem)} is charged as {per_kg(beyond)}: it is taken on the "
            f"base-year customs value of {per_kg(value)}, the mean of the arcs that the quota covers."
        )
    notes.append(
        f"The tariff-rate quota on {commodity} is one volume of {limit:,.6g} t/year for all members "
        "together: exempt tonnes count towards it, and its arcs bear no other charge of the rulebook."
    )
    quota = Quota(
        id=f"tariff_rate_quota:{commodity}",
        kind="tariff_rate",
        arcs=tuple(counted),
        limit=limit,
        out_of_quota=beyond,
        rent_to=QUOTA_RENT[clause.allocation],
        imposed_by="zone",
        clause=terms.path,
    )
    return Limits((quota,), notes=tuple(notes))


def _customs_value(network: Network, arcs: Sequence[int], decided: Sequence[Clauses]) -> float:
    """Base-year customs value of a set of arcs in USD/t, mean weighted by base flow."""
    prices = base_prices(network)
    values = [prices.customs_value(network.arcs[index], decided[index]) for index in arcs]
    tonnes = [network.arcs[index].flow for index in arcs]
    return sum(value * flow for value, flow in zip(values, tonnes, strict=True)) / sum(tonnes)
