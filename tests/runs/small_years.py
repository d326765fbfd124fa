"""A small run through the years, solved once in a test session."""

from __future__ import annotations

from functools import cache

from footwall.runs import Result, run

DRAWS = 2
SPAN = (2024, 2030)


@cache
def gallium_and_germanium() -> Result:
    """Touches both chains."""
    return run("gallium-germanium", year=2027, years=SPAN, draws=DRAWS, chains=("gallium", "germanium"))
