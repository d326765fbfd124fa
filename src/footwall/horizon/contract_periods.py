"""The days of a path as contracts see them: output under a contract, quotes of the days of its lag.

A year is solved for periods of one law, so that prices and outputs are the same on every day of one. Before
the first day of the path its first prices count. Prices are turned into USD of the day here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from footwall.market.system import FloatArray

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.enacted.charges import Support
    from footwall.enacted.settlement_terms import SettlementTerms
    from footwall.horizon.path import YearOfPath

MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, eq=False)
class Stretch:
    """Consecutive days of one year under one law in which a contract is in force."""

    first: date
    last: date
    support: Support
    """As the law has it: in real money."""
    terms: SettlementTerms
    output: FloatArray
    """(S,) t/year of its producers."""
    booked: tuple[float, float]
    """What the market pays and gives back at central parameters in these days, real USD."""

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def of_year(self) -> float:
        """Share of the days of its year."""
        return self.days / days_of(self.first.year)


def days_of(year: int) -> int:
    """365 or 366."""
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


def stretches(network: Network, years: Sequence[YearOfPath]) -> dict[str, list[Stretch]]:
    """Contract -> its days in order; supports without terms of settlement are left out."""
    found: dict[str, list[Stretch]] = {}
    for year in years:
        for item in year.periods:
            weight, paid = item.period.weight, item.central.support
            for k, support in enumerate(item.period.law.supports):
                if support.settlement is None:
                    continue
                output = item.outcomes.activity @ made_by(network, support)
                booked = weight * float(paid.paid[k]), weight * float(paid.given_back[k])
                found.setdefault(support.id, []).append(
                    Stretch(item.period.starts, item.period.ends, support, support.settlement, output, booked)
                )
    return found


def made_by(network: Network, support: Support) -> FloatArray:
    """(processes,) t of the supported commodity per t of activity; 0 for plants that are not supported."""
    return np.array(
        [
            dict(process.outputs).get(support.commodity, 0.0)
            if process.region == support.region and support.recipe in ("", process.id.partition("@")[0])
            else 0.0
            for process in network.processes
        ]
    )


def windows(days: Sequence[Stretch]) -> Iterator[tuple[Stretch, ...]]:
    """Settlement periods: calendar ones, cut where the terms of the contract change."""
    held: list[Stretch] = []
    for stretch in days:
        for part in _by_calendar(stretch):
            if held and _window(held[-1]) != _window(part):
                yield tuple(held)
                held = []
            held.append(part)
    if held:
        yield tuple(held)


def _by_calendar(stretch: Stretch) -> Iterator[Stretch]:
    """The stretch, cut on the first days of calendar periods."""
    first = stretch.first
    while first <= stretch.last:
        last = min(_calendar_end(first, MONTHS[stretch.terms.period]), stretch.last)
        part = ((last - first).days + 1) / stretch.days
        booked = stretch.booked[0] * part, stretch.booked[1] * part
        yield Stretch(first, last, stretch.support, stretch.terms, stretch.output, booked)
        first = last + timedelta(days=1)


def _calendar_end(day: date, months: int) -> date:
    last_month = (day.month - 1) // months * months + months
    following = date(day.year + last_month // 12, last_month % 12 + 1, 1)
    return following - timedelta(days=1)


def _window(stretch: Stretch) -> tuple[object, ...]:
    support = stretch.support
    return (
        _calendar_end(stretch.last, MONTHS[stretch.terms.period]),
        stretch.terms,
        support.covered_share,
        support.index_market,
        support.index_factor,
    )


@dataclass(frozen=True, eq=False)
class Quotes:
    """FOB prices of every market on every day of a path, USD of the day per t."""

    starts: tuple[date, ...]
    prices: tuple[FloatArray, ...]
    """(S, markets) of each period."""

    def mean(self, first: date, last: date, market: int) -> FloatArray:
        """(S,) mean over the days from one to another, both included."""
        total = np.zeros(self.prices[0].shape[0])
        for place, prices in enumerate(self.prices):
            begins = self.starts[place] if place else date.min
            ends = self.starts[place + 1] - timedelta(days=1) if place + 1 < len(self.starts) else date.max
            days = (min(last, ends) - max(first, begins)).days + 1
            if days > 0:
                total += days * prices[:, market]
        return np.asarray(total / ((last - first).days + 1))


def quotes(years: Sequence[YearOfPath], deflators: Sequence[float]) -> Quotes:
    """Of every period of these years; ``deflators`` are price levels over that of the base year."""
    periods = [(item, level) for year, level in zip(years, deflators, strict=False) for item in year.periods]
    return Quotes(
        tuple(item.period.starts for item, _ in periods),
        tuple(item.outcomes.price * level for item, level in periods),
    )
