"""Prices of the base year at a border, before any rulebook: what a floor is held against in a first check.

They are the prices of the network's own base year (or of its re-anchoring), with the measures in force on
the day. They are not an equilibrium: a floor changes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footwall.chain.network import Arc, Network
    from footwall.enacted.clauses import Clauses, FloorTerms


@dataclass(frozen=True)
class BasePrices:
    """FOB prices in USD/t by (commodity, region)."""

    fob: Mapping[tuple[str, str], float]

    def invoice(self, arc: Arc, clauses: Clauses) -> float:
        """FOB price with the origin's charges on export."""
        rate = 1 + clauses.export_tax.ad_valorem + clauses.vat_not_refunded
        return self.fob[arc.commodity, arc.origin] * float(rate) + float(clauses.export_tax.specific)

    def customs_value(self, arc: Arc, clauses: Clauses) -> float:
        """Invoice, with freight where the member values CIF."""
        return self.invoice(arc, clauses) + (arc.freight if clauses.valuation == "CIF" else 0.0)

    def duty(self, arc: Arc, clauses: Clauses) -> float:
        """Duties in force without the rulebook's instruments."""
        value = self.customs_value(arc, clauses)
        return float(clauses.duty.ad_valorem) * value + float(clauses.duty.specific)

    def compared(self, arc: Arc, clauses: Clauses, floor: FloorTerms) -> float:
        """The price that is held against a floor on the entry's own price."""
        price = self.invoice(arc, clauses) + (arc.freight if floor.basis == "CIF" else 0.0)
        return price + (self.duty(arc, clauses) if floor.compared_with == "duty_paid" else 0.0)


def base_prices(network: Network) -> BasePrices:
    return BasePrices({(market.commodity, market.region): market.base_price for market in network.markets})
