"""Effective protection by stage: what the policy does to value added, beside what it does to prices."""

from __future__ import annotations

from typing import Any

from footwall.report.chart_rates import Pair, Rate, rate_pairs
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import NOT_AVAILABLE, percent, percent_of
from footwall.report.section_output import BY_PRODUCT
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import capitalised, plain_words, stage_words
from footwall.runs.recipe_words import RECIPES
from footwall.runs.sentences import listed
from footwall.runs.small_moves import at_most, is_small

TITLE = "Which stages are protected"
MOST_NEGATIVE = 6
_VISIBLE = 0.05
"""Per cent from which a negative rate of a process is drawn."""
_HUGE, _SMALL_BASE = 100.0, 20.0
"""A rate from so many per cent on, of a value added below so many per cent of sales, needs a caution."""
Record = dict[str, Any]


def protection(subject: Subject) -> Section | None:
    """The section of effective protection; None where nothing changes or the zone makes nothing."""
    stages: list[Record] = subject.summary["protection"]["stages"]
    if subject.unchanged or not stages:
        return None
    lead = (
        "Nominal protection is the rise of what makers of a stage receive per tonne sold. Effective "
        "protection is the rise of their value added, that is of those receipts less their inputs, at "
        f"unchanged tonnes. {_payments(subject)} Below zero the "
        "policy taxes the stage: its inputs rise by more than its receipts, or its receipts fall by more."
    )
    figure = Figure(
        key=subject.key("protection"),
        message=_message(subject, stages),
        shows=(
            f"Change of receipts per tonne and of value added {subject.in_zone} against the baseline, %; an "
            "arrow points beyond the axis. Grey: nominal. Coloured: effective, orange where it is negative. "
            "Effective rates of stages have a range, in the table; the rest is deterministic. A rate of a "
            "small value added is large: the table has its share of sales."
        ),
        panels=tuple(_panels(subject, stages)),
        source=subject.source(ranges=True),
        table=_table(subject, stages),
    )
    return Section(subject.key("protection"), TITLE, (lead,), (figure,))


def _payments(subject: Subject) -> str:
    """Whether receipts are prices alone: contracts and subsidies per tonne belong to them."""
    if not subject.run.policy.enactment.supports:
        return "Nobody is paid beside the market price, so that receipts are prices."
    return (
        "Receipts are the price and what contracts and subsidies pay on top of it: a stage that is paid "
        "gains protection though its price may fall."
    )


def _message(subject: Subject, stages: list[Record]) -> str:
    """Who loses, from the most, and who gains most; then whose sign is uncertain.

    Where scrap gains most the best of the other stages is told behind it.
    """
    known = [row for row in stages if row["effective"] is not None]
    moves = [row for row in known if not is_small(row["effective"])]
    if not moves:
        return _hardly(subject, known)
    sure = sorted((row for row in moves if not _uncertain(row)), key=lambda row: float(row["effective"]))
    loses = [row for row in sure if row["effective"] < 0.0]
    gains = [row for row in reversed(sure) if row["effective"] > 0.0]
    parts = [] if sure else ["no stage gains or loses protection for sure"]
    if loses:
        parts.append(f"{_named(subject, loses)} {'loses' if len(loses) == 1 else 'lose'} protection")
    if gains:
        word = "most" if len(gains) > 1 else "" if loses else "some"
        ending = " ".join(part for part in ("gains", word, "" if loses else "protection") if part)
        others = [row for row in gains[1:] if row["stage"] != BY_PRODUCT]
        second = others[:1] if gains[0]["stage"] == BY_PRODUCT else []
        then = f", then {_named(subject, second)}" if second else ""
        parts.append(f"{_named(subject, gains[:1])} {ending}{then}")
    unsure = [row for row in moves if _uncertain(row)]
    if unsure:
        parts.append(f"of uncertain sign: {_named(subject, unsure)}")
    return capitalised("; ".join(parts))


def _hardly(subject: Subject, known: list[Record]) -> str:
    message = f"Protection of stages {subject.in_zone} hardly moves"
    if not known:
        return message
    row = max(known, key=lambda item: abs(float(item["effective"])))
    return f"{message}: {at_most(row['effective'], stage_words(subject.run.id, row['stage']))}"


def _named(subject: Subject, rows: list[Record]) -> str:
    """``motor building (−5.3%) and magnet making (−3.8%)``."""
    return listed(
        [
            f"{stage_words(subject.run.id, row['stage'])} ({percent(row['effective'])}{_base(row)})"
            for row in rows
        ]
    )


def _base(row: Record) -> str:
    """That a huge rate stands on a small value added, with its size."""
    share = row["value_added_share"]
    if abs(row["effective"]) < _HUGE or share is None or share >= _SMALL_BASE:
        return ""
    return f", on a small base: value added is {percent_of(share)} of sales"


def _uncertain(row: Record) -> bool:
    low, high = row["effective_low"], row["effective_high"]
    return low is not None and bool(low < 0.0 < high)


def _panels(subject: Subject, stages: list[Record]) -> list[Panel]:
    rows = [_pair(capitalised(stage_words(subject.run.id, row["stage"])), row) for row in stages]
    panels = [
        Panel(
            f"Stages {subject.in_zone}",
            "at baseline activity",
            _picture(subject, "stages", f"Protection by stage {subject.in_zone} in %", rows),
        )
    ]
    worst = _worst(subject)
    if worst:
        pairs = [_pair(_process(subject, row), row) for row in worst]
        panels.append(
            Panel(
                "Where it is negative",
                f"the {len(worst)} lowest effective rates" if len(worst) > 1 else "the only one",
                _picture(subject, "negative", "Processes with negative effective protection in %", pairs),
            )
        )
    return panels


def _picture(subject: Subject, name: str, title: str, rows: list[Pair]) -> Any:
    told = " ".join(
        f"{row.label}: {row.first.name} {row.first.figure}, {row.second.name} {row.second.figure}."
        for row in rows
    )
    words = Words(subject.key(f"protection-{name}"), title, told)
    return rate_pairs(words, rows, "change, %")


def _worst(subject: Subject) -> list[Record]:
    rows: list[Record] = subject.summary["protection"]["processes"]
    negative = [row for row in rows if row["effective"] is not None and row["effective"] <= -_VISIBLE]
    return sorted(negative, key=lambda row: float(row["effective"]))[:MOST_NEGATIVE]


def _pair(label: str, row: Record) -> Pair:
    effective = row["effective"]
    colour = "more" if effective is not None and effective < 0.0 else "zone"
    return Pair(
        label,
        Rate("nominal", row["nominal_output"], _rate(row["nominal_output"]), "plain"),
        Rate("effective", effective, _rate(effective), colour),
    )


def _rate(value: float | None) -> str:
    return NOT_AVAILABLE if value is None else percent(value)


def _range(row: Record) -> str:
    low, high = row["effective_low"], row["effective_high"]
    return "" if low is None else f"{percent(low)} to {percent(high)}"


def _share(row: Record) -> str:
    return NOT_AVAILABLE if row["value_added_share"] is None else percent_of(row["value_added_share"])


def _process(subject: Subject, row: Record) -> str:
    return f"{capitalised(plain_words(row['recipe'], RECIPES))}, {subject.region(row['region'])}"


def _table(subject: Subject, stages: list[Record]) -> Table:
    processes: list[Record] = subject.summary["protection"]["processes"]
    rates = ("nominal_output", "nominal_input", "effective")
    rows = [
        (capitalised(stage_words(subject.run.id, row["stage"])), capitalised(subject.zone_name),
         *(_rate(row[rate]) for rate in rates), _range(row), _share(row))
        for row in stages
    ] + [
        (capitalised(plain_words(row["recipe"], RECIPES)), subject.region(row["region"]),
         *(_rate(row[rate]) for rate in rates), "", _share(row))
        for row in processes
    ]  # fmt: skip
    return Table(
        "Protection by stage and by process, change against the baseline in %",
        (
            "Stage or process",
            "Where",
            "Receipts for outputs (nominal)",
            "Prices of inputs",
            "Value added (effective)",
            "Range of value added, stages",
            "Value added in the baseline, % of sales",
        ),
        tuple(rows),
        labels=2,
    )
