"""Moves that are too small for a title: one limit for the answer and for every title of a report.

A change below the limit is told as one that hardly moves anything, with its figure; it is never the news.
"""

from __future__ import annotations

HARDLY = 0.25
"""Per cent or percentage points: what prints as 0.2 or less with one decimal is no headline."""
_PRINTS = 0.05
"""Below it one decimal prints zero."""


def is_small(change: float) -> bool:
    """True for a change in per cent or percentage points that no title may make its news."""
    return abs(change) < HARDLY


def size_of(change: float, unit: str = "%") -> str:
    """A small change as it stands in a sentence: ``+0.2%``, ``−0.1 points``, ``under 0.05%``, ``0%``."""
    if change == 0.0:
        return f"0{_spaced(unit)}"
    if abs(change) < _PRINTS:
        return f"under {_PRINTS}{_spaced(unit)}"
    return f"{change:+.1f}{_spaced(unit)}".replace("-", "−")


def at_most(change: float, what: str, unit: str = "%") -> str:
    """The largest of small changes and whose it is: ``at most +0.2% (gallium wafers)``."""
    if abs(change) < _PRINTS:
        return f"nothing by as much as {_PRINTS}{_spaced(unit)}"
    return f"at most {size_of(change, unit)} ({what})"


def _spaced(unit: str) -> str:
    return unit if unit == "%" else f" {unit}"
