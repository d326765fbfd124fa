"""Who supplies the zone through the years: shares of origins at every stage, policy beside baseline."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.report.chart_shares_years import Share, share_areas
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import bracketed, plain, points_digits, signed
from footwall.report.region_colours import OTHER_CLASS, region_class, region_short
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import capitalised
from footwall.report.years_told import Record, YearsTold, last, ranged_at, years_told
from footwall.runs.main_goods import main_goods
from footwall.runs.year_findings import moved_origins, share_moved

_VISIBLE = 0.05
_MOST, _ALONE = 5, 2.0
"""Origins of a side with an area of their own, at most, and the per cent that each must reach in a year."""
LAWS = ("baseline", "policy")


def years_origins(subject: Subject) -> Section | None:
    """The section; None without a path or where the zone buys nothing."""
    told = years_told(subject)
    if told is None:
        return None
    goods = [good for good in main_goods(told.record) if "origins" in good]
    if not goods:
        return None
    figure = Figure(
        key=subject.key("years-origins"),
        message=_message(told),
        shows=_shows(told),
        panels=tuple(_panel(told, good) for good in goods),
        source=told.source(),
        table=_table(told, goods),
    )
    lead = (
        f"What buyers {told.in_zone} take of each stage, by the place where it was made, home supply "
        "included. It says where the last step was done, not where the ore came from. One good stands for "
        "each stage; every good and origin is in results.csv."
    )
    title = f"Who supplies {told.zone_name} through the years"
    return Section(subject.key("years-origins"), title, (lead,), (figure,))


def _members(told: YearsTold) -> bool:
    return bool(told.record["zone"] == "the zone")


def _outsiders(told: YearsTold) -> str:
    """Who supplies the outside share: without members the rival alone."""
    return "outsiders" if _members(told) else told.rival_name


def _shows(told: YearsTold) -> str:
    sides = (
        "members above it, outsiders below it"
        if _members(told)
        else f"{told.rival_name} below it, all others above it"
    )
    bounds = " with the range of the policy" if told.ranges else ""
    return (
        f"Share of the tonnes bought {told.in_zone} by origin, % of t/yr, by year. Heavy line: {sides}. "
        f"Names: shares of the policy in {told.last}. Above each panel: what comes from {_outsiders(told)} "
        f"then, baseline to policy{bounds}. {told.mark_words}"
    )


def _message(told: YearsTold) -> str:
    good = moved_origins(told.record)
    moves = share_moved(good) if good is not None else 0.0
    who = _outsiders(told)
    supply = "supply" if _members(told) else "supplies"
    if good is None or abs(moves) < _VISIBLE:
        return f"In {told.last} {who} {supply} the share of the baseline path at every stage"
    name = told.subject.good_in_sentence(good["commodity"])
    before, after = (plain(last(good["outside_share"], law), 1) for law in LAWS)
    return (
        f"{capitalised(who)} {supply} {after}% of the {name} bought {told.in_zone} in {told.last} with "
        f"the rulebook and {before}% without ({signed(moves, points_digits(moves))} points)"
    )


def _panel(told: YearsTold, good: Record) -> Panel:
    name = told.subject.good(good["commodity"])
    shares = [*_shares(told, good)]
    spoken = "; ".join(
        f"{share.name} {plain(share.first[-1])} and {plain(share.second[-1])}" for share in shares
    )
    words = Words(
        told.subject.key(f"years-origins-{good['commodity']}"),
        f"Origins of {name} bought {told.in_zone}, % of t/yr, {told.span}",
        f"In {told.last} in baseline and policy, from the bottom up: {spoken}.",
    )
    return Panel(name, _note(told, good), share_areas(words, told.timeline, ("Baseline", "Policy"), shares))


def _note(told: YearsTold, good: Record) -> str:
    figure = good["outside_share"]
    before, after = (last(figure, law) for law in LAWS)
    low, high = (figure["policy"][bound] for bound in ("low", "high"))
    bounds = "" if low is None else bracketed(low[-1], high[-1], 0)
    return f"from {_outsiders(told)}: {before:.0f} → {after:.0f}%{bounds}"


def _shares(told: YearsTold, good: Record) -> Iterator[Share]:
    """From the bottom up: the rival, other outsiders, small ones; then members, small ones at the top.

    A region that is in the zone by a share is drawn on both sides, each with its part.
    """
    percent = {law: _percent(good["origins"][law]) for law in LAWS}
    nothing = [0.0] * len(told.years)
    rival, weight = told.record["rival"], told.record["zone_share"]
    origins = dict.fromkeys(origin for law in LAWS for origin in percent[law])
    for below in (True, False):
        side = []
        for origin in origins:
            part = 1.0 - weight.get(origin, 0.0) if below else weight.get(origin, 0.0)
            first, second = ([part * value for value in percent[law].get(origin, nothing)] for law in LAWS)
            if part > 0.0:
                names = told.subject.region(origin), region_short(origin, told.subject.region(origin))
                side.append((origin, Share(*names, first, second, region_class(origin), below)))
        side.sort(key=lambda item: (item[0] != rival, -item[1].largest))
        alone = [share for origin, share in side if share.largest >= _ALONE or origin == rival][:_MOST]
        yield from alone
        rest = [share for _, share in side if share not in alone]
        if rest:
            yield _together(rest, _rest(told, below), below)


def _rest(told: YearsTold, below: bool) -> str:
    if not _members(told):
        return "others"
    return "other outsiders" if below else "other members"


def _together(shares: list[Share], name: str, below: bool) -> Share:
    """One area for origins that are too small to be told apart."""
    first, second = (
        [sum(values) for values in zip(*parts, strict=True)]
        for parts in ([share.first for share in shares], [share.second for share in shares])
    )
    return Share(name, "others", first, second, OTHER_CLASS, below)


def _percent(origins: dict[str, list[float]]) -> dict[str, list[float]]:
    """Origin -> % of all purchases by year."""
    totals = [sum(year) for year in zip(*origins.values(), strict=True)]
    return {
        origin: [100.0 * tonnes / total for tonnes, total in zip(bought, totals, strict=True)]
        for origin, bought in origins.items()
    }


def _table(told: YearsTold, goods: list[Record]) -> Table:
    rows = []
    for good in goods:
        figure, rival = good["outside_share"], good["share_from_rival"]
        for place, year in enumerate(told.years):
            levels = [ranged_at(figure[law], place) for law in LAWS]
            before, after = (figure[law]["central"][place] for law in LAWS)
            of_rival = [plain(rival[law]["central"][place]) for law in LAWS]
            name, moves = told.subject.good(good["commodity"]), signed(after - before, 1)
            rows.append((name, str(year), *levels, moves, *of_rival))
    whose = capitalised(_outsiders(told))
    return Table(
        f"Shares of what is bought {told.in_zone} by year, % of t/yr",
        (
            "Commodity", "Year", f"{whose}, baseline (range)", f"{whose}, policy (range)", "Change, points",
            f"{told.rival_name}, baseline", f"{told.rival_name}, policy",
        ),
        tuple(rows),
        labels=2,
    )  # fmt: skip
