"""Security of supply: how much comes from outside, from the rival, from few; and who goes without."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.report.chart_dumbbell import Level, dumbbells
from footwall.report.elements_in_use import Record, contained_table, moved, pair
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import bracketed, percent_of
from footwall.report.region_colours import region_class
from footwall.report.section_output import BY_PRODUCT
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.unserved_uses import (
    all_shortages,
    largest_shortages,
    short_goods_told,
    shortage_words,
    told_shortages,
)
from footwall.report.wording import capitalised
from footwall.runs.small_moves import HARDLY, at_most, is_small

TITLE = "Security of supply"
LEADING = 6
"""Goods drawn; the table has all."""
_PANELS = (
    ("outside_share", "Made outside the zone", "% of purchases", 100.0),
    ("rival_share", "Made in {rival}", "% of purchases", 100.0),
    ("hhi", "Concentration of origins", "HHI, 10,000: one origin", 10_000.0),
)


def security(subject: Subject) -> Section:
    """The section of security; for a policy that changes nothing it shows the baseline."""
    found: Record = subject.summary["security"]
    bought = [row for row in found["commodities"] if row["baseline"]["hhi"] and row["policy"]["hhi"]]
    shortages = told_shortages(found["shortages"])
    tables, every = largest_shortages(subject, shortages), all_shortages(subject, shortages)
    if not bought:
        lead = (f"Nothing is bought {subject.in_zone}.",)
        return Section(subject.key("security"), TITLE, lead, (), tables, collapsed=every)
    leading = _leading(subject, bought)
    figure = Figure(
        key=subject.key("security"),
        message=_message(subject, bought),
        shows=_shows(subject, len(leading) < len(bought)),
        panels=tuple(_panels(subject, leading)),
        source=subject.source(ranges=not subject.unchanged),
        table=_table(subject, bought),
    )
    contained = contained_table(subject)
    return Section(
        subject.key("security"),
        TITLE,
        _unserved_words(subject, shortages),
        (figure,),
        (*tables, *((contained,) if contained.rows else ())),
        collapsed=every,
    )


def _unserved_words(subject: Subject, shortages: list[Record]) -> tuple[str, ...]:
    """Goods that are short, then by sector who goes without; of an unchanged baseline only what is there."""
    goods = short_goods_told(subject)
    told = bool(shortages) or not (subject.unchanged or goods)
    return (*goods, *((shortage_words(subject, shortages),) if told else ()))


def _shows(subject: Subject, cut: bool) -> str:
    origin = "outside" if subject.run.zone.members else subject.region_in_sentence(subject.rival)
    chosen = (
        f"the {LEADING} goods of which most comes from {origin}"
        if subject.unchanged
        else "the goods of the title, then those that move most"
    )
    which = f"Drawn: {chosen}; the table has all. " if cut else ""
    marks = "" if subject.unchanged else " Grey ring: baseline, coloured dot: policy."
    ranges = "" if subject.unchanged else " Ranges in the table."
    return (
        f"Purchases {subject.in_zone} by the place where the good was last made. {which}HHI: sum of squared "
        f"shares of the origins in %, 10,000 where all comes from one.{marks}{ranges}"
    )


def _leading(subject: Subject, bought: list[Record]) -> list[Record]:
    """The goods of the message, then those whose shares move most, in the order of the chain.

    Where nothing moves they are those of which most comes from others, so that the message is drawn.
    """
    item, *_ = _outsiders(subject)
    named = [row for _, row in (*_extremes(subject, bought), *_scrap(subject, bought))]

    def rank(row: Record) -> tuple[bool, float]:
        size = float(row["baseline"][item]) if subject.unchanged else moved(row)
        return row in named, size

    chosen = sorted(bought, key=rank, reverse=True)[:LEADING]
    return [row for row in bought if row in chosen]


def _is_scrap(subject: Subject, row: Record) -> bool:
    stages = subject.summary["stages"]
    return any(stage["stage"] == BY_PRODUCT for stage in stages if stage["commodity"] == row["commodity"])


def _extremes(subject: Subject, bought: list[Record]) -> list[tuple[float, Record]]:
    """The largest fall of the share of outsiders and the largest rise, as far as they are no small moves."""
    item, *_ = _outsiders(subject)
    moves = [(row["policy"][item] - row["baseline"][item], row) for row in _told(subject, bought)]
    found = [max(moves, key=lambda move: sign * move[0]) for sign in (-1.0, 1.0)]
    return [
        move for sign, move in zip((-1.0, 1.0), found, strict=True)
        if sign * move[0] > 0.0 and not is_small(move[0])
    ]  # fmt: skip


def _scrap(subject: Subject, bought: list[Record]) -> list[tuple[float, Record]]:
    """Scrap of which the share of outsiders falls or rises by more than that of any other good."""
    item, *_ = _outsiders(subject)
    others = [change for change, _ in _extremes(subject, bought)]
    found = []
    for row in bought:
        change = float(row["policy"][item] - row["baseline"][item])
        most = max((abs(other) for other in others if other * change > 0.0), default=HARDLY)
        if _is_scrap(subject, row) and abs(change) > most:
            found.append((change, row))
    return found


def _told(subject: Subject, bought: list[Record]) -> list[Record]:
    """Goods that the message is about: scrap follows the others."""
    return [row for row in bought if not _is_scrap(subject, row)] or bought


def _message(subject: Subject, bought: list[Record]) -> str:
    """Where the share of outsiders falls most and where it rises most; scrap that moves more comes last."""
    item, whose, who = _outsiders(subject)
    parts: list[str] = []
    for change, row in (*_extremes(subject, bought), *_scrap(subject, bought)):
        good = subject.good_in_sentence(row["commodity"])
        of = f"that of {good}" if parts else f"{whose} share of {good} bought {subject.in_zone}"
        verb = "rises" if change > 0.0 else "falls"
        parts.append(f"{of} {verb} ({_moves(row['baseline'][item], row['policy'][item])})")
    if parts:
        return capitalised(", ".join(parts))
    told = _told(subject, bought)
    largest = max(told, key=lambda row: float(row["baseline"][item]))
    change, moved_most = max(
        ((row["policy"][item] - row["baseline"][item], row) for row in told), key=lambda move: abs(move[0])
    )
    ending = "" if subject.unchanged else ", as before"
    if change != 0.0 and not subject.unchanged:
        good = subject.good_in_sentence(moved_most["commodity"])
        ending = f"; such shares hardly move, {at_most(change, good, 'points')}"
    return capitalised(
        f"{who} {percent_of(largest['policy'][item])} of the "
        f"{subject.good_in_sentence(largest['commodity'])} bought {subject.in_zone}{ending}"
    )


def _outsiders(subject: Subject) -> tuple[str, str, str]:
    """Which share the message is about: that from outside, or the rival's where the zone is all others."""
    if subject.run.zone.members:
        return "outside_share", "the outside", "outsiders supply"
    rival = subject.region_in_sentence(subject.rival)
    return "rival_share", f"{rival}'s", f"{rival} supplies"


def _moves(before: float, after: float) -> str:
    """``63% → 4.7%``; with a decimal where both ends would print alike."""
    ends = percent_of(before), percent_of(after)
    return " → ".join(ends if ends[0] != ends[1] else (f"{before:.1f}%", f"{after:.1f}%"))


def _panels(subject: Subject, leading: list[Record]) -> Iterator[Panel]:
    for item, heading, unit, end in _PANELS:
        if item == "outside_share" and not subject.run.zone.members:
            continue
        rows = [_level(subject, row, item) for row in leading]
        title = heading.format(rival=subject.rival_name)
        words = Words(
            subject.key(f"security-{item.replace('_', '-')}"),
            f"{title}: {unit}, of goods bought {subject.in_zone} in t/yr",
            " ".join(f"{row.label}: {row.figures}." for row in rows),
        )
        yield Panel(title, unit, dumbbells(words, rows, unit, ends=(0.0, end)))


def _level(subject: Subject, row: Record, item: str) -> Level:
    before, after = row["baseline"][item], row["policy"][item]
    shown = [f"{value:,.0f}" if item == "hhi" else f"{value:.1f}%" for value in (before, after)]
    figures = shown[0] if subject.unchanged else " → ".join(shown)
    colour = {"rival_share": region_class(subject.rival), "outside_share": "others"}.get(item, "zone")
    return Level(subject.good(row["commodity"]), before, after, figures, "", colour)


def _table(subject: Subject, bought: list[Record]) -> Table:
    rows = tuple(
        (
            subject.good(row["commodity"]),
            _ranged_pair(row, "outside_share", 1),
            _ranged_pair(row, "rival_share", 1),
            _ranged_pair(row, "hhi", 0),
            pair(row, "hhi_governance", 0),
            _ranged_pair(row, "net_import_reliance", 0),
        )
        for row in bought
    )
    return Table(
        "Security of supply, baseline → policy (its range). By governance: shares weighted with the risk of "
        "the origin from 0 (best governed) to 10, deterministic. Net import reliance: imports less exports "
        "over consumption; below zero more is exported than imported",
        ("Commodity", "Made outside, %", f"Made in {subject.rival_name}, %", "HHI", "HHI by governance",
         "Net import reliance, %"),
        rows,
    )  # fmt: skip


def _ranged_pair(row: Record, item: str, digits: int) -> str:
    bounds = row["policy_range"][item]
    return f"{pair(row, item, digits)}{bracketed(bounds['low'], bounds['high'], digits)}"
