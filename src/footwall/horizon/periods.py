"""Years cut into periods of one law: a clause in force for part of a year is solved for that part.

A period has a weight, its share of the days of the year. Figures of a year are the weighted means of those of
its periods at yearly rates. Days on which a clause begins or ends but nothing changes cut nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from footwall.enacted.charges import Enactment
from footwall.enacted.ranged_law import differ
from footwall.horizon.real_law import real

LawOn = Callable[[date], Enactment]


@dataclass(frozen=True, eq=False)
class Period:
    """Consecutive days of one year under one law."""

    starts: date
    ends: date
    weight: float
    law: Enactment


def periods_of(
    years: Sequence[int], changes: Iterable[date], law_on: LawOn, deflators: Sequence[float]
) -> tuple[tuple[Period, ...], ...]:
    """The periods of every year, in order; ``changes`` are the first days on which a law may be another.

    ``deflators`` turn the money of a year's law into that of the base year.
    """
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    cuts = sorted({first, *(day for day in changes if first < day <= last)})
    laws: list[tuple[date, Enactment]] = []
    for day in cuts:
        law = law_on(day)
        if not laws or differ(laws[-1][1], law):
            laws.append((day, law))
    return tuple(
        tuple(_within(year, laws, deflator)) for year, deflator in zip(years, deflators, strict=True)
    )


def _within(year: int, laws: Sequence[tuple[date, Enactment]], deflator: float) -> Iterator[Period]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = (last - first).days + 1
    for position, (day, law) in enumerate(laws):
        following = laws[position + 1][0] if position + 1 < len(laws) else date.max
        starts, ends = max(day, first), min(following - timedelta(days=1), last)
        if starts <= ends:
            yield Period(starts, ends, ((ends - starts).days + 1) / days, real(law, deflator))
