"""The first year after a cut-off, week by week: who goes short, how dear goods get, what stocks are left."""

from __future__ import annotations

from footwall.report.chart_years import Strand, Timeline, year_lines
from footwall.report.cut_off_weeks_tables import LAWS, WEEKS_TOLD, goods_table, sector_table
from footwall.report.figure import Figure, Panel, Section
from footwall.report.number_words import plain
from footwall.report.scale_log import log_scale
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import capitalised, plain_words
from footwall.report.years_told import BASELINE, POLICY, Record, YearsTold, years_told
from footwall.runs.sector_words import SECTORS
from footwall.runs.sentences import listed

TITLE = "The weeks after a cut-off"
_SECTORS_SHOWN, _GOODS_SHOWN = 3, 4
_DAYS = "days of use"
_CASES = {
    "baseline": "With the baseline's capacities",
    "policy": "With the policy's capacities",
    "without_stocks": "With the policy's capacities and without stocks",
}
_HARDLY_ANY = 100.0
"""Times the price before at which a good is told as gone."""
_FAR = 5.0
"""Ratio of prices from which the axis is logarithmic."""


def years_cut_off_weeks(subject: Subject) -> Section | None:
    """The section; None without a path or without a year that is tested."""
    told = years_told(subject)
    test = told.record["cut_off_weeks"] if told is not None else None
    if told is None or test is None:
        return None
    unsolved = [law for law in (*LAWS, "without_stocks") if not test[law]["solved"]]
    if unsolved:
        lead = (
            f"{_CASES[unsolved[0]]} no prices were found that balance every market in some week after a "
            f"cut-off in {test['year']}: nothing is told of these weeks, and the test above stands alone."
        )
        said = str(test[unsolved[0]]["reason"]).partition(" Loosen ")[0]
        return Section(
            subject.key("years-cut-off-weeks"), TITLE, (lead,), remarks=(f"In the solver's words: {said}",)
        )
    return Section(
        subject.key("years-cut-off-weeks"), TITLE, _lead(told, test), (_short(told, test), _dear(told, test))
    )


def _lead(told: YearsTold, test: Record) -> tuple[str, ...]:
    lost = [test[law]["lost"] for law in LAWS]
    bare = test["without_stocks"]["lost"]
    story = (
        f"{told.rival_name} stops all exports at the start of {test['year']}. What has left still arrives "
        f"for {test['transit_weeks']} weeks. Then users and traders draw on what they hold, makers and users "
        "answer little at first and more with every month, and no plant is added. Nobody knows the end: "
        "holders pace what they sell, and use all they have before they go short themselves."
    )
    amounts = (
        f"Use lost {told.in_zone} in these 52 weeks, at the prices before: {plain(lost[1])} million USD with "
        f"the policy's capacities and {plain(lost[0])} with the baseline's. Without any stock it would be "
        f"{plain(bare)} with the policy's."
    )
    scarce = [
        told.subject.good_in_sentence(good)
        for good in test["policy"]["goods"]
        if max(max(test[law]["goods"][good]["price"]) for law in LAWS) >= _HARDLY_ANY
    ]
    if not scarce:
        return story, amounts
    gone = (
        f"Of {listed(scarce)} hardly any would be left: a price a hundred times that before says so, and is "
        "no forecast."
    )
    return story, amounts, gone


def _worst_sectors(test: Record) -> list[str]:
    """Sectors by the largest part of use that they lose on either path."""
    least = {name: min(min(test[law]["served"][name]) for law in LAWS) for name in test["policy"]["served"]}
    return sorted(least, key=lambda name: least[name])


def _short(told: YearsTold, test: Record) -> Figure:
    sectors = _worst_sectors(test)[:_SECTORS_SHOWN]
    goods = _dearest(told, test)
    panels = [
        _panel(told, test, f"served-{name}", (capitalised(_sector(name)), "Use served", "% of use before"),
               {law: test[law]["served"][name] for law in LAWS})
        for name in sectors
    ]  # fmt: skip
    panels += [
        _panel(told, test, f"left-{good}",
               (f"{told.subject.good(good)}, in stock", "Stock left", _DAYS),
               {law: _left(test, law, good) for law in LAWS})
        for good in goods
    ]  # fmt: skip
    return Figure(
        key=told.subject.key("years-cut-off-weeks"),
        message=_message(told, test),
        shows=(
            f"Use {told.in_zone} in % of use before, of the sectors that lose most, and what is left of the "
            "stocks of users, traders and public holders in days of use before, by week after the stop. "
            f"{_read(test)}"
        ),
        panels=tuple(panels),
        source=told.source(ranges=False),
        table=sector_table(told, test),
    )


def _dear(told: YearsTold, test: Record) -> Figure:
    goods = _dearest(told, test)
    return Figure(
        key=told.subject.key("years-cut-off-weeks-prices"),
        message=_price_message(told, test),
        shows=(
            f"Price {told.in_zone} over that before the stop, of the goods that get dearest, by week; where "
            f"it rises more than fivefold the scale is logarithmic. {_read(test)}"
        ),
        panels=tuple(
            _panel(told, test, f"price-{good}", (told.subject.good(good), "Price", "times that before"),
                   {law: test[law]["goods"][good]["price"] for law in LAWS})
            for good in goods
        ),
        source=told.source(ranges=False),
        table=goods_table(told, test),
    )  # fmt: skip


def _read(test: Record) -> str:
    return (
        "Grey: with the baseline's capacities. Coloured: with the policy's. Above each panel: both in week "
        f"{len(next(iter(test['policy']['served'].values())))}. Dashed upright: the last ships are in."
    )


def _dearest(told: YearsTold, test: Record) -> list[str]:
    known = {good["commodity"] for good in told.goods("price")}
    goods = [good for good in test["policy"]["goods"] if good in known]
    return sorted(goods, key=lambda good: -max(max(test[law]["goods"][good]["price"]) for law in LAWS))[
        :_GOODS_SHOWN
    ]


def _left(test: Record, law: str, good: str) -> list[float]:
    record = test[law]["goods"][good]
    return [a + b for a, b in zip(record["private_days"], record["public_days"], strict=True)]


def _sector(sector: str) -> str:
    return plain_words(sector, SECTORS)


def _panel(
    told: YearsTold, test: Record, key: str, names: tuple[str, str, str], values: dict[str, list[float]]
) -> Panel:
    heading, figure, unit = names
    before, after = (values[law] for law in LAWS)
    weeks = list(range(1, len(after) + 1))
    digits = None if figure == "Price" else 0 if unit == _DAYS else 1
    ends = f"{plain(before[-1], digits)} → {plain(after[-1], digits)}"
    shown = f"{ends}%" if unit.startswith("%") else f"× {ends}" if figure == "Price" else f"{ends} days"
    far = figure == "Price" and max(*before, *after) > _FAR * min(*before, *after)
    words = Words(
        told.subject.key(f"years-cut-off-weeks-{key}"),
        f"{figure} in {unit}, {heading}, by week after a cut-off in {test['year']}",
        f"Baseline {plain(before[0])} in week 1, {plain(before[-1])} in week {weeks[-1]}; policy "
        f"{plain(after[0])} and {plain(after[-1])}.",
    )
    picture = year_lines(
        words,
        Timeline(weeks, (test["transit_weeks"] + 0.5, "last ships"), "week"),
        [Strand("baseline", before, BASELINE), Strand("policy", after, POLICY)],
        unit,
        from_zero=figure != "Price",
        axis=log_scale if far else None,
    )
    return Panel(heading, shown, picture)


def _message(told: YearsTold, test: Record) -> str:
    """About the sector that lacks most tonnes on the baseline's capacities."""
    stopped = f"If {told.rival_name} stopped all exports in {test['year']}"
    missing = {name: sum(tonnes) for name, tonnes in test["baseline"]["shortage"].items()}
    sector = max(missing, key=lambda name: missing[name])
    before, after = (test[law]["first_short"][sector] for law in LAWS)
    bare = test["without_stocks"]["first_short"]
    if before is None and after is None:
        first = [week for week in bare.values() if week is not None]
        without = f"; without stocks some would in week {min(first)}" if first else ""
        return f"{stopped}, no use {told.in_zone} would go short within a year{without}"
    who = f"{stopped}, who lacks most ({_sector(sector)}) would go short"
    week = bare[sector]
    without = "" if week is None or week == after else f", and in week {week} without stocks"
    if before == after:
        return f"{who} in week {after} on the capacities of either path{without}"
    return (
        f"{who} {_week(after)} with the policy's capacities and {_week(before)} with the baseline's{without}"
    )


def _week(week: int | None) -> str:
    return "in no week of the year" if week is None else f"in week {week}"


def _price_message(told: YearsTold, test: Record) -> str:
    """About the good that is dearest on the baseline's capacities, of those that are still to be had."""
    place = WEEKS_TOLD[2] - 1
    shown = _dearest(told, test)
    prices = {good: [test[law]["goods"][good]["price"][place] for law in LAWS] for good in shown}
    prices = {good: both for good, both in prices.items() if max(both) < _HARDLY_ANY} or prices
    good = max(prices, key=lambda name: prices[name][0])
    before, after = (plain(value) for value in prices[good])
    name = told.subject.good_in_sentence(good)
    if before == after:
        return f"Half a year after the stop {name} would cost {after} times what it did on either path"
    return (
        f"Half a year after the stop {name} would cost {after} times what it did with the policy's "
        f"capacities and {before} times with the baseline's"
    )
