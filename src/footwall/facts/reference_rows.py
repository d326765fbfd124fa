"""Row types of the tables that reference prices are set from: cash costs of assets, published indices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from footwall.facts.columns import key, number, text, year
from footwall.facts.row import Row


@dataclass(frozen=True)
class Cost(Row):
    """Cash cost of an asset in USD per t of the commodity, after credits for what it sells beside it.

    ``capacity`` is in t/year of the commodity. The row of an asset holds from its year until its next row.
    """

    identity: ClassVar[tuple[str, ...]] = ("commodity", "recipe", "region", "asset", "year")
    central: ClassVar[str] = "cash_cost"
    commodity: str = key("commodities")
    recipe: str = key("recipes")
    region: str = key("regions")
    asset: str = text()
    year: int = year()
    capacity: float = number(0)
    cash_cost: float = number(0)
    low: float = number(0)
    high: float = number(0)


@dataclass(frozen=True)
class Index(Row):
    """One value of a published series; ``period`` is a year or ``YYYY-MM``."""

    identity: ClassVar[tuple[str, ...]] = ("series", "period")
    series: str = text()
    period: str = text()
    value: float = number(0)
    unit: str = text()
