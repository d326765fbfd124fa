"""Where a pilot plant buys its feed: from everybody who makes it, by output and distance.

Sourcing weights of a plant that grows are those of its pilot. Left to balancing, a pilot would be fed with
what records leave unexplained elsewhere: in Australia by monazite from Viet Nam and India, since Australia's
own is on record as shipped to Malaysia. Its grown plant would then stand idle beside the mine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from footwall.chain.geography import Place, distance_table
from footwall.chain.recipes import read_recipes
from footwall.chain.seeding import INTERNAL_KM
from footwall.facts.schema import Trade

if TYPE_CHECKING:
    from footwall.facts import Facts
    from footwall.facts.schema import Production

Made = Mapping[tuple[str, str], float]
NOTE = "feed of a pilot plant, by output and distance of the makers"


def feed_rows(
    facts: Facts, pilots: Iterable[Production], held: Iterable[Production], year: int
) -> tuple[Trade, ...]:
    """Trade that feeds ``pilots`` from what plants of ``year`` make, ``held``.

    An input that the region bought before keeps the origins that it had.
    """
    book = read_recipes(facts)
    made: dict[tuple[str, str], float] = {}
    bought = {(row.commodity, row.region) for row in facts.table("use")}
    for row in held:
        recipe = book.of(row.recipe, row.region)
        bought |= {(item, row.region) for item, _ in recipe.inputs}
        for item, amount in recipe.outputs:
            made[item, row.region] = made.get((item, row.region), 0.0) + amount * row.quantity
    wanted: dict[tuple[str, str], float] = {}
    for row in pilots:
        for item, amount in book.of(row.recipe, row.region).inputs:
            if (item, row.region) not in bought:
                wanted[item, row.region] = wanted.get((item, row.region), 0.0) + amount * row.quantity
    near = _nearness(facts)
    return tuple(row for place, need in wanted.items() for row in _of_buyer(place, need, made, near, year))


def _nearness(facts: Facts) -> dict[tuple[str, str], float]:
    exponent = facts.parameter("gravity_distance_exponent").value
    places = {row.code: Place(row.lat, row.lon) for row in facts.table("regions")}
    return {pair: (INTERNAL_KM + km) ** -exponent for pair, km in distance_table(places).items()}


def _of_buyer(
    place: tuple[str, str],
    need: float,
    made: Made,
    near: Mapping[tuple[str, str], float],
    year: int,
) -> Iterable[Trade]:
    item, region = place
    pull = {origin: out * near[origin, region] for (name, origin), out in made.items() if name == item}
    total = sum(pull.values())
    for origin, share in pull.items():
        tonnes = need * share / total
        yield Trade(
            item, origin, region, year, tonnes, 0.5 * tonnes, 2.0 * tonnes,
            source="judgement", grade="assumed", note=NOTE,
        )  # fmt: skip
