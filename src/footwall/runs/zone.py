"""For whom a result speaks: the zone and its rival.

A region counts with the share of it that is inside the zone. Without members the result speaks for every
region but the rival, and says so. The rival is the outside region with the largest output by value in the
base year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from footwall.chain.network import Network
from footwall.enacted.charges import FloatArray


@dataclass(frozen=True)
class ReportedZone:
    """Region -> share inside the zone; ``members`` is False where nobody belongs to one."""

    share: Mapping[str, float]
    rival: str
    members: bool
    _weights: dict[tuple[str, ...], FloatArray] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    @property
    def regions(self) -> tuple[str, ...]:
        return tuple(region for region, share in self.share.items() if share > 0.0)

    @property
    def name(self) -> str:
        return "the zone" if self.members else f"all regions but {self.rival}"

    def weight(self, region: str) -> float:
        return self.share.get(region, 0.0)

    def weights(self, regions: tuple[str, ...]) -> FloatArray:
        """Shares of ``regions`` inside the zone, in their order; not to be written to."""
        if regions not in self._weights:
            self._weights[regions] = np.array([self.weight(region) for region in regions])
        return self._weights[regions]


def reported_zone(network: Network, membership: Mapping[str, float]) -> ReportedZone:
    """The zone of a result, from the shares of regions that are members on its date."""
    members = {region: share for region, share in membership.items() if share > 0.0}
    value = dict.fromkeys(network.regions, 0.0)
    price = {(market.commodity, market.region): market.base_price for market in network.markets}
    for process in network.processes:
        for commodity, coefficient in process.outputs:
            value[process.region] += coefficient * process.activity * price[commodity, process.region]
    rival = max(network.regions, key=lambda region: value[region] * (1.0 - members.get(region, 0.0)))
    if members:
        return ReportedZone(members, rival, members=True)
    return ReportedZone({region: 1.0 for region in network.regions if region != rival}, rival, members=False)
