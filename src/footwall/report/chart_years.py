"""Lines through the years: what is compared in grey, the policy in its colour with its range as a band.

Every line is named at its end beside a stroke of its own colour, so that no line is known by its colour
alone. A figure of a year stands above that year. What begins on the first day of a year is marked half a
year before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from footwall.report.scale import Scale, around, scale, tick_label
from footwall.report.svg import WIDTH, Words, dot, element, line, picture, text, text_width

_LEFT, _NAMES, _TOP, _HEIGHT, _FOOT = 52.0, 78.0, 40.0, 140.0, 24.0
_RIGHT = WIDTH - _NAMES
_STROKE, _GAP = 9.0, 6.0
_APART = 15.0
"""Names closer together than this would overprint each other."""
_STEPS = (1, 2, 5, 10)
_MOST_TICKS = 5


@dataclass(frozen=True)
class Strand:
    """One line; a value of None is a gap. ``name`` is short: it stands in the margin."""

    name: str
    values: Sequence[float | None]
    colour: str
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None


@dataclass(frozen=True)
class Timeline:
    """The years below all lines; ``mark`` is a place among them with its words."""

    years: Sequence[int]
    mark: tuple[float, str]
    unit: str = "year"


def year_lines(
    words: Words,
    time: Timeline,
    strands: Sequence[Strand],
    unit: str,
    holds: Sequence[float] = (),
    from_zero: bool = False,
    axis: Callable[[Sequence[float], float, float], Scale] | None = None,
) -> Markup:
    """One panel; the axis holds ``holds`` as well, and zero where ``from_zero`` or where zero is near.

    ``axis`` makes another axis of the values and of its lower and upper end.
    """
    told = [value for strand in strands for value in _all(strand)]
    bottom = _TOP + _HEIGHT
    upwards = (axis or (scale if from_zero else around))([*told, *holds], bottom, _TOP)
    across = Scale(float(time.years[0]), float(time.years[-1]), _left(upwards), _RIGHT, 1.0)
    drawn = [*_grid(across, upwards, time, unit), *_mark(across, upwards, time.mark)]
    for strand in strands:
        drawn += _band(across, upwards, time.years, strand)
    for strand in strands:
        drawn += _path(across, upwards, time.years, strand)
    drawn += _names(upwards, strands)
    return picture(words, bottom + _FOOT, drawn)


def _all(strand: Strand) -> Iterator[float]:
    yield from (value for value in strand.values if value is not None)
    yield from strand.low or ()
    yield from strand.high or ()


def _left(upwards: Scale) -> float:
    """Where the plot begins: behind the widest label."""
    widest = max(text_width(tick_label(tick, upwards.step)) for tick in upwards.ticks)
    return max(_LEFT, widest + _GAP)


def _grid(across: Scale, upwards: Scale, time: Timeline, unit: str) -> Iterator[Markup]:
    years = time.years
    for tick in upwards.ticks:
        y = upwards(tick)
        yield line(across.start, y, _RIGHT, y, "zero" if abs(tick) < 1e-12 else "grid")
        yield text(across.start - _GAP, y + 4.0, tick_label(tick, upwards.step), "m", "end")
    yield text(0.0, 10.0, unit, "m")
    step = next(step for step in _STEPS if len([y for y in years if y % step == 0]) <= _MOST_TICKS)
    for year in years:
        if year % step == 0:
            x = across(float(year))
            yield line(x, upwards.start, x, upwards.start + 4.0, "axis")
            yield text(x, upwards.start + 17.0, str(year), "m", "middle")
    yield text(WIDTH, upwards.start + 17.0, time.unit, "m", "end")


def _mark(across: Scale, upwards: Scale, mark: tuple[float, str]) -> Iterator[Markup]:
    place, label = mark
    if not across.low <= place <= across.high:
        return
    x, half = across(place), text_width(label) / 2.0
    yield line(x, upwards.end - 4.0, x, upwards.start, "central")
    yield text(min(max(x, half), WIDTH - half), upwards.end - 9.0, label, "m", "middle")


def _band(across: Scale, upwards: Scale, years: Sequence[int], strand: Strand) -> Iterator[Markup]:
    if strand.low is None or strand.high is None:
        return
    edge = [(across(year), upwards(low)) for year, low in zip(years, strand.low, strict=True)]
    back = [(across(year), upwards(high)) for year, high in zip(years, strand.high, strict=True)]
    yield element("path", d=f"{_joined([*edge, *reversed(back)])}Z", class_=f"band {strand.colour}")


def _path(across: Scale, upwards: Scale, years: Sequence[int], strand: Strand) -> Iterator[Markup]:
    """The pieces between gaps; a year alone is a dot."""
    pieces: list[list[tuple[float, float]]] = [[]]
    for year, value in zip(years, strand.values, strict=True):
        if value is None:
            pieces.append([])
        else:
            pieces[-1].append((across(year), upwards(value)))
    for piece in pieces:
        if len(piece) == 1:
            yield dot(*piece[0], 3.0, strand.colour)
        elif piece:
            yield element("path", d=_joined(piece), class_=f"path {strand.colour}")


def _names(upwards: Scale, strands: Sequence[Strand]) -> Iterator[Markup]:
    """Beside the last value of every line, moved apart where they would meet."""
    ends = [
        (upwards(known[-1]), strand)
        for strand in strands
        if (known := [value for value in strand.values if value is not None])
    ]
    ends.sort(key=lambda item: item[0])
    lowest = upwards.start - _APART * (len(ends) - 1)
    floor = upwards.end
    for y, strand in ends:
        placed = max(min(y, lowest), floor)
        yield line(_RIGHT + 4.0, placed, _RIGHT + 4.0 + _STROKE, placed, f"path {strand.colour}")
        yield text(_RIGHT + _STROKE + 8.0, placed + 4.0, strand.name, "b")
        lowest, floor = lowest + _APART, placed + _APART


def _joined(places: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in places)
