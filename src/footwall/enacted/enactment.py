"""Put a rulebook into force over a network on a day.

``enact`` asks for the clauses of every arc, as ``applies`` does for a customs entry, adds the limits in
tonnes, and lists floors, membership and notes. Without a rulebook it gives the measures of governments alone:
the calibration and baseline states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from footwall.enacted.arcs import arc_charges
from footwall.enacted.charges import Enactment, FloorInForce
from footwall.enacted.decision import clauses_on_arc
from footwall.enacted.derivatives import content_charges
from footwall.enacted.derived_floors import derived_floors
from footwall.enacted.feedbacks import Feedbacks
from footwall.enacted.law import Law, LawInForce, compile_law, in_force
from footwall.enacted.limits import Limits, export_limits, import_limits
from footwall.enacted.notes import notes_on
from footwall.enacted.origins import owner_notes, traced_origins
from footwall.enacted.ranged_law import ranged_law
from footwall.enacted.supports import supports_in_force
from footwall.enacted.surges import surge_quotas
from footwall.rulebook.revenue_schema import HANDED_ON

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.enacted.playbook import Answer
    from footwall.facts.facts import Facts
    from footwall.rulebook.schema import Rulebook


def enact(
    rulebook: Rulebook | None,
    facts: Facts | None,
    network: Network,
    on: date,
    answers: tuple[Answer, ...] = (),
) -> Enactment:
    """Everything in force on a day; arrays of shape (arcs,) in the order of the network.

    ``rulebook`` None: measures of the facts alone. ``facts`` None: the rulebook alone. ``answers`` are the
    responses of its rival that act. Raises RulebookError where a cascade cannot be derived or a support
    follows the price of no market.
    """
    return law_by_day(rulebook, facts, network, answers)(on)


def law_by_day(
    rulebook: Rulebook | None,
    facts: Facts | None,
    network: Network,
    answers: tuple[Answer, ...] = (),
) -> Callable[[date], Enactment]:
    """Everything in force as a function of the day; otherwise as ``enact``."""
    law = compile_law(rulebook, facts, network, answers)

    def on_day(on: date) -> Enactment:
        def drawn(values: Rulebook) -> Enactment:
            return _enacted(compile_law(values, facts, network, answers), on)

        central = _enacted(law, on)
        return replace(central, ranged=ranged_law(rulebook, central, drawn))

    return on_day


def _enacted(law: Law, on: date) -> Enactment:
    rulebook, network = law.rulebook, law.network
    force = in_force(law, on)
    decided = [
        clauses_on_arc(force, law.commodities[arc.commodity], arc.origin, arc.destination)
        for arc in network.arcs
    ]
    limits = export_limits(force, network).and_also(import_limits(network, decided))
    banned = frozenset(index for index, clauses in enumerate(decided) if not clauses.open)
    surges, surge_notes = surge_quotas(force, network, decided)
    limits = limits.and_also(Limits(surges, notes=surge_notes)).on_open_arcs(banned)
    supports, support_notes = supports_in_force(force)
    origins = traced_origins(force, network, decided)
    covered = tuple(
        name for name in law.commodities if name in {**force.floors, **force.tariffs, **force.derivatives}
    )
    members = _membership(force, covered)
    return Enactment(
        date=on.isoformat(),
        charges=arc_charges(network, decided, limits.closed),
        quotas=limits.quotas,
        floors=tuple(_floors(force)),
        membership=members,
        associates=_associates(force, covered, members),
        covered=covered,
        notes=(*notes_on(force), *limits.notes, *support_notes, *owner_notes(force, origins)),
        derived=derived_floors(force),
        supports=supports,
        revenue=_revenue(rulebook),
        feedbacks=Feedbacks(content_charges(force, network, decided), origins),
    )


def _revenue(rulebook: Rulebook | None) -> dict[str, float]:
    """Use -> share of the revenue that is handed on."""
    if rulebook is None or rulebook.revenue is None:
        return {}
    shares = {use: rulebook.revenue.share_of(use) for use in HANDED_ON}
    return {use: share for use, share in shares.items() if share > 0.0}


def _floors(force: LawInForce) -> Iterator[FloorInForce]:
    """A floor at the border of every region that levies, wholly or in part, and buys the commodity."""
    network = force.law.network
    for commodity, clause in force.floors.items():
        if commodity not in force.law.commodities:
            continue
        buyers = {arc.destination for arc in network.arcs if arc.commodity == commodity}
        for region in network.regions:
            if region in buyers and force.membership.levying_share(region, force.law.commodities[commodity]):
                yield FloorInForce(
                    commodity=commodity,
                    member=region,
                    price=float(clause.price),
                    basis=clause.basis,
                    clause=clause.path,
                    derivation=clause.derivation,
                )


def _associates(force: LawInForce, covered: tuple[str, ...], members: Iterable[str]) -> tuple[str, ...]:
    goods = [force.law.commodities[name] for name in covered or force.law.commodities]
    levying = force.membership.levying_share
    return tuple(region for region in members if not any(levying(region, good) for good in goods))


def _membership(force: LawInForce, covered: tuple[str, ...]) -> dict[str, float]:
    """The largest share of each region inside the zone over the covered commodities, or over all."""
    if not force.membership.seats:
        return {}
    goods = [force.law.commodities[name] for name in covered or force.law.commodities]
    shares = {
        region: float(max(force.membership.share(region, good) for good in goods))
        for region in force.law.network.regions
    }
    return {region: share for region, share in shares.items() if share > 0}
