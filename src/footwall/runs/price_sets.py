"""``--prices``: the FOB prices in China to which a baseline is anchored.

Three forms: ``ndpr_oxide=85`` (several with commas; USD/kg unless another unit is written), the name of a
period of the bundled quotes such as ``2026-02``, or a CSV file with the columns ``commodity``, ``price``
and ``unit``. Prices are China FOB without value-added tax. Quotes with the tax lose it at the rate in the
facts; quotes in other currencies than USD are converted at the exchange rate in the facts.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footwall import units
from footwall.errors import Fault, RulebookError, UnitError, UnknownName
from footwall.facts import Facts
from footwall.facts.vocabulary import GRADES
from footwall.spelling import did_you_mean

if TYPE_CHECKING:
    from footwall.chain.network import Network

ANCHOR_REGION = "CHN"
COLUMNS = ("commodity", "price", "unit")


@dataclass(frozen=True)
class PriceSet:
    """A name for the set and its prices in USD/t by commodity; both empty without re-anchoring.

    ``bands`` are the low and high of dated quotes, in which they may move to stand together; None for prices
    given by a user, which stay exact. ``period`` is that of a dated set.
    """

    name: str = ""
    prices: Mapping[str, float] | None = None
    bands: Mapping[str, tuple[float, float]] | None = None
    period: str = ""


def read_price_set(written: str | None, facts: Facts) -> PriceSet:
    """The price set of ``--prices``.

    Raises UnknownName for a name that is no set, UnitError for a price that cannot be read, RulebookError
    for a file with faults. Whether the chain holds the commodities is checked where the prices are used.
    """
    if not written or not written.strip():
        return PriceSet()
    written = written.strip()
    if "=" in written:
        return PriceSet(written, _named_prices(written.split(",")))
    periods = bundled_sets(facts)
    if written in periods:
        return dated_set(facts, written)
    if written.lower().endswith(".csv") or Path(written).is_file():
        return PriceSet(written, _prices_of_file(Path(written)))
    raise UnknownName(
        f"--prices: read {written!r}; allowed: commodity=PRICE such as 'ndpr_oxide=85 USD/kg', a CSV "
        f"file with the columns commodity, price, unit, or a bundled set: {', '.join(periods)}. "
        f"{did_you_mean(written, periods)}".strip()
    )


def of_chain(price_set: PriceSet, network: Network) -> PriceSet:
    """The part of a price set that concerns one chain; nothing where it names none of its goods."""
    if price_set.prices is None:
        return price_set
    held = {commodity.id for commodity in network.commodities}
    prices = {name: price for name, price in price_set.prices.items() if name in held}
    if not prices:
        return PriceSet()
    bands = price_set.bands
    kept = None if bands is None else {name: band for name, band in bands.items() if name in held}
    return replace(price_set, prices=prices, bands=kept)


def refuse_unknown_goods(price_set: PriceSet, facts: Facts) -> None:
    """Raise UnknownName for a price of a commodity that no chain holds."""
    known = [row.id for row in facts.table("commodities")]
    for name in price_set.prices or {}:
        if name not in known:
            raise UnknownName(
                f"--prices: there is no commodity {name!r}; allowed: {', '.join(known)}. "
                f"{did_you_mean(name, known)}".rstrip()
            )


def bundled_sets(facts: Facts) -> tuple[str, ...]:
    """Periods (``YYYY`` or ``YYYY-MM``) of the quotes in the anchor region, in order."""
    return tuple(sorted({row.period[:7] for row in _anchor_rows(facts)}))


def _named_prices(pairs: list[str]) -> dict[str, float]:
    prices: dict[str, float] = {}
    for pair in pairs:
        name, _, price = (part.strip() for part in pair.partition("="))
        if not name or name in prices:
            fault = "names no commodity" if not name else f"names {name} twice"
            raise UnitError(
                f"--prices: {pair.strip()!r} {fault}; write commodity=PRICE, such as ndpr_oxide=85."
            )
        prices[name] = _price(price, f"--prices {name}")
    return prices


def _price(written: str, where: str) -> float:
    """USD/t; a number without a unit is USD/kg."""
    try:
        price = units.parse(f"{written} USD/kg" if _is_bare(written) else written, "price").engine
    except UnitError as refusal:
        raise UnitError(f"{where}: {refusal}") from refusal
    if price <= 0.0:
        raise UnitError(f"{where}: read {written!r}; allowed: a price above zero.")
    return price


def _is_bare(written: str) -> bool:
    try:
        return units.parse(written).unit == ""
    except UnitError:
        return False


def _prices_of_file(path: Path) -> dict[str, float]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise UnknownName(f"--prices: {path} cannot be read as a CSV file in UTF-8: {problem}.") from problem
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise UnknownName(
            f"--prices: {path} has the columns {reader.fieldnames}; allowed: {', '.join(COLUMNS)}."
        )
    prices: dict[str, float] = {}
    faults: list[Fault] = []
    for row in reader:
        name, written = (row["commodity"] or "").strip(), f"{row['price']} {row['unit']}"
        try:
            if not name or name in prices:
                raise UnitError("each commodity once, by its id")
            prices[name] = _price(written, name)
        except UnitError as refusal:
            faults.append(Fault("PRICES-1", name, repr(written), str(refusal), line=reader.line_num))
    if faults or not prices:
        raise RulebookError(str(path), faults or [Fault("PRICES-2", "", "no prices", "at least one row")])
    return prices


def _anchor_rows(facts: Facts) -> tuple[Any, ...]:
    return tuple(
        row for row in facts.table("prices") if row.region == ANCHOR_REGION and row.incoterm in ("EXW", "FOB")
    )


def dated_set(facts: Facts, period: str) -> PriceSet:
    """The quotes of a period by commodity, on the basis FOB without value-added tax.

    Of several quotes of one commodity those of the best grade are averaged, as in the base year; their band
    reaches from the least low to the largest high.
    """
    rows = [row for row in _anchor_rows(facts) if row.period[:7] == period]
    best: dict[str, int] = {}
    for row in rows:
        rank = GRADES.index(row.grade)
        best[row.commodity] = min(rank, best.get(row.commodity, rank))
    found: dict[str, list[tuple[float, float, float]]] = {}
    for row in rows:
        if GRADES.index(row.grade) == best[row.commodity]:
            found.setdefault(row.commodity, []).append(_without_vat(facts, row, period[:4]))
    return PriceSet(
        name=period,
        prices={name: sum(price for price, _, _ in quotes) / len(quotes) for name, quotes in found.items()},
        bands={
            name: (min(low for _, low, _ in quotes), max(high for _, _, high in quotes))
            for name, quotes in found.items()
        },
        period=period,
    )


def _without_vat(facts: Facts, row: Any, year: str) -> tuple[float, float, float]:
    """Price, low and high of a quote, USD/t."""
    from footwall.facts.quotes import QuoteTerms, fob_without_vat

    terms = QuoteTerms(
        per_usd=1.0 if row.currency == "USD" else _exchange_rate(facts, row.currency, year),
        tonnes_per_unit=1.0 if row.unit == "t" else 1e-3,
        vat=row.vat,
        vat_rate=facts.parameter("vat_rate", region=ANCHOR_REGION).value,
    )
    price, low, high = (fob_without_vat(value, terms) for value in (row.price, row.low, row.high))
    return price, low, high


def latest_set(facts: Facts, commodity: str, after: int) -> PriceSet | None:
    """The newest set of a month after the year ``after`` that quotes a commodity; None without one."""
    for period in reversed(bundled_sets(facts)):
        if len(period) == len("2026-02") and int(period[:4]) > after:
            candidate = dated_set(facts, period)
            if commodity in (candidate.prices or {}):
                return candidate
    return None


def _exchange_rate(facts: Facts, currency: str, year: str) -> float:
    """Units of a currency per USD: that of the year where the facts have one, else that of the base year."""
    unit = f"{currency}/USD"
    rates = {row.name: float(row.value) for row in facts.table("parameters") if row.unit == unit}
    rate = rates.get(f"exchange_rate_{year}", rates.get("exchange_rate"))
    if rate is None:
        raise UnknownName(
            f"parameters.csv has no exchange_rate in {unit}, but prices.csv quotes in {currency}."
        )
    return rate
