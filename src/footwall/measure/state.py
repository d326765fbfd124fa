"""A solved state of the chain: its curves, the law in force and the equilibrium, read together.

Holds the few tonnages that every measure needs. It values nothing and solves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from footwall.chain.network import Network
from footwall.enacted.charges import ArcCharges, Enactment
from footwall.market.calibrate import Calibration, Wiring
from footwall.market.equilibrium import Equilibrium
from footwall.market.stocks import NO_STOCKS, Stocks
from footwall.market.system import FloatArray, IntArray


@dataclass(frozen=True)
class State:
    """One of calibration, baseline or policy.

    ``equilibrium`` solves ``calibration`` under the charges and quotas of ``enactment`` (same quota order).
    """

    calibration: Calibration
    enactment: Enactment
    equilibrium: Equilibrium
    stock_purchase: FloatArray | None = None
    """(markets,) t/year bought into stocks, less releases; None where no stock trades."""
    scenario: int = 0
    """Row of the calibration's blocks, where it holds several joint draws."""
    stocks: Stocks = NO_STOCKS
    """Stocks that traded through buyers, as the equilibrium was solved with."""

    def __post_init__(self) -> None:
        if len(self.enactment.quotas) != len(self.equilibrium.rent):
            raise ValueError(
                f"The enactment has {len(self.enactment.quotas)} quotas, the equilibrium "
                f"{len(self.equilibrium.rent)} quota rents: they are not of one solve."
            )

        if len(self.enactment.supports) != len(self.equilibrium.support.paid):
            raise ValueError(
                f"The enactment has {len(self.enactment.supports)} supports, the equilibrium "
                f"{len(self.equilibrium.support.paid)}: they are not of one solve."
            )

        if len(self.stocks.buyer) != len(self.equilibrium.stock):
            raise ValueError(
                f"There are {len(self.stocks.buyer)} stock schedules, the equilibrium has "
                f"{len(self.equilibrium.stock)}: they are not of one solve."
            )

    @property
    def network(self) -> Network:
        return self.calibration.network

    @property
    def charges(self) -> ArcCharges:
        """The charges that held: those of the law, with what followed the solution settled."""
        return self.equilibrium.charges or self.enactment.charges

    @property
    def wiring(self) -> Wiring:
        return self.calibration.wiring

    def block(self, name: str) -> FloatArray:
        """The rows of ``process``, ``use``, ``buyer`` or ``arc`` that this state was solved with."""
        rows: FloatArray = getattr(self.calibration, name)
        row: FloatArray = rows[self.scenario if rows.shape[0] > 1 else 0]
        return row


def purchased_for_stock(state: State) -> FloatArray:
    """(markets,) t/year bought into stocks at the markets themselves, less releases."""
    at_market = state.stocks.market >= 0
    bought = totals(
        state.stocks.market[at_market], state.equilibrium.stock[at_market], len(state.network.markets)
    )
    return bought if state.stock_purchase is None else state.stock_purchase + bought


def stocked_by_buyer(state: State) -> FloatArray:
    """(buyers,) t/year that stocks took from each buyer's purchases, less what they released to it."""
    through = state.stocks.buyer >= 0
    bought = state.equilibrium.stock[through]
    return totals(state.stocks.buyer[through], bought, len(state.wiring.buyers))


def totals(index: IntArray, values: FloatArray, size: int) -> FloatArray:
    """(size,) sums of the values that share an index."""
    return np.bincount(index, values, size).astype(np.float64)


def input_process(wiring: Wiring) -> IntArray:
    """(inputs,) the process of each input."""
    return np.repeat(np.arange(len(wiring.input_start) - 1), np.diff(wiring.input_start))


def output_process(wiring: Wiring) -> IntArray:
    """(outputs,) the process of each output."""
    return np.repeat(np.arange(len(wiring.output_start) - 1), np.diff(wiring.output_start))


def market_output(state: State) -> FloatArray:
    """(markets,) output, t/year of the commodity."""
    wiring, activity = state.wiring, state.equilibrium.activity
    made = wiring.recipe_output * activity[output_process(wiring)]
    return totals(wiring.output_market, made, len(state.network.markets))


def commodity_content(network: Network, element: str) -> dict[str, float]:
    """t of the element per t of each commodity."""
    return {commodity.id: float(commodity.contents.get(element, 0.0)) for commodity in network.commodities}


def zone_weight(regions: list[str], membership: Mapping[str, float]) -> FloatArray:
    """Share of each region that lies inside the zone (0 for outsiders)."""
    return np.array([membership.get(region, 0.0) for region in regions], dtype=float)


def stage_of(network: Network) -> dict[str, str]:
    """Stage of each commodity."""
    return {commodity.id: commodity.stage for commodity in network.commodities}
