"""What one tonne pays on every arc, component by component, compiled."""

from __future__ import annotations

import numpy as np

from footwall.market.charge import EXPORT_SPECIFIC, EXPORT_TAX, FREIGHT, VAT, unit_charges
from footwall.market.compiled import compiled
from footwall.market.system import TARIFF_RATE, FloatArray, IntArray, Topology


@compiled
def fill_breakdown(
    x: FloatArray, charge: FloatArray, markets: int, topology: Topology, out: FloatArray
) -> None:
    """Fill ``out`` (14, arcs) with the fields of ``UnitCharges`` in their order, USD/t.

    ``charge`` (arcs, fields) are the charges of the scenario that ``x`` solves.
    """
    quotas = topology.quota_kind.shape[0]
    for a in range(charge.shape[0]):
        c = charge[a]
        fob = x[topology.arc_market[a]]
        rent = quota_rent = 0.0
        for k in range(topology.arc_quota_start[a], topology.arc_quota_start[a + 1]):
            q = topology.arc_quota[k]
            if topology.quota_kind[q] == TARIFF_RATE:
                rent += x[markets + q]
            else:
                quota_rent += x[markets + q]
        export_price = fob * (1.0 + c[EXPORT_TAX] + c[VAT]) + c[EXPORT_SPECIFIC] + quota_rent
        r = topology.arc_reference[a]
        reference = x[markets + quotas + r] if r >= 0 else 0.0
        landed, _, _, rise, duty, levy, fine, concealment, evaded = unit_charges(export_price, reference, c)
        out[0, a] = fob
        out[1, a] = fob * c[EXPORT_TAX]
        out[2, a] = fob * c[VAT]
        out[3, a] = c[EXPORT_SPECIFIC]
        out[4, a] = quota_rent
        out[5, a] = c[FREIGHT]
        out[6, a] = rise
        out[7, a] = duty
        out[8, a] = levy
        out[9, a] = fine
        out[10, a] = concealment
        out[11, a] = rent
        out[12, a] = landed + rent
        out[13, a] = evaded


@compiled
def landed_without_rents(price: FloatArray, arc_market: IntArray, charge: FloatArray) -> FloatArray:
    """Landed price of every arc at given FOB prices and no quota rents (USD/t)."""
    landed = np.empty(charge.shape[0])
    for a in range(charge.shape[0]):
        c = charge[a]
        slope = 1.0 + c[EXPORT_TAX] + c[VAT]
        exported = price[arc_market[a]] * slope + c[EXPORT_SPECIFIC]
        landed[a] = unit_charges(exported, exported + c[FREIGHT], c)[0]
    return landed
