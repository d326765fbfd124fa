"""What floors do to those who make the next good, and to importers at a cliff, before anything is solved.

At base prices a floor raises the price of what it covers by its gap. A process of the zone has negative
effective protection where its inputs rise by more than its product: Δp_out + Σ yield·Δp_by − Σ content·Δp_in.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from footwall.enacted.law import zone_share
from footwall.enacted.price_bases import largest_maker
from footwall.enacted.recipe_mix import recipe_mix
from footwall.enacted.wording import per_kg, percent
from footwall.rulebook import levy as levy_clause

if TYPE_CHECKING:
    from footwall.enacted.floor_checks import Case


def protection_checks(case: Case) -> Iterator[str]:
    """Makers that floors hurt, cliffs at which the landed price falls, rivals inside the zone."""
    yield from _negative_protection(case)
    yield from _cliffs(case)
    yield from _rivals_inside(case)


def price_rise(case: Case, commodity: str) -> float:
    """Rise of a good's outside price at the zone's border to its floor (USD/t), by base flow; 0 without."""
    levied = [pair for pair in case.levied(commodity) if pair[1].floor is not None]
    tonnes = sum(arc.flow for arc, _ in levied)
    rise = 0.0
    for arc, clauses in levied:
        floor = clauses.floor
        if floor is not None:
            compared = case.prices.compared(arc, clauses, floor)
            gap = levy_clause.gap(float(floor.price), compared, float(floor.dead_band))
            rise += arc.flow * float(floor.top_up) * gap
    return rise / tonnes if tonnes else 0.0


def _negative_protection(case: Case) -> Iterator[str]:
    law = case.force.law
    leading = {process.outputs[0][0] for process in case.network.processes}
    for commodity in (name for name in law.commodities if name in leading):
        mix = recipe_mix(commodity, case.network, zone_share(law, case.force.membership))
        if mix is None or not mix.inside:
            continue
        inputs = {item: float(amount) * price_rise(case, item) for item, amount in mix.inputs.items()}
        dearer = sum(inputs.values())
        gained = price_rise(case, commodity) + sum(
            float(amount) * price_rise(case, item) for item, amount in mix.by_products.items()
        )
        if dearer > gained * (1 + 1e-9):
            named = ", ".join(item for item, rise in inputs.items() if rise > 0)
            yield (
                f"Negative effective protection of makers of {commodity}: at base prices the floors on "
                f"{named} add {per_kg(dearer)} to what goes into it and {per_kg(gained)} to what it sells "
                "for."
            )


def _cliffs(case: Case) -> Iterator[str]:
    """At a cliff the charge jumps: a cheaper lot lands dearer, or cheap lots pay less than dear ones."""
    for commodity, floor in case.force.floors.items():
        steps = floor.levy.steps
        if steps is None:
            continue
        terms = next((clauses.floor for _, clauses in case.levied(commodity) if clauses.floor), None)
        if terms is None:
            continue
        edge = terms.cliff * terms.price
        at_edge = levy_clause.variable(
            levy_clause.gap(terms.price, edge, terms.dead_band), terms.top_up, Fraction(0), Fraction(0)
        )
        jump = terms.maximum - at_edge
        where = (
            f"The charge on {commodity} jumps at {per_kg(edge)}, {percent(terms.cliff)} of the floor, from "
        )
        where += f"{per_kg(at_edge)} to {per_kg(terms.maximum)}: "
        if jump > 0:
            yield (
                f"{where}the landed price is not monotonic, a lot a cent cheaper lands {per_kg(jump)} "
                "dearer, and declaring more than was paid saves up to that."
            )
        elif jump < 0:
            yield f"{where}cheaper lots pay less than dearer ones, and the floor does not hold below it."


def _rivals_inside(case: Case) -> Iterator[str]:
    """Members that make most of the chain, and members that a cost curve leaves out as rivals."""
    force = case.force
    largest = largest_maker(case)
    for commodity, floor in force.floors.items():
        good = force.law.commodities[commodity]
        written = force.law.rulebook.floors.by_commodity.get(commodity) if force.law.rulebook else None
        left_out = getattr(written.reference, "rivals", ()) if written is not None else ()
        for code in dict.fromkeys((largest, *left_out)):
            if force.law.places.region_of(code) and force.membership.share(code, good):
                free = force.membership.enters_free(code, good)
                enters = "enters free of" if free else "pays"
                yield f"The rival {code} is a member: its {commodity} {enters} {floor.path}."
