"""Which countries outside content comes from: its change in the zone's final use by region that made it."""

from __future__ import annotations

from typing import Any

from footwall.report.chart_bars import Bar, bars
from footwall.report.figure import Figure, Panel, Table
from footwall.report.number_words import is_zero, signed
from footwall.report.region_colours import region_class
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.runs.leakage_rows import producer_variable
from footwall.runs.sentences import listed

_SHOWN_REGIONS = 5
_VISIBLE = 0.01
"""Changes below this share of the largest are not drawn."""
Leak = dict[str, Any]
Changes = dict[str, float]


def leakage_by_producer(subject: Subject, leaks: list[Leak], told: Leak) -> Figure:
    """The figure; ``told`` is the leak that its message is about."""
    changes = [(leak, _changes(subject, leak)) for leak in leaks]
    panels = tuple(_panel(subject, leak, found) for leak, found in changes if _shown(found, subject.rival))
    return Figure(
        key=subject.key("leakage-producers"),
        message=_message(subject, told, _changes(subject, told)),
        shows="Change of outside content in the zone's final use by the region that made the protected good, "
        "tonnes contained a year in the unit of each axis, in whatever form they come in; up to "
        f"{_SHOWN_REGIONS} regions, those that change most, and the rival. Every panel has its own scale.",
        panels=panels,
        source=subject.source(ranges=False),
        table=Table(
            "Change of outside content by producing region, tonnes contained a year",
            ("Protected good", "Element", "Unit", "Made in", "Change"),
            tuple(
                (
                    subject.good(leak["commodity"]),
                    leak["element"],
                    subject.tonnes_of(leak["element"]),
                    subject.region(region),
                    signed(value),
                )
                for leak, found in changes
                for region, value in sorted(found.items(), key=lambda item: -abs(item[1]))
            ),
            labels=4,
        ),
    )


def _changes(subject: Subject, leak: Leak) -> Changes:
    """Region -> change, from the rows of the result."""
    name = producer_variable(leak["commodity"], leak["element"])
    return {row.region: row.value for row in subject.run.rows if row.variable == name}


def _shown(found: Changes, rival: str) -> list[str]:
    """The regions that change most, and the rival beside them, from the largest gain to the largest loss."""
    largest = sorted(found, key=lambda region: -abs(found[region]))[:_SHOWN_REGIONS]
    visible = [
        region
        for region in largest
        if abs(found[region]) >= _VISIBLE * abs(found[largest[0]]) and not is_zero(found[region], 2)
    ]
    beside = [rival] if visible and rival in found and rival not in visible else []
    return sorted([*visible, *beside], key=lambda region: -found[region])


def _message(subject: Subject, leak: Leak, found: Changes) -> str:
    shown = _shown(found, subject.rival)
    more = [region for region in shown if found[region] > 0.0]
    less = [region for region in reversed(shown) if found[region] < 0.0]
    parts = [_told(subject, region, found) for region in (*less[:2], *more[:2])]
    good = subject.good_in_sentence(leak["commodity"])
    content = f"Of the {leak['element']} in the zone's final use, made into {good} outside"
    if not parts:
        return f"{content}: no region's part changes"
    return f"{content}, {subject.tonnes_of(leak['element'])}: {listed(parts)}"


def _told(subject: Subject, region: str, found: Changes) -> str:
    size = signed(abs(found[region])).lstrip("+")
    word = "more" if found[region] > 0.0 else "less"
    return f"{size} {word} in {subject.region_in_sentence(region)}"


def _panel(subject: Subject, leak: Leak, found: Changes) -> Panel:
    element, unit = leak["element"], subject.tonnes_of(leak["element"])
    rows = [
        Bar(subject.region(region), found[region], signed(found[region]), region_class(region))
        for region in _shown(found, subject.rival)
    ]
    words = Words(
        subject.key(f"leakage-producers-{leak['commodity']}-{element}"),
        f"Outside {element} of {subject.good_in_sentence(leak['commodity'])} by producing region: change in "
        f"{unit}",
        " ".join(f"{row.label}: {row.figure}." for row in rows),
    )
    return Panel(
        f"{subject.good(leak['commodity'])}: {element}",
        f"all regions {signed(sum(found.values()))} t/yr",
        bars(words, rows, f"change, {unit}"),
    )
