"""Heat maps of a sweep over two paths or more.

The first path runs to the right, the second upwards. With further paths there is one map of the first
headline number for each combination of their values, at most ``MOST_MAPS``; the rest is in the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from footwall.explore.comparison_words import signed, with_unit
from footwall.explore.grid import Axis
from footwall.explore.sweep import Sweep
from footwall.explore.swept_chain import SweptChain
from footwall.report.chart_heat_map import Cell, Side, heat_map
from footwall.report.figure import Panel
from footwall.report.svg import Words
from footwall.runs.headline import HeadlineNumber

MOST_MAPS = 9


def maps(sweep: Sweep, chain: SweptChain) -> Iterator[Panel]:
    """The panels of one chain."""
    further = sweep.axes[2:]
    if not further:
        for heading in chain.headings:
            yield _map(sweep, chain, heading, ())
        return
    for rest in islice(product(*(axis.values for axis in further)), MOST_MAPS):
        yield _map(sweep, chain, chain.headings[0], rest)


def _map(sweep: Sweep, chain: SweptChain, heading: HeadlineNumber, rest: tuple[str, ...]) -> Panel:
    across, upwards = sweep.axes[:2]
    numbers = {point.values: point.number(heading.figure) for point in chain.points}
    cells = [
        [_cell(numbers[column, row, *rest], heading.unit) for column in across.values]
        for row in upwards.values
    ]
    fixed = ", ".join(f"{axis.name} {value}" for axis, value in zip(sweep.axes[2:], rest, strict=True))
    found = {place: number.value for place, number in numbers.items() if number and place[2:] == rest}
    key = f"map-{chain.id}-{heading.figure.replace('|', '-')}-{'-'.join(map(_key, rest))}"
    note = ", ".join(part for part in (fixed, heading.unit, _ends(found, heading.unit)) if part)
    words = Words(
        key, f"{heading.text}, {heading.unit}{f', at {fixed}' if fixed else ''}", _told(found, heading)
    )
    return Panel(heading.text, note, heat_map(words, cells, _side(across), _side(upwards)))


def _cell(number: HeadlineNumber | None, unit: str) -> Cell:
    if number is None:
        return Cell(None, ())
    whole = f"{number.value:+,.0f}".replace("-", "−")
    return Cell(number.value, (signed(number.value, unit), whole if whole[1:] != "0" else "0"))


def _ends(found: dict[tuple[str, ...], float], unit: str) -> str:
    if not found:
        return "no solution"
    return f"{signed(min(found.values()), unit)} to {signed(max(found.values()), unit)}"


def _told(found: dict[tuple[str, ...], float], heading: HeadlineNumber) -> str:
    return " ".join(
        f"{', '.join(place)}: {with_unit(value, heading.unit)}." for place, value in found.items()
    )


def _side(axis: Axis) -> Side:
    """Labels without the unit, which stands with the name."""
    if not axis.numeric:
        return Side(axis.name, axis.values)
    unit = f", {axis.unit}" if axis.unit else ""
    return Side(f"{axis.name}{unit}", tuple(f"{number:.4g}" for number in axis.numbers))


def _key(value: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in value)
