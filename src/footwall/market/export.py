"""The whole numeric problem and its solution as plain data, so that anybody can recompute it.

``docs/model/network-export.md`` names every field with its unit and writes the equations; whoever has the
file needs nothing else from Footwall. Refuses calibrations that hold several parameter draws: one file is
one problem. It exports no sources and grades: those are in the facts.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from footwall.enacted.charges import ArcCharges, Quota, Support
from footwall.market.assemble import System, assemble
from footwall.market.calibrate import Calibration
from footwall.market.charge import FIELDS
from footwall.market.curves import (
    CES,
    CHEAP_SHARE,
    CHOKE_SPAN,
    CHOKED_USE,
    ISOELASTIC_SUPPLY,
    ISOELASTIC_USE,
    LINEAR_SUPPLY,
    LINEAR_USE,
    LOGISTIC,
    LOGIT,
)
from footwall.market.equilibrium import Equilibrium, UnitCharges
from footwall.market.kernel import NO_ORIGIN_PRICE, REFERENCE_FLOOR
from footwall.market.system import FloatArray, IntArray

FORMAT, VERSION = "footwall network export", 1

_SUPPLY_FORMS = {
    LOGISTIC: ("logistic", ("kappa", "width", "join", "tail")),
    LINEAR_SUPPLY: ("linear", ("intercept", "slope")),
    ISOELASTIC_SUPPLY: ("isoelastic", ("base_margin", "elasticity")),
}
_USE_FORMS = {
    CHOKED_USE: ("choked isoelastic", ("base_price", "elasticity", "choke_price")),
    LINEAR_USE: ("linear", ("intercept", "slope")),
    ISOELASTIC_USE: ("isoelastic", ("base_price", "elasticity")),
}
_SOURCING_FORMS = {LOGIT: "logit", CES: "CES"}

Record = dict[str, Any]


def export_network(
    calibration: Calibration,
    charges: ArcCharges,
    quotas: Sequence[Quota],
    equilibrium: Equilibrium,
    purchase: FloatArray | None = None,
    supports: Sequence[Support] = (),
) -> Record:
    """The problem and its solution as a JSON-ready document (t/year, USD/t, shares).

    ``purchase`` (markets,) is stock purchases less releases, if the solve had any. Raises ValueError for
    a calibration or charges with more than one scenario.
    """
    system = assemble(calibration, charges, quotas, purchase=purchase, supports=supports)
    if calibration.scenarios != 1 or system.curves.varying.shape[0] != 1:
        raise ValueError("An export holds one problem; pick one scenario of the draws or of the batch first.")
    network = calibration.network
    return {
        "format": FORMAT,
        "version": VERSION,
        "chain": network.chain,
        "year": network.year,
        "units": {"quantity": "t/year", "price": "USD/t", "rate": "share", "basis": "each commodity's own"},
        "constants": {
            "cheap_share": CHEAP_SHARE,
            "choke_span": CHOKE_SPAN,
            "no_origin_price_over_level": NO_ORIGIN_PRICE,
            "reference_weight_of_base_flow": REFERENCE_FLOOR,
        },
        "commodities": [
            {"id": item.id, "name": item.name, "stage": item.stage, "unit": item.unit}
            for item in network.commodities
        ],
        "markets": _markets(system, equilibrium),
        "buyers": _buyers(system, equilibrium),
        "processes": _processes(system, equilibrium),
        "uses": _uses(system, equilibrium),
        "arcs": _arcs(system, equilibrium),
        "quotas": _quotas(system, equilibrium),
        "references": _references(system, equilibrium),
        "supports": _supports(system, equilibrium),
        "solver": {
            "status": equilibrium.status,
            "residual": equilibrium.residual,
            "iterations": equilibrium.iterations,
        },
    }


def network_json(document: Record) -> str:
    """The document as JSON text; numbers keep every digit of their double."""
    return json.dumps(document, indent=1, allow_nan=False, ensure_ascii=False) + "\n"


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _named(names: Sequence[str], values: FloatArray) -> dict[str, float]:
    return {name: float(value) for name, value in zip(names, values, strict=False)}


def _of_row(start: IntArray, members: IntArray, row: int) -> list[int]:
    return [int(member) for member in members[start[row] : start[row + 1]]]


def _markets(system: System, equilibrium: Equilibrium) -> list[Record]:
    curves, topology = system.curves, system.topology
    output = np.zeros(len(equilibrium.price))
    for k, activity in enumerate(equilibrium.activity):
        for i in range(topology.output_start[k], topology.output_start[k + 1]):
            output[topology.output_market[i]] += curves.recipe_output[i] * activity
    return [
        {
            "name": market.name,
            "commodity": market.commodity,
            "region": market.region,
            "base_price": float(curves.price_scale[i]),
            "base_output": float(curves.tonnage[i]),
            "stock_purchase": float(curves.purchase[0, i]),
            "price": float(equilibrium.price[i]),
            "output": float(output[i]),
            "disposal": float(equilibrium.disposal[i]),
        }
        for i, market in enumerate(system.calibration.network.markets)
    ]


def _buyers(system: System, equilibrium: Equilibrium) -> list[Record]:
    return [
        {
            "commodity": commodity,
            "destination": destination,
            "form": _SOURCING_FORMS[form],
            "theta": float(theta),
            "price_level": float(level),
            "base_price_level": float(anchor),
            "effective": float(equilibrium.effective[b]),
            "purchases": float(equilibrium.purchases[b]),
        }
        for b, ((commodity, destination), (form, theta, level, anchor)) in enumerate(
            zip(system.calibration.buyers, system.curves.buyer[0], strict=True)
        )
    ]


def _processes(system: System, equilibrium: Equilibrium) -> list[Record]:
    topology, curves = system.topology, system.curves
    records = []
    for k, process in enumerate(system.calibration.network.processes):
        form, capacity, *numbers = curves.process[0, k]
        name, symbols = _SUPPLY_FORMS[form]
        inputs = range(topology.input_start[k], topology.input_start[k + 1])
        outputs = range(topology.output_start[k], topology.output_start[k + 1])
        records.append(
            {
                "id": process.id,
                "kind": process.kind,
                "region": process.region,
                "inputs": [
                    {"buyer": int(topology.input_buyer[i]), "coefficient": float(curves.recipe_input[i])}
                    for i in inputs
                ],
                "outputs": [
                    {
                        "market": int(topology.output_market[i]),
                        "coefficient": float(curves.recipe_output[i]),
                        "supports": _of_row(topology.output_support_start, topology.output_support, i),
                    }
                    for i in outputs
                ],
                "supply": {"form": name, "capacity": float(capacity), **_named(symbols, np.array(numbers))},
                "margin": float(equilibrium.margin[k]),
                "activity": float(equilibrium.activity[k]),
            }
        )
    return records


def _uses(system: System, equilibrium: Equilibrium) -> list[Record]:
    records = []
    for k, use in enumerate(system.calibration.network.uses):
        form, base, *numbers = system.curves.use[0, k]
        name, symbols = _USE_FORMS[form]
        records.append(
            {
                "sector": use.sector,
                "commodity": use.commodity,
                "region": use.region,
                "buyer": int(system.topology.use_buyer[k]),
                "demand": {"form": name, "base_quantity": float(base), **_named(symbols, np.array(numbers))},
                "use": float(equilibrium.use[k]),
                "shortage": float(equilibrium.shortage[k]),
            }
        )
    return records


def _arcs(system: System, equilibrium: Equilibrium) -> list[Record]:
    topology, curves = system.topology, system.curves
    components = [item.name for item in fields(UnitCharges)]
    records = []
    for a, arc in enumerate(system.calibration.network.arcs):
        weight, landed, flow = curves.arc[0, a]
        reference = int(topology.arc_reference[a])
        records.append(
            {
                "commodity": arc.commodity,
                "origin": arc.origin,
                "destination": arc.destination,
                "market": int(topology.arc_market[a]),
                "buyer": int(topology.arc_buyer[a]),
                "prior": arc.prior,
                "base_weight": float(weight),
                "base_landed": float(landed),
                "base_flow": float(flow),
                "charges": _named(FIELDS, curves.charge[a]),
                "reference": None if reference < 0 else reference,
                "quotas": _of_row(topology.arc_quota_start, topology.arc_quota, a),
                "landed": float(equilibrium.landed[a]),
                "share": float(equilibrium.share[a]),
                "flow": float(equilibrium.flow[a]),
                "unit": {name: float(getattr(equilibrium.unit, name)[a]) for name in components},
            }
        )
    return records


def _quotas(system: System, equilibrium: Equilibrium) -> list[Record]:
    return [
        {
            "id": quota.id,
            "kind": quota.kind,
            "arcs": list(quota.arcs),
            "limit": _finite(system.curves.quota[0, q, 0]),
            "out_of_quota": float(quota.out_of_quota),
            "rent_scale": float(system.curves.quota[0, q, 2]),
            "rent_to": quota.rent_to,
            "imposed_by": quota.imposed_by,
            "clause": quota.clause,
            "rent": float(equilibrium.rent[q]),
            "tonnes": float(equilibrium.flow[list(quota.arcs)].sum()),
        }
        for q, quota in enumerate(system.quotas)
    ]


def _references(system: System, equilibrium: Equilibrium) -> list[Record]:
    topology = system.topology
    return [
        {
            "commodity": commodity,
            "arcs": _of_row(topology.reference_start, topology.reference_arc, r),
            "price": float(equilibrium.reference[r]),
        }
        for r, commodity in enumerate(system.references)
    ]


def _supports(system: System, equilibrium: Equilibrium) -> list[Record]:
    """Supports with the shares that hold once their yearly limits are met."""
    paid = equilibrium.support
    return [
        {
            "id": support.id,
            "kind": support.kind,
            "commodity": support.commodity,
            "region": support.region,
            "clause": support.clause,
            "strike": float(support.strike),
            "index_market": support.index_market,
            "index_factor": float(support.index_factor),
            "guaranteed_share": float(paid.guaranteed_share[k]),
            "given_back_share": float(paid.given_back_share[k]),
            "given_from": _finite(support.upside_from),
            "payer": support.payer,
            "paid_in": support.paid_in or support.region,
            "output": float(paid.output[k]),
            "paid": float(paid.paid[k]),
            "given_back": float(paid.given_back[k]),
        }
        for k, support in enumerate(system.supports)
    ]
