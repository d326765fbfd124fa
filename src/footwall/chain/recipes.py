"""Recipes of one chain by region, with the element losses that close their balance.

Rows for a region replace the default rows (``*``) of a recipe there. Losses are what enters less what leaves,
so that each recipe conserves each tracked element exactly; the audit sets documented losses beside them.
Recipes that would create an element are refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from footwall.errors import CalibrationError

if TYPE_CHECKING:
    from footwall.chain.network import ProcessKind
    from footwall.facts.facts import Facts

EVERYWHERE = "*"
_ROUNDING = 1e-9
"""t of element per t activity that rounding in the tables may create."""

Amounts = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Recipe:
    """Inputs, outputs (t per t of the first output) and losses (t of element per t of the first output)."""

    name: str
    kind: ProcessKind
    inputs: Amounts
    outputs: Amounts
    losses: Mapping[str, float]
    documented_losses: Mapping[str, float]

    @property
    def product(self) -> str:
        """The first output: activity and capacity are its tonnes."""
        return self.outputs[0][0]


@dataclass(frozen=True)
class RecipeBook:
    """Recipes by (name, region)."""

    recipes: Mapping[tuple[str, str], Recipe]

    def of(self, name: str, region: str) -> Recipe:
        """The recipe of a region, else the default; raises ``CalibrationError`` where there is neither."""
        for key in ((name, region), (name, EVERYWHERE)):
            if key in self.recipes:
                return self.recipes[key]
        raise CalibrationError(
            f"recipes.csv: no rows of {name} for {region} and no default (*); add one of them."
        )


def element_contents(facts: Facts) -> dict[str, dict[str, float]]:
    """t of each tracked element per t of each commodity."""
    contents: dict[str, dict[str, float]] = {}
    for row in facts.table("contents"):
        contents.setdefault(row.commodity, {})[row.element] = row.value
    return contents


def read_recipes(facts: Facts) -> RecipeBook:
    """All recipes of the tables; raises ``CalibrationError`` naming those that create an element."""
    contents = element_contents(facts)
    rows: dict[tuple[str, str], list[tuple[str, str, float]]] = {}
    kinds: dict[tuple[str, str], ProcessKind] = {}
    for row in facts.table("recipes"):
        rows.setdefault((row.recipe, row.region), []).append((row.role, row.item, row.coefficient))
        kinds[row.recipe, row.region] = row.kind
    recipes = {key: _recipe(key, kinds[key], entries, contents) for key, entries in rows.items()}
    return RecipeBook(recipes)


def _recipe(
    key: tuple[str, str],
    kind: ProcessKind,
    entries: list[tuple[str, str, float]],
    contents: Mapping[str, Mapping[str, float]],
) -> Recipe:
    name, region = key
    by_role: dict[str, Amounts] = {
        role: tuple((item, amount) for entry, item, amount in entries if entry == role and amount > 0.0)
        for role in ("input", "output", "loss")
    }
    if not by_role["output"]:
        raise CalibrationError(
            f"recipes.csv: {name} for {region} has no output; give one with coefficient 1."
        )
    residual = {} if kind == "mine" else _residual(by_role["input"], by_role["output"], contents)
    created = {element: amount for element, amount in residual.items() if amount < -_ROUNDING}
    if created:
        listed = ", ".join(f"{-amount:.6g} t {element}" for element, amount in created.items())
        raise CalibrationError(
            f"recipes.csv: {name} for {region} creates {listed} per t of {by_role['output'][0][0]}. "
            "Raise its inputs or lower its outputs, or check contents.csv."
        )
    return Recipe(name, kind, by_role["input"], by_role["output"], residual, dict(by_role["loss"]))


def _residual(
    inputs: Amounts, outputs: Amounts, contents: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    residual: dict[str, float] = {}
    for sign, amounts in ((1.0, inputs), (-1.0, outputs)):
        for commodity, amount in amounts:
            for element, content in contents.get(commodity, {}).items():
                residual[element] = residual.get(element, 0.0) + sign * amount * content
    return residual
