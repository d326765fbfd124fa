"""One scenario's charges, laid out for the kernel, compiled.

A batch stores the charges that its scenarios share once, and by scenario only the fields that differ. What an
iteration reads of them is worked out here, once a scenario: the straight line of every landed price that no
levy touches, and the part of every sourcing exponent that prices do not move.
"""

from __future__ import annotations

import numpy as np

from footwall.market.charge import (
    DUTY_AD_VALOREM,
    DUTY_SPECIFIC,
    EXPORT_SPECIFIC,
    EXPORT_TAX,
    FREIGHT,
    LEVIED_SHARE,
    OPEN,
    VALUATION_CIF,
    VAT,
    unlevied,
)
from footwall.market.compiled import compiled
from footwall.market.curves import CES
from footwall.market.system import Curves, FloatArray, Topology
from footwall.market.work import Work


@compiled
def fill_charges(s: int, curves: Curves, charge: FloatArray) -> None:
    """Fill ``charge`` (arcs, 35) with the charges of scenario ``s``."""
    charge[:] = curves.charge
    row = s if curves.varying.shape[0] > 1 else 0
    for v in range(curves.varying_field.shape[0]):
        field = curves.varying_field[v]
        for a in range(charge.shape[0]):
            charge[a, field] = curves.varying[row, v, a]


def charges_of(curves: Curves, s: int) -> FloatArray:
    """(arcs, 35) charges of scenario ``s``."""
    charge = np.empty_like(curves.charge)
    fill_charges(s, curves, charge)
    return charge


@compiled
def load_scenario(s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """Fill ``work.charge``, ``work.line`` and ``work.exponent``: what ``respond`` reads of scenario ``s``.

    ``work.line`` (arcs, 5): slope of the landed price in the FOB price, landed price at an FOB price of zero,
    slope in the export price, share levied, slope of the export price in the FOB price; the first three hold
    where nothing is levied. ``work.exponent`` (arcs,): θ·ℓ0/P0, or -inf where the arc is closed.
    """
    fill_charges(s, curves, work.charge)
    buyer = curves.buyer[s if curves.buyer.shape[0] > 1 else 0]
    arc = curves.arc[s if curves.arc.shape[0] > 1 else 0]
    for a in range(topology.arc_market.shape[0]):
        c = work.charge[a]
        rate = c[DUTY_AD_VALOREM]
        by_fob = 1.0 + c[EXPORT_TAX] + c[VAT]
        fixed, _ = unlevied(c[EXPORT_SPECIFIC], c[FREIGHT], c[VALUATION_CIF], rate, c[DUTY_SPECIFIC])
        work.line[a, 0] = (1.0 + rate) * by_fob
        work.line[a, 1] = fixed
        work.line[a, 2] = 1.0 + rate
        work.line[a, 3] = c[LEVIED_SHARE]
        work.line[a, 4] = by_fob
        b = topology.arc_buyer[a]
        if c[OPEN] > 0.0 and arc[a, 0] > 0.0:
            work.exponent[a] = 0.0 if buyer[b, 0] == CES else buyer[b, 1] * arc[a, 1] / buyer[b, 3]
        else:
            work.exponent[a] = -np.inf
