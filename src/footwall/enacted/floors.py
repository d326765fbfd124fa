"""Floors in force on a day: those written, and those that a cascade derives for later stages.

A derived floor follows the recipes of the zone. For commodity c with output weight ν over its processes,

    F_c = (Σ_i content_i·F_i + conversion − Σ_b yield_b·F_b)·(1 + margin)            FLOOR-2, FLOOR-3

with content_i in t of input i per t of c. Recovery is 1 in the formula because a recipe's coefficient
already holds its losses. Only goods that have a floor enter: the law must not depend on market prices.
By-products with a floor are credited, other inputs and by-products are named in a note. Processes are
weighted by their output inside the zone; where the zone makes none, by their output anywhere. All numbers
are exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from footwall.enacted.exact import exact
from footwall.enacted.recipe_mix import Mix, recipe_mix
from footwall.enacted.reference_figures import Evidence
from footwall.enacted.reference_prices import ReferencePrice, reference_price
from footwall.enacted.sunset import sunset_reached
from footwall.enacted.wording import per_kg, percent
from footwall.errors import Fault, RulebookError
from footwall.rulebook import floor as floor_clause
from footwall.rulebook.reference_price import band_ceiling

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from footwall.chain.network import Network, Process
    from footwall.rulebook.schema import BorderClause, Cascade, Floor, Levy, Rulebook
    from footwall.rulebook.term_schema import Preference

ZERO = Fraction(0)


@dataclass(frozen=True)
class FloorClause:
    """A floor price in USD/t without value-added tax, how it is enforced, and where it comes from."""

    commodity: str
    price: Fraction
    basis: Literal["CIF", "FOB"]
    levy: Levy
    reach: BorderClause
    """Origins to which the clause is limited."""
    path: str
    derivation: str
    code: str
    ceiling: Fraction | None = None
    """Price above which the member's duty is cut."""
    preferences: tuple[Preference, ...] = ()


def floors_in_force(
    rulebook: Rulebook, evidence: Evidence
) -> tuple[Mapping[str, FloorClause], tuple[str, ...]]:
    """Floors by commodity, and notes.

    Floors on commodities that the network does not trade are left out. Raises RulebookError where a reference
    price or a cascade cannot be derived.
    """
    network, on, conversion = evidence.network, evidence.on, evidence.conversion
    traded = {commodity.id for commodity in network.commodities}
    found: dict[str, FloorClause] = {}
    notes: list[str] = []
    for commodity, clause in rulebook.floors.by_commodity.items():
        if commodity in traded and clause.in_force(on):
            ended = sunset_reached(clause.sunset, commodity, evidence)
            if ended:
                notes.append(f"floors.{commodity} is not in force on {on}: {ended}.")
                continue
            written = _written(commodity, clause, evidence)
            if isinstance(written, FloorClause):
                found[commodity] = written
            else:
                notes.append(written)
    cascade = rulebook.floors.cascade
    if cascade is None:
        return found, tuple(notes)
    held = {commodity.id for commodity in network.commodities}
    for commodity in _downstream_order(cascade, network):
        if commodity in found:
            continue
        if commodity not in held:
            continue
        mix = recipe_mix(commodity, network, evidence.zone_share)
        if mix is None or not any(item in found for item in mix.inputs):
            notes.append(_not_derived(commodity, mix, on))
            continue
        found[commodity] = _derived(commodity, mix, found, cascade, conversion)
        notes += _mix_notes(commodity, mix, found)
    return found, tuple(notes)


def _written(commodity: str, clause: Floor, evidence: Evidence) -> FloorClause | str:
    """The floor as its reference price sets it; a sentence where the staleness rule suspends it."""
    price = reference_price(clause.reference, commodity, evidence)
    if price.suspended:
        return f"The floor on {commodity} is {price.words}."
    words = f"{price.words}, {price.basis}"
    ceiling = _ceiling(clause, price)
    if ceiling is not None and ceiling <= price.price:
        fault = Fault(
            "FLOOR-10",
            f"floors.{commodity}.ceiling",
            f"a ceiling of {per_kg(ceiling)} over a floor of {per_kg(price.price)}",
            "a ceiling above the floor",
        )
        raise RulebookError("rulebook", [fault])
    return FloorClause(
        commodity,
        price.price,
        price.basis,
        clause.levy,
        clause,
        f"floors.{commodity}",
        words,
        price.code,
        ceiling,
        clause.preferences,
    )


def _ceiling(clause: Floor, price: ReferencePrice) -> Fraction | None:
    """The ceiling that the floor states, else that of its reference price."""
    if clause.ceiling is None:
        return price.ceiling
    if clause.ceiling.price is not None:
        return exact(clause.ceiling.price)
    return band_ceiling(price.price, exact(clause.ceiling.above or 0.0))


def _downstream_order(cascade: Cascade, network: Network) -> list[str]:
    """The commodities of the cascade, each after those that it is made of."""
    made_of = {
        commodity: {
            item
            for process in network.processes
            if any(output == commodity for output, _ in process.outputs)
            for item, _ in process.inputs
            if item in cascade.to and item != commodity
        }
        for commodity in cascade.to
    }
    ordered: list[str] = []
    while len(ordered) < len(made_of):
        ready = [name for name, inputs in made_of.items() if name not in ordered and inputs <= {*ordered}]
        if not ready:
            circle = ", ".join(name for name in made_of if name not in ordered)
            fault = Fault(
                "CASCADE-4",
                "floors.cascade.to",
                circle,
                "commodities of which none is made from another of them in a circle",
                "Give one of them a floor of its own.",
            )
            raise RulebookError("rulebook", [fault])
        ordered += ready
    return ordered


def derived_price(
    commodity: str,
    mix: Mix,
    floors: Mapping[str, FloorClause],
    conversion: Callable[[str, Process], Fraction],
    margin: Fraction,
) -> tuple[Fraction, str]:
    """F of the cascade in USD/t, and the sentence that shows its numbers."""
    inputs_cost, terms = ZERO, []
    for item, content in mix.inputs.items():
        if item in floors:
            inputs_cost += floor_clause.content_cost(content, floors[item].price, Fraction(1))
            terms.append(f"{float(content):.4g} t {item} × {per_kg(floors[item].price)}")
    cost = sum((share * conversion(commodity, process) for process, share in mix.weights), ZERO)
    terms.append(f"conversion {per_kg(cost)}")
    credit = ZERO
    for item, amount in mix.by_products.items():
        if item in floors:
            credit += amount * floors[item].price
            terms.append(f"less {float(amount):.4g} t {item} × {per_kg(floors[item].price)}")
    price = floor_clause.derived(inputs_cost, cost, credit, margin)
    joined = " + ".join(terms).replace("+ less", "−")
    text = f"({joined}) × (1 + {percent(margin)})" if margin else joined
    return price, f"{text} = {per_kg(price)}"


def _derived(
    commodity: str,
    mix: Mix,
    floors: Mapping[str, FloorClause],
    cascade: Cascade,
    conversion: Callable[[str, Process], Fraction],
) -> FloorClause:
    price, text = derived_price(commodity, mix, floors, conversion, exact(cascade.margin))
    if price <= 0:
        fault = Fault(
            "FLOOR-7",
            "floors.cascade.to",
            f"a derived floor of {per_kg(price)} on {commodity}: {text}",
            "a floor above zero",
            "Give it a floor of its own, or lower the floors of its by-products.",
        )
        raise RulebookError("rulebook", [fault])
    upstream = [floors[item] for item in mix.inputs if item in floors]
    main = max(upstream, key=lambda clause: mix.inputs[clause.commodity] * clause.price)
    place = "the zone's recipes" if mix.inside else "recipes outside the zone, which makes none"
    return replace(
        main,
        commodity=commodity,
        price=price,
        levy=cascade.levy or main.levy,
        path="floors.cascade",
        ceiling=None,
        derivation=f"{text}; {main.basis}; {place}; enforced as the floor on {main.commodity}",
        code="FLOOR-3",
    )


def _not_derived(commodity: str, mix: Mix | None, on: date) -> str:
    if mix is None:
        return f"The cascade gives {commodity} no floor: no process of the network makes it."
    made_of = ", ".join(mix.inputs)
    return f"The cascade gives {commodity} no floor on {on}: nothing that it is made of ({made_of}) has one."


def _mix_notes(commodity: str, mix: Mix, floors: Mapping[str, FloorClause]) -> list[str]:
    notes = []
    bare = [item for item in mix.inputs if item not in floors]
    if bare:
        notes.append(
            f"The derived floor of {commodity} counts nothing for {', '.join(bare)}: no floor is set on it."
        )
    uncredited = [item for item in mix.by_products if item not in floors]
    if uncredited:
        notes.append(
            f"The derived floor of {commodity} credits nothing for {', '.join(uncredited)}: "
            "no floor is set on it."
        )
    return notes
