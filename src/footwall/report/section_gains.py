"""Who pays and who gains: by stage and agent, by region, and over ω."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from footwall.report.chart_bars import Bar, bars
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.gains_by_region import UNIT, gains_by_region
from footwall.report.number_words import money_among
from footwall.report.omega_figure import over_omega
from footwall.report.region_colours import region_class
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import capitalised, made_words
from footwall.runs.lump_sums import USERS_LUMP_SUMS
from footwall.runs.sector_words import SECTORS

TITLE = "Who pays and who gains"
LUMP_SUMS = "Lump sums of users"
HANDED_ON = ((USERS_LUMP_SUMS, LUMP_SUMS), ("funds", "Funds for producers and stocks"))
"""Rows that only a rulebook with supports or a use of revenue has."""
Record = dict[str, Any]


def gains(subject: Subject) -> Section:
    """The section of gains and losses."""
    if subject.unchanged:
        return Section(
            subject.key("gains"),
            TITLE,
            ("Nothing changes against the baseline, so nobody pays and nobody gains.",),
        )
    figures = [_by_group(subject), gains_by_region(subject)]
    omega = over_omega(subject)
    lead = (
        (
            "Producers gain or lose surplus: what they earn above the cost of making. Final users gain or "
            "lose surplus: what a "
            "use is worth to them above its price. Security of supply is not counted in dollars."
        ),
    )
    return Section(subject.key("gains"), TITLE, lead, (*figures, omega) if omega else tuple(figures))


def _groups(chain: str, records: list[Record], place: str) -> list[tuple[str, float]]:
    """Producers by stage, then users, treasuries, holders of rents, and lump sums if any, each summed."""
    rows = [
        (f"Producers: {made_words(chain, record['group'])}", float(record[place]))
        for record in records
        if record["who"] == "producers"
    ]
    for who, label in (
        ("users", "Final users"),
        ("treasuries", "Treasuries"),
        ("holders of rents", "Holders of rents"),
        *((who, label) for who, label in HANDED_ON if any(record["who"] == who for record in records)),
    ):
        rows.append((label, float(sum(record[place] for record in records if record["who"] == who))))
    return [*rows, ("All together", float(sum(record[place] for record in records)))]


def _by_group(subject: Subject) -> Figure:
    records: list[Record] = subject.summary["who_pays"]
    places = {
        "zone": (capitalised(subject.zone_name), "zone"),
        "rival": (subject.rival_name, region_class(subject.rival)),
        "others": ("All others", "others"),
    }
    sums = {place: _groups(subject.run.id, records, place) for place in places}
    holds = [value for rows in sums.values() for _, value in rows]
    money = money_among(holds)
    shown = [place for place in places if any(abs(value) >= 0.05 for _, value in sums[place])]
    panels = []
    for place in shown:
        heading, colour = places[place]
        rows = [
            Bar(label, value, money(value), f"net {colour}" if label == "All together" else colour)
            for label, value in sums[place]
        ]
        words = Words(
            subject.key(f"gains-{place}"),
            f"{heading}: gains and losses against the baseline in {UNIT}",
            " ".join(f"{row.label}: {row.figure}." for row in rows),
        )
        panels.append(Panel(heading, "gain right, loss left", bars(words, rows, UNIT, holds)))
    return Figure(
        key=subject.key("gains"),
        message=_message(subject, sums["zone"], money),
        shows=f"Change of surplus and receipts, policy minus baseline, {UNIT}; one scale for all panels.",
        panels=tuple(panels),
        source=subject.source(ranges=False),
        table=Table(
            f"Gains and losses by agent, {UNIT}",
            ("Who", "Stage or sector", *(places[place][0] for place in places)),
            tuple(
                (
                    capitalised(record["who"]),
                    SECTORS.get(record["group"]) or made_words(subject.run.id, record["group"]),
                    *(money(record[place]) for place in places),
                )
                for record in records
            ),
            labels=2,
        ),
    )


def _message(subject: Subject, rows: list[tuple[str, float]], money: Callable[[float], str]) -> str:
    *groups, (_, net) = rows
    best, worst = max(groups, key=lambda row: row[1]), min(groups, key=lambda row: row[1])
    told = []
    for (label, value), verb in ((best, "gain"), (worst, "lose")):
        if (value > 0.05) if verb == "gain" else (value < -0.05):
            told.append(_clause(label, verb, money(abs(value)).lstrip("+")))
    ending = f"all parties together {money(net)} {UNIT}"
    return (
        f"{capitalised(subject.in_zone)}, {' and '.join(told)}; {ending}"
        if told
        else f"{capitalised(subject.in_zone)} nobody gains or loses"
    )


def _clause(label: str, verb: str, size: str) -> str:
    """``makers of oxide gain 11``; lump sums are no party: users pay or get them."""
    if label == LUMP_SUMS:
        return f"users {'get' if verb == 'gain' else 'pay'} {size} in lump sums"
    who = label.lower().replace("producers: ", "makers of ") if label.startswith("Prod") else label.lower()
    return f"{who} {verb} {size}"
