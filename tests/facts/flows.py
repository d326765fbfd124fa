"""Sums over the raw tables, before balancing."""

from __future__ import annotations

from footwall.facts import load_facts
from footwall.facts.schema import RecipeRow

WORLD = "WLD"


def recipe_rows(recipe: str, region: str) -> tuple[RecipeRow, ...]:
    """Rows of a recipe in a region: its own where it has any, else the default ``*``."""
    rows = [row for row in load_facts().table("recipes") if row.recipe == recipe]
    own = tuple(row for row in rows if row.region == region)
    return own or tuple(row for row in rows if row.region == "*")


def flows_of(role: str, region: str = WORLD) -> dict[str, float]:
    """t/year of every item that production of a region takes in, gives out or loses."""
    found: dict[str, float] = {}
    for made in load_facts().table("production"):
        if region not in (WORLD, made.region):
            continue
        for row in recipe_rows(made.recipe, made.region):
            if row.role == role:
                found[row.item] = found.get(row.item, 0.0) + row.coefficient * made.quantity
    return found
