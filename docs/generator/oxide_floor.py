"""Figures and tables of the page on downstream leakage."""

from __future__ import annotations

from footwall.report.chart_bars import Bar, waterfall
from footwall.report.chart_changes import changes
from footwall.report.chart_lines import Point as LinePoint
from footwall.report.chart_lines import lines
from footwall.report.figure import Panel
from footwall.report.number_words import percent, plain, signed
from footwall.report.svg import Words
from footwall.runs.figures import outputs
from footwall.runs.pipeline import DRAWS
from footwall.runs.result import ChainRun
from generator.drawing import Drawn
from generator.solved import LATEST, SOURCE, Point, along, figure, magnets
from generator.tables import markdown_table
from generator.telling import RULEBOOKS, Told, amount, change_rows

GOODS = {
    "ndpr_oxide": "NdPr oxide",
    "ndpr_metal": "NdPr metal",
    "ndfeb_magnet": "NdFeB magnets",
    "pm_motor": "Motors",
}
STAGES = ("oxide", "metal", "magnet", "motor")
FORMS = {
    "direct": "as oxide",
    "embodied": "inside goods of the same origin",
    "third_country": "inside goods of third countries",
    "evaded": "evaded",
}
REFERENCE = "floors.ndpr_oxide.reference.price"
LEVELS = tuple(range(50, 151, 10))
SWEEP_DRAWS = 16
ASSOCIATES = {"VNM", "THA"}


def told() -> Told:
    """All of the page on downstream leakage."""
    runs = {name: magnets(name) for name in RULEBOOKS}
    dear = {name: magnets(name, prices=LATEST) for name in RULEBOOKS}
    swept = {name: _swept(name) for name in ("oxide-only", "cascade")}
    return Told(
        tables={
            "members-and-associates": _inside(runs["cascade-associates"]),
            "where-the-zone-stands": _standing(runs["oxide-only"]),
            "effective-protection": _protection(runs),
            "two-price-levels": _price_levels(runs, dear),
        },
        figures={"outputs": _outputs(runs), "leakage": _leakage(runs), "levels": _levels(swept)},
        claims=_claims(runs, dear, swept),
    )


def stage_record(run: ChainRun, commodity: str) -> dict[str, float]:
    """The record of a commodity among the stages of the summary."""
    return next(item for item in run.summary["stages"] if item["commodity"] == commodity)


def effective(run: ChainRun, stage: str) -> float:
    """Effective rate of protection of a stage, %."""
    return next(item["effective"] for item in run.summary["protection"]["stages"] if item["stage"] == stage)


def leaked(run: ChainRun, commodity: str = "ndpr_oxide", element: str = "NdPr") -> dict[str, float]:
    """The leakage record of a commodity's element, with the forms of its change laid out."""
    record = next(
        item
        for item in run.summary["leakage"]
        if item["commodity"] == commodity and item["element"] == element
    )
    return {**record["change"], "baseline": record["baseline"], "use": record["zone_final_use"]}


def _swept(name: str) -> list[Point]:
    values = [(float(level), f"{level} USD/kg") for level in LEVELS]
    return along(name, REFERENCE, values, draws=SWEEP_DRAWS)


def _standing(run: ChainRun) -> str:
    rows = []
    for good, name in GOODS.items():
        record = stage_record(run, good)
        rows.append(
            (name, plain(record["zone_output_baseline"], 0), f"{record['rival_share_baseline']:.0f}%")
        )
    content = leaked(run)
    share = content["baseline"] / content["use"]
    return markdown_table(
        ("before any floor", "made in the zone, t/yr", "China's share of the world"),
        rows,
        right=("made in the zone, t/yr", "China's share of the world"),
    ) + (
        f"\nOf the {content['use']:,.0f} t of NdPr that final users in the zone take in a year, in whatever "
        f"form, {content['baseline']:,.0f} t ({share:.0%}) was made into oxide outside the zone.\n"
    )


def _inside(run: ChainRun) -> str:
    """Where magnets are made in a zone with associates."""
    rows = []
    for words, chosen in (
        ("members", set(run.zone.share) - ASSOCIATES),
        ("Viet Nam and Thailand", ASSOCIATES),
    ):
        before, after = (
            sum(
                share * outputs(state).get(("ndfeb_magnet", region), 0.0)
                for region, share in run.zone.share.items()
                if region in chosen
            )
            for state in (run.baseline, run.policy)
        )
        rows.append((words, f"{before:,.0f}", f"{after:,.0f}", percent(100.0 * (after / before - 1.0))))
    columns = ("magnets made by", "baseline, t/yr", "with associates, t/yr", "change")
    return markdown_table(columns, rows, right=columns[1:])


def _outputs(runs: dict[str, ChainRun]) -> Drawn:
    panels = []
    for good, name in GOODS.items():
        rows = []
        for rulebook, title in RULEBOOKS.items():
            record = stage_record(runs[rulebook], good)
            level = f"{record['zone_output_baseline']:,.0f} → {record['zone_output_policy']:,.0f} t"
            rows.append((title, figure(runs[rulebook], f"output_change|{good}"), level))
        words = Words(
            f"outputs-{good}",
            f"{name}: output of the zone",
            "; ".join(f"{title} {percent(number.value)}" for title, number, _ in rows) + ".",
        )
        panels.append(
            Panel(name, "output of the zone", changes(words, change_rows(rows, "%"), "%", whole=True))
        )
    metal, magnet = (
        figure(runs["oxide-only"], f"output_change|{good}") for good in ("ndpr_metal", "ndfeb_magnet")
    )
    return Drawn(
        "oxide-floor-outputs",
        f"A floor on oxide alone moves metal making in the zone by {percent(metal.value)} and magnet making "
        f"by {percent(magnet.value)}",
        "Output of the zone with each rulebook, change against the baseline; bands are ranges.",
        tuple(panels),
        SOURCE.format(draws=DRAWS),
    )


def _protection(runs: dict[str, ChainRun]) -> str:
    columns = ("effective protection of the zone's makers", *STAGES)
    rows = [
        (title, *(f"{signed(effective(runs[name], stage), 1)}%" for stage in STAGES))
        for name, title in RULEBOOKS.items()
    ]
    return markdown_table(columns, rows, right=STAGES)


def _leakage(runs: dict[str, ChainRun]) -> Drawn:
    panels = []
    for name in ("oxide-only", "cascade", "cascade-associates"):
        change = leaked(runs[name])
        bars = [
            Bar(words, change[form], signed(change[form], 0), "more" if change[form] > 0 else "less")
            for form, words in FORMS.items()
            if form != "evaded"
        ]
        total = Bar("all outside content", change["total"], signed(change["total"], 0), "others")
        said = "; ".join(f"{bar.label} {bar.figure} t" for bar in (*bars, total))
        words = Words(f"leakage-{name}", f"{RULEBOOKS[name]}: outside NdPr in what the zone uses", f"{said}.")
        panels.append(
            Panel(
                RULEBOOKS[name],
                "outside NdPr in the zone's final use",
                waterfall(words, bars, total, "t NdPr a year"),
            )
        )
    change = leaked(runs["oxide-only"])
    back = (change["embodied"] + change["third_country"]) / -change["direct"]
    return Drawn(
        "oxide-floor-leakage",
        f"Of every 100 t of outside NdPr that the oxide floor turns away as oxide, {100 * back:.0f} t come "
        "back inside later products",
        "Change of outside NdPr in what final users of the zone take, by the form in which it last crossed "
        "the border.",
        tuple(panels),
        SOURCE.format(draws=0).partition(" Ranges")[0] + " Central parameters, prices of 2024.",
    )


def _price_levels(runs: dict[str, ChainRun], dear: dict[str, ChainRun]) -> str:
    rows = []
    for good in ("ndpr_metal", "ndfeb_magnet", "pm_motor"):
        for name, title in RULEBOOKS.items():
            both = (amount(figure(found[name], f"output_change|{good}"), "%") for found in (runs, dear))
            rows.append((GOODS[good], title, *both))
    columns = ("zone's output of", "rulebook", "at prices of 2024", "at prices of February 2026")
    return markdown_table(columns, rows, right=columns[2:])


def _levels(swept: dict[str, list[Point]]) -> Drawn:
    panels = []
    shown = (
        ("oxide-only", "ndpr_metal"),
        ("oxide-only", "ndfeb_magnet"),
        ("cascade", "ndpr_metal"),
        ("cascade", "ndfeb_magnet"),
    )
    for name, good in shown:
        points = []
        for point in swept[name]:
            number = point.number(f"output_change|{good}")
            points.append(
                LinePoint(point.place, number.value, number.low, number.high, percent(number.value))
            )
        words = Words(
            f"levels-{name}-{good}",
            f"{RULEBOOKS[name]}: zone's output of {GOODS[good]}",
            ", ".join(f"at {item.place:.0f} USD/kg {item.figure}" for item in points) + ".",
        )
        chart = lines(
            words, points, (), ("floor on NdPr oxide, USD/kg", "%"), "s-0" if name == "oxide-only" else "s-1"
        )
        panels.append(Panel(f"{RULEBOOKS[name]}: {GOODS[good]}", "output of the zone", chart))
    halved = _first_below(swept["oxide-only"], "output_change|ndpr_metal", -50.0)
    return Drawn(
        "oxide-floor-levels",
        f"An oxide floor of {halved:.0f} USD/kg already halves metal making in the zone"
        if halved is not None
        else "No oxide floor on the grid halves metal making in the zone",
        "Output of the zone over the level of the floor, at prices of 2024; bands are ranges.",
        tuple(panels),
        SOURCE.format(draws=SWEEP_DRAWS),
    )


def _first_below(points: list[Point], name: str, limit: float) -> float | None:
    return next((point.place for point in points if point.figures[name] <= limit), None)


def _claims(
    runs: dict[str, ChainRun], dear: dict[str, ChainRun], swept: dict[str, list[Point]]
) -> dict[str, bool]:
    oxide, cascade, friends, contracts = (runs[name] for name in RULEBOOKS)
    change = {
        name: {good: figure(run, f"output_change|{good}") for good in GOODS} for name, run in runs.items()
    }
    alone, wide = change["oxide-only"], change["cascade"]
    return {
        "The floor on oxide alone empties the metal plants, and hardly touches the magnet plants.": (
            alone["ndpr_metal"].high is not None
            and alone["ndpr_metal"].high < -50.0
            and -5.0 < alone["ndfeb_magnet"].value < 0.0
        ),
        "Even the bad end of the range costs the zone less than a twentieth of its magnets.": (
            alone["ndfeb_magnet"].low is not None and alone["ndfeb_magnet"].low > -5.0
        ),
        "Metal makers are taxed by the oxide floor, magnet makers a little, oxide makers are protected.": (
            effective(oxide, "metal") < -5.0 < effective(oxide, "magnet") < 0.0 < effective(oxide, "oxide")
        ),
        "At the prices of 2024 the cascade costs the zone more magnets than the oxide floor does.": (
            wide["ndfeb_magnet"].value < alone["ndfeb_magnet"].value
        ),
        "The cascade brings the metal plants back, and passes the loss on to magnets and motors.": (
            wide["ndpr_metal"].value > 50.0
            and wide["ndfeb_magnet"].value < 0.0
            and wide["pm_motor"].value < -5.0
            and effective(cascade, "motor") < 0.0
        ),
        "At the prices of February 2026 the sign for magnets turns.": (
            figure(dear["cascade"], "output_change|ndfeb_magnet").value > 0.0
        ),
        "With associates the zone makes more magnets at both price levels.": (
            figure(friends, "output_change|ndfeb_magnet").value > 0.0
            and figure(dear["cascade-associates"], "output_change|ndfeb_magnet").value > 0.0
        ),
        "Contracts harm no stage, and treasuries pay for it.": (
            all(change["contracts-instead"][good].value > 0.0 for good in GOODS)
            and figure(contracts, "treasury").value < 0.0
        ),
        "The loss of metal making is nearly complete long before the floor reaches 110 USD/kg.": (
            next(p for p in swept["oxide-only"] if p.place == 80.0).figures["output_change|ndpr_metal"]
            < 0.8 * alone["ndpr_metal"].value
        ),
    }
