"""The grid of a sweep: ``path=a:b:n`` for ``n`` values from a to b, ``path=a,b,c`` for those that are named.

Both ends of a range are quantities of one dimension, as in a rulebook; steps are exact. The grid is every
combination of the values of its paths. What cannot be meant (an empty range, one value, a unit missing at one
end, more points than ``MOST_POINTS``) is refused with what to write instead. Whether a path exists in the
rulebook is found when the rulebook is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import prod

from footwall import units
from footwall.errors import GridError, UnitError
from footwall.runs.sentences import in_sentence

MOST_POINTS = 1_000
DIGITS = 12
"""Significant digits of a step, where it has no end."""
FORM = "path=FROM:TO:COUNT, such as 'floors.ndpr_oxide.reference.price=60 USD/kg:140 USD/kg:9', or path=A,B,C"


@dataclass(frozen=True)
class Axis:
    """One path and its values as they are written into the rulebook.

    ``numbers`` are the values in ``unit``; both are empty where a value is no quantity.
    """

    path: str
    values: tuple[str, ...]
    numbers: tuple[float, ...] = ()
    unit: str = ""
    label: str = ""

    @property
    def numeric(self) -> bool:
        return bool(self.numbers)

    def written(self, number: float) -> str:
        """A number of this axis as a value."""
        return _written(Fraction(number).limit_denominator(10**DIGITS), self.unit)

    @property
    def name(self) -> str:
        """The label; without one the last steps of the path: ``ndpr oxide reference price``."""
        if self.label:
            return self.label
        steps = [step for step in self.path.split(".") if not step.isdigit()]
        return " ".join(steps[1:] if len(steps) > 1 else steps).replace("_", " ")


def read_grid(written: Sequence[str]) -> tuple[Axis, ...]:
    """All axes. Raises GridError for the first that cannot be read, and for a grid that is too large."""
    if not written:
        raise GridError(f"Nothing to sweep. Give at least one {FORM}.")
    axes = tuple(_axis(text) for text in written)
    paths = [axis.path for axis in axes]
    twice = next((path for path in paths if paths.count(path) > 1), None)
    if twice is not None:
        raise GridError(f"{twice} is swept twice. Give every path once.")
    size = prod(len(axis.values) for axis in axes)
    if size > MOST_POINTS:
        shape = " × ".join(str(len(axis.values)) for axis in axes)
        raise GridError(
            f"The grid has {shape} = {size:,} points; allowed: {MOST_POINTS:,}. Take fewer values of a path."
        )
    return axes


def labelled(axes: Sequence[Axis], goods: Mapping[str, str]) -> tuple[Axis, ...]:
    """The axes with commodities (id -> name) called by their names: ``NdPr oxide reference price``."""
    return tuple(replace(axis, label=_label(axis, goods)) for axis in axes)


def _label(axis: Axis, goods: Mapping[str, str]) -> str:
    steps = [step for step in axis.path.split(".") if not step.isdigit()]
    told = steps[1:] if len(steps) > 1 else steps
    return " ".join(
        in_sentence(goods[step].partition(",")[0]) if step in goods else step.replace("_", " ")
        for step in told
    )


def points(axes: Sequence[Axis]) -> tuple[tuple[str, ...], ...]:
    """Every combination of values; the last path runs fastest."""
    return tuple(product(*(axis.values for axis in axes)))


def _axis(text: str) -> Axis:
    path, separator, written = (part.strip() for part in text.partition("="))
    if not separator or not path or not written:
        raise GridError(f"Read {text!r}; allowed: {FORM}.")
    parts = _split(written, ":")
    if len(parts) == 1:
        return _listed(path, written)
    if len(parts) != 3:
        raise GridError(f"{path}: read {written!r}; allowed: {FORM}.")
    return _range(path, *parts)


def _listed(path: str, written: str) -> Axis:
    values = tuple(_split(written, ","))
    if len(values) < 2 or "" in values:
        raise GridError(f"{path}: read {written!r}; a list needs at least two values. Allowed: {FORM}.")
    if len(set(values)) < len(values):
        raise GridError(f"{path}: read {written!r}; every value may stand once.")
    try:
        read = [units.parse(value) for value in values]
    except UnitError:
        return Axis(path, values)
    if len({quantity.dimension for quantity in read}) > 1:
        return Axis(path, values)
    numbers = tuple(float(quantity.in_unit(read[0].unit)) for quantity in read)
    if list(numbers) != sorted(set(numbers)):
        return Axis(path, values)
    return Axis(path, values, numbers, read[0].unit)


def _split(written: str, separator: str) -> list[str]:
    """Parts between separators outside brackets and braces."""
    parts, depth = [""], 0
    for letter in written:
        depth += (letter in "[{(") - (letter in "]})")
        if letter == separator and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def _range(path: str, first: str, last: str, count: str) -> Axis:
    try:
        low, high = units.parse(first), units.parse(last)
    except UnitError as refusal:
        raise GridError(f"{path}: {refusal}") from refusal
    if low.dimension != high.dimension:
        unit = high.unit or low.unit
        raise GridError(
            f"{path}: {first!r} is a {low.dimension} and {last!r} a {high.dimension}. Give both ends with "
            f"their unit, such as '{path}={low.value} {unit}:{high.value} {unit}:{count}'."
        )
    if not (count.isascii() and count.isdigit()) or int(count) < 2:
        raise GridError(f"{path}: read {count!r} as the number of values; allowed: a whole number from 2.")
    steps = int(count) - 1
    if steps >= MOST_POINTS:
        raise GridError(f"{path}: {int(count):,} values; allowed: {MOST_POINTS:,}.")
    start, end = low.in_unit(low.unit), high.in_unit(low.unit)
    if start == end:
        raise GridError(f"{path}: the range from {first} to {last} is empty. Give two different ends.")
    numbers = [start + (end - start) * Fraction(step, steps) for step in range(steps + 1)]
    numbers.sort()
    return Axis(
        path,
        tuple(_written(number, low.unit) for number in numbers),
        tuple(float(number) for number in numbers),
        low.unit,
    )


def _written(number: Fraction, unit: str) -> str:
    text = f"{float(number):.{DIGITS}g}"
    return f"{text}{unit}" if unit in ("", "%") else f"{text} {unit}"
