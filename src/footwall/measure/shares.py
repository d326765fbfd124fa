"""Tonnes by origin: the zone's output and the rival's share.

Commodities of one stage are added up by an element they contain, never by gross weight. The rival is the
outside region with the largest baseline output; it keeps that name in the policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from footwall.market.system import FloatArray
from footwall.measure.state import State, commodity_content, market_output, zone_weight


@dataclass(frozen=True)
class OutputShares:
    """Output of a commodity, or of a stage in t of an element, in both states (t/year)."""

    item: str
    element: str
    """Element in which a stage is counted; '' for a commodity, counted in its own unit."""
    zone_baseline: float
    zone_policy: float
    world_baseline: float
    world_policy: float
    rival: str
    rival_baseline: float
    rival_policy: float

    @property
    def zone_change(self) -> float:
        """Relative change of the zone's output (0 where it makes none in the baseline)."""
        return self.zone_policy / self.zone_baseline - 1.0 if self.zone_baseline > 0.0 else 0.0

    @property
    def rival_share(self) -> tuple[float, float]:
        """The rival's share of world output, baseline and policy."""
        return (
            _share(self.rival_baseline, self.world_baseline),
            _share(self.rival_policy, self.world_policy),
        )


def commodity_outputs(baseline: State, policy: State, zone: Mapping[str, float]) -> tuple[OutputShares, ...]:
    """Output shares of every commodity, in the order of the network."""
    commodities = [market.commodity for market in policy.network.markets]
    return tuple(
        _output_shares(
            baseline, policy, zone, item.id, "", np.array([item.id == name for name in commodities], float)
        )
        for item in policy.network.commodities
        if item.id in commodities
    )


def stage_outputs(
    baseline: State, policy: State, zone: Mapping[str, float], element: str
) -> tuple[OutputShares, ...]:
    """Output shares of every stage in t of ``element``; stages without it are left out."""
    network = policy.network
    content = commodity_content(network, element)
    stage = {commodity.id: commodity.stage for commodity in network.commodities}
    found = []
    for name in dict.fromkeys(stage.values()):
        weight = np.array([content[m.commodity] * (stage[m.commodity] == name) for m in network.markets])
        if weight.any():
            found.append(_output_shares(baseline, policy, zone, name, element, weight))
    return tuple(found)


def _output_shares(
    baseline: State, policy: State, zone: Mapping[str, float], item: str, element: str, weight: FloatArray
) -> OutputShares:
    regions = [market.region for market in policy.network.markets]
    inside = zone_weight(regions, zone)
    before, after = weight * market_output(baseline), weight * market_output(policy)
    outside: dict[str, float] = {}
    for region, tonnes in zip(regions, (1.0 - inside) * before, strict=True):
        outside[region] = outside.get(region, 0.0) + float(tonnes)
    rival = max(outside, key=lambda region: outside[region])
    of_rival = (
        np.array([region == rival for region in regions], float) if outside[rival] > 0.0 else 0.0 * inside
    )
    return OutputShares(
        item=item,
        element=element,
        zone_baseline=float(inside @ before),
        zone_policy=float(inside @ after),
        world_baseline=float(before.sum()),
        world_policy=float(after.sum()),
        rival=rival if outside[rival] > 0.0 else "",
        rival_baseline=float(of_rival @ before),
        rival_policy=float(of_rival @ after),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0.0 else 0.0
