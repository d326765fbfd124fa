"""The days on which a reference price can change: figures that begin to count, age, or leave a window.

Where a method reads the facts, each quote counts from its last day plus the lag. Days on which nothing
changes after all are allowed here; a day on which something does must not be missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from footwall.enacted.observed_quotes import days_of
from footwall.enacted.recipe_mix import recipe_mix
from footwall.enacted.spans import ONE_DAY
from footwall.rulebook.reference_schema import (
    Blend,
    CostCurvePercentile,
    CostPlus,
    IndexedBasket,
    MovingAverageBand,
    PriceTerms,
    TransactionIndex,
)

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.facts.facts import Facts


def reference_dates(
    reference: PriceTerms, commodity: str, facts: Facts | None, network: Network
) -> Iterator[date]:
    """First days of everything that the price of a commodity may be from then on."""
    lag = timedelta(days=int(reference.lag or 0.0))
    figures = set(_figures(reference, commodity, facts, network))
    figures |= {reference.stated} if reference.stated is not None else set()
    for figure in figures:
        yield figure + lag
    rule = reference.staleness
    if rule is not None and rule.max_age is not None:
        for figure in figures:
            yield figure + timedelta(days=int(rule.max_age)) + ONE_DAY
    if isinstance(reference, MovingAverageBand) and facts is not None:
        for first in _windows(reference, commodity, facts):
            yield first + lag
    if rule is not None and isinstance(rule.then, PriceTerms):
        yield from reference_dates(rule.then, commodity, facts, network)
    for part in reference.of if isinstance(reference, Blend) else ():
        yield from reference_dates(part.reference, commodity, facts, network)


def _figures(reference: PriceTerms, commodity: str, facts: Facts | None, network: Network) -> Iterator[date]:
    """Last days of what the figures of a method describe; the first days of years of a cost curve."""
    if facts is None:
        return
    if isinstance(reference, CostCurvePercentile):
        for row in facts.table("costs"):
            if row.commodity == commodity:
                yield from (date(row.year, 1, 1), date(row.year, 12, 31))
    elif isinstance(reference, IndexedBasket):
        for index in facts.table("indices"):
            if index.series in reference.weights:
                yield days_of(index.period)[1]
    elif isinstance(reference, MovingAverageBand | TransactionIndex):
        yield from _quoted(facts, {commodity})
    elif isinstance(reference, CostPlus) and reference.cost is None:
        yield from _quoted(facts, _ingredients(reference, commodity, network))


def _quoted(facts: Facts, commodities: set[str]) -> Iterator[date]:
    for row in facts.table("prices"):
        if row.commodity in commodities:
            yield days_of(row.period)[1]


def _ingredients(reference: CostPlus, commodity: str, network: Network) -> set[str]:
    mix = recipe_mix(commodity, network, lambda region, _: Fraction(int(region == reference.maker)))
    return set() if mix is None else {*mix.inputs, *mix.by_products}


def _windows(reference: MovingAverageBand, commodity: str, facts: Facts) -> Iterator[date]:
    """First days of months at which the window of an average moves over a quote of its market."""
    spans = [
        days_of(row.period)
        for row in facts.table("prices")
        if row.commodity == commodity and row.market == reference.market
    ]
    if not spans:
        return
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    for number in range(_month(first), _month(last) + reference.window_months + 2):
        yield date(number // 12, number % 12 + 1, 1)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
