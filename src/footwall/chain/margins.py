"""Base margins of processes as a linear function of FOB prices, with sourcing shares and wedges fixed.

    m0_a = Σ_out β p − Σ_in α P0,     P0[c,j] = Σ_i s0_i (factor·p_i + specific)

| symbol | field | unit |
|---|---|---|
| m0 | ``MarginSystem.of`` | USD per t of first output |
| β, α | ``Process.outputs``, ``Process.inputs`` | t per t of first output |
| s0 | ``MarginSystem.share`` | share of the buyer's purchases |
| P0 | ``MarginSystem.delivered`` | USD/t |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.chain.wedge import LandedWedge

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class MarginSystem:
    """``matrix`` (processes, markets) and ``constants`` (processes,): m0 = matrix @ p + constants.

    ``buyers`` are (commodity, destination) pairs; ``delivery`` (buyers, markets) and ``delivery_constants``
    (buyers,) give their average landed price.
    """

    matrix: FloatArray
    constants: FloatArray
    buyers: dict[tuple[str, str], int]
    delivery: FloatArray
    delivery_constants: FloatArray
    share: FloatArray

    def of(self, prices: FloatArray) -> FloatArray:
        """Margins (processes,) at FOB prices (markets,)."""
        return self.matrix @ prices + self.constants

    def delivered(self, prices: FloatArray) -> FloatArray:
        """Average landed price P0 of every buyer (buyers,)."""
        return self.delivery @ prices + self.delivery_constants


def margin_system(network: Network, wedge: LandedWedge) -> MarginSystem:
    """Margins of ``network`` under the base-year wedge of each arc."""
    market = {(item.commodity, item.region): position for position, item in enumerate(network.markets)}
    buyers: dict[tuple[str, str], int] = {}
    for arc in network.arcs:
        buyers.setdefault((arc.commodity, arc.destination), len(buyers))
    buyer = np.array([buyers[arc.commodity, arc.destination] for arc in network.arcs])
    flow = np.array([arc.flow for arc in network.arcs])
    share = flow / np.bincount(buyer, flow, len(buyers))[buyer]
    delivery = np.zeros((len(buyers), len(market)))
    for position, arc in enumerate(network.arcs):
        delivery[buyer[position], market[arc.commodity, arc.origin]] += (
            share[position] * wedge.factor[position]
        )
    delivery_constants = np.bincount(buyer, share * wedge.specific, len(buyers)).astype(np.float64)
    matrix = np.zeros((len(network.processes), len(market)))
    constants = np.zeros(len(network.processes))
    for row, process in enumerate(network.processes):
        for commodity, amount in process.outputs:
            matrix[row, market[commodity, process.region]] += amount
        for commodity, amount in process.inputs:
            at = buyers[commodity, process.region]
            matrix[row] -= amount * delivery[at]
            constants[row] -= amount * delivery_constants[at]
    return MarginSystem(matrix, constants, buyers, delivery, delivery_constants, share)


def base_prices(network: Network) -> FloatArray:
    """FOB prices (markets,) of the network, USD/t."""
    return np.array([market.base_price for market in network.markets])
