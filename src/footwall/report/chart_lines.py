"""One figure along a numeric path: a line through the solved points, its range as a band.

Sign changes are marked. Every solved point has a dot. A point without a solution is a gap: the line ends
before it and begins anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from footwall.report.scale import Scale, scale, span, tick_label
from footwall.report.svg import WIDTH, Anchor, Words, dot, element, line, picture, text, text_width

_LEFT, _RIGHT, _HEIGHT, _FOOT = 52.0, 16.0, 150.0, 38.0
_PLAIN_TOP, _TURN_TOP = 24.0, 42.0
"""Where the plot begins without and with a row of sign changes above it."""
_MANY = 25
"""With more points than this the line alone is drawn."""


@dataclass(frozen=True)
class Point:
    """``value`` None: no solution. ``figure`` is the value as printed."""

    place: float
    value: float | None
    low: float | None
    high: float | None
    figure: str


@dataclass(frozen=True)
class Turn:
    """A value of the path at which the figure changes its sign, as printed."""

    place: float
    label: str


def lines(
    words: Words, points: Sequence[Point], turns: Sequence[Turn], units: tuple[str, str], colour: str
) -> Markup:
    """One panel; ``units`` are those of the path and of the figure."""
    told = [bound for point in points for bound in (point.value, point.low, point.high) if bound is not None]
    top = _TURN_TOP if turns else _PLAIN_TOP
    bottom = top + _HEIGHT
    across = span([point.place for point in points], _LEFT, WIDTH - _RIGHT)
    upwards = scale(told, bottom, top)
    drawn = [*_grid(across, upwards, units)]
    for run in _runs(points):
        drawn += _band(across, upwards, run, colour)
    for run in _runs(points):
        drawn += _line(across, upwards, run, colour, dots=len(points) <= _MANY)
    drawn += _turns(across, upwards, turns)
    drawn += _ends(across, upwards, points)
    return picture(words, bottom + _FOOT, drawn)


def _grid(across: Scale, upwards: Scale, units: tuple[str, str]) -> Iterator[Markup]:
    for tick in upwards.ticks:
        y = upwards(tick)
        yield line(_LEFT, y, WIDTH - _RIGHT, y, "zero" if abs(tick) < 1e-12 else "grid")
        yield text(_LEFT - 6.0, y + 4.0, tick_label(tick, upwards.step), "m", "end")
    yield text(0.0, 10.0, units[1], "m")
    bottom = upwards.start
    for tick in across.ticks:
        label, x = tick_label(tick, across.step), across(tick)
        yield line(x, bottom, x, bottom + 4.0, "axis")
        yield text(x, bottom + 17.0, label, "m", "middle")
    yield text(WIDTH - _RIGHT, bottom + 32.0, units[0], "m", "end")


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    """Neighbouring points with a value."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point.value is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _band(across: Scale, upwards: Scale, run: Sequence[Point], colour: str) -> Iterator[Markup]:
    bounds = [(across(p.place), p.low, p.high) for p in run]
    edge = [(x, upwards(low)) for x, low, _ in bounds if low is not None]
    edge += [(x, upwards(high)) for x, _, high in reversed(bounds) if high is not None]
    if len(edge) > 2:
        yield element("path", d=f"{_path(edge)}Z", class_=f"band {colour}")


def _line(across: Scale, upwards: Scale, run: Sequence[Point], colour: str, dots: bool) -> Iterator[Markup]:
    places = [(across(point.place), upwards(point.value)) for point in run if point.value is not None]
    if len(places) > 1:
        yield element("path", d=_path(places), class_=f"path {colour}")
    if dots or len(places) == 1:
        for x, y in places:
            yield dot(x, y, 3.5, colour)


def _turns(across: Scale, upwards: Scale, turns: Sequence[Turn]) -> Iterator[Markup]:
    """A mark on zero, and its value above the plot; values that would meet are joined by the first."""
    zero, free = upwards(0.0), 0.0
    for turn in sorted(turns, key=lambda item: item.place):
        x = across(turn.place)
        yield line(x, upwards.end - 8.0, x, upwards.start, "central")
        yield line(x, zero - 8.0, x, zero + 8.0, "floor")
        width = text_width(turn.label, bold=True)
        anchor, at = _inside(x, width)
        left = {"start": at, "middle": at - width / 2.0, "end": at - width}[anchor]
        if left >= free:
            yield text(at, upwards.end - 13.0, turn.label, "b", anchor)
            free = left + width + 6.0


def _ends(across: Scale, upwards: Scale, points: Sequence[Point]) -> Iterator[Markup]:
    """The figures of the first and the last solved point, on the side that the line leaves free."""
    solved = [point for point in points if point.value is not None]
    ends: list[tuple[Point, Point, Anchor]] = [(solved[0], solved[1], "start")] if len(solved) > 1 else []
    ends += [(solved[-1], solved[-2 if len(solved) > 1 else -1], "end")] if solved else []
    for point, neighbour, anchor in ends:
        if point.value is None or neighbour.value is None:
            continue
        above = point.value >= neighbour.value or upwards(point.value) + 20.0 > upwards.start
        y = upwards(point.value) + (-9.0 if above else 17.0)
        yield text(across(point.place), max(y, upwards.end - 6.0), point.figure, "b", anchor)


def _inside(x: float, width: float) -> tuple[Anchor, float]:
    if x - width / 2.0 < _LEFT:
        return "start", _LEFT
    if x + width / 2.0 > WIDTH:
        return "end", WIDTH
    return "middle", x


def _path(places: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in places)
