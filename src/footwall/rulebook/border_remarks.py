"""What deserves a second look at the border: rules of stacking that meet a levy's own cumulation."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.rulebook.schema import Rulebook
from footwall.rulebook.wording import share


def circumvention_remarks(rulebook: Rulebook) -> Iterator[str]:
    """Tests of related parties and surges that have nothing to bite on, or a floor without them."""
    related = rulebook.border.related_party
    floors = rulebook.floors.by_commodity
    if related is None:
        return
    unmoved = [
        name
        for name, floor in floors.items()
        if floor.levy.follows_gap and (floor.levy.compared == "reference" or floor.levy.steps is not None)
    ]
    if unmoved and related.test == "transaction":
        yield (
            f"border.related_party changes nothing on {', '.join(unmoved)}: no invoice moves a levy on a "
            "published price, and one with a cliff is modelled with exporters who keep nothing."
        )
    if related.test == "transaction" and related.share and len(unmoved) < len(floors):
        yield (
            f"{share(related.share)} of trade between related parties keeps its gap: prices at the border "
            "rise alike, but revenue falls. `test: reference` collects it."
        )


def stacking_remarks(rulebook: Rulebook) -> Iterator[str]:
    """Rules that another term of the rulebook outranks or empties."""
    rules = rulebook.border.stacking
    floors = rulebook.floors.by_commodity
    for position, rule in enumerate(rules):
        path = f"border.stacking[{position}]"
        goods = [name for name in floors if not rule.commodities or name in rule.commodities]
        own = [
            name for name in goods if floors[name].levy.cumulation != "add" and floors[name].levy.follows_gap
        ]
        if rule.rule == "max" and own:
            yield (
                f"{path} changes nothing on {', '.join(own)}: the cumulation of its levy already sets it "
                "against every duty."
            )
        if rule.rule == "replace" and own:
            yield (
                f"{path}: on {', '.join(own)} the levy's cumulation deducts only the duties that are left, "
                "so that the levy is larger by what is replaced."
            )
        if rule.rule == "replace" and [name for name in goods if floors[name].levy.follows_gap]:
            yield (
                f"{path}: a replaced duty is off even while prices are above the floor, when the levy is "
                "nothing: goods of that origin then land cheaper than without the rulebook."
            )
        earlier = [item for item in rules[:position] if item.kind == rule.kind and not item.commodities]
        if rule.kind is not None and earlier:
            yield f"{path} never applies: a rule before it names the same duties."
    if rules and not (floors or rulebook.tariffs or rulebook.derivatives):
        yield "border.stacking changes nothing: the rulebook charges nothing at the border."
