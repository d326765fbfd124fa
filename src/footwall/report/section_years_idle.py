"""Idle capacity: what share of the zone's plants stands still in every year, a sign of glut."""

from __future__ import annotations

from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import plain, points_digits, signed
from footwall.report.subject import Subject
from footwall.report.years_told import POLICY, Record, YearsTold, last, ranged_at, years_told
from footwall.runs.small_moves import at_most, is_small

TITLE = "Idle capacity"


def years_idle(subject: Subject) -> Section | None:
    """The section; None without a path or without capacity."""
    told = years_told(subject)
    if told is None:
        return None
    goods = [good for good in told.goods("idle") if _held(good)]
    if not goods:
        return None
    figure = Figure(
        key=subject.key("years-idle"),
        message=_message(told, goods),
        shows=(f"Share of the capacity {told.in_zone} that stands still, % by year; {told.line_words}"),
        panels=tuple(_panel(told, good) for good in goods),
        source=told.source(),
        table=_table(told, goods),
    )
    lead = (
        "Where the share grows, plants were built or kept that the market does not use: a sign of glut, or "
        "of inputs that became dear. A plant that makes several goods counts for the first of them."
    )
    return Section(subject.key("years-idle"), TITLE, (lead,), (figure,))


def _held(good: Record) -> bool:
    """True if the zone has capacity in every year of both paths."""
    return all(value > 0.0 for law in ("baseline", "policy") for value in good["capacity"][law]["central"])


def _points(good: Record) -> float:
    return last(good["idle"], "policy") - last(good["idle"], "baseline")


def _message(told: YearsTold, goods: list[Record]) -> str:
    good = max(goods, key=lambda item: abs(_points(item)))
    moves = _points(good)
    name = told.subject.good_in_sentence(good["commodity"])
    if is_small(moves):
        return (
            f"In {told.last} hardly more or less capacity {told.in_zone} stands still than without the "
            f"rulebook: {at_most(moves, name, 'points')}"
        )
    before, after = (plain(last(good["idle"], law), 1) for law in ("baseline", "policy"))
    return (
        f"In {told.last} {after}% of the capacity for {name} {told.in_zone} stands still with the rulebook "
        f"and {before}% without ({signed(moves, points_digits(moves))} points)"
    )


def _panel(told: YearsTold, good: Record) -> Panel:
    name = told.subject.good(good["commodity"])
    return told.panel(
        f"years-idle-{good['commodity']}",
        name,
        f"Share of the capacity for {name} {told.in_zone} that stands still in %, {told.span}",
        good["idle"],
        ("%", POLICY),
    )


def _table(told: YearsTold, goods: list[Record]) -> Table:
    rows = []
    for good in goods:
        for place, year in enumerate(told.years):
            idle = [ranged_at(good["idle"][law], place) for law in ("baseline", "policy")]
            held = [plain(good["capacity"][law]["central"][place]) for law in ("baseline", "policy")]
            rows.append((told.subject.good(good["commodity"]), str(year), *idle, *held))
    return Table(
        f"Capacity {told.in_zone} by year: idle share in %, and t/yr",
        (
            "Commodity", "Year", "Idle, baseline (range)", "Idle, policy (range)", "Capacity, baseline t/yr",
            "Capacity, policy t/yr",
        ),
        tuple(rows),
        labels=2,
    )  # fmt: skip
