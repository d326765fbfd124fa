"""Public stocks over the years: what they hold against what they want, what they cost, what they give out."""

from __future__ import annotations

from collections.abc import Sequence

from footwall.report.chart_years import Strand, year_lines
from footwall.report.figure import Figure, Panel, Section
from footwall.report.number_words import plain
from footwall.report.stock_tables import (
    GIVEN_OUT,
    MONEY,
    OUT_WORDS,
    given_out_table,
    money_table,
    stock_name,
    tonnes_table,
)
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.years_told import BASELINE, POLICY, Record, YearsTold, course, years_told
from footwall.runs.sentences import in_sentence, listed, million
from footwall.runs.stock_words import NOTHING, gained_words, owed, spent

TITLE = "Public stocks"
SMALLEST = 0.05
"""t over all years that are told."""


def years_stocks(subject: Subject) -> Section | None:
    """The section; None without a path or without a public stock on the chain."""
    told = years_told(subject)
    if told is None or not told.record["stocks"]:
        return None
    goods = told.record["stocks"]
    lead = (
        "What the stock holds is bought in the model's markets and moves their prices. Money is of the day, "
        "not discounted, and not among what treasuries receive. A good's part of the budget pays for no "
        "other good. Cover is counted in days of what its regions used in the year before."
        f"{_beside(told)}"
    )
    figures = [_held(told, goods), _money(told, goods)]
    given = sum(sum(good[key]["central"]) for good in goods for key in GIVEN_OUT)
    remarks: tuple[str, ...] = ()
    if given >= SMALLEST:
        figures.append(_out(told, goods))
    else:
        remarks = (f"{_out_message(told, goods)}.",)
    return Section(subject.key("years-stocks"), TITLE, (lead,), tuple(figures), remarks=remarks)


def _beside(told: YearsTold) -> str:
    """What private holders give up."""
    parts = []
    for commodity, figure in told.record["private_stocks"].items():
        before, after = (float(figure[law]["central"][-1]) for law in ("baseline", "policy"))
        if before > 0.0 and after < 0.995 * before:
            parts.append(
                f"{100.0 * (1.0 - after / before):.0f}% less {told.subject.good_in_sentence(commodity)}"
            )
    if not parts:
        return ""
    return (
        f" Private holders {told.in_zone} keep {listed(parts)} in {told.last} than without it: it crowds "
        "them out."
    )


def _held(told: YearsTold, goods: Sequence[Record]) -> Figure:
    panels = []
    for good in goods:
        strands = [
            Strand("wanted", good["target"]["central"], BASELINE),
            Strand(
                "held", good["closing"]["central"], POLICY, good["closing"]["low"], good["closing"]["high"]
            ),
        ]
        name = stock_name(goods, good)
        words = Words(
            told.subject.key(f"years-stock-{good['stock']}-{good['commodity']}".replace("_", "-")),
            f"{name} in stock at the end of the year, t, {told.span}",
            f"Held: {course(told.years, good['closing']['central'])}.",
        )
        held, days = (good[key]["central"][-1] for key in ("closing", "cover"))
        note = f"{told.last}: {plain(held)} t, {days:,.0f} days"
        panels.append(Panel(name, note, year_lines(words, told.timeline, strands, "t", from_zero=True)))
    return Figure(
        key=told.subject.key("years-stocks-held"),
        message=_held_message(told, goods),
        shows=(
            f"Tonnes at the end of each year beside what is wanted; every panel has its own scale. "
            f"{_shaded(told)}{told.mark_words}"
        ),
        panels=tuple(panels),
        source=told.source(),
        table=tonnes_table(told, goods),
    )


def _shaded(told: YearsTold) -> str:
    return "Shaded: range. " if told.ranges else ""


def _held_message(told: YearsTold, goods: Sequence[Record]) -> str:
    days = [(good["cover"]["central"][-1], in_sentence(good["name"])) for good in goods]
    most = sorted(days, reverse=True)[:3]
    if all(cover < 1.0 for cover, _ in days):
        return f"In {told.last} the stock holds next to nothing"
    named = listed([f"{cover:,.0f} days of {name}" for cover, name in most if cover >= 1.0])
    left = len(days) - len(most)
    others = "one other good" if left == 1 else f"{left} other goods"
    rest = f"; fewer of {others}" if left else ""
    return f"In {told.last} the stock holds {named}{rest}"


def _money(told: YearsTold, goods: Sequence[Record]) -> Figure:
    panels = []
    for good in goods:
        strands = [
            Strand(
                "left",
                good["money_left"]["central"],
                POLICY,
                good["money_left"]["low"],
                good["money_left"]["high"],
            )
        ]
        name = stock_name(goods, good)
        words = Words(
            told.subject.key(f"years-stock-money-{good['stock']}-{good['commodity']}".replace("_", "-")),
            f"Money left for {name.lower()}, {MONEY}, {told.span}",
            f"Left: {course(told.years, good['money_left']['central'])}.",
        )
        panels.append(
            Panel(
                name,
                _money_note(told, good),
                year_lines(words, told.timeline, strands, "million USD", from_zero=True),
            )
        )
    return Figure(
        key=told.subject.key("years-stocks-money"),
        message=_money_message(told, goods),
        shows=(
            f"Budget less what is spent, and what sales bring in, {MONEY}, at the end of each year. "
            f"{_money_words(goods)}{_shaded(told)}{told.mark_words}"
        ),
        panels=tuple(panels),
        source=told.source(),
        table=money_table(told, goods),
    )


def _money_note(told: YearsTold, good: Record) -> str:
    """What is left of the budget, when it was first spent, and where sales brought in more."""
    left, budget = float(good["money_left"]["central"][-1]), million(good["budget"])
    if spent(good) < -NOTHING:
        return f"{told.last}: {million(left)}, more than the budget of {budget}"
    ends = f"; first spent in {good['exhausted']}" if good["exhausted"] else ""
    if owed(good) >= NOTHING:
        return f"{told.last}: {million(owed(good))} owed, budget of {budget}{ends}"
    return f"{told.last}: {million(max(0.0, left))} of {budget}{ends}"


def _money_words(goods: Sequence[Record]) -> str:
    """How what lies above the budget or below zero is to be read."""
    said = ""
    if any(max(good["money_left"]["central"]) > good["budget"] + NOTHING for good in goods):
        said += "Above the budget: releases are paid the buyers' price, in a cut-off a price of scarcity. "
    if any(min(good["money_left"]["central"]) < -NOTHING for good in goods):
        said += "Below zero: interest and storage that the money did not cover; sales of goods pay them. "
    return said


def _money_message(told: YearsTold, goods: Sequence[Record]) -> str:
    budget = sum(good["budget"] for good in goods)
    left = sum(good["money_left"]["central"][-1] for good in goods)
    ended = [good for good in goods if good["exhausted"]]
    gained = gained_words(goods)
    if gained:
        return f"{gained}: {million(max(left, 0.0))} are left of a budget of {million(budget)} in {told.last}"
    told_left = f"{million(max(left, 0.0))} of {million(budget)} {MONEY} are left in {told.last}"
    if not ended:
        return f"The money lasts: {told_left}"
    first = min(ended, key=lambda good: good["exhausted"])
    return f"The money for {in_sentence(first['name'])} is spent in {first['exhausted']}; {told_left}"


def _out(told: YearsTold, goods: Sequence[Record]) -> Figure:
    panels = []
    for good in goods:
        if sum(sum(good[key]["central"]) for key in GIVEN_OUT) < SMALLEST:
            continue
        given = [sum(good[key]["central"][place] for key in GIVEN_OUT) for place in range(len(told.years))]
        name = stock_name(goods, good)
        words = Words(
            told.subject.key(f"years-stock-out-{good['stock']}-{good['commodity']}".replace("_", "-")),
            f"{name} given out of the stock in the year, t, {told.span}",
            f"Given out: {course(told.years, given)}.",
        )
        kinds = [OUT_WORDS[key] for key in GIVEN_OUT if sum(good[key]["central"]) >= SMALLEST]
        note = f"{told.span}: {plain(sum(given))} t{', ' + listed(kinds) if kinds else ''}"
        strands = [Strand("out", given, POLICY)]
        panels.append(Panel(name, note, year_lines(words, told.timeline, strands, "t/yr", from_zero=True)))
    return Figure(
        key=told.subject.key("years-stocks-out"),
        message=_out_message(told, goods),
        shows=(
            "Tonnes that left the stock in each year, whatever the reason; goods of which none left are not "
            f"drawn. {told.mark_words}"
        ),
        panels=tuple(panels),
        source=told.source(ranges=False),
        table=given_out_table(told, goods),
    )


def _out_message(told: YearsTold, goods: Sequence[Record]) -> str:
    released = {
        good["name"]: sum(good["released"]["central"])
        for good in goods
        if sum(good["released"]["central"]) >= SMALLEST
    }
    if released:
        named = listed([f"{plain(tonnes)} t of {in_sentence(name)}" for name, tonnes in released.items()])
        return f"Emergency releases of {told.span}: {named}"
    given = sum(sum(good[key]["central"]) for good in goods for key in GIVEN_OUT)
    if given < SMALLEST:
        return f"Nothing leaves the stock over {told.span}"
    return f"No emergency release over {told.span}; {plain(given)} t leave the stock otherwise"
