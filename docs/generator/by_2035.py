"""Figures and tables of the page on what 110 USD/kg would do by 2035."""

from __future__ import annotations

from footwall.report.chart_lines import Point, lines
from footwall.report.figure import Panel
from footwall.report.number_words import percent, plain
from footwall.report.svg import Words
from footwall.runs.through_years import YEAR_DRAWS
from generator.by_2035_claims import ASKED, CERTAIN, HALF, YEAR, claims
from generator.drawing import Drawn
from generator.paths import (
    DOUBTED,
    SCENARIOS,
    Record,
    at,
    change,
    good,
    named_capacity,
    open_projects,
    path,
    project,
)
from generator.solved import Number
from generator.tables import markdown_table
from generator.telling import RULEBOOKS, Told

GOODS = {"ndpr_oxide": "NdPr oxide", "ndpr_metal": "NdPr metal", "ndfeb_magnet": "NdFeB magnets"}
SHOWN = range(2026, YEAR + 1)
SEEN = 0.05
"""Share from which a project is told as partly decided."""
EQUAL = "contracts-equal-cost"
SECTORS = ("ev", "wind", "electronics", "defence")
TESTED = 2032


def told() -> Told:
    """All of the page."""
    drawn = {name: path(name, draws=YEAR_DRAWS) for name in ASKED}
    every = {
        (name, scenario, credibility): path(name, scenario, credibility)
        for name in ASKED
        for scenario in SCENARIOS
        for credibility in (CERTAIN, DOUBTED)
    }
    return Told(
        tables={
            "in-one-table": _answers(drawn),
            "projects": _projects({name: every[name, "STEPS", CERTAIN] for name in ASKED}),
            "scenarios": _scenarios(every),
            "real-floor": _floor(drawn["cascade"]),
            "cut-off": _cut_off(drawn["cascade"]),
            "equal-cost": _equal_cost(every["cascade", "STEPS", CERTAIN], path(EQUAL)),
        },
        figures={"output": _output(drawn)},
        claims=claims(every, path(EQUAL)),
    )


def _bounded(number: Number, digits: int = 0) -> str:
    central = plain(number.value, digits)
    if number.low is None or number.high is None:
        return central
    return f"{central} ({plain(number.low, digits)} to {plain(number.high, digits)})"


def _answers(records: dict[str, Record]) -> str:
    """Zone output of 2035 by good, and money until then."""
    first = records[ASKED[0]]
    rows = [
        (
            f"{name} made in {YEAR}, t",
            _bounded(at(good(first, commodity)["output_zone"]["baseline"], YEAR)),
            *(_bounded(at(good(records[law], commodity)["output_zone"]["policy"], YEAR)) for law in ASKED),
        )
        for commodity, name in GOODS.items()
    ]
    rows.append(
        (
            f"NdPr oxide costs the zone in {YEAR}, USD/kg",
            _bounded(at(good(first, "ndpr_oxide")["price"]["baseline"], YEAR)),
            *(_bounded(at(good(records[law], "ndpr_oxide")["price"]["policy"], YEAR)) for law in ASKED),
        )
    )
    rows.append(
        (
            f"users pay more, 2027 to {YEAR}, million USD",
            "–",
            *(_bounded(at(records[law]["user_bill_cumulative"], YEAR)) for law in ASKED),
        )
    )
    rows.append(
        (
            f"treasuries receive, 2027 to {YEAR}, million USD",
            "–",
            *(plain(_treasury(records[law]), 0) for law in ASKED),
        )
    )
    columns = ("in the zone", "no rulebook", *(RULEBOOKS[law] for law in ASKED))
    return markdown_table(columns, rows, right=columns[1:])


def _treasury(record: Record) -> float:
    return float(record["treasury"]["cumulative"]["central"][YEAR - record["years"][0]])


def _projects(records: dict[str, Record]) -> str:
    """Open projects that some law moves, or that would pay and wait."""
    rows = []
    for line in open_projects(records[ASKED[0]]):
        lines_of = [project(records[law], line["id"]) for law in ASKED]
        found = [line["baseline"], *(item["policy"] for item in lines_of)]
        pays = any(item["value_over_capex"] is not None and item["value_over_capex"] >= 1.0 for item in found)
        if not pays and all(item["share"] < SEEN for item in found):
            continue
        rows.append(
            (
                line["name"],
                f"{line['region']}: {line['capacity']:,.0f} t {_called(records[ASKED[0]], line['product'])}",
                *(_decision(item) for item in found),
            )
        )
    columns = ("project", "adds a year", "no rulebook", *(RULEBOOKS[law] for law in ASKED))
    return markdown_table(columns, rows)


def _called(record: Record, commodity: str) -> str:
    name: str = good(record, commodity)["name"]
    return name if name.startswith("Nd") else name[0].lower() + name[1:]


def _decision(item: Record) -> str:
    if item["share"] >= HALF:
        return f"goes ahead, {item['year']}"
    if item["share"] >= SEEN:
        return f"{item['share']:.0%} of it"
    worth, asked = item["value_over_capex"], item["asked"]
    if worth is None:
        return "too early"
    return "a loss" if worth <= 0.0 else f"worth {worth:.2f}, asked {asked:.2f}"


def _scenarios(every: dict[tuple[str, str, str], Record]) -> str:
    columns = (
        *("rulebook", "demand", "believed", *GOODS.values()),
        *("named oxide, t/yr", "users pay, mUSD", "treasuries, mUSD"),
    )
    rows = [scenario_row(record, *key) for key, record in every.items()]
    return markdown_table(columns, rows, right=columns[3:])


def scenario_row(record: Record, law: str, scenario: str, credibility: str) -> tuple[str, ...]:
    """A rulebook under one path of demand and one belief: outputs of 2035, money until then."""
    named = [named_capacity(record, "ndpr_oxide", under) for under in ("policy", "baseline")]
    return (
        RULEBOOKS[law],
        scenario,
        "certain" if credibility == CERTAIN else credibility,
        *(percent(change(record, commodity, YEAR)) for commodity in GOODS),
        f"{named[0] - named[1]:,.0f}",
        plain(at(record["user_bill_cumulative"], YEAR).value, 0),
        plain(_treasury(record), 0),
    )


def _floor(record: Record) -> str:
    floors = good(record, "ndpr_oxide")
    years = (2027, 2030, YEAR, 2040)
    rows = [
        ("the floor in money of 2024", *(f"{floors['floor'][year - 2024]:.0f}" for year in years)),
        *(
            (words, *(f"{at(floors[key]['policy'], year).value:.0f}" for year in years))
            for words, key in (("oxide in the zone", "price"), ("oxide in China, before tax", "rival_price"))
        ),
    ]
    columns = ("USD/kg, with the cascade", *(str(year) for year in years))
    return markdown_table(columns, rows, right=columns[1:])


def _equal_cost(cascade: Record, equal: Record) -> str:
    """The cascade beside contracts that cost treasuries what it costs users."""
    rows = []
    for title, record in ((RULEBOOKS["cascade"], cascade), ("Contracts of equal cost", equal)):
        bill, treasury = (
            record["user_bill_cumulative"]["central"][-1],
            record["treasury"]["cumulative"]["central"][-1],
        )
        rows.append(
            (
                title,
                *(percent(change(record, commodity, YEAR)) for commodity in GOODS),
                plain(bill, 0),
                plain(treasury, 0),
            )
        )
    columns = ("", *GOODS.values(), "users pay to 2040, mUSD", "treasuries receive, mUSD")
    return markdown_table(columns, rows, right=columns[1:])


def _cut_off(record: Record) -> str:
    test = next(item for item in record["cut_off"] if item["year"] == TESTED)
    rows = [
        (
            "electric cars" if sector == "ev" else sector,
            *(f"{test[law]['served'][sector]:.0f}%" for law in ("baseline", "policy")),
        )
        for sector in SECTORS
    ]
    columns = (f"use served if China stopped in {TESTED}", "no rulebook", "Cascading floors")
    return markdown_table(columns, rows, right=columns[1:])


def _output(records: dict[str, Record]) -> Drawn:
    panels = []
    shown = (
        ("oxide-only", "ndpr_metal"),
        ("cascade", "ndpr_metal"),
        ("cascade", "ndfeb_magnet"),
        ("contracts-instead", "ndpr_oxide"),
    )
    for law, commodity in shown:
        points = [
            Point(float(year), value, None, None, percent(value))
            for year in SHOWN
            for value in [change(records[law], commodity, year)]
        ]
        said = ", ".join(f"{point.place:.0f} {point.figure}" for point in points[1::2])
        words = Words(
            f"by-2035-{law}-{commodity}", f"{RULEBOOKS[law]}: zone's output of {GOODS[commodity]}", f"{said}."
        )
        chart = lines(words, points, (), ("year", "%"), f"s-{ASKED.index(law)}")
        panels.append(Panel(f"{RULEBOOKS[law]}: {GOODS[commodity]}", "output of the zone", chart))
    first, last = (change(records["cascade"], "ndfeb_magnet", year) for year in (2027, YEAR))
    return Drawn(
        "by-2035-output",
        f"The cascade moves magnet making in the zone by {percent(first)} in 2027 and by {percent(last)} in "
        f"{YEAR}",
        "Output of the zone over that of the baseline path, central parameters.",
        tuple(panels),
        "Source: Footwall, rulebooks in force from 2027, demand of STEPS.",
    )
