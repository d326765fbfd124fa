"""The day on which a rulebook is simulated.

Without a year that is today, or 31 December of the first year with something in force if nothing is in
force today. A year that was asked for is kept; the enactment then notes the first year with something in
force.
"""

from __future__ import annotations

from datetime import date

from footwall.enacted.clauses_by_date import first_day_in_force, instruments_in_force
from footwall.errors import UnknownName
from footwall.rulebook import Rulebook

FIRST_YEAR, LAST_YEAR = 2024, 2100


def asked_day(year: int | None, today: date) -> date:
    """31 December of a year, or today. Raises UnknownName for a year that is not simulated."""
    if year is None:
        return today
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnknownName(f"--year: read {year}; allowed: {FIRST_YEAR} (the base year) to {LAST_YEAR}.")
    return date(year, 12, 31)


def simulated_day(rulebook: Rulebook, year: int | None, today: date) -> tuple[date, tuple[str, ...]]:
    """The day of a run and notes about it. Raises UnknownName for a year that is not simulated."""
    if year is not None:
        return asked_day(year, today), ()
    first = first_day_in_force(rulebook, today)
    if first is None or first == today:
        return today, ()
    end_of_year = date(first.year, 12, 31)
    shown = end_of_year if instruments_in_force(rulebook, end_of_year) else first
    note = (
        f"Nothing of {rulebook.name!r} is in force on {today}; the run shows {shown}. Use --year to choose."
    )
    return shown, (note,)
