"""A replayed episode: the predicted path with its band, the naive trend, and what was seen as rings.

Everything is a ratio to the last level before the event, which is month 0. The path is the market of each
month and stands at the middle of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from footwall.report.scale import Scale, scale, tick_label
from footwall.report.svg import WIDTH, Words, dot, element, line, picture, text

_LEFT, _RIGHT, _TOP, _HEIGHT, _FOOT = 46.0, 14.0, 28.0, 150.0, 38.0
_FIRST, _LAST, _TICK = -12, 15, 3


@dataclass(frozen=True)
class Path:
    """Central, low and high ratio of each month after the event, from the first."""

    central: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]


@dataclass(frozen=True)
class Seen:
    """An observation: months after the event (below zero: before it) and its ratio."""

    months: float
    ratio: float


def replay_chart(words: Words, path: Path, seen: Sequence[Seen], trend: Seen | None, colour: str) -> Markup:
    """One panel; ``trend`` is where the naive trend ends, a straight line in the logarithm from 1."""
    bottom = _TOP + _HEIGHT
    shown = [item for item in seen if _FIRST <= item.months <= _LAST]
    months = [place + 0.5 for place in range(len(path.central)) if place + 0.5 <= _LAST]
    told = [*path.low[: len(months)], *path.high[: len(months)], *(item.ratio for item in shown)]
    line_of_trend = (
        [] if trend is None else [(m, trend.ratio ** (m / trend.months)) for m in range(_LAST - 2)]
    )
    upwards = scale([*told, *(ratio for _, ratio in line_of_trend)], bottom, _TOP)
    across = Scale(float(_FIRST), float(_LAST), _LEFT, WIDTH - _RIGHT, float(_TICK))
    drawn = [*_grid(across, upwards)]
    edge = [(across(m), upwards(low)) for m, low in zip(months, path.low, strict=False)]
    edge += [(across(m), upwards(high)) for m, high in reversed(list(zip(months, path.high, strict=False)))]
    drawn.append(element("path", d=f"{_path(edge)}Z", class_=f"band {colour}"))
    if line_of_trend:
        places = [(across(m), upwards(ratio)) for m, ratio in line_of_trend]
        drawn.append(element("path", d=_path(places), class_="path central"))
    central = [(across(m), upwards(value)) for m, value in zip(months, path.central, strict=False)]
    drawn.append(element("path", d=_path(central), class_=f"path {colour}"))
    drawn += [dot(across(item.months), upwards(item.ratio), 3.5, "before") for item in shown]
    return picture(words, bottom + _FOOT, drawn)


def _grid(across: Scale, upwards: Scale) -> Iterator[Markup]:
    for tick in upwards.ticks:
        y = upwards(tick)
        yield line(_LEFT, y, WIDTH - _RIGHT, y, "zero" if abs(tick) < 1e-12 else "grid")
        yield text(_LEFT - 6.0, y + 4.0, tick_label(tick, upwards.step), "m", "end")
    yield text(0.0, 10.0, "level before the event = 1", "m")
    bottom = upwards.start
    yield line(across(0.0), upwards.end, across(0.0), bottom, "axis")
    for tick in across.ticks:
        x = across(tick)
        yield line(x, bottom, x, bottom + 4.0, "axis")
        yield text(x, bottom + 17.0, tick_label(tick, across.step), "m", "middle")
    yield text(WIDTH - _RIGHT, bottom + 32.0, "months after the event", "m", "end")


def _path(places: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in places)
