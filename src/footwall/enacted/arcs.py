"""The charges of every arc, filled from ``applies``: exact clauses in, float64 arrays out.

Every figure on an arc comes from the clauses decided for it; this module only lays them out in the fields
of ``ArcCharges`` and adds freight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from footwall.enacted.charges import (
    ABSORB,
    ADD,
    BEFORE_DUTY,
    CAP_CUSTOMS_VALUE,
    CAP_FLOOR,
    CAP_NONE,
    CAP_SPECIFIC,
    DUTY_PAID,
    MAX,
    REFERENCE,
    RENT_EXPORTERS,
    RENT_PRODUCER,
    RENT_STATE,
    TRANSACTION,
    ArcCharges,
)

if TYPE_CHECKING:
    from footwall.chain.network import Arc, Network
    from footwall.enacted.clauses import Clauses

COMPARED = {"transaction": TRANSACTION, "reference": REFERENCE}
COMPARED_WITH = {"before_duty": BEFORE_DUTY, "duty_paid": DUTY_PAID}
CUMULATION = {"add": ADD, "absorb": ABSORB, "max": MAX}
CAP_OF = {None: CAP_NONE, "customs_value": CAP_CUSTOMS_VALUE, "floor": CAP_FLOOR, "specific": CAP_SPECIFIC}
RENT_TO = {"exporters": RENT_EXPORTERS, "state": RENT_STATE, "producer": RENT_PRODUCER}
UNCHARGED = {"open": 1.0, "floor_cif": 1.0, "top_up": 1.0}
"""Fields that are not 0 on an arc without any charge."""


def arc_charges(network: Network, decided: Sequence[Clauses], closed: Iterable[int] = ()) -> ArcCharges:
    """Arrays of shape (arcs,) from the clauses of each arc; ``closed`` lists arcs that a limit shuts."""
    columns = {name: np.full(len(network.arcs), UNCHARGED.get(name, 0.0)) for name in ArcCharges.names()}
    for index, (arc, clauses) in enumerate(zip(network.arcs, decided, strict=True)):
        for name, value in _fields(arc, clauses).items():
            columns[name][index] = value
    for index in closed:
        columns["open"][index] = 0.0
    return ArcCharges(**columns)


def _fields(arc: Arc, clauses: Clauses) -> dict[str, float]:
    charged = {
        "export_tax": clauses.export_tax.ad_valorem,
        "export_specific": clauses.export_tax.specific,
        "vat_not_refunded": clauses.vat_not_refunded,
        "duty_ad_valorem": clauses.duty.ad_valorem,
        "duty_specific": clauses.duty.specific,
    }
    fields = {
        "open": float(clauses.open),
        "freight": arc.freight,
        "valuation_cif": float(clauses.valuation == "CIF"),
        **{name: float(amount) for name, amount in charged.items() if amount},
    }
    if clauses.tariff_rate_quota is None and clauses.levied_share:
        fields["levied_share"] = float(clauses.levied_share)
        fields["replaced_ad_valorem"] = float(clauses.replaced.ad_valorem)
        fields["replaced_specific"] = float(clauses.replaced.specific)
        fields["netted_ad_valorem"] = float(clauses.netted.ad_valorem)
        fields["netted_specific"] = float(clauses.netted.specific)
        fields |= _instrument_fields(clauses)
    return fields


def _instrument_fields(clauses: Clauses) -> dict[str, float]:
    fields: dict[str, float] = {}
    if clauses.tariff is not None:
        fields["instrument_ad_valorem"] = float(clauses.tariff.ad_valorem)
        fields["instrument_specific"] = float(clauses.tariff.specific)
    if clauses.floor is not None:
        floor = clauses.floor
        fields |= {
            "floor": float(floor.price),
            "floor_cif": float(floor.basis == "CIF"),
            "compared": COMPARED[floor.compared],
            "compared_with": COMPARED_WITH[floor.compared_with],
            "cumulation": CUMULATION[floor.cumulation],
            "mode_b": float(floor.mode == "B"),
            "top_up": float(floor.top_up),
            "dead_band": float(floor.dead_band),
            "cap_of": CAP_OF[floor.cap_of],
            "cap": float(floor.cap),
            "omega": float(floor.omega),
            "rent_to": RENT_TO[floor.rent_to],
            "ceiling": float(floor.ceiling),
            "cliff": float(floor.cliff),
            "cliff_charge": float(floor.maximum),
        }
    if clauses.evasion is not None and (clauses.floor or clauses.tariff or clauses.content):
        evasion = clauses.evasion
        fields |= {
            "evasion_cost": float(evasion.cost),
            "evasion_spread": float(evasion.spread),
            "evasion_detection": float(evasion.detection),
            "evasion_fine": float(evasion.fine),
            "evasion_max": float(evasion.limit),
        }
    return fields
