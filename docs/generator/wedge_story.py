"""Figures and tables of the page on who keeps the wedge."""

from __future__ import annotations

from typing import Any

from footwall.report.chart_bars import Bar, bars
from footwall.report.figure import Panel
from footwall.report.number_words import money, plain, signed
from footwall.report.region_colours import region_class
from footwall.report.svg import Words
from footwall.runs.result import ChainRun
from generator.drawing import Drawn
from generator.solved import SOURCE, figure, magnets, solved
from generator.tables import markdown_table
from generator.telling import Told, amount

INSTRUMENTS = {
    "levy": "levy",
    "minimum_import_price": "minimum import price",
    "tariff": "tariff",
    "price_gap_subsidy": "price-gap subsidy",
    "contract_for_difference": "contract for difference",
    "stock_purchase": "stock purchase",
}
AMOUNTS = (
    *("user_cost", "budget_outlay", "treasury_revenue", "rents_abroad"),
    *("producers_gain", "deadweight"),
)
PAID_BY_STATE = ("price_gap_subsidy", "contract_for_difference")
SAME_FLOORS = {
    "cascade": "levy",
    "minimum-import-price": "minimum import price",
    "trusted-quota": "… with trusted quota",
}
NAMES = {"CHN": "China", "VNM": "Viet Nam", "THA": "Thailand", "MYS": "Malaysia", "ROW": "elsewhere"}
STEEL_JOB = 650_000.0
"""USD a job saved by the steel tariffs of 2018, as their critics count (Tax Foundation 2024)."""
PER_CAR = (42.0, 71.0)
"""USD a car that 63 to 110 USD/kg of NdPr comes to at 3 to 5 kg of magnets with 30% NdPr."""
PRODUCTS = ("magnet", "traction_motor", "electric_car", "wind_direct_drive", "smartphone")


def told() -> Told:
    """All of the page on who keeps the wedge."""
    oxide = magnets("oxide-only")
    same = {name: magnets(name) for name in SAME_FLOORS}
    return Told(
        tables={
            "equal-protection": _equal_protection(oxide),
            "same-floors": _same_floors(same),
            "per-product": _per_product(oxide, same["cascade"]),
            "per-job": _per_job(oxide, same["cascade"]),
        },
        figures={"wedge": _wedge(oxide), "rents": _rents(same)},
        claims=_claims(oxide, same),
    )


def instrument(run: ChainRun, name: str) -> dict[str, Any]:
    """The record of one instrument of equal protection; amounts in million USD a year."""
    return next(item for item in run.summary["wedge"]["instruments"] if item["instrument"] == name)


def rents_abroad(name: str) -> dict[str, float]:
    """Region to what its exporters and quota holders keep, million USD a year."""
    found: dict[str, float] = {}
    for row in solved(name).rows:
        if row.scenario == "policy" and row.variable.startswith(
            ("Rent|Floor gap|", "Rent|Tariff-rate quota|")
        ):
            found[row.region] = found.get(row.region, 0.0) + row.value
    return found


def product(run: ChainRun, name: str) -> dict[str, Any]:
    """The record of what one product's content costs more."""
    return next(item for item in run.summary["product_costs"] if item["product"] == name)


def _equal_protection(run: ChainRun) -> str:
    table = run.summary["wedge"]
    columns = (
        *("instrument", "level", "users pay", "budget pays", "treasuries receive", "exporters keep"),
        *("oxide makers gain", "waste", "metal made"),
    )
    rows = []
    for name, words in INSTRUMENTS.items():
        record = instrument(run, name)
        rows.append(
            (
                words,
                _level(record),
                *(money(record[key]) for key in AMOUNTS),
                f"{signed(record['zone_output_change']['ndpr_metal'], 1)}%",
            )
        )
    made, making = table["zone_output_without"], table["zone_output"]
    return markdown_table(columns, rows, right=columns[1:]) + (
        f"\nAll six raise the zone's output of NdPr oxide from {made:,.0f} to {making:,.0f} t a year. "
        "Million USD a year, policy minus baseline.\n"
    )


def _level(record: dict[str, Any]) -> str:
    digits = {"USD/kg": 1, "%": 0}.get(record["level_unit"], 0)
    return f"{record['level']:,.{digits}f} {record['level_unit'].replace('t/yr', 't')}"


def _wedge(run: ChainRun) -> Drawn:
    shown = {
        "user_cost": ("Users pay", "cost to final users in the zone", "more"),
        "state": ("Public money", "received (+) or paid (−) by treasuries, net", "s-0"),
        "rents_abroad": ("Exporters abroad keep", "the gap that is not collected", "others"),
        "deadweight": ("Waste", "what the world loses", "s-6"),
    }
    panels = []
    for key, (heading, note, colour) in shown.items():
        rows = []
        for name, words in INSTRUMENTS.items():
            record = instrument(run, name)
            value = record["treasury_revenue"] - record["budget_outlay"] if key == "state" else record[key]
            rows.append(Bar(words, value, money(value), colour))
        said = "; ".join(f"{row.label} {row.figure}" for row in rows)
        picture = bars(Words(f"wedge-{key}", heading, f"{said}."), rows, "million USD a year")
        panels.append(Panel(heading, note, picture))
    levy, contract = instrument(run, "levy"), instrument(run, "contract_for_difference")
    return Drawn(
        "wedge-equal-protection",
        f"The same tonnes of oxide cost users {plain(levy['user_cost'])} million USD a year under a levy, "
        f"and the budget {plain(contract['budget_outlay'])} million under contracts",
        "Six instruments at the level that gives the zone the same output of NdPr oxide.",
        tuple(panels),
        SOURCE.partition(" Ranges")[0] + " Central parameters, prices of 2024.",
    )


def _same_floors(same: dict[str, ChainRun]) -> str:
    shown = (
        ("output_change|ndpr_oxide", "output of NdPr oxide", "%"),
        ("output_change|ndpr_metal", "output of NdPr metal", "%"),
        ("output_change|ndfeb_magnet", "output of NdFeB magnets", "%"),
        ("user_cost", "cost to final users, million USD a year", "money"),
    )
    rows = [
        (words, *(amount(figure(run, name), unit) for run in same.values())) for name, words, unit in shown
    ]
    revenue = [run.central["treasury"] for run in same.values()]
    kept = [sum(rents_abroad(name).values()) for name in same]
    rows.append(("treasury revenue as written, million USD a year", *(money(value) for value in revenue)))
    rows.append(("kept abroad, million USD a year", *(money(value) if value else "0" for value in kept)))
    columns = ("the zone", *SAME_FLOORS.values())
    return markdown_table(columns, rows, right=columns[1:])


def _rents(same: dict[str, ChainRun]) -> Drawn:
    panels = []
    totals = {}
    for name in ("minimum-import-price", "trusted-quota"):
        kept = rents_abroad(name)
        totals[name] = kept
        ranked = sorted(kept, key=lambda region: -kept[region])
        rows = [
            Bar(NAMES.get(region, region), kept[region], money(kept[region]), region_class(region))
            for region in ranked
            if kept[region] >= 0.5
        ]
        said = "; ".join(f"{row.label} {row.figure}" for row in rows)
        picture = bars(
            Words(f"rents-{name}", f"Kept abroad: {SAME_FLOORS[name]}", f"{said}."),
            rows,
            "million USD a year",
        )
        panels.append(Panel(solved(name).rulebook.name, "kept by exporters and quota holders", picture))
    share = totals["minimum-import-price"]["CHN"] / sum(totals["minimum-import-price"].values())
    trusted = sum(totals["trusted-quota"].get(region, 0.0) for region in ("VNM", "MYS"))
    return Drawn(
        "wedge-rents",
        f"China's exporters keep {share:.0%} of the gap under a minimum import price; the trusted quota is "
        f"worth {trusted:,.0f} million USD a year to its holders",
        "What is kept abroad of the gap between the outside price and the price in the zone, by region.",
        tuple(panels),
        SOURCE.partition(" Ranges")[0] + " Central parameters, prices of 2024.",
    )


def _per_product(oxide: ChainRun, cascade: ChainRun) -> str:
    rows = []
    for name in PRODUCTS:
        narrow, wide = product(oxide, name), product(cascade, name)
        rows.append(
            (
                f"{wide['name']}, per {wide['per']}",
                _dollars(narrow),
                _dollars(wide),
                f"{signed(wide['share_of_price'], 2)}%",
            )
        )
    columns = (
        "what the maker pays more, USD",
        "oxide floor only",
        "cascading floors",
        "of the product's price",
    )
    return markdown_table(columns, rows, right=columns[1:])


def _dollars(record: dict[str, Any]) -> str:
    low, high = sorted((record["low"], record["high"]))
    return f"{signed(record['change'])} ({signed(low)} to {signed(high)})"


def _per_job(oxide: ChainRun, cascade: ChainRun) -> str:
    rows = []
    for words, run in (("oxide floor only", oxide), ("cascading floors", cascade)):
        cost = figure(run, "user_cost")
        gained = protected_gain(run)
        bounds = (
            "–"
            if cost.low is None or cost.high is None
            else (f"{cost.low * 1e6 / STEEL_JOB:,.0f} to {cost.high * 1e6 / STEEL_JOB:,.0f}")
        )
        rows.append(
            (
                words,
                amount(cost, "money"),
                f"{cost.value * 1e6 / STEEL_JOB:,.0f} ({bounds})",
                money(gained),
                plain(cost.value / gained) if gained > 0.0 else "–",
            )
        )
    columns = (
        *("rulebook", "cost to users, million USD a year", "jobs to match steel"),
        *("oxide, metal and magnet makers gain", "cost per dollar gained"),
    )
    return markdown_table(columns, rows, right=columns[1:])


def protected_gain(run: ChainRun) -> float:
    """What makers of oxide, metal and magnets in the zone gain, million USD a year."""
    return sum(
        record["zone"]
        for record in run.summary["who_pays"]
        if record["who"] == "producers" and record["group"] in {"oxide", "metal", "magnet"}
    )


def _claims(oxide: ChainRun, same: dict[str, ChainRun]) -> dict[str, bool]:
    found = {name: instrument(oxide, name) for name in INSTRUMENTS}
    border = [found[name] for name in ("levy", "minimum_import_price", "tariff")]
    state = [found[name] for name in PAID_BY_STATE]
    kept = rents_abroad("trusted-quota")
    car = product(same["cascade"], "electric_car")
    narrow = product(oxide, "electric_car")
    oxide_metal = [record["zone_output_change"]["ndpr_metal"] for record in border]
    makers = {name: figure(run, "output_change|ndfeb_magnet").value for name, run in same.items()}
    return {
        "The three instruments at the border cost users nearly the same; who receives the gap differs.": (
            max(item["user_cost"] for item in border) < 1.15 * min(item["user_cost"] for item in border)
            and found["levy"]["rents_abroad"] == 0.0 < found["minimum_import_price"]["rents_abroad"]
        ),
        "Subsidy and contract let users gain, and waste least.": (
            all(item["user_cost"] < 0.0 for item in state)
            and max(item["deadweight"] for item in state) < min(item["deadweight"] for item in border) / 10.0
        ),
        "The stock is the dearest way to the same tonnes.": (
            found["stock_purchase"]["user_cost"] == max(item["user_cost"] for item in found.values())
            and found["stock_purchase"]["budget_outlay"]
            == max(item["budget_outlay"] for item in found.values())
        ),
        "Only the instruments at the border empty the metal plants.": (
            max(oxide_metal) < -50.0 and all(item["zone_output_change"]["ndpr_metal"] > 0.0 for item in state)
        ),
        "A minimum import price leaves the treasuries almost nothing of what the levy brings.": (
            same["minimum-import-price"].central["treasury"] < 0.1 * same["cascade"].central["treasury"]
        ),
        "The quota does more for magnet makers in the zone than for those who hold it.": (
            makers["trusted-quota"] > 10.0 > makers["minimum-import-price"]
            and kept["VNM"] + kept["MYS"] < figure(same["cascade"], "user_cost").value / 10.0
        ),
        "The figure of the critics for a car lies in our range, for floors that cascade.": (
            car["low"] < PER_CAR[0] < PER_CAR[1] < car["high"]
        ),
        "Users pay several dollars for each dollar that makers of the protected goods gain.": all(
            figure(run, "user_cost").value > 2.0 * protected_gain(run) > 0.0
            for run in (oxide, same["cascade"])
        ),
        "For a floor on oxide alone it is far too high.": abs(narrow["change"]) < 0.1 * PER_CAR[0],
    }
