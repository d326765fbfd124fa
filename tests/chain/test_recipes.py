"""Recipes conserve elements: losses close the balance, creation is refused."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pytest

from footwall.chain.recipes import read_recipes
from footwall.errors import CalibrationError
from footwall.facts import Facts
from footwall.facts.schema import Content, RecipeRow


def _facts(input_tonnes: float) -> Facts:
    def row(role: str, item: str, amount: float, region: str = "*") -> RecipeRow:
        return RecipeRow(
            "make", "processor", region, role, item, amount, amount, amount, source="x", grade="assumed"
        )

    return Facts(
        Path("tables"),
        MappingProxyType(
            {
                "contents": (
                    Content("oxide", "El", 1.0, 1.0, 1.0, source="x", grade="assumed"),
                    Content("magnet", "El", 0.375, 0.375, 0.375, source="x", grade="assumed"),
                ),
                "recipes": (
                    row("output", "magnet", 1.0),
                    row("input", "oxide", input_tonnes),
                    row("output", "magnet", 1.0, "C"),
                    row("input", "oxide", 0.75, "C"),
                ),
            }
        ),
    )


def test_the_loss_is_what_enters_less_what_leaves() -> None:
    book = read_recipes(_facts(0.5))
    assert book.of("make", "A").losses == {"El": 0.125}
    assert book.of("make", "A").product == "magnet"


def test_a_region_replaces_the_default() -> None:
    assert read_recipes(_facts(0.5)).of("make", "C").inputs == (("oxide", 0.75),)


def test_a_recipe_that_creates_an_element_is_refused() -> None:
    with pytest.raises(CalibrationError, match=r"make for \* creates 0\.075 t El"):
        read_recipes(_facts(0.3))


def test_a_missing_recipe_names_the_region() -> None:
    with pytest.raises(CalibrationError, match="no rows of mine for A"):
        read_recipes(_facts(0.5)).of("mine", "A")
