"""Where protected material leaks: outside content in the zone's final use by the form of its crossing."""

from __future__ import annotations

from typing import Any

from footwall.report.chart_bars import Bar, waterfall
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.leakage_by_producer import leakage_by_producer
from footwall.report.measures_beside import by_measures, division, is_divided, measures_named, why_divided
from footwall.report.number_words import plain, signed
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.runs.sentences import listed

FORMS = {
    "direct": "As the good itself",
    "embodied": "Inside later products",
    "third_country": "Via third countries",
    "evaded": "Undeclared",
}
WAYS = {
    "embodied": "inside later products",
    "third_country": "via third countries",
    "evaded": "undeclared",
}
"""How what a charge keeps out comes in all the same, inside a sentence."""
_NOTICED = 0.5
_NOTICED_SHARE = 0.0005
"""Tonnes a year, and share of the zone's final use, from which a change is told: the smaller of the two."""
TITLE = "Where protection leaks"
Leak = dict[str, Any]


def leakage(subject: Subject) -> Section:
    """The section of leakage; without a zone or a covered commodity it says so."""
    leaks: list[Leak] = subject.summary["leakage"]
    if not subject.run.zone.members:
        return Section(
            subject.key("leakage"),
            TITLE,
            ("The rulebook has no members on that day: there is no border to leak through.",),
        )
    if subject.unchanged:
        return Section(
            subject.key("leakage"), TITLE, ("Nothing changes against the baseline, so nothing leaks.",)
        )
    if not leaks:
        return Section(
            subject.key("leakage"),
            TITLE,
            ("The rulebook puts no charge at any border, so nothing leaks round one.",),
        )
    figure = Figure(
        key=subject.key("leakage"),
        message=_message(subject, leaks),
        shows="Change of outside content in the zone's final use, tonnes contained a year in the unit of "
        "each axis. Outside content was last made into the protected good outside the zone; it is counted "
        "in the form in which it last crosses the border. Each bar starts where the last one ended."
        f"{_both(subject)}",
        panels=tuple(_panel(subject, leak) for leak in leaks),
        source=subject.source(ranges=False),
        table=_table(subject, leaks),
    )
    producers = leakage_by_producer(subject, leaks, _told(leaks))
    return Section(subject.key("leakage"), TITLE, _lead(subject, leaks), (figure, producers))


def _both(subject: Subject) -> str:
    named = measures_named(subject)
    return f" Charges and {named} together; the table tells them apart." if named else ""


def _noticed(leak: Leak, tonnes: float) -> bool:
    """True for a change that a title may tell: gallium counts in tonnes, rare earths in thousands."""
    return abs(tonnes) >= min(_NOTICED, _NOTICED_SHARE * float(leak["zone_final_use"]))


def _ways_back(leak: Leak) -> dict[str, float]:
    """What comes in by another way, t/year by the way."""
    changes = {form: float(leak["change"][form]) for form in WAYS}
    return {form: change for form, change in changes.items() if change > 0.0 and _noticed(leak, change)}


def _back(leak: Leak) -> float:
    return sum(_ways_back(leak).values())


def _told(leaks: list[Leak]) -> Leak:
    """The leak that the messages are about: most comes back of it, or without any kept out it rises most."""
    kept_out = [leak for leak in leaks if _kept_out(leak)]
    if kept_out:
        return max(kept_out, key=_back)
    return max(leaks, key=lambda leak: float(leak["change"]["total"]))


def _kept_out(leak: Leak) -> bool:
    direct = float(leak["change"]["direct"])
    return direct < 0.0 and _noticed(leak, direct)


def _message(subject: Subject, leaks: list[Leak]) -> str:
    leak = _told(leaks)
    unit = subject.tonnes_of(leak["element"])
    if measures_named(subject):
        return f"Outside {_content(subject, leak)} in the zone's use {division(subject, leak)}"
    if not _kept_out(leak):
        return (
            f"Outside {_content(subject, leak)} in the zone's use changes by "
            f"{signed(leak['change']['total'])} {unit}"
        )
    out, back = -leak["change"]["direct"], _back(leak)
    good = subject.good_in_sentence(leak["commodity"])
    unit = unit.removesuffix(f" of {good}")
    if back <= 0.0:
        return f"{plain(out)} {unit} stay out as {good}, and none comes back by another way"
    return (
        f"{plain(out)} {unit} stay out as {good}; {plain(back)} t ({back / out:.0%}) "
        f"come back {listed([WAYS[form] for form in _ways_back(leak)])}"
    )


def _lead(subject: Subject, leaks: list[Leak]) -> tuple[str, ...]:
    """What is not the work of the floors, and goods whose protection fails altogether."""
    apart = (why_divided(subject, leaks),) if measures_named(subject) else ()
    worse = [
        leak for leak in leaks if leak["change"]["total"] > 0.0 and _noticed(leak, leak["change"]["total"])
    ]
    if not worse:
        return apart
    told = [
        f"{_content(subject, leak)} ({signed(leak['change']['total'])} {subject.tonnes_of(leak['element'])})"
        for leak in worse
    ]
    return (
        *apart,
        f"In the zone's final use, outside content rises instead of falling for {listed(told)}.",
    )


def _content(subject: Subject, leak: Leak) -> str:
    return f"{leak['element']} of {subject.good_in_sentence(leak['commodity'])}"


def _panel(subject: Subject, leak: Leak) -> Panel:
    change = leak["change"]
    rows = [
        Bar(label, change[form], signed(change[form]), _colour(change[form])) for form, label in FORMS.items()
    ]
    total = Bar(
        "All outside content", change["total"], signed(change["total"]), f"net {_colour(change['total'])}"
    )
    content, unit = _content(subject, leak), subject.tonnes_of(leak["element"])
    levels = (
        f"{plain(leak['baseline'])} → {plain(leak['policy'])} of {plain(leak['zone_final_use'])} {unit} in "
        "final use"
    )
    words = Words(
        subject.key(f"leakage-{leak['commodity']}-{leak['element']}"),
        f"Outside {content} in the zone's final use: change in {unit}",
        f"{levels}. " + " ".join(f"{row.label}: {row.figure}." for row in (*rows, total)),
    )
    return Panel(
        f"{subject.good(leak['commodity'])}: {leak['element']}",
        levels,
        waterfall(words, rows, total, f"change, {unit}"),
    )


def _colour(value: float) -> str:
    return "more" if value > 0.0 else "less"


def _table(subject: Subject, leaks: list[Leak]) -> Table:
    divided = all(is_divided(leak) for leak in leaks)
    rows = tuple(
        (
            subject.good(leak["commodity"]),
            leak["element"],
            subject.tonnes_of(leak["element"]),
            plain(leak["baseline"]),
            plain(leak["policy"]),
            *(signed(leak["change"][form]) for form in (*FORMS, "total")),
            *((signed(leak["by_charges"]["total"]), signed(by_measures(leak))) if divided else ()),
            signed(leak["from_rival"]),
        )
        for leak in leaks
    )
    return Table(
        "Outside content in the zone's final use, tonnes contained a year",
        (
            "Protected good", "Element", "Unit", "Baseline", "Policy", "Direct", "Embodied",
            "Third countries", "Undeclared",
            "Total change", *(("By charges", "By measures") if divided else ()),
            f"of which made in {subject.rival_name}",
        ),
        rows,
        labels=3,
    )  # fmt: skip
