"""A floor on every basis on which prices are quoted: CIF, FOB, home quotes, contained, next stage.

    FOB invoice     F − freight for a CIF floor, F itself for a FOB floor
    home price      (invoice − specific export tax) / (1 + export tax + tax not refunded)
    with tax        home price · (1 + value-added tax)

The figures hold for one route: the largest into the zone of the region that makes most of the chain, or of
any outside origin where that region ships none; at its freight and the export charges of the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from footwall.enacted.exact import exact
from footwall.enacted.wording import per_kg, percent
from footwall.errors import UnknownName

if TYPE_CHECKING:
    from footwall.chain.network import Arc
    from footwall.enacted.clauses import Clauses
    from footwall.enacted.floor_checks import Case
    from footwall.enacted.floors import FloorClause


def price_bases(case: Case) -> Iterator[str]:
    """One sentence on each floor in force that meets a route from outside."""
    rival = largest_maker(case)
    for commodity, floor in case.force.floors.items():
        levied = [pair for pair in case.levied(commodity) if pair[1].floor is not None]
        if not levied:
            continue
        arc, clauses = max(levied, key=lambda pair: (pair[0].origin == rival, pair[0].flow))
        parts = [*_at_the_border(floor, arc), *_at_home(case, floor, arc, clauses), *_contained(case, floor)]
        route = f"{arc.origin} to {arc.destination}"
        yield f"{commodity}: {per_kg(floor.price)} {floor.basis} is, from {route}, {'; '.join(parts)}."


def largest_maker(case: Case) -> str:
    """The region whose output is worth most at base prices."""
    value = dict.fromkeys(case.network.regions, 0.0)
    for arc in case.network.arcs:
        value[arc.origin] += arc.flow * case.prices.fob[arc.commodity, arc.origin]
    return max(value, key=lambda region: value[region])


def _invoice(floor: FloorClause, arc: Arc) -> Fraction:
    return floor.price - exact(arc.freight) if floor.basis == "CIF" else floor.price


def _at_the_border(floor: FloorClause, arc: Arc) -> Iterator[str]:
    invoice = _invoice(floor, arc)
    yield f"{per_kg(invoice)} FOB"
    yield f"{per_kg(invoice + exact(arc.freight))} CIF"


def _at_home(case: Case, floor: FloorClause, arc: Arc, clauses: Clauses) -> Iterator[str]:
    """What the origin's own price must be for its goods to arrive at the floor, without and with its tax."""
    kept = clauses.export_tax.ad_valorem + clauses.vat_not_refunded
    price = (_invoice(floor, arc) - clauses.export_tax.specific) / (1 + kept)
    yield f"{per_kg(price)} in {arc.origin} without value-added tax"
    rate = _tax_rate(case, arc.origin)
    if rate:
        yield f"{per_kg(price * (1 + rate))} there with {percent(rate)} tax in the quote"


def _tax_rate(case: Case, region: str) -> Fraction:
    facts = case.force.law.facts
    if facts is None:
        return Fraction(0)
    try:
        return exact(facts.parameter("vat_rate", region=region).value)
    except UnknownName:
        return Fraction(0)


def _contained(case: Case, floor: FloorClause) -> Iterator[str]:
    """The floor per kg of what the good contains, and what its content costs a maker of the next stage."""
    good = case.force.law.commodities[floor.commodity]
    contained = sum((exact(share) for share in good.contents.values()), Fraction(0))
    if contained and contained != 1:
        yield f"{per_kg(floor.price / contained)} per kg of {' and '.join(good.contents)} in it"
    for product, content in _next_stage(case, floor.commodity).items():
        yield f"{per_kg(content * floor.price)} in each kg of {product}"


def _next_stage(case: Case, commodity: str) -> dict[str, Fraction]:
    """Main product of each processor that takes the good -> t of the good per t of it, least over makers."""
    found: dict[str, Fraction] = {}
    for process in case.network.processes:
        inputs = dict(process.inputs)
        if process.kind == "processor" and commodity in inputs:
            product, made = process.outputs[0]
            content = exact(inputs[commodity]) / exact(made)
            found[product] = min(found.get(product, content), content)
    return found
