"""Sheets of a run through the years: one row a figure and year, one row a project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Record = Mapping[str, Any]
Cell = str | float | int | bool | None
LAWS = ("baseline", "policy")
BOUNDS = ("central", "low", "high")
PATHS = (
    "Chain", "Figure", "Of", "Unit", "Year", "Baseline", "Baseline low", "Baseline high", "Policy",
    "Policy low", "Policy high",
)  # fmt: skip
PROJECTS = (
    "Chain", "Project", "Owner", "Region", "Share in the zone", "Main product", "Capacity, t/yr", "Status",
    "Earliest output", "Decided without the rulebook", "Share without it", "Decided with the rulebook",
    "Share with it", "Low", "High", "Value over capex", "Asked", "Net present value, million USD",
    "Expected price, USD/kg", "Strike that would do it, USD/kg", "Why", "Not documented", "Grade", "Source",
)  # fmt: skip
LEAST_SHARE = 0.01
"""Share of the zone's purchases in some year from which an origin has rows."""
OVER_OMEGA = {
    "treasury": "Treasuries receive more",
    "user_bill": "Final users pay more for the baseline's use",
    "exporters_rent": "Gaps to floors that exporters keep",
}
FIGURES = {
    "price": ("Price in the zone", "USD/kg"),
    "rival_price": ("Price of the rival at its border", "USD/kg"),
    "output_zone": ("Output in the zone", "t/yr"),
    "output_rival": ("Output of the rival", "t/yr"),
    "output_world": ("Output of the world", "t/yr"),
    "rival_share": ("Rival's share of world output", "%"),
    "capacity": ("Capacity in the zone", "t/yr"),
    "outside_share": ("Outside share of what the zone buys", "%"),
    "share_from_rival": ("Rival's share of what the zone buys", "%"),
    "idle": ("Capacity in the zone that stands still", "%"),
}


STOCK_FIGURES = {
    "opening": ("Stock: opening", "t"),
    "bought": ("Stock: bought", "t"),
    "delivered": ("Stock: delivered as agreed", "t"),
    "put_back": ("Stock: put back by participants", "t"),
    "taken_back": ("Stock: back from loan", "t"),
    "raised": ("Stock: sold for want of money", "t"),
    "drawn": ("Stock: drawn by participants", "t"),
    "handed_over": ("Stock: taken over by participants", "t"),
    "released": ("Stock: released in emergency", "t"),
    "sold": ("Stock: sold", "t"),
    "lent": ("Stock: lent", "t"),
    "closing": ("Stock: closing", "t"),
    "cover": ("Stock: cover", "days of use"),
    "purchases": ("Stock: purchases", "million USD of the day"),
    "sales": ("Stock: sales", "million USD of the day"),
    "hand_over": ("Stock: paid for what is taken over", "million USD of the day"),
    "interest": ("Stock: interest", "million USD of the day"),
    "storage": ("Stock: storage", "million USD of the day"),
    "turned_over": ("Stock: cost of turning over", "million USD of the day"),
    "fees": ("Stock: fees received", "million USD of the day"),
    "carrying_charges": ("Stock: carrying charges received", "million USD of the day"),
    "money_left": ("Stock: money left", "million USD of the day"),
    "debt": ("Stock: debt", "million USD of the day"),
    "cost_per_day": ("Stock: yearly cost of a day of cover", "million USD of the day"),
}


def path_cells(years: Record) -> Iterator[tuple[Cell, ...]]:
    """Goods, shortages of sectors and money of every chain."""
    money = f"million {years['money']}"
    for chain in years["chains"].values():
        for good in chain["goods"]:
            for key, (figure, unit) in FIGURES.items():
                if key in good:
                    yield from _rows(chain, (figure, good["name"], unit), good[key])
            yield from _floor(chain, good)
            yield from _origins(chain, good)
        for sector, figure in chain["shortage"].items():
            yield from _rows(chain, ("Use that is not served", sector, "t/yr"), figure)
        for key, text in (
            ("user_bill", "Final users pay more for the baseline's use"),
            ("user_bill_cumulative", "The same, cumulative"),
        ):
            yield from _rows(chain, (text, "the zone", money), {"policy": chain[key]})
        fiscal = {law: chain["treasury"][law] for law in LAWS}
        yield from _rows(chain, ("Treasuries: receipts less payments", "the zone", money), fiscal)
        received = {"policy": chain["treasury"]["cumulative"]}
        yield from _rows(chain, ("Treasuries receive more, cumulative", "the zone", money), received)
        for kind, paid in chain["supports"].items():
            yield from _rows(chain, ("Paid to producers", kind.replace("_", " "), money), {"policy": paid})
        for case in chain["over_omega"]["cases"]:
            for key, text in OVER_OMEGA.items():
                told = {"policy": {"central": case[key], "low": None, "high": None}}
                yield from _rows(chain, (text, f"the zone at ω = {case['omega']:g}", money), told)
        yield from _stocks(chain)


def _floor(chain: Record, good: Record) -> Iterator[tuple[Cell, ...]]:
    floor = [None if price is None else float(price) for price in good["floor"]]
    if any(price is not None for price in floor):
        for year, price in zip(chain["years"], floor, strict=True):
            yield chain["name"], "Floor", good["name"], "USD/kg", year, *[None] * 3, price, *[None] * 2


def _stocks(chain: Record) -> Iterator[tuple[Cell, ...]]:
    for good in chain["stocks"]:
        for key, (figure, unit) in STOCK_FIGURES.items():
            told = figure, f"{good['stock']}: {good['name']}", unit
            yield from _rows(chain, told, {"policy": good[key]})


def _origins(chain: Record, good: Record) -> Iterator[tuple[Cell, ...]]:
    """Origins of which the zone buys a share worth a row; all are in results.csv."""
    by_law = good.get("origins", {})
    for origin in dict.fromkeys(origin for origins in by_law.values() for origin in origins):
        found = {law: origins.get(origin, [0.0] * len(chain["years"])) for law, origins in by_law.items()}
        totals = {law: [sum(year) for year in zip(*by_law[law].values(), strict=True)] for law in by_law}
        largest = max(
            tonnes / total
            for law, bought in found.items()
            for tonnes, total in zip(bought, totals[law], strict=True)
        )
        if largest >= LEAST_SHARE:
            told = {law: {"central": bought, "low": None, "high": None} for law, bought in found.items()}
            yield from _rows(chain, (f"Bought in the zone from {origin}", good["name"], "t/yr"), told)


def _rows(chain: Record, told: tuple[str, str, str], figure: Record) -> Iterator[tuple[Cell, ...]]:
    """A row a year; a law that the figure lacks, and bounds without draws, are empty."""
    for place, year in enumerate(chain["years"]):
        cells = [
            figure[law][bound][place] if law in figure and figure[law][bound] is not None else None
            for law in LAWS
            for bound in BOUNDS
        ]
        yield chain["name"], *told, year, *cells


def project_cells(years: Record) -> Iterator[tuple[Cell, ...]]:
    """Every project of every chain, in the order of the facts."""
    for chain in years["chains"].values():
        goods = {good["commodity"]: good["name"] for good in chain["goods"]}
        for line in chain["projects"]:
            without, with_it = line["baseline"], line["policy"]
            yield (
                chain["name"],
                *(line[key] for key in ("name", "owner", "region", "in_zone")),
                goods.get(line["product"], line["product"]),
                *(line[key] for key in ("capacity", "status", "start")),
                without["year"],
                without["share"],
                *(
                    with_it[key]
                    for key in (
                        "year", "share", "low", "high", "value_over_capex", "asked", "npv", "price", "strike",
                    )
                ),
                line["words"],
                "; ".join(line["filled"]),
                line["grade"],
                line["source"],
            )  # fmt: skip
