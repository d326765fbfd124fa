"""Shares of a whole as stacked bars, one below the other, every part named where it is.

Parts too narrow for a name are named below their bar, in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from footwall.report.svg import WIDTH, Words, bar, element, picture, text, text_width, wrapped

_MARGIN = 2.0
_BAR = 26.0
_HEAD = 20.0
_FULL = WIDTH - 2.0 * _MARGIN
_LINE = 15.0
_GAP = 8.0
_BESIDE = 16.0
"""What a name leaves free of its part, and a line of names of the panel: some fonts are wide."""
_NAMED_BELOW = 0.004
"""Parts under this share are too small to be named one by one."""


@dataclass(frozen=True)
class Part:
    """A share of the whole, with a long and a short name."""

    name: str
    short: str
    share: float
    colour: str


@dataclass(frozen=True)
class Whole:
    """One bar: its label, what its whole is, and its parts from left to right."""

    label: str
    total: str
    parts: tuple[Part, ...]
    inside: float | None = None
    """Share after which a tick says that the parts to the right come from the zone."""


def stacked_bars(words: Words, bars: Sequence[Whole]) -> Markup:
    """A panel of bars of the full width."""
    drawn: list[Markup] = []
    top = 0.0
    for whole in bars:
        below = wrapped(_named_below(whole), WIDTH - 2.0 * _MARGIN - _BESIDE)
        drawn += _whole(whole, top, below)
        top += _HEAD + _BAR + _LINE * len(below) + _GAP
    return picture(words, top, drawn)


def _whole(whole: Whole, top: float, below: Sequence[str]) -> Iterator[Markup]:
    y = top + _HEAD
    yield text(_MARGIN, top + 14.0, whole.label, "b")
    yield text(WIDTH - _MARGIN, top + 14.0, whole.total, "m", "end")
    start = _MARGIN
    for part in whole.parts:
        end = start + _FULL * part.share
        yield bar(start, end, y, _BAR, f"part {part.colour}")
        label = _label(part)
        if label:
            yield element(
                "text", label, x=(start + end) / 2.0, y=y + 17.5, class_="t on", text_anchor="middle"
            )
        start = end
    if whole.inside is not None:
        edge = _MARGIN + _FULL * whole.inside
        yield bar(edge - 2.75, edge + 2.75, y, _BAR, "cased")
        yield bar(edge - 1.25, edge + 1.25, y - 4.0, _BAR + 8.0, "edge")
    for place, named in enumerate(below):
        yield text(_MARGIN, y + _BAR + _LINE * (place + 1), named, "m")


def _named_below(whole: Whole) -> Iterator[str]:
    for part in whole.parts:
        if part.share >= _NAMED_BELOW and not _label(part):
            yield f"{part.name} {_share(part.share)}"


def _label(part: Part) -> str:
    for name in (part.name, part.short):
        label = f"{name} {_share(part.share)}"
        if text_width(label, bold=True) <= _FULL * part.share - _BESIDE:
            return label
    return ""


def _share(share: float) -> str:
    return f"{100.0 * share:.1f}%" if share < 0.02 else f"{100.0 * share:.0f}%"
