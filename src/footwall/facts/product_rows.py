"""Row types of the tables that lead from a commodity to the things that users buy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from footwall.facts.columns import key, number, text
from footwall.facts.row import Row


@dataclass(frozen=True)
class Product(Row):
    """Something that users buy, with its price in USD per unit.

    ``made_by`` is the recipe that makes it, where a chain does: its maker buys the inputs of the recipe. The
    unit of such a product is kg.
    """

    identity: ClassVar[tuple[str, ...]] = ("id",)
    central: ClassVar[str] = "price"
    id: str = text()
    name: str = text()
    unit: str = text()
    made_by: str = key("recipes", required=False)
    price: float = number(0)
    low: float = number(0)
    high: float = number(0)


@dataclass(frozen=True)
class Intensity(Row):
    """kg of a commodity, on its own basis, that the maker of one unit of a product buys."""

    identity: ClassVar[tuple[str, ...]] = ("product", "commodity")
    central: ClassVar[str] = "kg"
    product: str = key("products")
    commodity: str = key("commodities")
    kg: float = number(0)
    low: float = number(0)
    high: float = number(0)
