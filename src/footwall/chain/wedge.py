"""Landed price as a linear function of the FOB price: the base-year charges that prices are set with.

ℓ = factor·p + specific per arc. Export charges come first, then freight, then duties on the customs value, as
in the order of charges of the market. The law itself is not read here: rates come from the caller.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from footwall.chain.network import Network

FloatArray = NDArray[np.float64]


class BorderCharges(Protocol):
    """The part of a set of charges that the base year needs; arrays (arcs,), rates as fractions, USD/t."""

    @property
    def export_tax(self) -> FloatArray: ...
    @property
    def vat_not_refunded(self) -> FloatArray: ...
    @property
    def export_specific(self) -> FloatArray: ...
    @property
    def freight(self) -> FloatArray: ...
    @property
    def valuation_cif(self) -> FloatArray: ...
    @property
    def duty_ad_valorem(self) -> FloatArray: ...
    @property
    def duty_specific(self) -> FloatArray: ...


@dataclass(frozen=True)
class LandedWedge:
    """ℓ = ``factor``·p + ``specific`` (USD/t), both shaped (arcs,) in the order of ``Network.arcs``."""

    factor: FloatArray
    specific: FloatArray


def landed_wedge(charges: BorderCharges) -> LandedWedge:
    """The wedge of charges without floors, quotas or instruments, as in any base year without a rulebook."""
    export = 1.0 + charges.export_tax + charges.vat_not_refunded
    duty = charges.duty_ad_valorem
    specific = (
        charges.export_specific * (1.0 + duty)
        + charges.freight * (1.0 + duty * charges.valuation_cif)
        + charges.duty_specific
    )
    return LandedWedge(export * (1.0 + duty), specific)


def freight_only(network: Network) -> LandedWedge:
    """The wedge of a world without measures: FOB price plus freight."""
    freight = np.array([arc.freight for arc in network.arcs])
    return LandedWedge(np.ones(freight.size), freight)
