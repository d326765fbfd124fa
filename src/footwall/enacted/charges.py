"""What the law puts on each arc: the interface between rules and the market.

``ArcCharges`` holds one array per field of the charge order; ``Quota`` limits the tonnes of a set of arcs.
Arrays are shaped ``(arcs,)`` in the order of ``Network.arcs``, or ``(scenarios, arcs)`` for a batch.
This module computes nothing: clause arithmetic is in ``footwall.rulebook``, its use in ``footwall.market``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from footwall.enacted.feedbacks import NO_FEEDBACK, Feedbacks

if TYPE_CHECKING:
    from footwall.enacted.derived_floors import DerivedFloors
    from footwall.enacted.ranged_law import RangedLaw
    from footwall.enacted.settlement_terms import SettlementTerms

FloatArray = NDArray[np.float64]

TRANSACTION, REFERENCE = 0.0, 1.0
BEFORE_DUTY, DUTY_PAID = 0.0, 1.0
ADD, ABSORB, MAX = 0.0, 1.0, 2.0
CAP_NONE, CAP_CUSTOMS_VALUE, CAP_FLOOR, CAP_SPECIFIC = 0.0, 1.0, 2.0, 3.0
RENT_EXPORTERS, RENT_STATE, RENT_PRODUCER = 0.0, 1.0, 2.0


@dataclass(frozen=True)
class ArcCharges:
    """Charges per arc. Money USD/t, rates as fractions, switches as the codes of this module."""

    open: FloatArray
    """1 where trade is possible, 0 where banned."""
    export_tax: FloatArray
    """Ad valorem export tax on the FOB price."""
    vat_not_refunded: FloatArray
    """Value-added tax kept by the origin on export, on the FOB price."""
    export_specific: FloatArray
    freight: FloatArray
    valuation_cif: FloatArray
    """1 where the customs value is CIF, 0 where FOB (including export charges and quota rent)."""
    duty_ad_valorem: FloatArray
    duty_specific: FloatArray
    instrument_ad_valorem: FloatArray
    """Rulebook tariff on the customs value (booked as levy)."""
    instrument_specific: FloatArray
    floor: FloatArray
    """F in USD/t; 0 where no floor applies."""
    floor_cif: FloatArray
    """1 where F is compared with the CIF value, 0 with the FOB invoice (without freight)."""
    levied_share: FloatArray
    """Share of the arc that pays (1 − exempt share; partial membership of an aggregate)."""
    compared: FloatArray
    compared_with: FloatArray
    cumulation: FloatArray
    mode_b: FloatArray
    """1 for mode B: the gap is grossed up by (1 + ad valorem duty)."""
    top_up: FloatArray
    """α in [0, 1]."""
    dead_band: FloatArray
    """Share of F inside which no levy is due."""
    cap_of: FloatArray
    cap: FloatArray
    """Share of the customs value or of F, or USD/t, by ``cap_of``."""
    omega: FloatArray
    """Share of the gap kept by exporters."""
    rent_to: FloatArray
    evasion_cost: FloatArray
    evasion_spread: FloatArray
    """k' of the effort; 0 where evasion is not modelled."""
    evasion_detection: FloatArray
    evasion_fine: FloatArray
    """Fine as a share of the customs value."""
    evasion_max: FloatArray
    ceiling: FloatArray
    """Price in USD/t above which the duty is cut by the excess; 0 where there is none."""
    cliff: FloatArray
    """Share of F below which ``cliff_charge`` replaces the gap; 0 where there is none."""
    cliff_charge: FloatArray
    """USD/t charged below the cliff."""
    replaced_ad_valorem: FloatArray
    """Part of the ad valorem duty that the levied share does not pay."""
    replaced_specific: FloatArray
    netted_ad_valorem: FloatArray
    """Part of the ad valorem duty beside which only what exceeds it is charged on the levied share."""
    netted_specific: FloatArray

    @classmethod
    def names(cls) -> tuple[str, ...]:
        return tuple(item.name for item in fields(cls))


@dataclass(frozen=True)
class Quota:
    """A limit in t/year on the tonnes of a set of arcs, with one rent ρ (USD/t) as unknown.

    ``export``: 0 ≤ ρ ⊥ limit − exports ≥ 0. ``licence``: the same, per destination. ``tariff_rate``:
    0 ≤ ρ ≤ ``out_of_quota`` with M − limit between. ``rent_to`` names who gets ρ·min(M, limit).
    """

    id: str
    kind: Literal["export", "licence", "tariff_rate"]
    arcs: tuple[int, ...]
    limit: float
    out_of_quota: float = 0.0
    rent_to: Literal["state", "holders", "importers", "exporters"] = "state"
    imposed_by: str = ""
    clause: str = ""


@dataclass(frozen=True)
class Support:
    """A payment to the producers of one market beside their price p; money USD/t unless said otherwise.

    Producers decide on p + φ·pay(B), pay(B) = max(0, strike − B) − υ·max(0, B − ``upside_from``), with
    the index B = ``index_factor`` times the price of ``index_market``.
    """

    id: str
    commodity: str
    region: str
    kind: Literal["price_gap_subsidy", "contract_for_difference", "offtake_floor"]
    strike: float
    covered_share: float
    """φ, share of the output that is covered."""
    index_market: int
    """Position in ``Network.markets``."""
    index_factor: float = 1.0
    """1 + the value-added tax that the quote contains."""
    upside_share: float = 0.0
    upside_from: float = math.inf
    annual_cap: float = math.inf
    """The most that is given back, USD/year."""
    payer: Literal["treasury", "fund", "buyers"] = "treasury"
    paid_in: str = ""
    """Region whose treasury or buyers pay."""
    budget: float = math.inf
    """USD/year; payments are scaled down to it."""
    volume: float = math.inf
    """Eligible t/year."""
    recipe: str = ""
    """Recipe to which it is limited; empty: all output of the market."""
    clause: str = ""
    settlement: SettlementTerms | None = None
    """What its accounts over years follow; None where none are kept."""


@dataclass(frozen=True)
class FloorInForce:
    """A floor F (USD/t) on a commodity at a member's border, with the clause that set it."""

    commodity: str
    member: str
    price: float
    basis: Literal["CIF", "FOB"]
    clause: str
    derivation: str


@dataclass(frozen=True)
class Enactment:
    """Everything in force for one network on one date."""

    date: str
    charges: ArcCharges
    quotas: tuple[Quota, ...]
    floors: tuple[FloorInForce, ...]
    membership: dict[str, float]
    """Region -> share of it inside the zone (1 for members, a fraction for aggregates)."""
    covered: tuple[str, ...]
    """Commodities on which the rulebook puts any instrument."""
    notes: tuple[str, ...] = ()
    """Plain sentences: what was assumed, split, ignored or expired."""
    derived: DerivedFloors | None = None
    """How the floors of a cascade follow from the conversion costs of the facts; None where none do."""
    supports: tuple[Support, ...] = ()
    """Payments to producers, of the facts and of the rulebook."""
    feedbacks: Feedbacks = NO_FEEDBACK
    """Rules whose charges follow the market's outcome."""
    revenue: Mapping[str, float] = field(default_factory=dict)
    """Use -> share of what levies and tariffs collect that is handed on; the rest stays with treasuries."""
    associates: tuple[str, ...] = ()
    """Regions of the membership that levy nothing on what is covered: their goods enter free."""
    ranged: RangedLaw | None = None
    """How the law follows amounts that the rulebook states with a range; None where none moves it."""
