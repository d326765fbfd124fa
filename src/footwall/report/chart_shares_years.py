"""Shares of a whole through the years, one state beside another: areas that fill the height in every year.

Parts of one side lie below those of the other, and a heavy line runs between the two sides. Every part that
is ever large enough is named at the height of its last year, beside a stroke of its colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from footwall.report.chart_years import Timeline
from footwall.report.scale import Scale
from footwall.report.svg import WIDTH, Words, element, line, picture, text, text_width

_LEFT, _NAMES, _BETWEEN = 38.0, 106.0, 12.0
_PLOT = (WIDTH - _LEFT - _NAMES - _BETWEEN) / 2.0
_TOP, _HEIGHT, _FOOT = 40.0, 150.0, 24.0
_STROKE, _GAP, _APART = 9.0, 6.0, 15.0
_TICKS = (0.0, 25.0, 50.0, 75.0, 100.0)
_NAMED = 4.0
"""Per cent that a part must reach in some year, in either state, to be named."""


@dataclass(frozen=True)
class Share:
    """One part in per cent of the whole, by year in the first and in the second state."""

    name: str
    short: str
    first: Sequence[float]
    second: Sequence[float]
    colour: str
    below: bool
    """True on the side below the heavy line."""

    @property
    def largest(self) -> float:
        return max(*self.first, *self.second)


def share_areas(words: Words, time: Timeline, titles: tuple[str, str], shares: Sequence[Share]) -> Markup:
    """One panel with two plots on one axis; ``shares`` from the bottom up, those below the line first."""
    bottom = _TOP + _HEIGHT
    upwards = Scale(0.0, 100.0, bottom, _TOP, 25.0)
    drawn = [text(0.0, 10.0, "%", "m")]
    for place, title in enumerate(titles):
        left = _LEFT + place * (_PLOT + _BETWEEN)
        across = Scale(float(time.years[0]), float(time.years[-1]), left, left + _PLOT, 1.0)
        parts = [(share, share.second if place else share.first) for share in shares]
        drawn += _plot(across, upwards, time, parts)
        drawn.append(text(left, _TOP - 24.0, title, "b"))
    for tick in _TICKS:
        drawn.append(text(_LEFT - _GAP, upwards(tick) + 4.0, f"{tick:.0f}", "m", "end"))
    return picture(words, bottom + _FOOT, [*drawn, *_names(upwards, shares)])


def _plot(
    across: Scale, upwards: Scale, time: Timeline, parts: Sequence[tuple[Share, Sequence[float]]]
) -> Iterator[Markup]:
    below, edge = [0.0] * len(time.years), [0.0] * len(time.years)
    for share, values in parts:
        above = [low + value for low, value in zip(below, values, strict=True)]
        outline = [*_places(across, upwards, time.years, above)]
        outline += reversed([*_places(across, upwards, time.years, below)])
        yield element("path", d=f"{_joined(outline)}Z", class_=f"part {share.colour}")
        below = above
        if share.below:
            edge = above
    heavy = _joined([*_places(across, upwards, time.years, edge)])
    yield element("path", d=heavy, class_="path casing")
    yield element("path", d=heavy, class_="path floor")
    mark, words = time.mark
    if across.low <= mark <= across.high:
        yield line(across(mark), _TOP - 4.0, across(mark), upwards.start, "central")
        half = text_width(words) / 2.0
        x = min(max(across(mark), across.start + half), across.end - half)
        yield text(x, _TOP - 8.0, words, "m", "middle")
    first, last = time.years[0], time.years[-1]
    yield text(across.start, upwards.start + 17.0, str(first), "m")
    if last > first:
        yield text(across.end, upwards.start + 17.0, str(last), "m", "end")


def _places(
    across: Scale, upwards: Scale, years: Sequence[int], values: Sequence[float]
) -> Iterator[tuple[float, float]]:
    for year, value in zip(years, values, strict=True):
        yield across(float(year)), upwards(value)


def _names(upwards: Scale, shares: Sequence[Share]) -> Iterator[Markup]:
    """Beside the last year of the second state, from the top down, moved apart where they would meet."""
    told: list[tuple[float, Share]] = []
    below = 0.0
    for share in shares:
        if share.largest >= _NAMED:
            told.append((upwards(below + share.second[-1] / 2.0), share))
        below += share.second[-1]
    told.reverse()
    lowest, highest, x = upwards.start - _APART * (len(told) - 1), upwards.end, WIDTH - _NAMES + 4.0
    for y, share in told:
        placed = max(min(y, lowest), highest)
        yield line(x, placed, x + _STROKE, placed, f"path {share.colour}")
        yield text(x + _STROKE + 4.0, placed + 4.0, _label(share))
        lowest, highest = lowest + _APART, placed + _APART


def _label(share: Share) -> str:
    """The longest of name and share, short name and share, and name alone for which there is room."""
    room = _NAMES - _STROKE - 8.0
    for name in (share.name, share.short):
        label = f"{name} {share.second[-1]:.0f}%"
        if text_width(label) <= room:
            return label
    return share.short


def _joined(places: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in places)
