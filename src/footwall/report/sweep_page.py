"""The page of a sweep: lines along one path, heat maps over two, rows over a list of words.

A point without a solution is drawn as a gap and listed with its reason. Everything that comes from a rulebook
or a command line is text and is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from footwall.explore.comparison_words import signed, with_unit
from footwall.explore.grid import Axis
from footwall.explore.sweep import Sweep
from footwall.explore.sweep_words import (
    at,
    constant,
    message,
    row_sentences,
    signs,
    speed_sentence,
    threshold_sentence,
    threshold_value,
    told_value,
)
from footwall.explore.swept_chain import SweptChain, SweptPoint
from footwall.report.chart_changes import Change, changes
from footwall.report.chart_lines import Point, Turn, lines
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import NOT_AVAILABLE
from footwall.report.page import page_template
from footwall.report.result_colours import result_class, result_style
from footwall.report.rival_names import sweep_named
from footwall.report.svg import Words
from footwall.report.sweep_maps import maps
from footwall.report.wording import capitalised
from footwall.runs.headline import HeadlineNumber
from footwall.runs.manifest import model_name
from footwall.runs.sentences import listed

_MOST_REASONS = 8


def sweep_page(sweep: Sweep, command: str) -> str:
    """The sweep as one HTML document without outside requests; ``command`` makes it again."""
    sweep = sweep_named(sweep)
    return page_template("sweep.html").render(
        title=message(sweep),
        sweep=sweep,
        lead=_lead(sweep),
        paths=[(axis.path, _values(axis)) for axis in sweep.axes],
        sections=[_section(sweep, chain) for chain in sweep.chains],
        untouched=listed(list(sweep.untouched)),
        speed=speed_sentence(sweep),
        model=model_name(),
        colours=result_style(),
        command=command,
    )


def _lead(sweep: Sweep) -> str:
    prices = sweep.price_set or str(sweep.base_year)
    ranges = (
        f"Shaded: 5th to 95th percentile of {sweep.draws} joint draws of the parameters."
        if sweep.draws
        else "Deterministic: central parameters."
    )
    return (
        f"{sweep.rulebook}, version {sweep.version}, with other values at the paths below, against the "
        f"measures in force on {sweep.as_of}. Prices of {prices}, base year {sweep.base_year}. {ranges}"
    )


def _values(axis: Axis) -> str:
    if axis.numeric and len(axis.values) > 2:
        return f"{axis.values[0]} to {axis.values[-1]}, {len(axis.values)} values"
    return ", ".join(axis.values)


def _section(sweep: Sweep, chain: SweptChain) -> Section:
    if not chain.headings:
        return Section(
            chain.id, chain.name, ("No point of the grid has a solution.",), (), (), _reasons(sweep, chain)
        )
    axis = sweep.axes[0]
    if constant(chain):
        told = "; ".join(f"{item.text} {with_unit(item.value, item.unit)}" for item in chain.headings)
        lead = f"Nothing here changes over the grid: {told}."
        return Section(chain.id, capitalised(chain.name), (lead,))
    if len(sweep.axes) > 1:
        panels, shows = tuple(maps(sweep, chain)), _MAP_SHOWS
    elif axis.numeric:
        panels = tuple(
            _line_panel(chain, axis, heading, place) for place, heading in enumerate(chain.headings)
        )
        mark = " Upright mark: the sign turns." if chain.thresholds else ""
        shows = f"Policy minus baseline along {axis.name}; every panel has its own scale.{mark}"
    else:
        panels = tuple(_row_panel(chain, heading) for heading in chain.headings)
        shows = f"Policy minus baseline for every value of {axis.name}; every panel has its own scale."
    turns = [threshold_sentence(turn, axis) for turn in chain.thresholds]
    rows = row_sentences(sweep, chain)
    figure = Figure(
        key=f"sweep-{chain.id}",
        message=turns[0].rstrip(".") if turns else signs(sweep, chain),
        shows=shows,
        panels=panels,
        source=_source(sweep),
        table=_table(sweep, chain),
    )
    return Section(
        chain.id, capitalised(chain.name), (), (figure,), (), (*turns[1:], *rows, *_reasons(sweep, chain))
    )


_MAP_SHOWS = (
    "Policy minus baseline at every point. Teal: above zero, brown: below; the deeper, the larger. A thick "
    "line runs where the sign turns. Every panel has its own scale."
)


def _reasons(sweep: Sweep, chain: SweptChain) -> tuple[str, ...]:
    """Points without a solution, each with its reason."""
    failed = [point for point in chain.points if not point.numbers]
    told = [f"No solution at {at(sweep, point)}: {point.reason}" for point in failed[:_MOST_REASONS]]
    if len(failed) > _MOST_REASONS:
        told.append(
            f"And {len(failed) - _MOST_REASONS} more points without a solution; sweep.csv has them all."
        )
    return tuple(told)


def _line_panel(chain: SweptChain, axis: Axis, heading: HeadlineNumber, place: int) -> Panel:
    points = [
        _point(number, point.number(heading.figure), heading.unit)
        for number, point in zip(axis.numbers, chain.points, strict=True)
    ]
    turns = [
        Turn(turn.value, threshold_value(turn, axis))
        for turn in chain.thresholds
        if turn.figure == heading.figure and turn.value is not None
    ]
    unit = axis.unit or "share"
    words = _words(chain, heading, chain.points)
    return Panel(heading.text, "", lines(words, points, turns, (unit, heading.unit), result_class(place)))


def _point(place: float, number: HeadlineNumber | None, unit: str) -> Point:
    if number is None:
        return Point(place, None, None, None, "")
    return Point(place, number.value, number.low, number.high, with_unit_short(number.value, unit))


def with_unit_short(value: float, unit: str) -> str:
    """The number as a mark carries it; its unit stands at the axis, but for per cent."""
    return with_unit(value, unit) if unit == "%" else signed(value, unit)


def _row_panel(chain: SweptChain, heading: HeadlineNumber) -> Panel:
    rows = []
    for place, point in enumerate(chain.points):
        number = point.number(heading.figure)
        if number is None:
            continue
        bounds = (
            ""
            if number.low is None or number.high is None
            else f"{signed(number.low, number.unit)} to {signed(number.high, number.unit)}"
        )
        shown = with_unit_short(number.value, number.unit)
        rows.append(
            Change(
                told_value(point.values[0]),
                number.value,
                number.low,
                number.high,
                shown,
                bounds,
                result_class(place),
            )
        )
    words = _words(chain, heading, chain.points)
    return Panel(heading.text, "", changes(words, rows, heading.unit, whole=True))


def _words(chain: SweptChain, heading: HeadlineNumber, points: Sequence[SweptPoint]) -> Words:
    return Words(
        f"sweep-{chain.id}-{heading.figure.replace('|', '-')}",
        f"{heading.text}, {heading.unit}",
        " ".join(f"{', '.join(point.values)}: {_shown(point, heading)}." for point in points),
    )


def _shown(point: SweptPoint, heading: HeadlineNumber) -> str:
    number = point.number(heading.figure)
    return "no solution" if number is None else with_unit(number.value, heading.unit)


def _source(sweep: Sweep) -> str:
    drawn = (
        f"ranges: 5th to 95th percentile of {sweep.draws} joint draws"
        if sweep.draws
        else "deterministic, central parameters"
    )
    return (
        f"Source: {model_name()}, base year {sweep.base_year}; baseline: measures in force on {sweep.as_of}; "
        f"{drawn}."
    )


def _table(sweep: Sweep, chain: SweptChain) -> Table:
    columns = (*(axis.name for axis in sweep.axes), *(f"{item.text}, {item.unit}" for item in chain.headings))
    rows = tuple((*map(told_value, point.values), *_cells(point, chain.headings)) for point in chain.points)
    return Table(
        f"{capitalised(chain.name)}: headline numbers over the grid", columns, rows, labels=len(sweep.axes)
    )


def _cells(point: SweptPoint, headings: Sequence[HeadlineNumber]) -> Iterator[str]:
    for heading in headings:
        number = point.number(heading.figure)
        if number is None:
            yield NOT_AVAILABLE
        elif number.low is None or number.high is None:
            yield signed(number.value, number.unit)
        else:
            bounds = f"{signed(number.low, number.unit)} to {signed(number.high, number.unit)}"
            yield f"{signed(number.value, number.unit)} ({bounds})"
