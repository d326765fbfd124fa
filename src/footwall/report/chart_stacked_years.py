"""Amounts that add up, a column a year; every layer is named at the height it has in the last year.

Layers that need telling apart at a glance are ``marked``: they have a dark outline and a bold name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from footwall.report.scale import Scale, scale, span, tick_label
from footwall.report.svg import WIDTH, Words, bar, folded, line, picture, text

_LEFT, _PLOT, _NAMES = 48.0, 176.0, 190.0
_TOP, _HEIGHT, _FOOT = 24.0, 236.0, 24.0
_LINE = 14.0
_APART = 4.0
_THIN = 0.3
"""Height below which a part of a column is not drawn."""


@dataclass(frozen=True)
class Layer:
    """One amount by year; ``figure`` is what is told below its name."""

    name: str
    figure: str
    amounts: tuple[float, ...]
    colour: str
    marked: bool = False


def stacked_years(words: Words, years: Sequence[int], layers: Sequence[Layer], unit: str) -> Markup:
    """One panel; the first layer lies at the bottom."""
    totals = [sum(layer.amounts[place] for layer in layers) for place in range(len(years))]
    bottom = _TOP + _HEIGHT
    upwards = scale(totals, bottom, _TOP)
    drawn = [*_grid(years, upwards, unit), *_columns(years, layers, upwards)]
    names = [*_names(layers, upwards)]
    lowest = max((place for place, _ in names), default=0.0)
    drawn += [mark for _, mark in names]
    return picture(words, max(bottom + _FOOT, lowest + 6.0), drawn)


def _grid(years: Sequence[int], upwards: Scale, unit: str) -> Iterator[Markup]:
    yield text(0.0, 10.0, unit, "m")
    for tick in upwards.ticks:
        y = upwards(tick)
        yield line(_LEFT, y, _PLOT, y, "zero" if abs(tick) < 1e-12 else "grid")
        yield text(_LEFT - 6.0, y + 4.0, tick_label(tick, upwards.step), "m", "end")
    width = (_PLOT - _LEFT) / len(years)
    across = span([float(years[0]), float(years[-1])], _LEFT + width / 2.0, _PLOT - width / 2.0)
    for year in dict.fromkeys((years[0], years[len(years) // 2], years[-1])):
        yield text(across(float(year)), upwards.start + 17.0, str(year), "m", "middle")


def _columns(years: Sequence[int], layers: Sequence[Layer], upwards: Scale) -> Iterator[Markup]:
    width = (_PLOT - _LEFT) / len(years)
    outlines: list[Markup] = []
    for place in range(len(years)):
        left, below = _LEFT + place * width, 0.0
        for layer in layers:
            above = below + layer.amounts[place]
            height = upwards(below) - upwards(above)
            if height >= _THIN:
                gap = min(1.0, height / 3.0)
                shape = (left + 0.5, left + width - 0.5, upwards(above) + gap, height - gap)
                yield bar(*shape, f"bare {layer.colour}")
                if layer.marked:
                    outlines.append(bar(*shape, "outline"))
            below = above
    yield from outlines


def _names(layers: Sequence[Layer], upwards: Scale) -> Iterator[tuple[float, Markup]]:
    """Names from the top down, pushed apart where they would meet; a thin line leads to each."""
    told = []
    below = 0.0
    for layer in layers:
        above = below + layer.amounts[-1]
        lines = folded(layer.name, WIDTH - _NAMES - 2.0, bold=layer.marked, most=3)
        told.append((upwards((below + above) / 2.0), [*lines, layer.figure], layer))
        below = above
    told.reverse()
    for (middle, lines, layer), top in zip(told, _spread([(m, len(t)) for m, t, _ in told]), strict=True):
        height = _LINE * len(lines)
        yield (
            top,
            line(_PLOT + 1.0, middle, _NAMES - 4.0, top + height / 2.0, "axis"),
        )
        for place, words in enumerate(lines):
            weight = (
                "b" if layer.marked and place < len(lines) - 1 else "m" if place == len(lines) - 1 else ""
            )
            yield top + _LINE * (place + 1), text(_NAMES, top + _LINE * (place + 1) - 3.0, words, weight)


def _spread(told: Sequence[tuple[float, int]]) -> list[float]:
    """Tops of blocks of lines in their order, as close to their middles as they can be without meeting."""
    heights = [_LINE * count + _APART for _, count in told]
    tops, free = [], 0.0
    for (middle, _), height in zip(told, heights, strict=True):
        tops.append(max(middle - height / 2.0, free))
        free = tops[-1] + height
    end = max(_TOP + _HEIGHT + 6.0, sum(heights))
    for place in range(len(tops) - 1, -1, -1):
        tops[place] = min(tops[place], end - heights[place])
        end = tops[place]
    return tops
