"""Quotes of the facts as a reference price reads them: exact, in USD/t, on one basis, without tax.

A quote is taken to USD by the rate of its year (the base rate of the facts where that year has none), loses
value-added tax where it contains it, and gains or loses the mean freight of the network where its incoterm
and the asked basis differ: that of shipments abroad from where it is quoted (EXW, FOB, realised), or that of
imports into it (CIF, DDP). Duties in a delivered price are not taken out: such quotes are left out.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from footwall.enacted.exact import exact
from footwall.errors import UnknownName

if TYPE_CHECKING:
    from footwall.chain.network import Arc, Network
    from footwall.facts.facts import Facts
    from footwall.facts.schema import Price

ZERO = Fraction(0)
AT_DESTINATION = frozenset({"CIF"})
DUTY_PAID = "DDP"
_TAXED = frozenset({"included", "export_not_refunded"})
_TONNES = {"t": Fraction(1), "kg": Fraction(1, 1000)}


@dataclass(frozen=True)
class ObservedQuote:
    """A quote in USD/t on the asked basis, and the days that it describes."""

    market: str
    region: str
    price: Fraction
    first: date
    last: date
    grade: str
    at_destination: bool


def observed_quotes(
    facts: Facts, network: Network, commodity: str, basis: Literal["CIF", "FOB"]
) -> Iterator[ObservedQuote]:
    """Every usable quote of a commodity, in the order of the facts."""
    for row in facts.table("prices"):
        if row.commodity == commodity and row.incoterm != DUTY_PAID:
            yield _observed(facts, network, row, basis)


def _observed(facts: Facts, network: Network, row: Price, basis: Literal["CIF", "FOB"]) -> ObservedQuote:
    first, last = days_of(row.period)
    price = exact(row.price) / _rate(facts, row) / _TONNES[row.unit]
    if row.vat in _TAXED:
        price /= 1 + exact(facts.parameter("vat_rate", region=row.region).value)
    landed = row.incoterm in AT_DESTINATION
    if landed and basis == "FOB":
        price -= mean_freight(network, row.commodity, row.region, inward=True)
    elif not landed and basis == "CIF":
        price += mean_freight(network, row.commodity, row.region, inward=False)
    return ObservedQuote(row.market, row.region, price, first, last, row.grade, landed)


def days_of(period: str) -> tuple[date, date]:
    """First and last day of a year, a month (``YYYY-MM``) or a day."""
    parts = [int(part) for part in period.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        year, month = parts
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    day = date.fromisoformat(period)
    return day, day


def _rate(facts: Facts, row: Price) -> Fraction:
    """Units of the quote's currency for one USD."""
    if row.currency == "USD":
        return Fraction(1)
    unit = f"{row.currency}/USD"
    for name in (f"exchange_rate_{row.period[:4]}", "exchange_rate"):
        for parameter in facts.table("parameters"):
            if parameter.name == name and parameter.unit == unit:
                return exact(parameter.value)
    raise UnknownName(f"parameters.csv: no exchange_rate in {unit}, but prices.csv quotes in {row.currency}.")


def mean_freight(network: Network, commodity: str, region: str, *, inward: bool) -> Fraction:
    """Freight in USD/t by base flow over the shipments of a region abroad, or into it; 0 without any."""
    arcs = [arc for arc in foreign_arcs(network, commodity) if region == _end(arc, inward)]
    tonnes = sum((exact(arc.flow) for arc in arcs), ZERO)
    if not tonnes:
        return ZERO
    return sum((exact(arc.flow) * exact(arc.freight) for arc in arcs), ZERO) / tonnes


def tonnes_behind(network: Network, quote: ObservedQuote, commodity: str) -> Fraction:
    """Base-year tonnes that a quote prices: what its region ships, or what it takes from abroad."""
    if quote.at_destination:
        arcs = [arc for arc in foreign_arcs(network, commodity) if arc.destination == quote.region]
    else:
        arcs = [arc for arc in network.arcs if arc.commodity == commodity and arc.origin == quote.region]
    return sum((exact(arc.flow) for arc in arcs if not arc.prior), ZERO)


def foreign_arcs(network: Network, commodity: str) -> Iterator[Arc]:
    """Shipments of a commodity between regions."""
    for arc in network.arcs:
        if arc.commodity == commodity and arc.origin != arc.destination:
            yield arc


def _end(arc: Arc, inward: bool) -> str:
    return arc.destination if inward else arc.origin
