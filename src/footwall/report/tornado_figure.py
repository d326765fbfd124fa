"""The inputs that move each headline number most, one at a time from low to high: a figure of the report.

The picture says how far and which way; the grade and range of an input stand below its bar, its source in the
table. Inputs that move nothing are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from footwall.explore.comparison_words import signed, with_unit
from footwall.explore.tornado import Swing, Tornado
from footwall.report.chart_tornado import Range, input_lines, tornado_chart
from footwall.report.figure import Figure, Panel, Table
from footwall.report.number_words import NOT_AVAILABLE, plain
from footwall.report.svg import Words
from footwall.report.wording import PARAMETERS, plain_words
from footwall.runs.headline import HeadlineNumber

SHOWN = 6
LABELS = {
    "theta": "Change of origin (θ)",
    "supply_elasticity": "Mine supply (η)",
    "avoidable_share": "Avoidable margin",
    "demand_elasticity": "Demand (ε)",
    "choke_ratio": "Price of giving up",
    "conversion_cost": "Conversion cost",
    "ranged_amount": "Stated in the rulebook",
}
Owners = Callable[[list[str]], str]
"""Names of the commodities, plants or sectors that an input stands for."""


def tornado_figure(
    found: Tornado, numbers: Sequence[HeadlineNumber], owners: Owners, source: str, key: str = "tornado"
) -> Figure | None:
    """One panel a headline number; None where no input moves any."""
    told = [(number, tuple(_moving(found, number))) for number in numbers]
    told = [(number, swings) for number, swings in told if swings]
    if not told:
        return None
    return Figure(
        key=key,
        message=_message(*told[0], owners),
        shows=(
            "The headline number with one input at the low (ring) and at the high (dot) of its range, all "
            f"others central; the {SHOWN} widest of {found.inputs} inputs. Dashed: central value."
        ),
        panels=tuple(_panel(number, swings, owners, key) for number, swings in told),
        source=source,
        table=_table(told, owners),
    )


def _moving(found: Tornado, number: HeadlineNumber) -> Iterator[Swing]:
    """Swings that a reader can see."""
    for swing in found.widest(number.figure, SHOWN):
        ends = {signed(end, number.unit) for end in (swing.at_low, swing.at_high) if end is not None}
        if ends - {signed(swing.central, number.unit)}:
            yield swing


def _message(number: HeadlineNumber, swings: Sequence[Swing], owners: Owners) -> str:
    first = swings[0]
    name = plain_words(first.parameter, PARAMETERS).removesuffix(" (USD/kg)")
    article = "" if name.startswith("how ") else "the "
    ends = " to ".join(_end(end, number.unit) for end in (first.at_low, first.at_high))
    where = abridged(owners(list(first.of)))
    return f"{number.text} leans most on {article}{name} of {where}: {ends} over its range"


def abridged(names: str) -> str:
    """The first of several owners, and how many more there are."""
    first, *others = names.split(", ")
    if len(others) < 2:
        return names
    return f"{first} and {len(others)} others"


def _end(value: float | None, unit: str) -> str:
    return "no solution" if value is None else with_unit(value, unit)


def _panel(number: HeadlineNumber, swings: Sequence[Swing], owners: Owners, key: str) -> Panel:
    rows = [
        Range(
            LABELS.get(swing.parameter, swing.parameter.replace("_", " ")),
            swing.at_low,
            swing.at_high,
            _figures(swing, number.unit),
            _inputs(swing, owners),
        )
        for swing in swings
    ]
    words = Words(
        f"{key}-{number.figure.replace('|', '-')}",
        f"{number.text}, {number.unit}: inputs at low and high",
        " ".join(f"{row.label}, {row.inputs}: {row.figures}." for row in rows),
    )
    central = swings[0].central
    note = f"central {with_unit(central, number.unit)}"
    return Panel(number.text, note, tornado_chart(words, central, rows, number.unit))


def _figures(swing: Swing, unit: str) -> str:
    ends = (NOT_AVAILABLE if end is None else signed(end, unit) for end in (swing.at_low, swing.at_high))
    return " … ".join(ends)


def _inputs(swing: Swing, owners: Owners) -> str:
    """``magnet making (Japan): 20 to 38, assumed``; of more names than fit only the first is told."""
    figures = f": {plain(swing.low)} to {plain(swing.high)}, {swing.grade}"
    names = owners(list(swing.of))
    told = f"{names}{figures}"
    return abridged(names) + figures if input_lines(told)[-1].endswith("…") else told


def _table(told: Sequence[tuple[HeadlineNumber, Sequence[Swing]]], owners: Owners) -> Table:
    rows = tuple(
        (
            number.text,
            plain_words(swing.parameter, PARAMETERS),
            owners(list(swing.of)),
            f"{plain(swing.value)} ({plain(swing.low)} to {plain(swing.high)})",
            swing.grade,
            swing.source,
            NOT_AVAILABLE if swing.at_low is None else signed(swing.at_low, number.unit),
            NOT_AVAILABLE if swing.at_high is None else signed(swing.at_high, number.unit),
            number.unit,
        )
        for number, swings in told
        for swing in swings
    )
    columns = (
        "Headline number",
        "Input",
        "Of",
        "Value (range)",
        "Grade",
        "Source",
        "At low",
        "At high",
        "Unit",
    )
    return Table("Inputs that move the headline most", columns, rows, labels=2, words=(2, 3, 4, 5, 8))
