"""Notes on prices that a fixed recipe drives far beyond what makers would pay before they thrift."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from footwall.measure.state import State

EXTREME = 5.0
"""Times the base price, from which a price at origin is told."""
LIVE_SHARE = 1e-3
"""Share of base output below which a market's price tells nothing."""


def extreme_price_notes(state: State) -> Iterator[str]:
    """One sentence per commodity whose price at origin is over five times that of the base year."""
    calibration, equilibrium = state.calibration, state.equilibrium
    network = calibration.network
    made = np.bincount(calibration.wiring.arc_market, equilibrium.flow, len(network.markets))
    ratio = equilibrium.price / calibration.base_price
    live = made > LIVE_SHARE * calibration.base_output
    for commodity in network.commodities:
        over = [
            position
            for position, market in enumerate(network.markets)
            if market.commodity == commodity.id and live[position] and ratio[position] > EXTREME
        ]
        if not over:
            continue
        top = max(over, key=lambda position: float(ratio[position]))
        yield (
            f"{commodity.name} rises to {ratio[top]:,.0f} times its base price at origin "
            f"({network.markets[top].region}: {equilibrium.price[top] / 1e3:,.0f} USD/kg). Recipes are fixed "
            "in this release: nobody thrifts or changes grade. Read it as the price before anybody adapts."
        )
