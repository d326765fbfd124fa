"""Tonnes: every market, buyer, process and element closes.

    market    output = shipments + disposal + stock purchases
    buyer     shipments + releases = inputs of processes + final use + stock purchases
    process   element in = element out + named losses
    chain     element from the ground (and from collected scrap) = final use + losses + disposal + stocks

Elements are counted by ``Commodity.contents``. The module reports the largest relative error of each and
repairs nothing. Buyers that source by CES (replication only) do not conserve tonnes and show it here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from footwall.chain.network import Process
from footwall.market.system import FloatArray
from footwall.measure.state import (
    State,
    commodity_content,
    input_process,
    market_output,
    purchased_for_stock,
    stocked_by_buyer,
)


@dataclass(frozen=True)
class MassBalance:
    """Imbalance in t/year per market and per buyer, and the largest over the row's tonnage."""

    market: FloatArray
    buyer: FloatArray
    largest_error: float


@dataclass(frozen=True)
class ProcessBalance:
    """t/year of one element through one process; ``source`` is what a mine takes from the ground."""

    process: str
    element: str
    source: float
    entered: float
    left: float
    lost: float

    @property
    def error(self) -> float:
        """|in − out − losses| over the larger side."""
        supplied = self.source + self.entered
        scale = max(supplied, self.left + self.lost)
        return abs(supplied - self.left - self.lost) / scale if scale > 0.0 else 0.0


@dataclass(frozen=True)
class ElementBalance:
    """t/year of one element over the whole chain."""

    element: str
    source: float
    final_use: float
    lost: float
    disposal: float
    stock: float

    @property
    def error(self) -> float:
        """|source − all destinations| over the source, or over the final use where stocks serve more."""
        gone = self.final_use + self.lost + self.disposal + self.stock
        scale = max(self.source, self.final_use)
        return abs(self.source - gone) / scale if scale > 0.0 else abs(gone)


def mass_balance(state: State) -> MassBalance:
    """Balances of commodities; relative to output or base output, whichever is larger."""
    network, wiring, equilibrium = state.network, state.wiring, state.equilibrium
    output = market_output(state)
    shipped = np.bincount(wiring.arc_market, equilibrium.flow, len(network.markets))
    market = output - shipped - equilibrium.disposal - purchased_for_stock(state)
    buyers = len(wiring.buyers)
    arrived = np.bincount(wiring.arc_buyer, equilibrium.flow, buyers)
    processed = wiring.recipe_input * equilibrium.activity[input_process(wiring)]
    wanted = np.bincount(wiring.input_buyer, processed, buyers) + np.bincount(
        wiring.use_buyer, equilibrium.use, buyers
    )
    buyer = arrived - wanted - stocked_by_buyer(state)
    base = np.bincount(wiring.arc_buyer, [arc.flow for arc in network.arcs], buyers)
    errors = np.concatenate(
        [
            np.abs(market) / np.maximum(output, state.calibration.base_output),
            np.abs(buyer) / np.maximum(np.maximum(arrived, base), np.finfo(float).tiny),
        ]
    )
    return MassBalance(market, buyer, float(errors.max(initial=0.0)))


def process_balances(state: State) -> tuple[ProcessBalance, ...]:
    """Element balance of every process and tracked element."""
    network, activity = state.network, state.equilibrium.activity.tolist()
    contents = {element: commodity_content(network, element) for element in network.elements}
    return tuple(
        _through_process(process, level, element, content)
        for element, content in contents.items()
        for process, level in zip(network.processes, activity, strict=True)
    )


def element_balances(state: State) -> tuple[ElementBalance, ...]:
    """Balance of every tracked element over the chain."""
    return _over_the_chain(state, process_balances(state))


def _over_the_chain(state: State, through: tuple[ProcessBalance, ...]) -> tuple[ElementBalance, ...]:
    network, equilibrium = state.network, state.equilibrium
    stock, stocked = purchased_for_stock(state), stocked_by_buyer(state)
    balances = []
    for element in network.elements:
        content = commodity_content(network, element)
        of_market = np.array([content[market.commodity] for market in network.markets])
        of_use = np.array([content[use.commodity] for use in network.uses])
        of_buyer = np.array([content[commodity] for commodity, _ in state.wiring.buyers])
        rows = [row for row in through if row.element == element]
        balances.append(
            ElementBalance(
                element=element,
                source=sum(row.source for row in rows),
                final_use=float(of_use @ equilibrium.use),
                lost=sum(row.lost for row in rows),
                disposal=float(of_market @ equilibrium.disposal),
                stock=float(of_market @ stock) + float(of_buyer @ stocked),
            )
        )
    return tuple(balances)


def largest_element_error(state: State) -> float:
    """Largest relative error over processes and over the chain."""
    through = process_balances(state)
    errors = [row.error for row in through]
    errors += [row.error for row in _over_the_chain(state, through)]
    return max(errors, default=0.0)


def _through_process(
    process: Process, activity: float, element: str, content: Mapping[str, float]
) -> ProcessBalance:
    entered = activity * sum(coefficient * content[item] for item, coefficient in process.inputs)
    left = activity * sum(coefficient * content[item] for item, coefficient in process.outputs)
    lost = activity * process.losses.get(element, 0.0)
    source = left + lost if process.kind == "mine" else 0.0
    return ProcessBalance(process.id, element, source, entered, left, lost)
