"""The rulebook as a value: one closed, frozen model of the whole file.

Reading, line numbers and checks against known names are in ``footwall.rulebook.read``; this module only says
what a rulebook may contain. Amounts are held in engine units (USD/t, t, t/year, fractions); money is nominal.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from footwall.rulebook.amendment_schema import AmendmentRecord
from footwall.rulebook.border_schema import Border, Evasion, Exemption, RelatedParty, Stacking, Surge
from footwall.rulebook.clause_model import Clause, DatedClause, LegalBasis, SuspendableClause, Suspension
from footwall.rulebook.derivative_schema import Derivative, Material
from footwall.rulebook.event_schema import (
    AnyEvent,
    CutOff,
    DemandEvent,
    DemandSlump,
    DemandSurge,
    Event,
    Flood,
    Outage,
)
from footwall.rulebook.floor_schema import BorderClause, Cascade, Floor, Floors, Tariff
from footwall.rulebook.horizon_schema import Horizon
from footwall.rulebook.levy_schema import Cap, Levy, OutOfQuota, TariffRateQuota
from footwall.rulebook.measure_schema import Measure, MeasureTerms, Truce
from footwall.rulebook.origin_schema import Origin
from footwall.rulebook.reference_schema import Reference
from footwall.rulebook.revenue_schema import Revenue
from footwall.rulebook.rival_schema import (
    RefundVat,
    Response,
    Restrict,
    ResultCondition,
    Retaliate,
    Rival,
    Undercut,
)
from footwall.rulebook.stockpile_schema import (
    Draw,
    Entitlement,
    Lending,
    PriceCondition,
    Release,
    Rotation,
    Stockpile,
    Transfer,
)
from footwall.rulebook.support_schema import Indexation, ProducersStock, Support, SupportIndex, Upside
from footwall.rulebook.zone_schema import Associate, Member, MemberList, Standing, Zone

__all__ = [
    "AmendmentRecord",
    "Associate",
    "Border",
    "BorderClause",
    "Cap",
    "Cascade",
    "Clause",
    "CutOff",
    "DatedClause",
    "DemandEvent",
    "DemandSlump",
    "DemandSurge",
    "Derivative",
    "Draw",
    "Entitlement",
    "Evasion",
    "Event",
    "Exemption",
    "Flood",
    "Floor",
    "Floors",
    "Horizon",
    "Indexation",
    "LegalBasis",
    "Lending",
    "Levy",
    "Material",
    "Measure",
    "MeasureTerms",
    "Member",
    "MemberList",
    "Origin",
    "OutOfQuota",
    "Outage",
    "PriceCondition",
    "ProducersStock",
    "Reference",
    "RefundVat",
    "RelatedParty",
    "Release",
    "Response",
    "Restrict",
    "ResultCondition",
    "Retaliate",
    "Revenue",
    "Rival",
    "Rotation",
    "Rulebook",
    "Stacking",
    "Standing",
    "Stockpile",
    "Support",
    "SupportIndex",
    "Surge",
    "SuspendableClause",
    "Suspension",
    "Tariff",
    "TariffRateQuota",
    "Transfer",
    "Truce",
    "Undercut",
    "Upside",
    "Zone",
]

SCHEMA_VERSION = "1"


class Rulebook(Clause):
    """A policy: who belongs, what is protected how, what happens at the border, what others do."""

    schema_version: Literal["1"] = Field(default="1", description="Version of this schema.")
    name: str = Field(min_length=1, description="Short name, as shown in reports.")
    version: str = Field(default="1", description="Version of this rulebook, as text.")
    why: str = Field(
        default="", description="A paragraph: what the rulebook is for and where its figures come from."
    )
    legal_basis: str = Field(default="", description="Statute or treaty that it would rest on.")
    amendments: tuple[AmendmentRecord, ...] = Field(
        default=(), description="Amendments that this text already holds, in their order."
    )
    money: Literal["nominal"] = Field(default="nominal", description="Money values are in USD of the day.")
    zone: Zone = Field(default=Zone(), description="The trading bloc.")
    floors: Floors = Field(default=Floors(), description="Floors by commodity, and their cascade downstream.")
    tariffs: dict[str, Tariff] = Field(
        default_factory=dict, description="Fixed charges by commodity, without a floor."
    )
    derivatives: dict[str, Derivative] = Field(
        default_factory=dict, description="Charges on finished goods by the material in them, by commodity."
    )
    border: Border = Field(default=Border(), description="Valuation, evasion and exemptions.")
    supports: tuple[Support, ...] = Field(
        default=(), description="Payments to producers beside the market price."
    )
    stockpile: dict[str, Stockpile] = Field(
        default_factory=dict, description="Public stocks by name, such as `vault`. They act over years."
    )
    revenue: Revenue | None = Field(
        default=None, description="Use of what levies and tariffs collect; empty: all stays with treasuries."
    )
    measures: tuple[Measure, ...] = Field(
        default=(), description="Measures by others, and by members outside the zone's rules."
    )
    horizon: Horizon = Field(default=Horizon(), description="What a run over years assumes.")
    events: tuple[AnyEvent, ...] = Field(
        default=(), description="Shocks by date: outages, floods of supply, changes of demand, cut-offs."
    )
    rival: Rival | None = Field(
        default=None, description="A rival that responds to what happens, year by year; empty: none does."
    )
