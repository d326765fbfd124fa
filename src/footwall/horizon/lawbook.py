"""The law of every year of a chain: without the rulebook, with it, and with what a rival answers to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING

from footwall.enacted import law_by_day
from footwall.enacted.change_dates import change_dates
from footwall.enacted.ranged_law import differ
from footwall.horizon.members import Members
from footwall.horizon.periods import Period, periods_of
from footwall.horizon.real_law import deflators

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.enacted.charges import Enactment
    from footwall.enacted.playbook import Answer
    from footwall.facts import Facts
    from footwall.horizon.span import Span
    from footwall.rulebook import Rulebook

Periods = tuple[tuple[Period, ...], ...]


@dataclass(frozen=True, eq=False)
class Lawbook:
    """A rulebook over the years of one network; until it is adopted the measures of the facts stand alone."""

    policy: Rulebook
    facts: Facts
    network: Network
    span: Span

    @cached_property
    def changes(self) -> tuple[date, ...]:
        """First days of every period of one law."""
        return (*change_dates(self.policy, self.facts, self.network), self.span.adopted)

    @cached_property
    def money(self) -> tuple[float, ...]:
        """Price level by year over that of the base year."""
        return deflators(self.facts, self.network.year, self.span.years)

    @cached_property
    def _measures_on(self) -> Callable[[date], Enactment]:
        """The measures of the facts alone, put into force once a day: both paths ask for them."""
        return cache(law_by_day(None, self.facts, self.network))

    @cached_property
    def _unanswered(self) -> Callable[[date], Enactment]:
        """The rulebook's law on a day while no rival answers."""
        return cache(self._ruled_on(()))

    def without(self) -> Periods:
        """Periods of the measures of the facts alone."""
        return self._periods(self.span.years, self.money, self._measures_on)

    def ruled(self) -> Periods:
        """Periods under the rulebook. Raises RulebookError where its law has no figure on some day."""
        return self._periods(self.span.years, self.money, self._unanswered)

    def members(self) -> dict[str, float]:
        """Region -> share of it inside the zone on the last day of the years."""
        return self._unanswered(date(self.span.last, 12, 31)).membership

    def memberships(self) -> Members:
        """Members on every day from that on which the rulebook is adopted."""
        first, last = self.span.adopted, date(self.span.last, 12, 31)
        days = sorted({first, *(day for day in self.changes if first < day <= last)})
        return Members(tuple((day, self._unanswered(day).membership) for day in days))

    def answered(self, position: int, answers: tuple[Answer, ...]) -> tuple[Period, ...]:
        """The periods of one year under the rulebook and what a rival answers."""
        whole = slice(position, position + 1)
        return self._periods(self.span.years[whole], self.money[whole], self._ruled_on(answers))[0]

    def _periods(
        self, years: tuple[int, ...], money: tuple[float, ...], law_on: Callable[[date], Enactment]
    ) -> Periods:
        return periods_of(years, self.changes, law_on, money)

    def _ruled_on(self, answers: tuple[Answer, ...]) -> Callable[[date], Enactment]:
        adopted = law_by_day(self.policy, self.facts, self.network, answers)
        return lambda day: adopted(day) if day >= self.span.adopted else self._measures_on(day)

    @staticmethod
    def differ(before: Periods, after: Periods) -> bool:
        """True if two sequences of periods differ in a law or in what it covers."""
        if any(period.law.covered for year in after for period in year):
            return True
        if [len(year) for year in before] != [len(year) for year in after]:
            return True
        return any(
            differ(one.law, other.law)
            for ones, others in zip(before, after, strict=True)
            for one, other in zip(ones, others, strict=True)
        )
