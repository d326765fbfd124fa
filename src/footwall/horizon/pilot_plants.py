"""Pilot plants in the base year where only later projects will make something.

Sourcing weights follow capacity over base capacity, so a plant of the future needs a base to grow from. Each
(recipe, region) that a project names and the base year lacks gets a plant of ``PILOT_SHARE`` of what the
world makes of its product: too small to be seen in any figure. It is fed by everybody who makes its feed, by
output and distance, and ships along gravity priors. Trade recorded with places where nobody else makes or
buys a good stays out, as it does without pilot plants.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from footwall.facts.schema import Capacity, Production
from footwall.horizon.pilot_feed import feed_rows

if TYPE_CHECKING:
    from footwall.facts import Facts

PILOT_SHARE = 1.4e-5
"""Of the world's output of the product; fourteen times what would be folded into the rest of the world. More
would move prices of small markets; less would be drowned by what gravity priors send there in the balance."""
PILOT_UTILISATION = 0.8
SOURCE, GRADE = "judgement", "assumed"
NOTE = "pilot plant: a project is named here and the base year has none"


def with_pilot_plants(facts: Facts, year: int) -> Facts:
    """The facts with a pilot plant wherever a project that is not cancelled has no plant in ``year``."""
    held = {(row.recipe, row.region) for row in facts.table("production") if row.year == year}
    wanted = dict.fromkeys(
        (row.recipe, row.region) for row in facts.table("projects") if row.status != "cancelled"
    )
    missing = [place for place in wanted if place not in held]
    if not missing:
        return facts
    world: dict[str, float] = {}
    product: dict[str, str] = {}
    for row in facts.table("production"):
        if row.year == year:
            product[row.recipe] = row.commodity
            world[row.commodity] = world.get(row.commodity, 0.0) + row.quantity
    production, capacity = list(facts.table("production")), list(facts.table("capacity"))
    for recipe, region in missing:
        made = PILOT_SHARE * world[product[recipe]]
        installed = made / PILOT_UTILISATION
        graded = {"source": SOURCE, "grade": GRADE, "note": NOTE}
        production.append(
            Production(recipe, region, product[recipe], year, made, 0.5 * made, 2.0 * made, **graded)
        )
        capacity.append(Capacity(recipe, region, year, installed, 0.5 * installed, 2.0 * installed, **graded))
    known = [row for row in facts.table("production") if row.year == year]
    pilots = production[len(facts.table("production")) :]
    tables = {
        **facts.tables,
        "production": tuple(production),
        "capacity": tuple(capacity),
        "trade": (*_trade_of_others(facts, held, year), *feed_rows(facts, pilots, known, year)),
    }
    return replace(facts, tables=MappingProxyType(tables))


def _trade_of_others(facts: Facts, held: set[tuple[str, str]], year: int) -> tuple[Any, ...]:
    """Recorded trade between places that make and buy the good without any pilot plant."""
    goods: dict[str, dict[str, set[str]]] = {}
    for row in facts.table("recipes"):
        goods.setdefault(row.recipe, {}).setdefault(row.role, set()).add(row.item)
    made, bought = set(), {(row.commodity, row.region) for row in facts.table("use") if row.year == year}
    for recipe, region in held:
        made |= {(item, region) for item in goods[recipe].get("output", ())}
        bought |= {(item, region) for item in goods[recipe].get("input", ())}
    return tuple(
        row
        for row in facts.table("trade")
        if (row.commodity, row.origin) in made and (row.commodity, row.destination) in bought
    )
