"""Measures that others take: export licences, quotas, taxes, bans, import duties."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from footwall.rulebook.amounts import AnnualTonnage, Rate, Share, UnitPrice
from footwall.rulebook.clause_model import Clause, SuspendableClause

MeasureKind = Literal[
    "export_licence", "export_quota", "export_tax", "vat_not_refunded", "ban", "import_duty"
]


class Truce(Clause):
    """A bargain: one measure rests while another holds."""

    whilst: str = Field(
        alias="while",
        min_length=1,
        description="Id of another measure of this rulebook. On every day on which that one is in force, "
        "this one is not; when it ends or is suspended, this one is back in full.",
    )


class MeasureTerms(Clause):
    """What a measure does to trade, whoever takes it."""

    kind: MeasureKind = Field(
        description="export_licence: a share of base exports is approved. export_quota: tonnes a year. "
        "export_tax: "
        "rate on the FOB price. vat_not_refunded: rate of value-added tax kept on exports, in place of "
        "today's. ban: no exports. import_duty: rate or amount on imports."
    )
    commodities: tuple[str, ...] = Field(min_length=1, description="Commodities concerned.")
    destinations: tuple[str, ...] = Field(
        default=(), description="Destinations of export measures; empty: every one except the region itself."
    )
    origins: tuple[str, ...] = Field(
        default=(), description="Origins of an import duty; empty: every one except the region itself."
    )
    approval: Share | None = Field(
        default=None,
        description="Share of base exports that gets a licence, per destination (export_licence).",
    )
    quota: AnnualTonnage | None = Field(
        default=None, description="Tonnes a year over the named destinations, per commodity (export_quota)."
    )
    rate: Rate | None = Field(
        default=None, description="Ad valorem rate (export_tax, vat_not_refunded, import_duty)."
    )
    amount: UnitPrice | None = Field(
        default=None, description="Specific amount (export_tax, import_duty). Held as USD/t."
    )
    rent_to: Literal["state", "holders"] = Field(
        default="holders",
        description="Who gets the rent of a licence or quota: the state or the licence holders.",
    )


class Measure(SuspendableClause, MeasureTerms):
    """A measure by one region, in force beside the rulebook."""

    id: str | None = Field(
        default=None, min_length=1, description="Name by which a truce can point at it; empty: none."
    )
    by: str = Field(description="Region that takes the measure.")
    truce: Truce | None = Field(
        default=None, description="Another measure during which this one rests; empty: none."
    )
