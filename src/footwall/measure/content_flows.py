"""The flows of one element through the chain, as allocation and as input coefficients.

Allocation coefficients say where a tonne goes (from a market to buyers, from a buyer to the markets that its
processes supply); input coefficients say where a tonne comes from. The two sets are built from different
quantities of the equilibrium: flows and outputs here, shares and recipes there. Processes without inputs take
their element from the ground and pass nothing on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from footwall.chain.network import Network
from footwall.market.element_shares import (
    ElementFlow,
    RecipePairs,
    input_shares,
    origin_shares,
    ratio,
    recipe_pairs,
)
from footwall.market.system import FloatArray, IntArray
from footwall.measure.state import (
    State,
    commodity_content,
    market_output,
    totals,
    zone_weight,
)


@dataclass(frozen=True)
class ZoneShares:
    """Share inside the zone of every market's region and of every buyer's region."""

    market: FloatArray
    buyer: FloatArray


@dataclass(frozen=True)
class ContentFlows:
    """t/year of one element, and where a tonne of it goes or comes from."""

    arc_market: IntArray
    arc_buyer: IntArray
    output: FloatArray
    """(markets,) element in output."""
    used: FloatArray
    """(buyers,) element in final use."""
    shipped_share: FloatArray
    """(arcs,) share of the market's output on the arc."""
    used_share: FloatArray
    """(buyers,) share of purchases in final use."""
    made_from_bought: FloatArray
    """(buyers, markets) element supplied to the market per t of element bought."""
    origin_share: FloatArray
    """(buyers, markets) share of the market in the buyer's purchases."""
    input_share: FloatArray
    """(markets, buyers) share of the element in the market's output that came from the buyer's purchases."""

    def to_buyers(self, per_arc: FloatArray) -> FloatArray:
        """(markets, buyers) matrix of a quantity given per arc."""
        matrix = np.zeros((len(self.output), len(self.used)))
        np.add.at(matrix, (self.arc_market, self.arc_buyer), per_arc)
        return matrix


def zone_shares(network: Network, zone: Mapping[str, float]) -> ZoneShares:
    """Shares inside the zone, in the order of markets and of buyers (the order of first arcs)."""
    destinations = dict.fromkeys((arc.commodity, arc.destination) for arc in network.arcs)
    return ZoneShares(
        zone_weight([market.region for market in network.markets], zone),
        zone_weight([destination for _, destination in destinations], zone),
    )


def content_flows(state: State, element: str) -> ContentFlows:
    """Flows of one element in one state."""
    network, wiring, equilibrium = state.network, state.wiring, state.equilibrium
    content = commodity_content(network, element)
    of_market = np.array([content[market.commodity] for market in network.markets])
    of_buyer = np.array([content[commodity] for commodity, _ in wiring.buyers])
    markets, buyers = len(of_market), len(of_buyer)
    output = market_output(state)
    used = totals(wiring.use_buyer, equilibrium.use, buyers)
    pairs = recipe_pairs(wiring)
    flow = ElementFlow(
        wiring.recipe_input * of_buyer[wiring.input_buyer],
        wiring.recipe_output * of_market[wiring.output_market],
        equilibrium.activity,
        output * of_market,
    )
    return ContentFlows(
        arc_market=wiring.arc_market,
        arc_buyer=wiring.arc_buyer,
        output=output * of_market,
        used=used * of_buyer,
        shipped_share=ratio(equilibrium.flow, output[wiring.arc_market]),
        used_share=ratio(used, equilibrium.purchases),
        made_from_bought=_made_from_bought(state, pairs, flow),
        origin_share=origin_shares(wiring, equilibrium.share, markets),
        input_share=input_shares(wiring, pairs, flow),
    )


def _made_from_bought(state: State, pairs: RecipePairs, flow: ElementFlow) -> FloatArray:
    """(buyers, markets) element supplied to the market per t of element bought."""
    wiring = state.wiring
    total = totals(pairs.input_process, flow.entering, len(flow.activity))
    used = wiring.recipe_input * flow.activity[pairs.input_process]
    consumed = ratio(used, state.equilibrium.purchases[wiring.input_buyer])
    consumed = np.where(flow.entering > 0.0, consumed, 0.0)
    yielded = ratio(flow.leaving, total[pairs.output_process])
    found = np.zeros((len(wiring.buyers), len(flow.output)))
    places = (wiring.input_buyer[pairs.input], wiring.output_market[pairs.output])
    np.add.at(found, places, consumed[pairs.input] * yielded[pairs.output])
    return found
