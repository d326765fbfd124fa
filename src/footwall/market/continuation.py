"""A policy at part of its strength: the path from the base year to a policy that a full step misses.

Charges, quotas and capacities move together from those of the base year (strength 0) to those of the
policy (strength 1). Bans and switches are the policy's own at every strength.
"""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from footwall.enacted.charges import ArcCharges
from footwall.market.assemble import System, pack_charges
from footwall.market.producers import GIVEN_BACK, GUARANTEED
from footwall.market.scenario import charges_of
from footwall.market.system import FloatArray

_SWITCHES = frozenset(
    (
        "open",
        "valuation_cif",
        "floor_cif",
        "compared",
        "compared_with",
        "cumulation",
        "mode_b",
        "cap_of",
        "cap",
        "rent_to",
    )
)


def at_strength(system: System, strength: float) -> System:
    """The same problem of one scenario with its policy at ``strength`` in [0, 1]; 1 is the problem itself."""
    if strength == 1.0:
        return system
    curves = system.curves
    arcs = curves.charge.shape[0]
    changed = curves._replace(
        charge=_charges(system, strength),
        varying=np.zeros((1, 0, arcs)),
        varying_field=np.zeros(0, dtype=np.int64),
        quota=_quotas(system, strength),
        process=_capacities(system, strength),
        arc=_weights(system, strength),
        support=_supports(system, strength),
    )
    return replace(system, curves=changed)


def _charges(system: System, strength: float) -> FloatArray:
    base = pack_charges(system.calibration.base_charges)[0]
    switches = np.array([item.name in _SWITCHES for item in fields(ArcCharges)])
    full = charges_of(system.curves, 0)
    return np.ascontiguousarray(np.where(switches, full, base + strength * (full - base)))


def _quotas(system: System, strength: float) -> FloatArray:
    flow = system.calibration.arc[0, :, 2]
    base_tonnes = np.array([flow[list(quota.arcs)].sum() for quota in system.quotas])
    quota = system.curves.quota.copy()
    quota[:, :, 0] += (1.0 - strength) * np.maximum(base_tonnes - quota[:, :, 0], 0.0)
    return quota


def _supports(system: System, strength: float) -> FloatArray:
    """The base year knows no support: its shares rise from zero."""
    support = system.curves.support.copy()
    support[:, :, [GUARANTEED, GIVEN_BACK]] *= strength
    return support


def _capacities(system: System, strength: float) -> FloatArray:
    process = system.curves.process.copy()
    base = np.array([item.capacity for item in system.calibration.network.processes])
    process[:, :, 1] = base + strength * (process[:, :, 1] - base)
    return process


def _weights(system: System, strength: float) -> FloatArray:
    arc = system.curves.arc.copy()
    wiring = system.calibration.wiring
    bought = np.bincount(wiring.arc_buyer, arc[0, :, 2], len(wiring.buyers))
    base = arc[:, :, 2] / bought[wiring.arc_buyer]
    arc[:, :, 0] = base + strength * (arc[:, :, 0] - base)
    return arc
