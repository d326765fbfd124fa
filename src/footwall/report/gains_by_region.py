"""Gains and losses by region: the net, and what producers, final users, treasuries and rents add to it."""

from __future__ import annotations

from collections.abc import Callable

from footwall.report.chart_bars import Bar, bars
from footwall.report.figure import Figure, Panel, Table
from footwall.report.number_words import money_among
from footwall.report.region_colours import region_class
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import capitalised
from footwall.runs.rows import ZONE

UNIT = "million USD/yr"
_SHOWN_REGIONS = 9


def gains_by_region(subject: Subject) -> Figure:
    """The figure; regions beyond the rival and the eight with the largest part are added up."""
    parts = _region_parts(subject)
    totals = parts["All together"]
    shown = _shown(parts, totals, subject.rival)
    rest = [region for region in totals if region not in shown]
    money = money_among(value for values in parts.values() for value in values.values())
    panels = {name: _region_rows(subject, values, shown, rest, money) for name, values in parts.items()}
    holds = [row.value for rows in panels.values() for row in rows]
    told = [
        f"{subject.region_in_sentence(region)} {verb} {money(abs(totals[region])).lstrip('+')}"
        for region, verb, counts in (
            (shown[0], "gains", totals[shown[0]] > 0.05),
            (shown[-1], "loses", totals[shown[-1]] < -0.05),
        )
        if counts
    ]
    return Figure(
        key=subject.key("regions"),
        message=f"{capitalised(' and '.join(told))} {UNIT}" if told else "No region gains or loses",
        shows=f"Change of surplus and receipts in a region, policy minus baseline, {UNIT}; one scale for "
        "all panels. Regions with the largest part of any kind are drawn by name, the rival always.",
        panels=tuple(_region_panel(subject, name, rows, holds) for name, rows in panels.items()),
        source=subject.source(ranges=False),
        table=Table(
            f"Gains and losses by region, {UNIT}",
            ("Region", *parts),
            tuple(
                (_place(subject, region), *(money(values[region]) for values in parts.values()))
                for region in sorted(totals, key=lambda region: -totals[region])
            ),
        ),
    )


def _shown(parts: dict[str, dict[str, float]], totals: dict[str, float], rival: str) -> list[str]:
    """Regions with the largest net or part of it, the rival and those of the message, by their net.

    A region may gain as a maker what it loses as a user: its net alone would hide it.
    """

    def size(region: str) -> tuple[bool, float]:
        return region in named, max(abs(values[region]) for values in parts.values())

    named = {rival, max(totals, key=totals.__getitem__), min(totals, key=totals.__getitem__)}
    shown = sorted(totals, key=size, reverse=True)[:_SHOWN_REGIONS]
    return sorted(shown, key=lambda region: -totals[region])


def _region_parts(subject: Subject) -> dict[str, dict[str, float]]:
    """Part -> region -> million USD a year, from the rows of the result."""
    starts = {
        "All together": ("Welfare|Total",),
        "Producers": ("Welfare|Producer surplus|",),
        "Final users": ("Welfare|User surplus|",),
        "Treasuries, funds and rents": (
            "Welfare|Treasury",
            "Welfare|Rents",
            "Welfare|Funds",
            "Welfare|Lump sums",
        ),
    }
    rows = [
        row
        for row in subject.run.rows
        if row.scenario == "policy" and row.variable.startswith("Welfare|") and row.region != ZONE
    ]
    regions = dict.fromkeys(row.region for row in rows)
    parts = {name: dict.fromkeys(regions, 0.0) for name in starts}
    for row in rows:
        for name, start in starts.items():
            if row.variable.startswith(start):
                parts[name][row.region] += row.value
    return parts


def _region_rows(
    subject: Subject,
    values: dict[str, float],
    shown: list[str],
    rest: list[str],
    money: Callable[[float], str],
) -> list[Bar]:
    rows = [
        Bar(_place(subject, code), values[code], money(values[code]), region_class(code)) for code in shown
    ]
    if rest:
        others = sum(values[code] for code in rest)
        rows.append(Bar("All others", others, money(others), "others"))
    return rows


def _region_panel(subject: Subject, name: str, rows: list[Bar], holds: list[float]) -> Panel:
    words = Words(
        subject.key(f"regions-{name.split(maxsplit=1)[0].lower()}"),
        f"{name}: gain or loss by region in {UNIT}",
        " ".join(f"{row.label}: {row.figure}." for row in rows),
    )
    return Panel(name, "gain right, loss left", bars(words, rows, UNIT, holds))


def _place(subject: Subject, region: str) -> str:
    return "Carriers" if region == "international" else subject.region(region)
