"""Surge tests as tariff-rate quotas: one per commodity, origin and member.

Imports of an origin up to a multiple of its base enter as before, tonnes beyond pay a charge. The charge is
an amount per tonne, as that of every tariff-rate quota here: a rate and the levy are taken at base-year
prices. The rent of a quota that binds goes to importers, who hold no licence but come first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from footwall.enacted.base_prices import BasePrices, base_prices
from footwall.enacted.charges import Quota
from footwall.enacted.measures import MOST
from footwall.enacted.wording import per_kg
from footwall.rulebook import levy
from footwall.rulebook.circumvention import surge_volume

if TYPE_CHECKING:
    from footwall.chain.network import Arc, Network
    from footwall.enacted.clauses import Clauses
    from footwall.enacted.law import LawInForce
    from footwall.rulebook.schema import Surge


def surge_quotas(
    force: LawInForce, network: Network, decided: Sequence[Clauses]
) -> tuple[tuple[Quota, ...], tuple[str, ...]]:
    """Quotas of the surge tests in force, and notes; ``decided`` holds the clauses of each arc."""
    rulebook = force.law.rulebook
    quotas: list[Quota] = []
    notes: list[str] = []
    for position, surge in enumerate(rulebook.border.surge if rulebook is not None else ()):
        if not surge.in_force(force.on):
            continue
        path = f"border.surge[{position}]"
        taken = {arc for quota in quotas for arc in quota.arcs}
        found = list(_quotas_of(force, surge, path, network, (decided, taken)))
        quotas += found
        held = [name for name in surge.commodities if name in force.law.commodities]
        if found:
            highest = max(quota.out_of_quota for quota in found)
            notes.append(
                f"{path} watches {len(found)} routes of {', '.join(held)}: beyond its volume a route pays "
                f"up to {per_kg(highest)}, taken at base-year prices."
            )
        elif held:
            notes.append(
                f"{path} watches no route: no origin that it names sells {', '.join(held)} to a member."
            )
    return tuple(quotas), tuple(notes)


def _quotas_of(
    force: LawInForce,
    surge: Surge,
    path: str,
    network: Network,
    drawn_up: tuple[Sequence[Clauses], set[int]],
) -> Iterator[Quota]:
    decided, taken = drawn_up
    imports: dict[tuple[str, str], float] = {}
    for arc in network.arcs:
        if not force.law.places.same_territory(arc.origin, arc.destination):
            key = (arc.commodity, arc.destination)
            imports[key] = imports.get(key, 0.0) + arc.flow
    prices = base_prices(network)
    for index, (arc, clauses) in enumerate(zip(network.arcs, decided, strict=True)):
        if (
            index in taken
            or clauses.tariff_rate_quota is not None
            or not _watched(force, surge, arc, clauses)
        ):
            continue
        due = _charge(force, surge, arc, clauses, prices)
        all_imports = imports[arc.commodity, arc.destination]
        limit = surge_volume(arc.flow, float(surge.above), all_imports, float(surge.least))
        if due > 0.0 and limit > 0.0:
            yield Quota(
                id=f"surge:{path}:{arc.name}",
                kind="tariff_rate",
                arcs=(index,),
                limit=limit,
                out_of_quota=due,
                rent_to="importers",
                imposed_by="zone",
                clause=path,
            )


def _watched(force: LawInForce, surge: Surge, arc: Arc, clauses: Clauses) -> bool:
    """True for an open arc into a member from an origin that is named, or is outside the zone."""
    if arc.commodity not in surge.commodities or clauses.domestic or not clauses.open:
        return False
    good, members = force.law.commodities[arc.commodity], force.membership
    if members.levying_share(arc.destination, good) < MOST:
        return False
    if surge.origins:
        return bool(force.law.places.names(arc.origin, surge.origins))
    return members.free_share(arc.origin, good) < MOST


def _charge(force: LawInForce, surge: Surge, arc: Arc, clauses: Clauses, prices: BasePrices) -> float:
    """USD/t beyond the volume; the levy only where the arc does not pay it already."""
    if surge.amount is not None:
        return float(surge.amount)
    if surge.rate is not None:
        return float(surge.rate) * prices.customs_value(arc, clauses)
    floor = force.floors.get(arc.commodity)
    if floor is None or clauses.levied_share:
        return 0.0
    price = prices.invoice(arc, clauses) + (arc.freight if floor.basis == "CIF" else 0.0)
    gap = levy.gap(float(floor.price), price, float(floor.levy.dead_band))
    return levy.variable(gap, float(floor.levy.top_up), 0.0, 0.0)
