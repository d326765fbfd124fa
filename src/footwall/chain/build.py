"""From fact tables to a balanced, priced network: quantities first, prices second.

``balance_network`` makes tonnes close; its network carries provisional prices (the nearest quotes), so that
arcs exist and the law can be applied to them. ``price_network`` takes the landed-price wedge of the base year
from the caller and sets base prices. Neither reads any law. Both are deterministic and take no random draw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from footwall.chain.adjustments import Adjustment, Anchors, PriceAdjustment
from footwall.chain.anchors import Anchoring, anchor_report, anchored_prices
from footwall.chain.assembly import Parts, assemble
from footwall.chain.balancing import balance_year
from footwall.chain.base_quotes import Quote, read_board
from footwall.chain.capacities import effective_capacities
from footwall.chain.chains import facts_of
from footwall.chain.geography import Place, distance_table
from footwall.chain.invariants import check_invariants
from footwall.chain.margins import FloatArray, base_prices, margin_system
from footwall.chain.pricing import (
    MarginBounds,
    minimum_margins,
    price_adjustments,
    quote_weights,
    set_prices,
)
from footwall.chain.published import read_published
from footwall.chain.quote_bands import Bands, set_within_bands
from footwall.chain.recipes import read_recipes
from footwall.chain.seeding import seed_flows
from footwall.chain.wedge import LandedWedge, freight_only

if TYPE_CHECKING:
    from footwall.chain.network import Market, Network
    from footwall.facts.facts import Facts

BASE_YEAR = 2024
RARE_EARTH_MAGNETS = "ree_magnets"

WedgeOf = Callable[["Network"], LandedWedge]


@dataclass(frozen=True)
class BalancedQuantities:
    """A network whose tonnes close, at provisional prices; ``quotes`` by market name."""

    facts: Facts
    network: Network
    adjustments: tuple[Adjustment, ...]
    """Production, use, trade, seeds and capacity beside their balanced values, and what was dropped."""
    quotes: Mapping[str, Quote]
    residual: float
    iterations: int


@dataclass(frozen=True)
class BuiltNetwork:
    """A balanced and priced base year with the account of everything that calibration changed."""

    network: Network
    adjustments: tuple[Adjustment, ...]
    price_adjustments: tuple[PriceAdjustment, ...]
    margins: Mapping[str, float]
    """Base margin of every process, USD per t of first output."""
    anchors: Anchors | None
    """Report of re-anchoring, None at base-year prices."""


def balance_network(
    facts: Facts, year: int = BASE_YEAR, chain: str = RARE_EARTH_MAGNETS
) -> BalancedQuantities:
    """Balance one year of one chain; no row of another chain takes part.

    Raises ``CalibrationError`` naming the balance, recipe, quote or capacity that cannot be used, and
    ``UnknownName`` for a chain that the facts do not hold.
    """
    facts = facts_of(facts, chain)
    book = read_recipes(facts)
    published = read_published(facts, book, year, chain)
    kilometres = distance_table({row.code: Place(row.lat, row.lon) for row in facts.table("regions")})
    freight = _freight_rate(facts, kilometres)
    output, purchases = published.output(book), published.purchases(book)
    board = read_board(facts, year, kilometres, freight)
    quotes = {place: board.quote(*place) for place in output}
    unit_value = _unit_values(output, quotes)
    prior = {
        commodity: facts.parameter("gravity_prior_share", commodity=commodity).value
        for commodity, _ in output
    }
    exponent = facts.parameter("gravity_distance_exponent").value
    seeds = seed_flows(output, purchases, published.trade, kilometres, prior, exponent)
    balanced = balance_year(published, seeds, book, unit_value)
    capacities, clamped = effective_capacities(facts, balanced.activities, year)
    prices = {place: quote.price for place, quote in quotes.items()}
    network = assemble(facts, Parts(chain, year, book, balanced, seeds, capacities, prices), freight)
    check_invariants(network)
    return BalancedQuantities(
        facts=facts,
        network=network,
        adjustments=(*published.dropped, *balanced.adjustments, *clamped),
        quotes={f"{commodity}@{region}": quote for (commodity, region), quote in quotes.items()},
        residual=balanced.residual,
        iterations=balanced.iterations,
    )


def price_network(
    balanced: BalancedQuantities,
    wedge: LandedWedge | None = None,
    prices: Mapping[str, float] | None = None,
    anchor_wedge: LandedWedge | None = None,
    bands: Bands | None = None,
) -> BuiltNetwork:
    """Set base prices under the base-year ``wedge`` (freight alone if None).

    ``prices`` re-anchors: commodity -> USD/t, FOB without value-added tax, in its leading market (China where
    it makes the commodity). ``anchor_wedge`` is the wedge of the day of those prices; None takes the base
    year's. ``bands`` lets named prices move inside their low and high; without it they stay exact. Raises
    ``CalibrationError`` naming processes that no prices can keep, and ``UnknownName`` for a commodity that
    the chain does not hold.
    """
    network = balanced.network
    margins = margin_system(network, wedge or freight_only(network))
    minimum = minimum_margins(balanced.facts, network)
    quotes = [balanced.quotes[market.name] for market in network.markets]
    start = np.array([quote.price for quote in quotes])
    adjusted = set_prices(network, margins, start, quote_weights(network, quotes), minimum.minimum)
    lines = price_adjustments(network, balanced.quotes, margins, adjusted)
    priced = _with_prices(network, adjusted.values)
    anchors = None
    if prices:
        later = margin_system(network, anchor_wedge) if anchor_wedge else margins
        anchoring = Anchoring(priced, prices, base=margins, later=later)
        priced, anchors = _reanchored(anchoring, bands, quote_weights(network, quotes), minimum)
        margins = later
    margin = margins.of(base_prices(priced))
    return BuiltNetwork(
        network=priced,
        adjustments=balanced.adjustments,
        price_adjustments=lines,
        margins={process.id: float(margin[row]) for row, process in enumerate(network.processes)},
        anchors=anchors,
    )


def build_network(
    facts: Facts,
    year: int = BASE_YEAR,
    prices: Mapping[str, float] | None = None,
    wedge_of: WedgeOf | None = None,
    chain: str = RARE_EARTH_MAGNETS,
) -> BuiltNetwork:
    """Both steps; ``wedge_of`` gives the base-year wedge of the balanced network (freight alone if None)."""
    balanced = balance_network(facts, year, chain)
    return price_network(balanced, wedge_of(balanced.network) if wedge_of else None, prices)


def _reanchored(
    anchoring: Anchoring, bands: Bands | None, weights: FloatArray, minimum: MarginBounds
) -> tuple[Network, Anchors]:
    network = anchoring.network
    start, rules = anchored_prices(anchoring)
    if bands is None:
        given = np.array([market.commodity in anchoring.named for market in network.markets])
        fixed = np.where(given, np.inf, weights)
        prices = set_prices(network, anchoring.later, start, fixed, minimum.minimum).values
        return _with_prices(network, prices), anchor_report(anchoring, rules, prices)
    found = set_within_bands(anchoring, bands, start, weights, minimum)
    report = anchor_report(anchoring, rules, found.prices)
    report = replace(report, moves=found.moves, low_margins=found.low_margins)
    return _with_prices(network, found.prices), report


def _with_prices(network: Network, prices: FloatArray) -> Network:
    markets: tuple[Market, ...] = tuple(
        replace(market, base_price=float(price))
        for market, price in zip(network.markets, prices, strict=True)
    )
    return replace(network, markets=markets)


def _freight_rate(
    facts: Facts, kilometres: Mapping[tuple[str, str], float]
) -> Callable[[str, str, str], float]:
    """USD/t from one region to another: a fixed part and a part by distance, per commodity."""

    @cache
    def rates(commodity: str) -> tuple[float, float]:
        return (
            facts.parameter("freight_fixed", commodity=commodity).value,
            facts.parameter("freight_per_1000km", commodity=commodity).value,
        )

    def freight(commodity: str, origin: str, destination: str) -> float:
        fixed, per_1000km = rates(commodity)
        return fixed + per_1000km * kilometres[origin, destination] / 1000.0

    return freight


def _unit_values(
    output: Mapping[tuple[str, str], float], quotes: Mapping[tuple[str, str], Quote]
) -> dict[str, float]:
    """Output-weighted mean quote of each commodity, USD/t."""
    worth: dict[str, float] = {}
    tonnes: dict[str, float] = {}
    for place, quantity in output.items():
        worth[place[0]] = worth.get(place[0], 0.0) + quantity * quotes[place].price
        tonnes[place[0]] = tonnes.get(place[0], 0.0) + quantity
    return {commodity: worth[commodity] / tonnes[commodity] for commodity in worth}
