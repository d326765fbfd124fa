"""Spans of days, first and last included."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

Span = tuple[date, date]
ONE_DAY = timedelta(days=1)


def without(whole: Span, windows: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of a span outside some windows, in order; windows may overlap."""
    left: list[Span] = []
    first, last = whole
    for begins, ends in sorted(windows):
        if begins > last or first > last:
            break
        if begins > first:
            left.append((first, begins - ONE_DAY))
        if ends >= last:
            return tuple(left)
        first = max(first, ends + ONE_DAY)
    return (*left, (first, last)) if first <= last else tuple(left)
