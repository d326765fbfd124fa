"""Finds the allowed name that a misspelt one most likely meant. It suggests and never corrects."""

from __future__ import annotations

from collections.abc import Iterable

CLOSE_ENOUGH = 0.6


def nearest(read: str, allowed: Iterable[str]) -> str | None:
    """The allowed name closest to the one read, ignoring case; None where nothing is close."""
    from difflib import get_close_matches

    by_folded = {name.casefold(): name for name in allowed}
    matches = get_close_matches(read.strip().casefold(), list(by_folded), n=1, cutoff=CLOSE_ENOUGH)
    return by_folded[matches[0]] if matches else None


def did_you_mean(read: str, allowed: Iterable[str]) -> str:
    """A sentence that suggests the nearest allowed name; empty where nothing is close."""
    name = nearest(read, allowed)
    return f"Did you mean {name!r}?" if name is not None else ""
