"""What a maker buys for one unit of its product: kg of each commodity, everywhere or region by region.

A product that the chain itself makes takes the inputs of its recipe, so that its bill cannot disagree with
the market. Other products take the rows of the table ``intensities``. A recipe's outputs are not set against
its inputs: scrap that a maker sells does not shorten the bill.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from footwall.errors import CalibrationError
from footwall.facts import Facts
from footwall.facts.columns import ANY
from footwall.facts.product_rows import Product
from footwall.facts.vocabulary import GRADES

KILOGRAM = "kg"


@dataclass(frozen=True)
class Content:
    """kg of a commodity per unit of a product, with its range and the weakest grade behind it."""

    kg: float
    low: float
    high: float
    grade: str


@dataclass(frozen=True)
class Bought:
    """One commodity that the maker of a product buys."""

    product: Product
    commodity: str
    by_region: Mapping[str, Content | None]
    """``*`` holds wherever there is no entry; None where the product is made without the commodity."""

    def in_region(self, region: str) -> Content | None:
        return self.by_region[region] if region in self.by_region else self.by_region.get(ANY)


def bought_contents(facts: Facts) -> tuple[Bought, ...]:
    """Every commodity in every product: recipes of the products that have one, then ``intensities``.

    Raises ``CalibrationError`` for a product of a recipe that is not counted in kg.
    """
    products = {row.id: row for row in facts.table("products")}
    made = [found for row in products.values() if row.made_by for found in _of_recipe(facts, row)]
    listed = [
        Bought(products[row.product], row.commodity, {ANY: Content(row.kg, row.low, row.high, row.grade)})
        for row in facts.table("intensities")
    ]
    return (*made, *listed)


def mean_content(parts: Iterable[tuple[float, Content]]) -> Content:
    """Mean over (units made, content); contents above zero of one commodity in several regions.

    Raises ValueError without units.
    """
    found = list(parts)
    units = sum(made for made, _ in found)
    if units <= 0.0:
        raise ValueError("a mean content needs units of the product; none are made")
    kg, low, high = (
        sum(made * amount for made, amount in zip((made for made, _ in found), amounts, strict=True)) / units
        for amounts in zip(*((part.kg, part.low, part.high) for _, part in found), strict=True)
    )
    return Content(kg, low, high, max((part.grade for _, part in found), key=GRADES.index))


def _of_recipe(facts: Facts, product: Product) -> list[Bought]:
    """Inputs of the recipe; rows that name a region replace the default recipe there entirely."""
    if product.unit != KILOGRAM:
        raise CalibrationError(
            f"products.csv: {product.id} is made by the recipe {product.made_by} and counted per "
            f"{product.unit}; the inputs of a recipe are per kg. Give unit kg and the price of 1 kg."
        )
    rows = [row for row in facts.table("recipes") if row.recipe == product.made_by]
    regions = dict.fromkeys(row.region for row in rows)
    inputs = [row for row in rows if row.role == "input" and row.coefficient > 0.0]
    amounts = {
        (row.item, row.region): Content(row.coefficient, row.low, row.high, row.grade) for row in inputs
    }
    return [
        Bought(
            product,
            item,
            {region: amounts.get((item, region)) for region in regions},
        )
        for item in dict.fromkeys(row.item for row in inputs)
    ]
