"""Figures and tables of the page on false origins."""

from __future__ import annotations

from footwall.measure.state import State
from footwall.report.chart_bars import Bar, bars
from footwall.report.chart_dumbbell import Level, dumbbells
from footwall.report.chart_lines import Point as LinePoint
from footwall.report.chart_lines import lines
from footwall.report.figure import Panel
from footwall.report.number_words import money, percent, plain
from footwall.report.region_colours import region_class
from footwall.report.svg import Words
from footwall.runs.result import ChainRun
from generator.drawing import Drawn
from generator.false_origins import (
    MAGNET,
    VIA,
    actual,
    capacity_of,
    charged,
    declared,
    members,
    stopping_detection,
)
from generator.solved import SOURCE, Point, along, figure, magnets
from generator.tables import markdown_table
from generator.telling import Told, amount

RULEBOOK = "cascade-associates"
TERMS = {"cost": 0.10, "spread": 0.40, "detection": 0.20, "fine": 1.0}
EVASION = ("border.evasion={cost: 10%, spread: 40%, detection: 20%, fine: 100%, via: [VNM, THA]}",)
GOODS = {"ndpr_oxide": "NdPr oxide", "ndpr_metal": "NdPr metal", "ndfeb_magnet": "NdFeB magnets"}
SWEEPS = {
    "detection": ("chance that an entry is found, %", (0, 10, 20, 30, 40, 50, 60)),
    "cost": ("cost of the first tonne hidden, % of its value", (0, 10, 20, 30, 40, 50, 60)),
    "fine": ("fine, % of value", (0, 50, 100, 150, 200, 300, 400)),
}


def told() -> Told:
    """All of the page on false origins."""
    honest, hiding = magnets(RULEBOOK), magnets(RULEBOOK, EVASION)
    swept = {
        name: along(RULEBOOK, f"border.evasion.{name}", [(float(v), f"{v}%") for v in values], EVASION)
        for name, (_, values) in SWEEPS.items()
    }
    return Told(
        tables={
            "when-it-pays": _when_it_pays(honest),
            "what-it-changes": _changes(honest, hiding),
            "tell-tale": _tell_tale(honest, hiding),
        },
        figures={"origins": _origins(hiding), "terms": _terms(swept)},
        claims=_claims(honest, hiding, swept),
    )


def _when_it_pays(honest: ChainRun) -> str:
    rows = []
    for good, name in GOODS.items():
        rate = charged(honest.policy, good).rate
        stops = (stopping_detection(rate, TERMS["cost"], fine) for fine in (0.0, 1.0, 3.0))
        rows.append((name, f"{rate:.0%}", *(f"{stop:.0%}" for stop in stops)))
    columns = ("good", "charge over value", "no fine", "fine of 100%", "fine of 300%")
    return markdown_table(columns, rows, right=columns[1:])


def _origins(hiding: ChainRun) -> Drawn:
    said = declared(hiding.policy)
    true = actual(hiding.policy, members(hiding))
    order = ("CHN", *VIA)
    shown = [
        Level(
            region,
            true.get(region, 0.0),
            said.get(region, 0.0),
            f"{true.get(region, 0.0):,.0f} → {said.get(region, 0.0):,.0f} t",
            "",
            region_class(region),
        )
        for region in order
    ]
    panels = [
        Panel(
            "NdFeB magnets",
            "ring: true origin; dot: declared origin",
            dumbbells(
                Words("origins-magnets", "True and declared origin of magnets", _levels_said(shown)),
                shown,
                "t a year into members",
            ),
        )
    ]
    hidden = sum(charged(hiding.policy, good).hidden for good in GOODS)
    relabelled = charged(hiding.policy, MAGNET)
    share = relabelled.hidden / relabelled.tonnes
    rows = []
    for good, name in GOODS.items():
        found = charged(hiding.policy, good)
        rows.append(Bar(name, found.hidden, f"{found.hidden:,.0f} of {found.tonnes:,.0f} t", "more"))
    words = Words(
        "origins-hidden",
        "Tonnes under a false origin",
        "; ".join(f"{row.label} {row.figure}" for row in rows) + ".",
    )
    panels.append(
        Panel("Under a false origin", "of all tonnes that owe the levy", bars(words, rows, "t a year"))
    )
    return Drawn(
        "relabelled-origins",
        f"{share:.0%} of the magnets that owe the levy enter under a false origin, {hidden:,.0f} t of all "
        "goods",
        "Cascading floors with associates, hiding on the terms of this page.",
        tuple(panels),
        SOURCE.partition(" Ranges")[0] + " Central parameters, prices of 2024; terms of hiding assumed.",
    )


def _levels_said(rows: list[Level]) -> str:
    return "; ".join(f"{row.label} {row.figures}" for row in rows) + "."


def _changes(honest: ChainRun, hiding: ChainRun) -> str:
    shown = (
        ("output_change|ndfeb_magnet", "output of NdFeB magnets", "%"),
        ("output_change|ndpr_metal", "output of NdPr metal", "%"),
        ("output_change|ndpr_oxide", "output of NdPr oxide", "%"),
        ("user_cost", "cost to final users, million USD a year", "money"),
        ("treasury", "treasury revenue, million USD a year", "money"),
    )
    rows = []
    for name, words, unit in shown:
        rows.append((words, amount(figure(honest, name), unit), amount(figure(hiding, name), unit)))
    spent = _per_good(hiding.policy, "concealment")
    fined = _per_good(hiding.policy, "fine")
    columns = ("the zone", "all declare truly", "some hide")
    return markdown_table(columns, rows, right=columns[1:]) + (
        f"\nWhere some hide, fines bring {fined / 1e6:,.0f} million USD a year, counted in the revenue. "
        f"Hiding itself uses up {spent / 1e6:,.0f} million that nobody receives.\n"
    )


def _per_good(state: State, part: str) -> float:
    """USD a year of one part of the charges, over all goods."""
    return float(state.equilibrium.flow @ getattr(state.equilibrium.unit, part))


def _tell_tale(honest: ChainRun, hiding: ChainRun) -> str:
    into = members(hiding)
    before, said = actual(hiding.baseline, into), declared(hiding.policy)
    truly = actual(hiding.policy, into)
    rows = []
    for region in VIA:
        capacity = capacity_of(hiding, region)
        rows.append(
            (
                hiding_name(region),
                plain(before.get(region, 0.0), 0),
                plain(truly.get(region, 0.0), 0),
                plain(said.get(region, 0.0), 0),
                plain(capacity, 0),
                f"{said.get(region, 0.0) / capacity:.1f}",
            )
        )
    columns = (
        "magnets into members, t/yr",
        "baseline",
        "policy, true",
        "policy, declared",
        "capacity there",
        "declared over capacity",
    )
    return markdown_table(columns, rows, right=columns[1:])


def hiding_name(region: str) -> str:
    return {"VNM": "Viet Nam", "THA": "Thailand"}[region]


def _terms(swept: dict[str, list[Point]]) -> Drawn:
    panels = []
    for name, points in swept.items():
        across, _ = SWEEPS[name]
        hidden = []
        for point in points:
            found = charged(point.state, MAGNET)
            value = 100.0 * found.hidden / found.tonnes
            hidden.append(LinePoint(point.place, value, None, None, f"{value:.0f}%"))
        money_rows = [
            LinePoint(p.place, p.figures["treasury"], None, None, money(p.figures["treasury"]))
            for p in points
        ]
        panels += [
            _line(
                f"{name}-hidden",
                "Magnets under a false origin",
                "% of the tonnes that owe the levy",
                across,
                hidden,
                "s-1",
            ),
            _line(
                f"{name}-treasury",
                "Revenue of the zone's treasuries",
                "million USD a year",
                across,
                money_rows,
                "s-0",
            ),
        ]
    none = swept["detection"][0]
    found = charged(none.state, MAGNET)
    return Drawn(
        "relabelled-terms",
        f"With no chance of being found {found.hidden / found.tonnes:.0%} hide and treasuries take "
        f"{money(none.figures['treasury'])} million USD a year",
        "One term varies, the others as on this page. Even then the zone makes "
        f"{percent(none.figures['output_change|ndfeb_magnet'])} of magnets, because hiding a whole shipment "
        f"still costs {TERMS['cost'] + TERMS['spread'] / 2.0:.0%} of its value.",
        tuple(panels),
        SOURCE.partition(" Ranges")[0] + " Central parameters, prices of 2024; terms of hiding assumed.",
    )


def _line(key: str, heading: str, unit: str, across: str, points: list[LinePoint], colour: str) -> Panel:
    said = ", ".join(f"at {point.place:g}: {point.figure}" for point in points)
    words = Words(f"terms-{key}", heading, f"Over the {across}: {said}.")
    return Panel(heading, unit, lines(words, points, (), (across, ""), colour))


def _claims(honest: ChainRun, hiding: ChainRun, swept: dict[str, list[Point]]) -> dict[str, bool]:
    before = {name: figure(honest, name) for name in ("output_change|ndfeb_magnet", "treasury", "user_cost")}
    after = {name: figure(hiding, name) for name in before}
    lost = before["treasury"].value - after["treasury"].value
    magnet = charged(hiding.policy, MAGNET)
    said = declared(hiding.policy)
    capacity = {region: capacity_of(hiding, region) for region in VIA}
    return {
        "Relabelling takes revenue, and leaves most of the protection standing.": (
            lost > 0.25 * before["treasury"].value
            and after["output_change|ndfeb_magnet"].value > 0.75 * before["output_change|ndfeb_magnet"].value
        ),
        "More than half of the magnets that owe the levy are declared under a false origin.": (
            magnet.hidden > 0.5 * magnet.tonnes
        ),
        "Users gain less than treasuries lose.": (
            before["user_cost"].value - after["user_cost"].value < lost
        ),
        "Both would declare more magnets than their plants can make.": all(
            said[region] > capacity[region] for region in VIA
        ),
        "Doubling the chance of being found does more than doubling the fine.": (
            _hidden_share(_at(swept["detection"], 40)) < _hidden_share(_at(swept["fine"], 200))
        ),
    }


def _at(points: list[Point], place: float) -> Point:
    return next(point for point in points if point.place == place)


def _hidden_share(point: Point) -> float:
    found = charged(point.state, MAGNET)
    return found.hidden / found.tonnes
