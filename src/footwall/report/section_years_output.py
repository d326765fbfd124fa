"""What the zone makes through the years, and the rival's share of the world's output."""

from __future__ import annotations

from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import NOT_AVAILABLE, moved, percent, plain, points_digits, signed
from footwall.report.region_colours import region_class
from footwall.report.subject import Subject
from footwall.report.years_told import POLICY, Record, YearsTold, last, ranged_at, years_told
from footwall.runs.main_goods import main_goods
from footwall.runs.sentences import counted, listed, more_or_less
from footwall.runs.small_moves import at_most, is_small

_NOTHING = 1e-6
_DEEP, _TIMES = 10.0, 2.0
"""A fall of some year is told from this many per cent, and this many times the largest of the last year."""


def years_output(subject: Subject) -> Section | None:
    """The section; None without a path."""
    told = years_told(subject)
    if told is None:
        return None
    goods = main_goods(told.record)
    made = [good for good in goods if _made(good)]
    figures = []
    if made:
        figures.append(
            Figure(
                key=subject.key("years-output"),
                message=_output_message(told, made),
                shows=_shows(told, f"Output {told.in_zone}, t/yr"),
                panels=tuple(_output_panel(told, good) for good in made),
                source=told.source(),
                table=_output_table(told, made),
            )
        )
    share = f"{told.rival_name}'s share of the world's output, % of t/yr"
    shared = [good for good in goods if _rival_makes(good)] or goods
    none = [subject.good_in_sentence(good["commodity"]) for good in goods if good not in shared]
    unmade = f" {told.rival_name} makes no {listed(none, 'or')} on either path." if none else ""
    figures.append(
        Figure(
            key=subject.key("years-shares"),
            message=_share_message(told, goods),
            shows=f"{_shows(told, share)}{unmade}",
            panels=tuple(_share_panel(told, good) for good in shared),
            source=told.source(),
            table=_share_table(told, goods),
        )
    )
    lead = (
        f"One good stands for each stage: the one of which most is made {told.in_zone} by "
        "value. Every good is in results.csv."
    )
    title = "Output and the rival's share through the years"
    return Section(subject.key("years-output"), title, (lead,), tuple(figures))


def _made(good: Record) -> bool:
    return any(good["output_zone"][law]["central"][-1] > _NOTHING for law in ("baseline", "policy"))


def _rival_makes(good: Record) -> bool:
    return any(max(good["rival_share"][law]["central"]) > _NOTHING for law in ("baseline", "policy"))


def _shows(told: YearsTold, what: str) -> str:
    return f"{what}, by year; {told.line_words}"


def _change(good: Record) -> float:
    before, after = (last(good["output_zone"], law) for law in ("baseline", "policy"))
    return 100.0 * (after / before - 1.0) if before > _NOTHING else 0.0


def _output_message(told: YearsTold, goods: list[Record]) -> str:
    makes = "makes" if told.record["zone"] == "the zone" else "make"
    moves = [good for good in goods if not is_small(_change(good))]
    rises = [good for good in moves if _change(good) > 0.0]
    falls = [good for good in moves if _change(good) < 0.0]
    parts = []
    for group, up in ((rises, True), (falls, False)):
        if group:
            good = max(group, key=_worth)
            name = counted(told.subject.good_in_sentence(good["commodity"]))
            before, after = (plain(last(good["output_zone"], law)) for law in ("baseline", "policy"))
            size = percent(abs(_change(good))).lstrip("+")
            parts.append(f"{size} {more_or_less(name, up)} {name} ({before} to {after} t/yr)")
    if not parts:
        return _hardly_made(told, goods, makes)
    message = f"In {told.last} {told.zone_name} {makes} {' and '.join(parts)} against the baseline path"
    return f"{message}{_deepest(told, goods)}"


def _deepest(told: YearsTold, goods: list[Record]) -> str:
    """The year and good of the largest fall where it is much larger than any fall of the last year."""
    last_fall = max(0.0, -min(_change(good) for good in goods))
    falls = [
        (100.0 * (after / before - 1.0), place, good)
        for good in goods
        for place, (before, after) in enumerate(
            zip(*(good["output_zone"][law]["central"] for law in ("baseline", "policy")), strict=True)
        )
        if before > _NOTHING
    ]
    change, place, good = min(falls, key=lambda fall: fall[0])
    if -change < _DEEP or -change < _TIMES * last_fall:
        return ""
    name = counted(told.subject.good_in_sentence(good["commodity"]))
    return f"; in {told.years[place]} {plain(-change, 0)}% {more_or_less(name, False)} {name}"


def _hardly_made(told: YearsTold, goods: list[Record], makes: str) -> str:
    good = max(goods, key=lambda item: abs(_change(item)))
    most = at_most(_change(good), told.subject.good_in_sentence(good["commodity"]))
    what = f"what {told.zone_name} {makes} hardly leaves the baseline path"
    return f"In {told.last} {what}: {most}"


def _worth(good: Record) -> float:
    """Change of output in the last year at the prices of the baseline."""
    moves = abs(last(good["output_zone"], "policy") - last(good["output_zone"], "baseline"))
    price = good.get("price") or good.get("rival_price")
    return moves * (last(price, "baseline") if price else 0.0)


def _output_panel(told: YearsTold, good: Record) -> Panel:
    name = told.subject.good(good["commodity"])
    return told.panel(
        f"years-output-{good['commodity']}",
        name,
        f"Output of {name} {told.in_zone} in t/yr, {told.span}",
        good["output_zone"],
        ("t/yr", POLICY),
    )


def _points(good: Record) -> float:
    return last(good["rival_share"], "policy") - last(good["rival_share"], "baseline")


def _share_message(told: YearsTold, goods: list[Record]) -> str:
    good = max(goods, key=lambda item: abs(_points(item)))
    moves = _points(good)
    name = told.subject.good_in_sentence(good["commodity"])
    if is_small(moves):
        return (
            f"In {told.last} {told.rival_name}'s share is hardly off the baseline path at any stage: "
            f"{at_most(moves, name, 'points')}"
        )
    before, after = (last(good["rival_share"], law) for law in ("baseline", "policy"))
    return (
        f"{told.rival_name}'s share moves most in {name}: in {told.last} {moved(before, after)}% of the "
        f"world's output ({signed(moves, points_digits(moves))} points)"
    )


def _share_panel(told: YearsTold, good: Record) -> Panel:
    name = told.subject.good(good["commodity"])
    return told.panel(
        f"years-share-{good['commodity']}",
        name,
        f"{told.rival_name}'s share of the world's output of {name} in %, {told.span}",
        good["rival_share"],
        ("%", region_class(told.record["rival"])),
    )


def _output_table(told: YearsTold, goods: list[Record]) -> Table:
    rows = []
    for good in goods:
        for place, year in enumerate(told.years):
            before, after = (good["output_zone"][law]["central"][place] for law in ("baseline", "policy"))
            change = percent(100.0 * (after / before - 1.0)) if before > _NOTHING else NOT_AVAILABLE
            levels = [ranged_at(good["output_zone"][law], place) for law in ("baseline", "policy")]
            rows.append((told.subject.good(good["commodity"]), str(year), *levels, change))
    columns = ("Commodity", "Year", "Baseline (range)", "Policy (range)", "Change")
    return Table(f"Output {told.in_zone} by year, t/yr", columns, tuple(rows), labels=2)


def _share_table(told: YearsTold, goods: list[Record]) -> Table:
    rows = []
    for good in goods:
        for place, year in enumerate(told.years):
            before, after = (good["rival_share"][law]["central"][place] for law in ("baseline", "policy"))
            levels = [ranged_at(good["rival_share"][law], place) for law in ("baseline", "policy")]
            rows.append((told.subject.good(good["commodity"]), str(year), *levels, signed(after - before, 1)))
    columns = ("Commodity", "Year", "Baseline (range)", "Policy (range)", "Change, points")
    title = f"{told.rival_name}'s share of the world's output by year, %"
    return Table(title, columns, tuple(rows), labels=2)
