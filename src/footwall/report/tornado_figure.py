"""The inputs that move each headline number most, one at a time from low to high: a figure of the report.

The picture says how far and which way; the grade and range of an input stand below its bar, its source in the
table. Inputs that move nothing are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from footwall.explore.tornado import Swing, Tornado
from footwall.report.chart_tornado import Range, input_lines, tornado_chart
from footwall.report.figure import Figure, Panel, Table
from footwall.report.number_words import NOT_AVAILABLE, plain, plain_range, points_digits, signed
from footwall.report.svg import Words
from footwall.report.wording import PARAMETERS, plain_words
from footwall.runs.headline import PERCENT, POINTS, HeadlineNumber
from footwall.runs.sentences import money_digits
from footwall.runs.small_moves import is_small

SHOWN = 6
"""Most bars of a panel; inputs that move its number too little to be seen have none."""
MOST_DIGITS = 2
LABELS = {
    "theta": "Change of origin (θ)",
    "supply_elasticity": "Supply (η)",
    "avoidable_share": "Avoidable margin",
    "demand_elasticity": "Demand (ε)",
    "choke_ratio": "Price of giving up",
    "conversion_cost": "Conversion cost",
    "ranged_amount": "Stated in the rulebook",
}
UNITS = {"conversion_cost": "USD/kg"}
"""Units of inputs; the others are elasticities and shares without one."""
Owners = Callable[[list[str]], str]
"""Names of the commodities, plants or sectors that an input stands for."""


@dataclass(frozen=True)
class _Told:
    """A headline number, the inputs that move it, and how its values are written."""

    number: HeadlineNumber
    swings: tuple[Swing, ...]

    def written(self, value: float | None, without: str = NOT_AVAILABLE) -> str:
        return without if value is None else signed(value, _digits(self.number.unit, self.swings))

    def with_unit(self, value: float | None, without: str = NOT_AVAILABLE) -> str:
        if value is None:
            return without
        unit = {PERCENT: "%", POINTS: " points"}.get(self.number.unit, f" {self.number.unit}")
        return f"{self.written(value)}{unit}"


def tornado_figure(
    found: Tornado, numbers: Sequence[HeadlineNumber], owners: Owners, source: str, key: str = "tornado"
) -> Figure | None:
    """One panel a headline number; None where no input moves any."""
    told = [_Told(number, tuple(_moving(found, number))) for number in numbers]
    told = [item for item in told if item.swings]
    if not told:
        return None
    return Figure(
        key=key,
        message=_message(told[0], owners),
        shows=(
            "The headline number with one input at the low (ring) and at the high (dot) of its range, all "
            f"others central; {_drawn(told)} of {found.inputs} inputs. Dashed: central value. An axis "
            "far from zero does not reach it."
        ),
        panels=tuple(_panel(item, owners, key) for item in told),
        source=source,
        table=_table(told, owners),
    )


def _drawn(told: Sequence[_Told]) -> str:
    """How many bars the panels have: ``the 6 widest``, ``the 4 to 6 widest``, ``the widest``."""
    counts = [len(item.swings) for item in told]
    fewest, most = min(counts), max(counts)
    if fewest < most:
        return f"the {fewest} to {most} widest"
    return "the widest" if most == 1 else f"the {most} widest"


def _moving(found: Tornado, number: HeadlineNumber) -> Iterator[Swing]:
    """Swings that a reader can see."""
    swings = found.widest(number.figure, SHOWN)
    digits = _digits(number.unit, swings)
    for swing in swings:
        if {signed(end, digits) for end in _ends(swing)} - {signed(swing.central, digits)}:
            yield swing


def _ends(swing: Swing) -> list[float]:
    return [end for end in (swing.at_low, swing.at_high) if end is not None]


def _digits(unit: str, swings: Sequence[Swing]) -> int:
    """Decimals as in the headline; more where the inputs move the number so little that ends print alike."""
    central = swings[0].central if swings else 0.0
    fewest = 1 if unit == PERCENT else points_digits(central) if unit == POINTS else money_digits(central)
    ends = [end for swing in swings for end in (*_ends(swing), swing.central)]
    span = max(ends) - min(ends) if ends else 0.0
    return next(
        (digits for digits in range(fewest, MOST_DIGITS) if span >= 10.0 ** (1 - digits)), MOST_DIGITS
    )


def _message(told: _Told, owners: Owners) -> str:
    number, first = told.number, told.swings[0]
    name = plain_words(first.parameter, PARAMETERS).removesuffix(" (USD/kg)")
    article = "" if name.startswith("how ") else "the "
    ends = " to ".join(told.with_unit(end, "no solution") for end in (first.at_low, first.at_high))
    where = abridged(owners(list(first.of)))
    if number.unit in (PERCENT, POINTS) and all(is_small(end - first.central) for end in _ends(first)):
        return f"{number.text} hardly moves with any one input: with {article}{name} of {where}, {ends}"
    return f"{number.text} leans most on {article}{name} of {where}: {ends} over its range"


def abridged(names: str) -> str:
    """The first of several owners, and how many more there are."""
    first, *others = names.split(", ")
    if len(others) < 2:
        return names
    return f"{first} and {len(others)} others"


def _panel(told: _Told, owners: Owners, key: str) -> Panel:
    number, swings = told.number, told.swings
    rows = [
        Range(
            LABELS.get(swing.parameter, swing.parameter.replace("_", " ")),
            swing.at_low,
            swing.at_high,
            " … ".join(told.written(end) for end in (swing.at_low, swing.at_high)),
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
    return Panel(
        number.text, f"central {told.with_unit(central)}", tornado_chart(words, central, rows, number.unit)
    )


def _inputs(swing: Swing, owners: Owners) -> str:
    """``magnet making (Japan): 20 to 38 USD/kg, assumed``; of more names than fit only the first is told."""
    unit = UNITS.get(swing.parameter, "")
    figures = f": {plain_range(swing.low, swing.high)}{f' {unit}' if unit else ''}, {swing.grade}"
    names = owners(list(swing.of))
    told = f"{names}{figures}"
    return abridged(names) + figures if input_lines(told)[-1].endswith("…") else told


def _table(told: Sequence[_Told], owners: Owners) -> Table:
    rows = tuple(
        (
            item.number.text,
            plain_words(swing.parameter, PARAMETERS),
            owners(list(swing.of)),
            f"{plain(swing.value)} ({plain_range(swing.low, swing.high)})",
            swing.grade,
            swing.source,
            item.written(swing.at_low),
            item.written(swing.at_high),
            item.number.unit,
        )
        for item in told
        for swing in item.swings
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
