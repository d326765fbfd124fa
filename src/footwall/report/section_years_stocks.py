"""Public stocks over the years: what they hold against what they want, what they cost, what they give out."""

from __future__ import annotations

from collections.abc import Sequence

from footwall.report.chart_years import Strand, year_lines
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import plain
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import capitalised
from footwall.report.years_told import BASELINE, POLICY, Record, YearsTold, course, ranged_at, years_told
from footwall.runs.sentences import in_sentence, listed, million

TITLE = "Public stocks"
MONEY = "million USD of the day"
GIVEN_OUT = ("released", "sold", "lent", "drawn", "raised")
_OUT_WORDS = {
    "released": "released in an emergency", "sold": "sold at its price", "lent": "lent",
    "drawn": "drawn by participants", "raised": "sold for want of money",
}  # fmt: skip


def years_stocks(subject: Subject) -> Section | None:
    """The section; None without a path or without a public stock on the chain."""
    told = years_told(subject)
    if told is None or not told.record["stocks"]:
        return None
    goods = told.record["stocks"]
    lead = (
        "What the stock holds is bought in the model's markets and moves their prices. Money is of the day "
        "and not discounted; a good's part of the budget pays for no other good. Cover is counted in days of "
        f"what its regions used in the year before.{_beside(told)}"
    )
    return Section(
        subject.key("years-stocks"),
        TITLE,
        (lead,),
        (_held(told, goods), _money(told, goods), _out(told, goods)),
    )


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
        name = _name(goods, good)
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
            f"{told.mark_words}"
        ),
        panels=tuple(panels),
        source=told.source(),
        table=_tonnes_table(told, goods),
    )


def _name(goods: Sequence[Record], good: Record) -> str:
    """The good; with its stock where there are several."""
    several = len({item["stock"] for item in goods}) > 1
    name = capitalised(good["name"])
    return f"{name} ({good['stock'].replace('_', ' ')})" if several else name


def _held_message(told: YearsTold, goods: Sequence[Record]) -> str:
    days = [(good["cover"]["central"][-1], in_sentence(good["name"])) for good in goods]
    most = sorted(days, reverse=True)[:3]
    if all(cover < 1.0 for cover, _ in days):
        return f"In {told.last} the stock holds next to nothing"
    named = listed([f"{cover:,.0f} days of {name}" for cover, name in most if cover >= 1.0])
    rest = f" and less of {len(days) - 3} other goods" if len(days) > 3 else ""
    return f"In {told.last} the stock holds {named}{rest}"


def _tonnes_table(told: YearsTold, goods: Sequence[Record]) -> Table:
    rows = []
    for good in goods:
        for place, year in enumerate(told.years):
            came = sum(
                good[key]["central"][place] for key in ("bought", "delivered", "put_back", "taken_back")
            )
            went = sum(good[key]["central"][place] for key in GIVEN_OUT)
            rows.append(
                (
                    _name(goods, good), str(year), plain(good["opening"]["central"][place]), plain(came),
                    plain(went), ranged_at(good["closing"], place), plain(good["target"]["central"][place]),
                    f"{good['cover']['central'][place]:,.0f}",
                )
            )  # fmt: skip
    return Table(
        "Tonnes of the stock by year",
        ("Commodity", "Year", "Opening t", "In t", "Out t", "Closing t (range)", "Wanted t", "Cover, days"),
        tuple(rows),
        labels=2,
    )


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
        name = _name(goods, good)
        words = Words(
            told.subject.key(f"years-stock-money-{good['stock']}-{good['commodity']}".replace("_", "-")),
            f"Money left for {name.lower()}, {MONEY}, {told.span}",
            f"Left: {course(told.years, good['money_left']['central'])}.",
        )
        spent_in = good["exhausted"]
        note = f"spent by the end of {spent_in}" if spent_in else f"of {million(good['budget'])}"
        panels.append(
            Panel(name, note, year_lines(words, told.timeline, strands, "million USD", from_zero=True))
        )
    return Figure(
        key=told.subject.key("years-stocks-money"),
        message=_money_message(told, goods),
        shows=f"Budget less what is spent, {MONEY}, at the end of each year. {told.mark_words}",
        panels=tuple(panels),
        source=told.source(),
        table=_money_table(told, goods),
    )


def _money_message(told: YearsTold, goods: Sequence[Record]) -> str:
    budget = sum(good["budget"] for good in goods)
    left = sum(good["money_left"]["central"][-1] for good in goods)
    spent = [good for good in goods if good["exhausted"]]
    told_left = f"{million(max(left, 0.0))} of {million(budget)} {MONEY} are left in {told.last}"
    if not spent:
        return f"The money lasts: {told_left}"
    first = min(spent, key=lambda good: good["exhausted"])
    return f"The money for {in_sentence(first['name'])} is spent in {first['exhausted']}; {told_left}"


def _money_table(told: YearsTold, goods: Sequence[Record]) -> Table:
    rows = []
    for good in goods:
        for place, year in enumerate(told.years):
            cells = (
                good[key]["central"][place]
                for key in (
                    "purchases",
                    "sales",
                    "interest",
                    "storage",
                    "turned_over",
                    "fees",
                    "carrying_charges",
                )
            )
            rows.append(
                (
                    _name(goods, good), str(year), *(f"{value:,.1f}" for value in cells),
                    ranged_at(good["money_left"], place), f"{good['debt']['central'][place]:,.1f}",
                    f"{good['cost_per_day']['central'][place]:,.3f}",
                )
            )  # fmt: skip
    return Table(
        f"Money of the stock by year, {MONEY}",
        (
            "Commodity", "Year", "Purchases", "Sales", "Interest", "Storage", "Turning over", "Fees",
            "Carrying charges", "Left (range)", "Debt", "Cost of a day of cover",
        ),
        tuple(rows),
        labels=2,
    )  # fmt: skip


def _out(told: YearsTold, goods: Sequence[Record]) -> Figure:
    panels = []
    for good in goods:
        given = [sum(good[key]["central"][place] for key in GIVEN_OUT) for place in range(len(told.years))]
        name = _name(goods, good)
        words = Words(
            told.subject.key(f"years-stock-out-{good['stock']}-{good['commodity']}".replace("_", "-")),
            f"{name} given out of the stock in the year, t, {told.span}",
            f"Given out: {course(told.years, given)}.",
        )
        kinds = [_OUT_WORDS[key] for key in GIVEN_OUT if sum(good[key]["central"]) >= 0.5]
        note = f"{told.span}: {plain(sum(given))} t{', ' + listed(kinds) if kinds else ''}"
        strands = [Strand("out", given, POLICY)]
        panels.append(Panel(name, note, year_lines(words, told.timeline, strands, "t/yr", from_zero=True)))
    return Figure(
        key=told.subject.key("years-stocks-out"),
        message=_out_message(told, goods),
        shows=f"Tonnes that left the stock in each year, whatever the reason. {told.mark_words}",
        panels=tuple(panels),
        source=told.source(ranges=False),
        table=Table(
            "Tonnes given out by year and reason",
            ("Commodity", "Year", *(capitalised(_OUT_WORDS[key]) + " t" for key in GIVEN_OUT)),
            tuple(
                (_name(goods, good), str(year), *(plain(good[key]["central"][place]) for key in GIVEN_OUT))
                for good in goods
                for place, year in enumerate(told.years)
            ),
            labels=2,
        ),
    )


def _out_message(told: YearsTold, goods: Sequence[Record]) -> str:
    released = {
        good["name"]: sum(good["released"]["central"])
        for good in goods
        if sum(good["released"]["central"]) >= 0.5
    }
    if released:
        named = listed([f"{plain(tonnes)} t of {in_sentence(name)}" for name, tonnes in released.items()])
        return f"Emergency releases of {told.span}: {named}"
    given = sum(sum(good[key]["central"]) for good in goods for key in GIVEN_OUT)
    if given < 0.5:
        return f"Nothing leaves the stock over {told.span}"
    return f"No emergency release over {told.span}; {plain(given)} t leave the stock otherwise"
