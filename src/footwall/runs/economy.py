"""The calibrated economy of a run: the base year as it was, and the same at given prices.

Facts are balanced, the law of the base year puts its wedge on every route, prices are set under it, and the
curves are calibrated to reproduce the result. With given prices (``--prices``) baseline and policy stand on
a second calibration: the same tonnes, at a price level at which the baseline clears at the given prices.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from footwall.chain import LandedWedge, balance_network, landed_wedge, price_network
from footwall.chain.anchors import leading_market
from footwall.chain.build import BASE_YEAR, RARE_EARTH_MAGNETS, BalancedQuantities, BuiltNetwork
from footwall.chain.network import Network
from footwall.chain.quote_bands import Bands
from footwall.enacted import Enactment, enact
from footwall.errors import CalibrationError
from footwall.facts import Facts
from footwall.market.calibrate import Calibration, calibrate
from footwall.market.equilibrium import Equilibrium
from footwall.market.under_law import solve_law
from footwall.runs.price_sets import ANCHOR_REGION, PriceSet

PERTURBATION = 0.2
"""The calibration is solved from prices off by up to this share (natural logarithm), not from the answer."""

MIDDLE_OF_YEAR = (7, 1)
"""Tonnes and prices of the base year are those of a whole year. The law of its middle stands for it: a ban of
December closes no route on which the year has tonnes."""

ANCHOR_TOLERANCE, ANCHOR_PASSES = 1e-6, 40


@dataclass(frozen=True, eq=False)
class Economy:
    """The base year and, where prices were given, its re-anchored twin (otherwise the same objects)."""

    facts: Facts
    base: BuiltNetwork
    base_law: Enactment
    base_calibration: Calibration
    anchored: BuiltNetwork
    calibration: Calibration
    """On which baseline and policy are solved."""
    targets: Mapping[str, float] = field(default_factory=dict)
    """Prices (USD/t) at which the baseline was to clear: those given, dated quotes as moved."""
    left_out: tuple[str, ...] = ()
    """Commodities of a dated set that its region does not make: they follow their products."""


def base_economy(
    facts: Facts, year: int = BASE_YEAR, chain: str = RARE_EARTH_MAGNETS
) -> tuple[BalancedQuantities, Economy]:
    """The base year of one chain under the measures in force at its middle. Raises CalibrationError."""
    balanced = balance_network(facts, year, chain)
    law = enact(None, facts, balanced.network, date(year, *MIDDLE_OF_YEAR))
    built = price_network(balanced, landed_wedge(law.charges))
    calibration = calibrate(built.network, law.charges)
    return balanced, Economy(facts, built, law, calibration, built, calibration)


def anchored_to(
    economy: Economy, balanced: BalancedQuantities, price_set: PriceSet, law: Enactment
) -> Economy:
    """The economy whose baseline clears at given prices (USD/t, FOB without VAT in the leading market).

    The base year is anchored so that its tonnes, under the law of the day, clear at the given prices: bans
    and limits that came since the base year move prices, so the anchors are moved against them until the
    baseline is within ``ANCHOR_TOLERANCE``, or for ``ANCHOR_PASSES``. Where a process could not live at the
    next anchors, the last ones stay: a limit may hold the baseline above any given price. Dated quotes
    move with their anchors inside their bands; those of goods that the quoting region does not make are left
    out. Raises UnknownName for a commodity that the chain does not hold, CalibrationError for prices at which
    a process cannot live.
    """
    price_set, left_out = _made_where_quoted(price_set, economy.base.network)
    prices = price_set.prices or {}
    anchors = dict(prices)
    wedges = (landed_wedge(economy.base_law.charges), landed_wedge(law.charges))
    for _ in range(ANCHOR_PASSES):
        try:
            tried = _priced(balanced, wedges, anchors, _moved_bands(price_set, anchors))
            calibrated = calibrate(tried.network, law.charges)
        except CalibrationError:
            if anchors == prices:
                raise
            break
        built, calibration = tried, calibrated
        targets = {name: price * _move(built, name, anchors[name]) for name, price in prices.items()}
        solved = solve_law(calibration, law)
        found = {name: float(solved.price[leading_market(built.network, name)]) for name in prices}
        if all(abs(found[name] / target - 1.0) <= ANCHOR_TOLERANCE for name, target in targets.items()):
            break
        anchors = {name: anchors[name] * target / found[name] for name, target in targets.items()}
    return replace(economy, anchored=built, calibration=calibration, targets=targets, left_out=left_out)


def _made_where_quoted(price_set: PriceSet, network: Network) -> tuple[PriceSet, tuple[str, ...]]:
    """A dated set without the goods that its region buys but does not make, and these goods.

    Such a quote is a delivered price; it is no FOB price of any origin.
    """
    if price_set.bands is None or price_set.prices is None:
        return price_set, ()
    made = {market.commodity for market in network.markets if market.region == ANCHOR_REGION}
    held = {commodity.id for commodity in network.commodities}
    left_out = tuple(name for name in price_set.prices if name in held - made)
    prices = {name: price for name, price in price_set.prices.items() if name not in left_out}
    bands = {name: band for name, band in price_set.bands.items() if name not in left_out}
    return replace(price_set, prices=prices, bands=bands), left_out


def _moved_bands(price_set: PriceSet, anchors: Mapping[str, float]) -> Bands | None:
    """Bands in proportion to the anchors that stand for the quotes."""
    if price_set.bands is None or price_set.prices is None:
        return None
    ratio = {name: anchors[name] / price for name, price in price_set.prices.items()}
    return {name: (ratio[name] * low, ratio[name] * high) for name, (low, high) in price_set.bands.items()}


def _move(built: BuiltNetwork, commodity: str, anchor: float) -> float:
    """How far a price moved from its anchor, as a factor."""
    market = built.network.markets[leading_market(built.network, commodity)]
    return market.base_price / anchor


def _priced(
    balanced: BalancedQuantities,
    wedges: tuple[LandedWedge, LandedWedge],
    anchors: Mapping[str, float],
    bands: Bands | None,
) -> BuiltNetwork:
    """The base year at anchored prices; ``wedges`` are those of the base year and of the day."""
    try:
        return price_network(balanced, wedges[0], anchors, anchor_wedge=wedges[1], bands=bands)
    except CalibrationError as refusal:
        given = ", ".join(f"{name} {price / 1000.0:,.2f} USD/kg" for name, price in anchors.items())
        raise CalibrationError(
            f"The given prices cannot stand together ({given}): {refusal} "
            "Leave one of them out, so that it can follow the others."
        ) from refusal


def reproduce_base_year(economy: Economy, seed: int) -> tuple[Equilibrium, float]:
    """Solve the base year from perturbed prices; the solution and its largest relative error.

    Compared are the FOB price and output of every market, the activity of every process, every use and the
    flow on every route. Raises NotConverged.
    """
    calibration, law = economy.base_calibration, economy.base_law
    generator = np.random.default_rng(seed)
    start = np.zeros(len(calibration.base_price) + len(law.quotas))
    start[: len(calibration.base_price)] = calibration.base_price * np.exp(
        generator.uniform(-PERTURBATION, PERTURBATION, len(calibration.base_price))
    )
    solved = solve_law(calibration, law, start=start)
    network = calibration.network
    pairs = (
        (solved.price, calibration.base_price),
        (solved.activity, np.array([process.activity for process in network.processes])),
        (solved.use, np.array([use.quantity for use in network.uses])),
        (solved.flow, np.array([arc.flow for arc in network.arcs])),
    )
    return solved, max(float(np.max(np.abs(found - base) / base, initial=0.0)) for found, base in pairs)
