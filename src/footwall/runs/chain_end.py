"""Does the chain end late enough? The rule, its figure, and the warning.

A chain ends at the first traded product whose price the floors raise by less than 2%: beyond it the policy cannot
change much. The figure is the rise of the effective price in the zone of the last product that final users buy.
"""

from __future__ import annotations

from dataclasses import dataclass

from footwall.chain.network import Network
from footwall.runs.figures import PRICE, Figures

LIMIT = 2.0
"""Per cent."""


@dataclass(frozen=True)
class ChainEnd:
    """The last product and the rise of its price in the zone (%)."""

    commodity: str
    price_rise: float

    @property
    def broken(self) -> bool:
        return self.price_rise >= LIMIT

    def sentence(self, network: Network) -> str:
        name = network.commodity(self.commodity).name
        verdict = (
            f"above the {LIMIT:g}% at which the chain should end: users may also turn to finished products made outside"
            if self.broken
            else f"below the {LIMIT:g}% at which a chain may end"
        )
        return f"{name}, the last traded product, changes by {self.price_rise:+.2f}% in price in the zone, {verdict}."


def chain_end(network: Network, central: Figures) -> ChainEnd | None:
    """The end of the chain; None where nothing is bought in the zone there."""
    inputs = {commodity for process in network.processes for commodity, _ in process.inputs}
    bought = {use.commodity for use in network.uses}
    last = [item.id for item in network.commodities if item.id in bought - inputs]
    if not last or f"{PRICE}|{last[-1]}" not in central:
        return None
    return ChainEnd(last[-1], central[f"{PRICE}|{last[-1]}"])
