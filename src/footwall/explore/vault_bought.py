"""One good of a stock: its tonnes and money, and year by year what buying does to its price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footwall.horizon.stock_books import GoodYear


@dataclass(frozen=True)
class BoughtYear:
    """One year; prices in USD/t of the base year, over the buyers whom the stock serves."""

    year: int
    without: float
    """Price on the path without the stock."""
    price: float
    """With it, weighted by the purchases of the path without it."""
    held: float
    """t at the end of the year."""

    @property
    def rise(self) -> float:
        """Of the price, as a share of that without the stock."""
        return self.price / self.without - 1.0


@dataclass(frozen=True)
class Bought:
    """One good of a stock; cost and purchases in USD of the day, to the end of the year of the test."""

    commodity: str
    days: float
    tonnes: float
    """Asked for."""
    cost: float
    purchases: float
    years: tuple[BoughtYear, ...]
    """The year before buying begins, then the years of buying."""

    @property
    def held(self) -> float:
        """t when the year of the test begins."""
        return self.years[-1].held

    @property
    def buying(self) -> tuple[BoughtYear, ...]:
        """The years of buying."""
        return self.years[1:]

    @property
    def price_rise(self) -> float:
        """Mean over the years of buying of the price over that without the stock, less one."""
        return sum(year.rise for year in self.buying) / len(self.buying)


def spending(book: GoodYear) -> float:
    """USD of a year that a stock takes on balance: purchases and carrying, less sales and fees."""
    paid = book.purchases + book.interest + book.storage + book.turned_over
    return float((paid - book.sales - book.fees - book.carrying_charges)[0])
