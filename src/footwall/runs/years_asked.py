"""The years of a run that are asked for, as text ``2024:2040``, and the day from which the rulebook can act.

The base year is where every path begins: its capacities and prices are known. A rulebook acts from the first
day of the year after the run, whatever it says of earlier days: what is past happened without it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from footwall.errors import UnknownName
from footwall.horizon.span import Span
from footwall.rulebook.event_schema import CutOff
from footwall.runs.sentences import listed

if TYPE_CHECKING:
    from footwall.rulebook import Rulebook

LAST_YEAR = 2045
"""Last year of the deflator; demand paths stay as in 2040 after that year."""
USUAL = 2040
"""Last year of the demand paths, which messages propose."""


def asked_span(years: str | tuple[int, int], base_year: int, today: date) -> Span:
    """The span of ``FIRST:LAST``. Raises UnknownName that says what was read and what is allowed."""
    first, last = _bounds(years)
    if first != base_year:
        where = "before" if first < base_year else "after"
        raise UnknownName(
            f"--years: read {first}:{last}, which begins {where} the base year; allowed: {base_year}:LAST. "
            f"Capacities and prices are known for {base_year}; the path to a later year goes through those "
            f"between, and there is none to an earlier one. Write {base_year}:{_possible(last, base_year)}."
        )
    if last <= first:
        raise UnknownName(
            f"--years: read {first}:{last}; allowed: a last year from {first + 1} to {LAST_YEAR}. "
            f"Write {first}:{_possible(last, base_year)}, or leave --years out for the base year alone."
        )
    if last > LAST_YEAR:
        raise UnknownName(
            f"--years: read {first}:{last}; allowed: up to {LAST_YEAR}. Prices and demand are not known "
            f"beyond. Write {first}:{LAST_YEAR}, or end earlier."
        )
    return Span(first, last, date(today.year + 1, 1, 1))


def _possible(last: int, base_year: int) -> int:
    """The last year that was asked for where it can be walked to, or the usual one."""
    return last if base_year < last <= LAST_YEAR else USUAL


def _bounds(years: str | tuple[int, int]) -> tuple[int, int]:
    parts = years.split(":") if isinstance(years, str) else [str(year) for year in years]
    try:
        first, last = (int(part) for part in parts)
    except ValueError:
        raise UnknownName(
            f"--years: read {years!r}; allowed: two years with a colon between. Write them as 2024:{USUAL}."
        ) from None
    return first, last


def acting_over_years(policy: Rulebook) -> list[str]:
    """What a rulebook holds that a run of one period does not read, in words."""
    unread = []
    if any(not isinstance(event, CutOff) for event in policy.events):
        unread.append("its events other than cut-offs")
    if policy.stockpile:
        unread.append("its stockpiles")
    if policy.rival is not None:
        unread.append("the answers of its rival")
    if policy.horizon.credibility < 1.0:
        unread.append("how far investors believe in it")
    return unread


def only_over_years(policy: Rulebook) -> tuple[str, ...]:
    """A note on what a run of one period does not read; none where all acts in it."""
    unread = acting_over_years(policy)
    if not unread:
        return ()
    return (
        f"Not in these figures: {listed(unread)}. They act in a run over years alone; add --years 2024:2040.",
    )
