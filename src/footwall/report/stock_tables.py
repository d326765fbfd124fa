"""Tables of public stocks over the years: tonnes, money, and what was given out why."""

from __future__ import annotations

from collections.abc import Sequence

from footwall.report.figure import Table
from footwall.report.number_words import plain
from footwall.report.wording import capitalised
from footwall.report.years_told import Record, YearsTold, ranged_at

MONEY = "million USD of the day"
GIVEN_OUT = ("released", "sold", "lent", "drawn", "handed_over", "raised")
OUT_WORDS = {
    "released": "released in an emergency", "sold": "sold at its price", "lent": "lent",
    "drawn": "drawn by participants", "handed_over": "taken over by participants",
    "raised": "sold for want of money",
}  # fmt: skip


def stock_name(goods: Sequence[Record], good: Record) -> str:
    """The good; with its stock where there are several."""
    several = len({item["stock"] for item in goods}) > 1
    name = capitalised(good["name"])
    return f"{name} ({good['stock'].replace('_', ' ')})" if several else name


def tonnes_table(told: YearsTold, goods: Sequence[Record]) -> Table:
    rows = []
    for good in goods:
        for place, year in enumerate(told.years):
            came = sum(
                good[key]["central"][place] for key in ("bought", "delivered", "put_back", "taken_back")
            )
            went = sum(good[key]["central"][place] for key in GIVEN_OUT)
            rows.append(
                (
                    stock_name(goods, good), str(year), plain(good["opening"]["central"][place]), plain(came),
                    plain(went), ranged_at(good["closing"], place), plain(good["target"]["central"][place]),
                    f"{good['cover']['central'][place]:,.0f}",
                )
            )  # fmt: skip
    return Table(
        "Tonnes of the stock by year",
        ("Commodity", "Year", "Opening t", "In t", "Out t", "Closing t (range)", "Wanted t", "Cover, days"),
        tuple(rows),
        labels=2,
    )


def money_table(told: YearsTold, goods: Sequence[Record]) -> Table:
    rows = []
    for good in goods:
        for place, year in enumerate(told.years):
            cells = (
                good[key]["central"][place]
                for key in (
                    "purchases",
                    "sales",
                    "hand_over",
                    "interest",
                    "storage",
                    "turned_over",
                    "fees",
                    "carrying_charges",
                )
            )
            rows.append(
                (
                    stock_name(goods, good), str(year), *(f"{value:,.1f}" for value in cells),
                    ranged_at(good["money_left"], place), f"{good['debt']['central'][place]:,.1f}",
                    f"{good['cost_per_day']['central'][place]:,.3f}",
                )
            )  # fmt: skip
    return Table(
        f"Money of the stock by year, {MONEY}",
        (
            "Commodity", "Year", "Purchases", "Sales", "Taken over", "Interest", "Storage", "Turning over",
            "Fees", "Carrying charges", "Left (range)", "Debt", "Cost of a day of cover",
        ),
        tuple(rows),
        labels=2,
    )  # fmt: skip


def given_out_table(told: YearsTold, goods: Sequence[Record]) -> Table:
    """Tonnes that left each good's stock, by reason."""
    return Table(
        "Tonnes given out by year and reason",
        ("Commodity", "Year", *(capitalised(OUT_WORDS[key]) + " t" for key in GIVEN_OUT)),
        tuple(
            (stock_name(goods, good), str(year), *(plain(good[key]["central"][place]) for key in GIVEN_OUT))
            for good in goods
            for place, year in enumerate(told.years)
        ),
        labels=2,
    )
