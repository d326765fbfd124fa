"""Stairs over a budget: what it avoids in colour, what of it is spent in grey, with marks on the budget.

A stock is bought whole, so that a line stays level until the budget reaches the next one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from footwall.report.scale import Scale, scale, span, tick_label
from footwall.report.svg import WIDTH, Words, element, line, picture, text, text_width

_LEFT, _TOP, _HEIGHT, _FOOT, _LINE = 44.0, 26.0, 170.0, 38.0, 15.0
_APART = 15.0
"""Names closer together than this would overprint each other."""
_GAP, _STROKE = 6.0, 9.0


@dataclass(frozen=True)
class Stairs:
    """One line over the budgets; ``name`` stands in the margin."""

    name: str
    values: Sequence[float]
    colour: str


@dataclass(frozen=True)
class BudgetMark:
    """A budget with its words; one beyond the end of the axis is an arrow there."""

    place: float
    label: str


def cover(
    words: Words, budgets: Sequence[float], stairs: Sequence[Stairs], marks: Sequence[BudgetMark], unit: str
) -> Markup:
    """One panel; budgets rise, and both axes are in ``unit``."""
    top = _TOP + _LINE * len(marks)
    bottom = top + _HEIGHT
    right = WIDTH - max(text_width(item.name, bold=True) for item in stairs) - _STROKE - 12.0
    upwards = scale([value for item in stairs for value in item.values], bottom, top)
    across = span(budgets, _LEFT, right)
    drawn = [*_grid(across, upwards, unit)]
    rows = [_TOP + _LINE * place + 4.0 for place in range(len(marks))]
    drawn += [
        line(across(mark.place), y + 4.0, across(mark.place), bottom, "central")
        for mark, y in zip(marks, rows, strict=True)
        if not across.beyond(mark.place)
    ]
    drawn += [_mark(across, mark, y) for mark, y in zip(marks, rows, strict=True)]
    for item in stairs:
        drawn.append(_path(across, upwards, budgets, item))
    drawn += _names(across, upwards, stairs)
    return picture(words, bottom + _FOOT, drawn)


def _grid(across: Scale, upwards: Scale, unit: str) -> Iterator[Markup]:
    for tick in upwards.ticks:
        y = upwards(tick)
        yield line(across.start, y, across.end, y, "zero" if abs(tick) < 1e-12 else "grid")
        yield text(across.start - _GAP, y + 4.0, tick_label(tick, upwards.step), "m", "end")
    yield text(0.0, 10.0, unit, "m")
    for tick in across.ticks:
        x = across(tick)
        yield line(x, upwards.start, x, upwards.start + 4.0, "axis")
        yield text(x, upwards.start + 17.0, tick_label(tick, across.step), "m", "middle")
    yield text(across.end, upwards.start + 32.0, f"budget, {unit}", "m", "end")


def _mark(across: Scale, mark: BudgetMark, y: float) -> Markup:
    label = f"{mark.label} →" if across.beyond(mark.place) else mark.label
    half = text_width(label) / 2.0
    return text(min(max(across(mark.place), half), WIDTH - half), y, label, "m", "middle")


def _path(across: Scale, upwards: Scale, budgets: Sequence[float], item: Stairs) -> Markup:
    places = [(across(place), upwards(value)) for place, value in zip(budgets, item.values, strict=True)]
    steps = [f"M{places[0][0]:.2f} {places[0][1]:.2f}"]
    steps += [f"H{x:.2f}V{y:.2f}" for _, (x, y) in pairwise(places)]
    return element("path", d="".join(steps), class_=f"path {item.colour}")


def _names(across: Scale, upwards: Scale, stairs: Sequence[Stairs]) -> Iterator[Markup]:
    """Beside the end of every line, moved apart where they would meet."""
    lowest = upwards.start
    for item in sorted(stairs, key=lambda other: other.values[-1]):
        y = min(upwards(item.values[-1]), lowest)
        yield line(across.end + 4.0, y, across.end + 4.0 + _STROKE, y, f"path {item.colour}")
        yield text(across.end + _STROKE + 8.0, y + 4.0, item.name, "b")
        lowest = y - _APART
