"""What buying a stock does to prices: every good, year by year, beside the path without the stock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from footwall.report.chart_years import Strand, Timeline, year_lines
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import moved, percent, plain
from footwall.report.svg import Words
from footwall.report.vault_goods import STOCK, WITHOUT, Good, goods_of, source
from footwall.runs.sentences import listed

if TYPE_CHECKING:
    from footwall.explore.vault_plan import VaultPlan

KG = 1e3
"""kg in a t."""
LITTLE = 0.005
"""Share of a price below which a rise is told as hardly any."""


def prices(plan: VaultPlan) -> Section | None:
    """None where nothing is bought."""
    goods = goods_of(plan)
    if not goods:
        return None
    lead = tuple(told for told in (_lead(goods), _hardly(goods)) if told)
    return Section("prices", "What buying does to prices", lead, (_figure(plan, goods),))


def message(goods: Sequence[Good]) -> str:
    """The good whose price buying moves most, in the year in which it does."""
    good = max(goods, key=lambda item: max(abs(year.rise) for year in item.bought.buying))
    year = max(good.bought.buying, key=lambda item: abs(item.rise))
    rise = percent(100.0 * year.rise)
    if rise == percent(0.0):
        return "Buying moves no price by as much as 0.1%"
    return (
        f"Buying moves the price of {good.told} most: {rise} in {year.year}, "
        f"{moved(year.without / KG, year.price / KG)} USD/kg"
    )


def _lead(goods: Sequence[Good]) -> str:
    first, last = goods[0].bought.buying[0].year, goods[0].bought.buying[-1].year
    when = f"in {first}" if first == last else f"from {first} to {last}"
    return (
        f"The stock is bought {when}, and everybody else in the market pays what it drives prices to. The "
        "money of the plan is counted at these prices."
    )


def _hardly(goods: Sequence[Good]) -> str:
    still = [good.told for good in goods if max(abs(year.rise) for year in good.bought.buying) < LITTLE]
    return f"Moved by less than {100.0 * LITTLE:g}% in every year: {listed(still)}." if still else ""


def _figure(plan: VaultPlan, goods: Sequence[Good]) -> Figure:
    return Figure(
        "prices",
        message(goods),
        "Price that the buyers pay whom the stock serves, USD/kg of the base year; every panel has its own "
        "scale. Grey: without the stock. Teal: with it.",
        tuple(_panel(good) for good in goods),
        source(plan, "averages over what buyers take without the stock"),
        _table(goods),
    )


def _panel(good: Good) -> Panel:
    years = good.bought.years
    told = " ".join(
        f"{year.year}: {moved(year.without / KG, year.price / KG)} USD/kg." for year in good.bought.buying
    )
    words = Words(f"prices-{good.key}", f"Price of {good.told} without and with the stock, USD/kg", told)
    strands = [
        Strand("without", [year.without / KG for year in years], WITHOUT),
        Strand("with", [year.price / KG for year in years], STOCK),
    ]
    begin = (years[0].year + 0.5, "buying begins")
    picture = year_lines(words, Timeline([year.year for year in years], begin), strands, "USD/kg")
    note = f"{good.stage}, {percent(100.0 * good.bought.price_rise)} on average while buying"
    return Panel(good.name, note, picture)


def _table(goods: Sequence[Good]) -> Table:
    rows = tuple(
        (
            good.name,
            str(year.year),
            plain(year.without / KG),
            plain(year.price / KG),
            percent(100.0 * year.rise),
        )
        for good in goods
        for year in good.bought.buying
    )
    columns = ("Good", "Year", "Without the stock, USD/kg", "With it, USD/kg", "Change")
    return Table("Prices in the years of buying", columns, rows, labels=2)
