"""What deserves a second look at the border: rules of stacking that meet a levy's own cumulation."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.rulebook.schema import Rulebook


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
