"""Where outside material still reaches the zone's final users, and in which form it last crosses the border.

Follow one tracked element through one commodity c. *Outside content* is the element that was last produced
in the form c outside the zone (material that never took the form c, or was made into c inside, is not
outside content; scrap that becomes c again starts anew). Its tonnes in the zone's final use, whatever
product they are in, are counted at their last crossing into the zone:

    direct          crosses as c itself
    embodied        crosses as a later product made in the region that produced the c
    third_country   crosses as a later product made in another outside region
    evaded          crosses in any form on tonnes whose origin is not declared (not counted in the others)

    leakage = policy − baseline of each; total = direct + embodied + third_country + evaded

All four use the policy's zone in both states. A region that is in the zone with a fraction is two homogeneous
parts, inside and outside, that buy and sell alike. Content divides over the joint outputs and losses of a
process in proportion to the element that each carries.

Two computations that share no matrix: crossings follow tonnes from their producers through allocation
coefficients (Ghosh 1958) and weigh each crossing by the chance that it stays for final use; the trace carries
shares of outside content through input coefficients (Leontief) to final users. Both solve a linear system,
because scrap returns. Where markets clear they agree; the module reports by how much.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from footwall.market.element_shares import traced_shares
from footwall.market.system import FloatArray
from footwall.measure.content_flows import ContentFlows, content_flows, zone_shares
from footwall.measure.state import State


@dataclass(frozen=True)
class OutsideContent:
    """Outside content in the zone's final use in one state, by form of last crossing (t/year of element)."""

    direct: float
    embodied: float
    third_country: float
    evaded: float
    traced: float
    """The same total, traced forward through final use."""
    by_producer: Mapping[str, float]
    """The total by region that produced the c."""

    @property
    def total(self) -> float:
        return self.direct + self.embodied + self.third_country + self.evaded


@dataclass(frozen=True)
class Leakage:
    """Outside content of one commodity and element in both states."""

    commodity: str
    element: str
    baseline: OutsideContent
    policy: OutsideContent
    rival: str
    """The outside region with the largest baseline output of the commodity ('' if none)."""
    final_use: float
    """The element in the zone's final use in the baseline, t/year."""

    def change(self, form: str) -> float:
        """Policy minus baseline of a field of ``OutsideContent`` or of its total, t/year."""
        return float(getattr(self.policy, form) - getattr(self.baseline, form))

    @property
    def from_rival(self) -> float:
        """Change of the content that the rival produced, t/year."""
        return self.change_by_producer.get(self.rival, 0.0)

    @property
    def change_by_producer(self) -> dict[str, float]:
        """Policy minus baseline of ``by_producer``, t/year, of every region that produces in one of them."""
        before, after = self.baseline.by_producer, self.policy.by_producer
        return {
            region: after.get(region, 0.0) - before.get(region, 0.0)
            for region in dict.fromkeys((*before, *after))
        }

    @property
    def error(self) -> float:
        """Largest |crossings − trace| of the two states over the element in the zone's final use."""
        gap = max(abs(state.total - state.traced) for state in (self.baseline, self.policy))
        return gap / self.final_use if self.final_use > 0.0 else gap


def leakages(baseline: State, policy: State) -> tuple[Leakage, ...]:
    """Leakage of every covered commodity and every element it contains; empty without zone or cover."""
    network, zone = policy.network, policy.enactment.membership
    if not any(zone.values()):
        return ()
    return tuple(
        leakage(baseline, policy, commodity.id, element)
        for commodity in network.commodities
        if commodity.id in policy.enactment.covered
        for element in network.elements
        if commodity.contents.get(element, 0.0) > 0.0
    )


def leakage(baseline: State, policy: State, commodity: str, element: str) -> Leakage:
    """Leakage of one commodity and element. Raises ValueError if the commodity does not contain it."""
    if policy.network.commodity(commodity).contents.get(element, 0.0) <= 0.0:
        raise ValueError(f"{commodity} contains no {element}: there is no content to follow.")
    zone = policy.enactment.membership
    flows = content_flows(baseline, element)
    inside = zone_shares(baseline.network, zone)
    return Leakage(
        commodity=commodity,
        element=element,
        baseline=outside_content(baseline, zone, commodity, element),
        policy=outside_content(policy, zone, commodity, element),
        rival=_rival(baseline, flows, inside.market, commodity),
        final_use=float(inside.buyer @ flows.used),
    )


def outside_content(state: State, zone: Mapping[str, float], commodity: str, element: str) -> OutsideContent:
    """Outside content of one state under ``zone`` (region -> share inside)."""
    flows = content_flows(state, element)
    inside = zone_shares(state.network, zone)
    made_as = np.array([market.commodity == commodity for market in state.network.markets])
    crossing = _crossings(state, flows, inside.market, inside.buyer, made_as)
    evaded_share = _evaded_share_of_crossing(state, inside.market, inside.buyer)
    direct = embodied = third = evaded = 0.0
    by_producer: dict[str, float] = {}
    for producer, tonnes in crossing.items():
        declared = tonnes * (1.0 - evaded_share)
        evaded += float((tonnes * evaded_share).sum())
        by_producer[producer] = float(tonnes.sum())
        for a in np.flatnonzero(tonnes):
            arc = state.network.arcs[a]
            if arc.commodity == commodity:
                direct += float(declared[a])
            elif arc.origin == producer:
                embodied += float(declared[a])
            else:
                third += float(declared[a])
    traced = _trace(state, flows, inside.market, inside.buyer, made_as)
    return OutsideContent(direct, embodied, third, evaded, traced, by_producer)


def _crossings(
    state: State,
    flows: ContentFlows,
    inside_market: FloatArray,
    inside_buyer: FloatArray,
    made_as: FloatArray,
) -> dict[str, FloatArray]:
    """(arcs,) element at its last crossing into the zone, by region that produced the c."""
    shipped, onward = flows.shipped_share, flows.made_from_bought.copy()
    onward[:, made_as] = 0.0
    step = flows.to_buyers(shipped) @ onward
    markets = len(state.network.markets)
    outside_output = np.where(made_as, (1.0 - inside_market) * flows.output, 0.0)
    staying = flows.to_buyers(shipped * inside_buyer[flows.arc_buyer])
    stays = np.linalg.solve(np.eye(len(inside_buyer)) - onward @ staying, flows.used_share)
    out_of_zone = np.where(made_as, 1.0, 1.0 - inside_market)[flows.arc_market]
    arc_weight = out_of_zone * shipped * inside_buyer[flows.arc_buyer] * stays[flows.arc_buyer]
    crossing: dict[str, FloatArray] = {}
    for m in np.flatnonzero(outside_output):
        source = outside_output * (np.arange(markets) == m)
        carried = np.linalg.solve(np.eye(markets) - step.T, source)
        crossing[state.network.markets[m].region] = carried[flows.arc_market] * arc_weight
    return crossing


def _trace(
    state: State,
    flows: ContentFlows,
    inside_market: FloatArray,
    inside_buyer: FloatArray,
    made_as: FloatArray,
) -> float:
    """Outside content in the zone's final use, from shares carried forward with the flows."""
    mixing = flows.input_share @ flows.origin_share
    mixing[made_as] = 0.0
    given = np.where(made_as, 1.0 - inside_market, 0.0)
    outside = traced_shares(mixing, given)
    bought = flows.origin_share @ outside
    return float((inside_buyer * flows.used) @ bought)


def _evaded_share_of_crossing(
    state: State, inside_market: FloatArray, inside_buyer: FloatArray
) -> FloatArray:
    """(arcs,) undeclared part of the tonnes that cross; the levied share counts only what crosses."""
    wiring = state.wiring
    crosses = (1.0 - inside_market[wiring.arc_market]) * inside_buyer[wiring.arc_buyer]
    undeclared = state.charges.levied_share * state.equilibrium.unit.evaded_share
    share = np.divide(undeclared, crosses, out=np.zeros(len(crosses)), where=crosses > 0.0)
    return np.minimum(share, 1.0)


def _rival(state: State, flows: ContentFlows, inside_market: FloatArray, commodity: str) -> str:
    outside = {
        market.region: float((1.0 - inside_market[m]) * flows.output[m])
        for m, market in enumerate(state.network.markets)
        if market.commodity == commodity
    }
    rival = max(outside, key=lambda region: outside[region], default="")
    return rival if rival and outside[rival] > 0.0 else ""
