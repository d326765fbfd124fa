"""A quote for every origin market of a chain: the nearest one, on the basis FOB without value-added tax.

Of the quotes of one commodity in one region and year, annual averages come before shorter periods, better
grades before weaker ones; those of equal standing are averaged. A market takes the quote of its own region,
else that of the region nearest to it. A CIF quote loses the freight from the market to the region that quotes
it. Quotes delivered duty paid are not used. A commodity without any quote is an error, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Any

import numpy as np

from footwall.errors import CalibrationError
from footwall.facts.quotes import QuoteTerms, fob_without_vat, nearest
from footwall.facts.vocabulary import GRADES

if TYPE_CHECKING:
    from footwall.facts.facts import Facts

_TONNES_PER_UNIT = {"t": 1.0, "kg": 1e-3}
_DUTY_PAID = "DDP"

FreightRate = Callable[[str, str, str], float]
"""(commodity, origin, destination) -> USD/t."""


@dataclass(frozen=True)
class Quote:
    """USD/t, FOB without value-added tax, at one market; ``quoted_in`` is the region it was read for."""

    quoted_in: str
    price: float
    low: float
    high: float
    grade: str
    source: str


@dataclass(frozen=True)
class PriceBoard:
    """The quotes of one year by commodity and quoting region, with what it takes to move them."""

    rows: Mapping[str, Mapping[str, tuple[Any, ...]]]
    per_usd: Mapping[str, float]
    vat_rate: Mapping[str, float]
    kilometres: Mapping[tuple[str, str], float]
    freight: FreightRate

    def quote(self, commodity: str, region: str) -> Quote:
        """The nearest quote; raises ``CalibrationError`` for a commodity without quotes."""
        boards = self.rows.get(commodity)
        if not boards:
            raise CalibrationError(
                f"prices.csv: no usable quote of {commodity} in the base year; add one (EXW, FOB or CIF)."
            )
        regions = sorted(boards)
        distances = np.array([self.kilometres[region, quoting] for quoting in regions])
        quoting = regions[nearest(distances)]
        return self._average(commodity, region, quoting, boards[quoting])

    def _average(self, commodity: str, region: str, quoting: str, rows: Iterable[Any]) -> Quote:
        prices, lows, highs = [], [], []
        rows = tuple(rows)
        for row in rows:
            terms = self._terms(row, self.freight(commodity, region, quoting))
            prices.append(fob_without_vat(row.price, terms))
            lows.append(fob_without_vat(row.low, terms))
            highs.append(fob_without_vat(row.high, terms))
        price = fmean(prices)
        if not price > 0.0:
            raise CalibrationError(
                f"prices.csv: the quote of {commodity} in {quoting} is {price:,.0f} USD/t at {region} after "
                "freight; give a FOB quote or check its unit."
            )
        sources = ";".join(dict.fromkeys(row.source for row in rows))
        return Quote(quoting, price, min(lows), max(highs), rows[0].grade, sources)

    def _terms(self, row: Any, freight: float) -> QuoteTerms:
        return QuoteTerms(
            per_usd=self.per_usd[row.currency],
            tonnes_per_unit=_TONNES_PER_UNIT[row.unit],
            vat=row.vat,
            vat_rate=self.vat_rate.get(row.region, 0.0),
            freight=freight if row.incoterm == "CIF" else 0.0,
        )


def read_board(
    facts: Facts, year: int, kilometres: Mapping[tuple[str, str], float], freight: FreightRate
) -> PriceBoard:
    """The quotes of one year; raises ``UnknownName`` where an exchange or tax rate is missing."""
    grouped: dict[str, dict[str, list[Any]]] = {}
    for row in facts.table("prices"):
        if row.period.startswith(str(year)) and row.incoterm != _DUTY_PAID:
            grouped.setdefault(row.commodity, {}).setdefault(row.region, []).append(row)
    rows = {
        commodity: {region: _best(candidates, str(year)) for region, candidates in boards.items()}
        for commodity, boards in grouped.items()
    }
    used = [row for boards in rows.values() for candidates in boards.values() for row in candidates]
    return PriceBoard(rows, _per_usd(facts, used), _vat_rates(facts, used), kilometres, freight)


def _best(candidates: list[Any], year: str) -> tuple[Any, ...]:
    def standing(row: Any) -> tuple[bool, int]:
        return row.period != year, GRADES.index(row.grade)

    first = min(standing(row) for row in candidates)
    return tuple(row for row in candidates if standing(row) == first)


def _per_usd(facts: Facts, rows: Iterable[Any]) -> dict[str, float]:
    rates = {"USD": 1.0}
    for currency in {row.currency for row in rows} - {"USD"}:
        unit = f"{currency}/USD"
        found = [row for row in facts.table("parameters") if row.name == "exchange_rate" and row.unit == unit]
        if not found:
            raise CalibrationError(
                f"parameters.csv: no exchange_rate in {unit}, but prices.csv quotes in {currency}."
            )
        rates[currency] = found[0].value
    return rates


def _vat_rates(facts: Facts, rows: Iterable[Any]) -> dict[str, float]:
    regions = {row.region for row in rows if row.vat in ("included", "export_not_refunded")}
    return {region: facts.parameter("vat_rate", region=region).value for region in sorted(regions)}
