"""Security of supply: concentration, import reliance, outside content and shortage of a zone.

    HHI               10,000·Σ s²        s: share of an origin in what the zone takes
    HHI by governance Σ s²·g·10,000      g = (2.5 − WGI)·2, from 0 (best) to 10 (worst)
    import reliance   (imports − exports) / apparent consumption
    apparent consumption = output + imports − exports − stock purchases − disposal

The HHI by governance is the country term of the European Union's supply risk without its factor for trade
restrictions (Blengini et al. 2017, EUR 28654 EN, which scales s to 1: divide by 10,000). Import reliance is
that of the United States Geological Survey's Mineral Commodity Summaries; below zero the zone exports on
balance. *Direct* shares count purchases by the place they were last made; *contained* shares follow an
element through every later product to final users in the zone and count it by the place where it took the
form of the commodity, so that magnets from A count for the oxide of A. A region
that is inside the zone by a share is one origin. The module weighs no risk against money.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from footwall.market.system import FloatArray
from footwall.measure.content_flows import content_flows, zone_shares
from footwall.measure.state import State, market_output, purchased_for_stock, zone_weight

PERFECT_CONCENTRATION = 10_000.0
BEST_GOVERNANCE, GOVERNANCE_SCALE = 2.5, 2.0
"""The Worldwide Governance Indicators run from -2.5 to 2.5; the scale turns them to 10 to 0."""


@dataclass(frozen=True)
class Supply:
    """What a zone takes of a commodity, by region of origin, t/year."""

    commodity: str
    element: str
    """Element whose content is counted; '' where the purchases themselves are."""
    by_origin: Mapping[str, float]
    outside: float
    """Part of the total that was made outside the zone, t/year."""

    @property
    def total(self) -> float:
        return sum(self.by_origin.values())

    @property
    def hhi(self) -> float:
        """10,000·Σ s²."""
        return PERFECT_CONCENTRATION * sum(self.share(origin) ** 2 for origin in self.by_origin)

    @property
    def outside_share(self) -> float:
        return self.outside / self.total

    def share(self, origin: str) -> float:
        return self.by_origin.get(origin, 0.0) / self.total

    def hhi_governance(self, governance: Mapping[str, float]) -> float:
        """10,000·Σ s²·g, with ``governance`` the WGI by region. Raises KeyError for a region without one."""
        return PERFECT_CONCENTRATION * sum(
            self.share(origin) ** 2 * governance_risk(governance[origin]) for origin in self.by_origin
        )


@dataclass(frozen=True)
class Reliance:
    """Trade of the zone with the rest of the world in one commodity, t/year."""

    commodity: str
    output: float
    imports: float
    exports: float
    withheld: float
    """Stock purchases and disposal in the zone."""

    @property
    def apparent_consumption(self) -> float:
        return self.output + self.imports - self.exports - self.withheld

    @property
    def net_import_reliance(self) -> float:
        """(imports − exports) over apparent consumption; below zero for a net exporter; NaN without use."""
        used = self.apparent_consumption
        return (self.imports - self.exports) / used if used > 0.0 else float("nan")


@dataclass(frozen=True)
class UnservedUse:
    """Use of one sector in one region, t/year."""

    sector: str
    region: str
    baseline: float
    policy: float
    shortage: float
    """Not served in the policy because the price is above the choke price."""
    shortage_baseline: float
    base: float
    """Use at the prices that the curves are drawn through."""

    @property
    def shortage_share(self) -> float:
        """Shortage over the use of the baseline; NaN where that is zero."""
        return self.shortage / self.baseline if self.baseline > 0.0 else float("nan")

    @property
    def shortage_of_base(self) -> float:
        """Shortage over base use: there is one where the baseline serves nothing; NaN without base use."""
        return self.shortage / self.base if self.base > 0.0 else float("nan")


def governance_risk(wgi: float) -> float:
    """World Governance Indicator (−2.5 to 2.5) as a risk from 10 to 0."""
    return GOVERNANCE_SCALE * (BEST_GOVERNANCE - wgi)


def direct_supply(state: State, zone: Mapping[str, float]) -> tuple[Supply, ...]:
    """Purchases in the zone by origin, of every commodity that it buys."""
    into_zone, from_outside = _crossing_weights(state, zone)
    taken = state.equilibrium.flow * into_zone
    origins: dict[str, dict[str, float]] = {}
    outside: dict[str, float] = {}
    for arc, tonnes, share in zip(state.network.arcs, taken.tolist(), from_outside.tolist(), strict=True):
        if tonnes > 0.0:
            of_good = origins.setdefault(arc.commodity, {})
            of_good[arc.origin] = of_good.get(arc.origin, 0.0) + tonnes
            outside[arc.commodity] = outside.get(arc.commodity, 0.0) + tonnes * share
    return tuple(
        Supply(commodity.id, "", origins[commodity.id], outside[commodity.id])
        for commodity in state.network.commodities
        if commodity.id in origins
    )


def contained_supply(state: State, zone: Mapping[str, float], commodity: str, element: str) -> Supply | None:
    """The element in the zone's final use by the region where it was last made into the commodity.

    Material that never took that form is left out. None where no such material reaches the zone.
    """
    flows, inside = content_flows(state, element), zone_shares(state.network, zone)
    made_as = np.array([market.commodity == commodity for market in state.network.markets])
    mixing = flows.input_share @ flows.origin_share
    mixing[made_as] = 0.0
    carried = np.linalg.solve(np.eye(len(made_as)) - mixing, np.diag(made_as.astype(float)))
    taken = (inside.buyer * flows.used) @ flows.origin_share @ carried
    if taken.sum() <= 0.0:
        return None
    return Supply(
        commodity,
        element,
        _by_name([market.region for market in state.network.markets], np.maximum(taken, 0.0)),
        float(taken @ (1.0 - inside.market)),
    )


def contained_supplies(state: State, zone: Mapping[str, float]) -> tuple[Supply, ...]:
    """``contained_supply`` of every commodity and element it contains."""
    found = (
        contained_supply(state, zone, commodity.id, element)
        for commodity in state.network.commodities
        for element in state.network.elements
        if commodity.contents.get(element, 0.0) > 0.0
    )
    return tuple(supply for supply in found if supply is not None)


def import_reliance(state: State, zone: Mapping[str, float]) -> tuple[Reliance, ...]:
    """Output, imports, exports and what is withheld in the zone, of every commodity."""
    network, flow = state.network, state.equilibrium.flow
    inside = zone_weight([market.region for market in network.markets], zone)
    into_zone, from_outside = _crossing_weights(state, zone)
    output = inside * market_output(state)
    withheld = inside * (state.equilibrium.disposal + purchased_for_stock(state))
    found = []
    for commodity in network.commodities:
        arcs = _of_commodity(state, commodity.id)
        markets = np.array([market.commodity == commodity.id for market in network.markets], float)
        found.append(
            Reliance(
                commodity.id,
                output=float(output @ markets),
                imports=float((flow * into_zone * from_outside) @ arcs),
                exports=float((flow * (1.0 - into_zone) * (1.0 - from_outside)) @ arcs),
                withheld=float(withheld @ markets),
            )
        )
    return tuple(found)


def unserved_uses(baseline: State, policy: State) -> tuple[UnservedUse, ...]:
    """Use and shortage of every sector and region, summed over commodities in t/year."""
    sums: dict[tuple[str, str], list[float]] = {}
    for use, *tonnes in zip(
        policy.network.uses,
        baseline.equilibrium.use,
        policy.equilibrium.use,
        policy.equilibrium.shortage,
        baseline.equilibrium.shortage,
        strict=True,
    ):
        row = sums.setdefault((use.sector, use.region), [0.0] * 5)
        for place, amount in enumerate((*tonnes, use.quantity)):
            row[place] += float(amount)
    return tuple(UnservedUse(*key, *row) for key, row in sums.items())


def _crossing_weights(state: State, zone: Mapping[str, float]) -> tuple[FloatArray, FloatArray]:
    """(arcs,) share of the destination inside the zone and share of the origin outside it."""
    arcs = state.network.arcs
    return (
        zone_weight([arc.destination for arc in arcs], zone),
        1.0 - zone_weight([arc.origin for arc in arcs], zone),
    )


def _of_commodity(state: State, commodity: str) -> FloatArray:
    return np.array([arc.commodity == commodity for arc in state.network.arcs], float)


def _by_name(names: list[str], tonnes: FloatArray) -> dict[str, float]:
    sums: dict[str, float] = {}
    for name, amount in zip(names, tonnes.tolist(), strict=True):
        if amount > 0.0:
            sums[name] = sums.get(name, 0.0) + amount
    return sums
