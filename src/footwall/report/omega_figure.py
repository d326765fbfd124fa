"""Who keeps the gap to a floor: treasuries, exporters and users at both ends of ω.

The end that the rulebook itself stands at comes first: of a minimum import price the levied case is the
other one.
"""

from __future__ import annotations

from typing import Any

from footwall.report.chart_bars import Bar, bars
from footwall.report.figure import Figure, Panel, Table
from footwall.report.gains_by_region import UNIT
from footwall.report.number_words import money_among
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import capitalised
from footwall.runs.omega import gap_is_left_to_exporters
from footwall.runs.sentences import TREASURIES, money_clause

ITEMS = {
    "treasury": "Treasuries receive",
    "exporters_rent": "Exporters keep",
    "user_cost": "Final users lose",
}
LEVIED, KEPT = "ω = 0: all of the gap is levy", "ω = 1: exporters keep the gap"
Record = dict[str, Any]


def over_omega(subject: Subject) -> Figure | None:
    """Revenue over ω; None where the law leaves no gap to share."""
    records = {record["omega"]: record for record in subject.summary["treasury_over_omega"]}
    levy, kept = records.get(0.0), records.get(1.0)
    if levy is None or kept is None:
        return None
    money = money_among([record[item] for record in (levy, kept) for item in ITEMS])
    return Figure(
        key=subject.key("omega"),
        message=_message(subject, levy, kept),
        shows=_shows(subject),
        panels=_panels(subject, levy, kept),
        source=subject.source(ranges=False),
        table=Table(
            f"Treasuries, exporters and users over ω, {UNIT}",
            ("Share of the gap that exporters keep", *ITEMS.values()),
            tuple(
                (label, *(money(record[item]).lstrip("+") for item in ITEMS))
                for label, record in (
                    ("as in the rulebook", records.get(None, levy)),
                    ("none (ω = 0)", levy),
                    ("all (ω = 1)", kept),
                )
            ),
        ),
    )


def _message(subject: Subject, levy: Record, kept: Record) -> str:
    levied, left = (money_clause(TREASURIES, record["treasury"], None, None) for record in (levy, kept))
    who = f"treasuries {subject.in_zone}"
    if gap_is_left_to_exporters(subject.result.rulebook):
        return f"Exporters keep the gap and {who} {left}; were it levied, they would {levied}"
    return f"{capitalised(who)} {levied} if the gap is levied; they {left} if exporters keep it"


def _shows(subject: Subject) -> str:
    if gap_is_left_to_exporters(subject.result.rulebook):
        return (
            "A minimum import price leaves the gap between an outside price and the floor to exporters, who "
            f"raise their invoices. The levied case is what another law would do. {capitalised(UNIT)}."
        )
    return (
        "Who keeps the gap between an outside price and the floor is not known beforehand. "
        f"{capitalised(UNIT)}."
    )


def _panels(subject: Subject, levy: Record, kept: Record) -> tuple[Panel, ...]:
    """Both ends on one axis, the rulebook's own first."""
    ends = [("0", LEVIED, levy), ("1", KEPT, kept)]
    if gap_is_left_to_exporters(subject.result.rulebook):
        ends = [("1", f"{KEPT}, as in this rulebook", kept), ("0", f"{LEVIED}, another law", levy)]
    holds = [record[item] for _, _, record in ends for item in ITEMS]
    money = money_among(holds)
    panels = []
    for key, heading, record in ends:
        # Beside a verb, as in "Final users lose 25", only what goes the other way has a sign.
        rows = [
            Bar(label, record[item], money(record[item]).lstrip("+"), _colour(item))
            for item, label in ITEMS.items()
        ]
        words = Words(
            subject.key(f"omega-{key}"),
            f"{heading}, {UNIT}",
            " ".join(f"{row.label}: {row.figure}." for row in rows),
        )
        note = f"{subject.zone_name} against the baseline"
        panels.append(Panel(heading, note, bars(words, rows, UNIT, holds)))
    return tuple(panels)


def _colour(item: str) -> str:
    return "others" if item == "exporters_rent" else "zone"
