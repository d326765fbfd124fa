"""The row types of the fact tables, one frozen dataclass a table.

Quantities are t/year on the unit basis of the commodity (``commodities.csv``), shares lie in [0, 1], prices
are in the currency and unit of their row. The module declares; ``read`` checks; nothing is computed here.

How measures combine: an ``import_duty`` that names an origin replaces the one for ``*``;
``additional_duty`` adds to it; ``vat_not_refunded`` and ``export_tax`` act at the origin's border;
``licence_rent`` is what licensing adds to the export price, kept in the origin;
``export_licence`` gives the share of applications approved; ``to`` is the last day in force.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from footwall.facts.columns import day, key, keys, number, text, words, year
from footwall.facts.owner_rows import OwnerRow
from footwall.facts.path_rows import Deflator, DemandPath, HostPath, Lifetime, Observation
from footwall.facts.product_rows import Intensity, Product
from footwall.facts.project_rows import Project
from footwall.facts.reference_rows import Cost, Index
from footwall.facts.row import Row
from footwall.facts.vocabulary import (
    INCOTERMS,
    MEASURE_KINDS,
    RECIPE_KINDS,
    SECTORS,
    STAGES,
    VAT_BASES,
)


@dataclass(frozen=True)
class Source:
    """A publication; the one table whose rows name no further source."""

    identity: ClassVar[tuple[str, ...]] = ("key",)
    central: ClassVar[str] = ""
    key: str = text()
    author: str = text()
    title: str = text()
    year: int = year()
    address: str = text(required=False)
    licence: str = text()


@dataclass(frozen=True)
class Region(Row):
    """A country or an aggregate; ``members`` is empty for countries and for ROW (every other country)."""

    identity: ClassVar[tuple[str, ...]] = ("code",)
    code: str = text()
    name: str = text()
    members: tuple[str, ...] = words(required=False)
    lat: float = number(-90, 90)
    lon: float = number(-180, 180)
    wgi: float = number(-3.5, 3.5)


@dataclass(frozen=True)
class Mineral(Row):
    identity: ClassVar[tuple[str, ...]] = ("id",)
    id: str = text()
    name: str = text()
    symbol: str = text()
    official_lists: tuple[str, ...] = words(required=False)
    by_product_of: str = text(required=False)


@dataclass(frozen=True)
class ChainRow(Row):
    """A chain: the price of ``refined`` stands for its price level, ``made`` is its leading product."""

    identity: ClassVar[tuple[str, ...]] = ("id",)
    id: str = text()
    name: str = text()
    refined: str = key("commodities")
    made: str = key("commodities")


@dataclass(frozen=True)
class CommodityRow(Row):
    identity: ClassVar[tuple[str, ...]] = ("id",)
    id: str = text()
    name: str = text()
    mineral: str = key("minerals")
    chain: str = key("chains")
    stage: str = text(*STAGES)
    unit: str = text()
    hs6: tuple[str, ...] = words(required=False)
    quote_basis: str = text()


@dataclass(frozen=True)
class Content(Row):
    """t of a tracked element per t of the commodity."""

    identity: ClassVar[tuple[str, ...]] = ("commodity", "element")
    central: ClassVar[str] = "value"
    commodity: str = key("commodities")
    element: str = key("elements")
    value: float = number(0)
    low: float = number(0)
    high: float = number(0)


@dataclass(frozen=True)
class Deposit(Row):
    """Mine output of the base year in t rare-earth oxide (REO) and shares of REO."""

    identity: ClassVar[tuple[str, ...]] = ("deposit",)
    deposit: str = text()
    recipe: str = key("recipes")
    region: str = key("regions")
    reo_tonnes: float = number(0)
    ndpr_share: float = number(0, 1)
    dy_share: float = number(0, 1)
    tb_share: float = number(0, 1)


@dataclass(frozen=True)
class RecipeRow(Row):
    """One input, output or loss of a recipe per t of its first output.

    ``region`` ``*`` is the default; rows that name a region replace the default recipe there entirely.
    """

    identity: ClassVar[tuple[str, ...]] = ("recipe", "region", "role", "item")
    central: ClassVar[str] = "coefficient"
    recipe: str = text()
    kind: str = text(*RECIPE_KINDS)
    region: str = key("regions", any_key=True)
    role: str = text("input", "output", "loss")
    item: str = key("commodities|elements")
    coefficient: float = number(0)
    low: float = number(0)
    high: float = number(0)


@dataclass(frozen=True)
class Production(Row):
    identity: ClassVar[tuple[str, ...]] = ("recipe", "region", "year")
    central: ClassVar[str] = "quantity"
    recipe: str = key("recipes")
    region: str = key("regions")
    commodity: str = key("commodities")
    year: int = year()
    quantity: float = number(0)
    low: float = number(0)
    high: float = number(0)


@dataclass(frozen=True)
class Capacity(Row):
    """Capacity in t/year of the recipe's first output."""

    identity: ClassVar[tuple[str, ...]] = ("recipe", "region", "year")
    central: ClassVar[str] = "quantity"
    recipe: str = key("recipes")
    region: str = key("regions")
    year: int = year()
    quantity: float = number(0)
    low: float = number(0)
    high: float = number(0)


@dataclass(frozen=True)
class UseRow(Row):
    identity: ClassVar[tuple[str, ...]] = ("commodity", "sector", "region", "year")
    central: ClassVar[str] = "quantity"
    commodity: str = key("commodities")
    sector: str = text(*SECTORS)
    region: str = key("regions")
    year: int = year()
    quantity: float = number(0)
    low: float = number(0)
    high: float = number(0)


@dataclass(frozen=True)
class Trade(Row):
    identity: ClassVar[tuple[str, ...]] = ("commodity", "origin", "destination", "year")
    central: ClassVar[str] = "quantity"
    commodity: str = key("commodities")
    origin: str = key("regions")
    destination: str = key("regions")
    year: int = year()
    quantity: float = number(0)
    low: float = number(0)
    high: float = number(0)


@dataclass(frozen=True)
class Price(Row):
    """A quote per ``unit`` of the commodity's own basis; ``region`` is where it is quoted or the origin.

    ``period`` is a year, ``YYYY-MM`` or a day. A price is per unit of what the commodity counts: where that
    is a content, so is the price.
    """

    identity: ClassVar[tuple[str, ...]] = ("commodity", "market", "region", "period")
    central: ClassVar[str] = "price"
    commodity: str = key("commodities")
    market: str = text()
    region: str = key("regions")
    period: str = text()
    price: float = number(0)
    low: float = number(0)
    high: float = number(0)
    currency: str = text("USD", "CNY", "EUR", "JPY")
    unit: str = text("kg", "t")
    incoterm: str = text(*INCOTERMS)
    vat: str = text(*VAT_BASES)


@dataclass(frozen=True)
class Parameter(Row):
    """A parameter; an empty selector cell applies to all, the most specific row wins."""

    identity: ClassVar[tuple[str, ...]] = ("name", "commodity", "recipe", "region", "sector")
    central: ClassVar[str] = "value"
    name: str = text()
    commodity: str = key("commodities", required=False)
    recipe: str = key("recipes", required=False)
    region: str = key("regions", required=False)
    sector: str = text(*SECTORS, required=False)
    value: float = number()
    low: float = number()
    high: float = number()
    unit: str = text()


@dataclass(frozen=True)
class Measure(Row):
    """A measure of a government; ``value`` is in ``unit`` on ``basis`` (see the module docstring)."""

    identity: ClassVar[tuple[str, ...]] = ("id",)
    id: str = text()
    by: str = key("regions")
    kind: str = text(*MEASURE_KINDS)
    commodity: tuple[str, ...] = keys("commodities")
    origin: str = key("regions", any_key=True)
    destination: str = key("regions", any_key=True)
    start: date = day("from")  # noqa: RUF009 (a field, as its neighbours)
    end: date | None = day("to", required=False)  # noqa: RUF009
    value: float = number(0)
    unit: str = text("share", "USD/t", "t/y", "flag")
    basis: str = text("fob", "cif", "specific", "approval", "quantity", "none")


@dataclass(frozen=True)
class Publisher(Row):
    """A publisher's total beside ours; ``ours`` names the total of ours that compares with it."""

    identity: ClassVar[tuple[str, ...]] = ("chain", "publisher", "item", "region", "year")
    chain: str = key("chains")
    publisher: str = text()
    item: str = text()
    region: str = text()
    year: int = year()
    quantity: float = number(0)
    unit: str = text()
    ours: str = text()
    reason: str = text()


TABLES: dict[str, type[Row] | type[Source]] = {
    "sources": Source,
    "regions": Region,
    "minerals": Mineral,
    "chains": ChainRow,
    "commodities": CommodityRow,
    "contents": Content,
    "deposits": Deposit,
    "recipes": RecipeRow,
    "production": Production,
    "capacity": Capacity,
    "use": UseRow,
    "trade": Trade,
    "prices": Price,
    "parameters": Parameter,
    "measures": Measure,
    "costs": Cost,
    "indices": Index,
    "owners": OwnerRow,
    "products": Product,
    "intensities": Intensity,
    "publishers": Publisher,
    "projects": Project,
    "demand_paths": DemandPath,
    "host_paths": HostPath,
    "lifetimes": Lifetime,
    "deflator": Deflator,
    "observations": Observation,
}
