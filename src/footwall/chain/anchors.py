"""Re-anchoring the price level: given prices in, quantities unchanged, cost and demand curves moved.

A named commodity takes its given price in its leading market (China where it makes the commodity, else the
largest origin) and scales by the same ratio in every other origin. Commodities upstream of it (concentrates,
scrap, for named oxides) scale with the value of what is made from them. Commodities downstream pass the
change of their input cost through in dollars, so that margins per tonne stay (on average, where several
processes of a region make them; joint products keep their price). All others keep their price.
Prices that leave a process less than its minimum margin are then moved by the least adjustment, the named
ones excepted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from footwall.chain.adjustments import Anchors, CostShift, DemandShift, PriceShift
from footwall.chain.margins import base_prices
from footwall.errors import CalibrationError, UnknownName

if TYPE_CHECKING:
    from footwall.chain.margins import MarginSystem
    from footwall.chain.network import Network

FloatArray = NDArray[np.float64]
Rule = dict[str, str]

LEADING_REGION = "CHN"
_PASSES = 500
_SETTLED = 1e-13


@dataclass(frozen=True)
class Anchoring:
    """A priced network, the prices given for it, and its margins under the wedges of the two days."""

    network: Network
    named: Mapping[str, float]
    """USD/t, FOB without value-added tax, in the leading market of each commodity."""
    base: MarginSystem
    """Under the wedge of the base year: the margins that downstream processes keep."""
    later: MarginSystem
    """Under the wedge of the day that the given prices belong to."""


def leading_market(network: Network, commodity: str) -> int:
    """Index of the market that a given price is for; raises ``UnknownName``."""
    sent: dict[str, float] = {}
    for arc in network.arcs:
        if arc.commodity == commodity:
            sent[arc.origin] = sent.get(arc.origin, 0.0) + arc.flow
    if not sent:
        known = ", ".join(item.id for item in network.commodities)
        raise UnknownName(
            f"No price can be given for {commodity!r}; commodities of {network.chain}: {known}."
        )
    region = LEADING_REGION if LEADING_REGION in sent else max(sent, key=sent.__getitem__)
    return next(
        position
        for position, market in enumerate(network.markets)
        if market.commodity == commodity and market.region == region
    )


def anchored_prices(anchoring: Anchoring) -> tuple[FloatArray, Rule]:
    """FOB prices (markets,) at the given anchors, and the rule that moved each commodity.

    Raises ``UnknownName`` for a commodity that the chain does not hold and ``CalibrationError`` for a price
    that is not positive or prices that leave a market nothing.
    """
    network, named = anchoring.network, anchoring.named
    before = base_prices(network)
    ratio: dict[str, float] = {}
    for commodity, price in named.items():
        if not (np.isfinite(price) and price > 0.0):
            raise CalibrationError(f"The given price of {commodity} is {price:g} USD/t; it must be positive.")
        ratio[commodity] = price / float(before[leading_market(network, commodity)])
    rules = _rules(network, named)
    upstream = {commodity for commodity, rule in rules.items() if rule.startswith("scaled")}
    ratio |= _upstream_ratios(network, before, ratio, upstream)
    after = before * np.array([ratio.get(market.commodity, 1.0) for market in network.markets])
    downstream = {commodity for commodity, rule in rules.items() if rule.startswith("passed")}
    return _passed_through(anchoring, after, downstream), rules


def _rules(network: Network, named: Mapping[str, float]) -> Rule:
    """Scrap returned by a process does not make its inputs upstream of what the scrap becomes."""
    returned = {commodity.id for commodity in network.commodities if commodity.stage == "scrap"}
    products: dict[str, set[str]] = {}
    materials: dict[str, set[str]] = {}
    for process in network.processes:
        for made, _ in process.outputs:
            for used, _ in process.inputs:
                if made not in returned:
                    products.setdefault(used, set()).add(made)
                    materials.setdefault(made, set()).add(used)
    principal = {process.outputs[0][0] for process in network.processes}
    upstream = _reaching(set(named), products)
    downstream = _reaching(set(named), materials)
    rules: Rule = {}
    for commodity in network.commodities:
        if commodity.id in named:
            rules[commodity.id] = "given"
        elif commodity.id in downstream & principal:
            rules[commodity.id] = "passed its input cost through in dollars"
        elif commodity.id in upstream:
            rules[commodity.id] = "scaled with the value of its products"
        else:
            rules[commodity.id] = "kept"
    return rules


def _reaching(goal: set[str], following: Mapping[str, set[str]]) -> set[str]:
    """Everything from which a step of ``following`` leads to the goal, directly or through others.

    Paths stop at the goal: what lies beyond a named commodity is decided by that commodity.
    """
    found: set[str] = set()
    grown = True
    while grown:
        more = {item for item, next_items in following.items() if next_items & (goal | found)} - found - goal
        grown = bool(more)
        found |= more
    return found


def _upstream_ratios(
    network: Network, price: FloatArray, known: Mapping[str, float], upstream: set[str]
) -> dict[str, float]:
    """Value-weighted ratio of what the buyers of each upstream commodity make of it, to a fixed point."""
    at = {(market.commodity, market.region): price[i] for i, market in enumerate(network.markets)}
    ratio = dict.fromkeys(upstream, 1.0)
    for _ in range(_PASSES):
        following: dict[str, float] = {}
        for commodity in upstream:
            worth = moved = 0.0
            for process in network.processes:
                if all(item != commodity for item, _ in process.inputs):
                    continue
                for made, amount in process.outputs:
                    value = amount * process.activity * at[made, process.region]
                    worth += value
                    moved += value * known.get(made, ratio.get(made, 1.0))
            following[commodity] = moved / worth
        change = max((abs(following[item] - ratio[item]) for item in upstream), default=0.0)
        ratio = following
        if change <= _SETTLED:
            return ratio
    raise CalibrationError("The prices upstream of the given ones do not settle; give more of them.")


def _passed_through(anchoring: Anchoring, after: FloatArray, downstream: set[str]) -> FloatArray:
    """Move downstream prices until the margin of each process is what it was, in dollars."""
    network, before = anchoring.network, base_prices(anchoring.network)
    market = {(item.commodity, item.region): position for position, item in enumerate(network.markets)}
    makers: dict[int, list[tuple[int, float, float]]] = {}
    for row, process in enumerate(network.processes):
        commodity, amount = process.outputs[0]
        if commodity in downstream:
            makers.setdefault(market[commodity, process.region], []).append((row, amount, process.activity))
    start = anchoring.base.of(before)
    prices = after.copy()
    for _ in range(_PASSES):
        short = start - anchoring.later.of(prices)
        rise = {
            position: sum(activity * short[row] for row, _, activity in rows)
            / sum(activity * amount for _, amount, activity in rows)
            for position, rows in makers.items()
        }
        for position, amount in rise.items():
            prices[position] += amount
        if (
            max((abs(amount) / before[position] for position, amount in rise.items()), default=0.0)
            <= _SETTLED
        ):
            break
    else:
        raise CalibrationError("The prices downstream of the given ones do not settle; give more of them.")
    sunk = [network.markets[i].name for i in np.flatnonzero(prices <= 0.0)]
    if sunk:
        raise CalibrationError(
            f"At the given prices {', '.join(sunk)} would be worth nothing at unchanged margins; "
            "give a price for these commodities too."
        )
    return prices


def anchor_report(anchoring: Anchoring, rules: Rule, after: FloatArray) -> Anchors:
    """What re-anchoring to the prices ``after`` (markets,) did to prices, demand curves and base margins."""
    network, base, later = anchoring.network, anchoring.base, anchoring.later
    before = base_prices(network)
    delivered_before, delivered_after = base.delivered(before), later.delivered(after)
    margin_before, margin_after = base.of(before), later.of(after)
    demand = []
    for use in network.uses:
        at = base.buyers[use.commodity, use.region]
        old, new = float(delivered_before[at]), float(delivered_after[at])
        factor = (new / old) ** use.elasticity.value
        demand.append(DemandShift(use.commodity, use.region, use.sector, old, new, factor))
    return Anchors(
        named=tuple(anchoring.named.items()),
        prices=tuple(
            PriceShift(market.name, float(before[i]), float(after[i]), rules[market.commodity])
            for i, market in enumerate(network.markets)
        ),
        demand=tuple(demand),
        costs=tuple(
            CostShift(process.id, float(margin_before[i]), float(margin_after[i]))
            for i, process in enumerate(network.processes)
        ),
    )
