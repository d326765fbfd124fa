"""The border: valuation, evasion, exemptions."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from footwall.rulebook.amounts import Rate, Share, Tonnage, UnitPrice
from footwall.rulebook.clause_model import Clause, DatedClause, Day

ExemptionKind = Literal[
    "scrap",
    "small_lot",
    "in_transit",
    "defence",
    "no_substitute",
    "petition",
    "recycled_content",
    "drawback",
]

DutyKind = Literal["import_duty", "additional_duty"]


class Evasion(Clause):
    """How much of a charge is escaped by a false declaration, at what cost."""

    cost: Rate = Field(description="Cost of concealment of the first tonne, as a share of the customs value.")
    spread: Rate = Field(
        description="Rise of that cost with the share evaded, as a share of the customs value."
    )
    detection: Share = Field(description="Chance that an evading entry is found.")
    fine: Rate = Field(
        default=0.0, description="Fine on a found entry beside the levy, as a share of its value."
    )
    max: Share = Field(default=1.0, description="Largest share of an arc that can be evaded.")
    via: tuple[str, ...] = Field(
        default=(),
        description="Regions declared as the false origin of evaded goods, in equal parts; empty: the "
        "importing region, as if the goods were domestic. Changes declared trade, not what evasion saves.",
    )


class Exemption(DatedClause):
    """Goods that pay no instrument of this rulebook."""

    kind: ExemptionKind = Field(
        description="scrap: goods of the scrap stage. small_lot: lots below a mass. in_transit: goods on "
        "the way on "
        "the first day. defence, no_substitute, petition: on application. recycled_content: goods made of "
        "scrap to a share. drawback: inputs of what leaves the zone again get the charge back."
    )
    share: Share | None = Field(
        default=None,
        description="Share of each arc that is exempt in the market; empty: all for scrap, for drawback what "
        "left the zone in goods made of it in the base year, else none.",
    )
    below: Tonnage | None = Field(
        default=None, description="Mass below which a lot is small, such as 5 kg. Held as t."
    )
    shipped_before: Day | None = Field(
        default=None, description="Day before which goods in transit were shipped (ISO date)."
    )
    certified_by: str | None = Field(
        default=None,
        description="Authority whose certificate a lot needs (defence, no_substitute, petition).",
    )
    at_least: Share | None = Field(
        default=None, description="Least share of recycled content by mass, such as 50% (recycled_content)."
    )
    commodities: tuple[str, ...] = Field(default=(), description="Commodities concerned; empty: all covered.")


class Surge(DatedClause):
    """Imports of an origin beyond a multiple of their base pay a charge: one quota per origin and member.

    It meets goods that go round the levy by a third country. What enters below the multiple is left alone.
    """

    commodities: tuple[str, ...] = Field(min_length=1, description="Commodities that are watched.")
    origins: tuple[str, ...] = Field(
        default=(), description="Origins that are watched; empty: every origin outside the zone."
    )
    above: Rate = Field(description="Multiple of the base from which the charge is due, such as 150%.")
    of: Literal["base"] = Field(
        default="base",
        description="What it is a multiple of: base-year imports from the origin.",
    )
    least: Share = Field(
        default=0.03,
        description="Share of the member's base-year imports that counts as the base of a smaller or new "
        "origin; 3% as in Article 9.1 of the Agreement on Safeguards.",
    )
    charge: Literal["levy"] | None = Field(
        default=None,
        description="levy: the gap to the commodity's floor at base-year prices, for origins that it spares.",
    )
    rate: Rate | None = Field(
        default=None, description="Ad valorem rate on the base-year customs value, such as 25%."
    )
    amount: UnitPrice | None = Field(
        default=None, description="Specific amount, such as 20 USD/kg. Held as USD/t."
    )


class RelatedParty(Clause):
    """Trade between related parties, who can invoice at the floor and pass the difference back."""

    share: Share = Field(description="Share of the trade in floored goods between related parties.")
    test: Literal["transaction", "reference"] = Field(
        default="transaction",
        description="transaction: their invoice is believed, so that they keep the gap. reference: it is "
        "tested against the published price, and they pay the levy like others.",
    )


class Stacking(Clause):
    """How the zone's charge stands beside a duty that is there already. The first rule that fits decides.

    The charge is the levy, tariff or charge by content on goods that an instrument of the zone reaches. Goods
    that it does not reach, exempt ones among them, pay their duties as before, and so does everything under a
    tariff-rate quota.
    """

    measure: str | None = Field(
        default=None, description="Id of an import duty in the facts, such as us-301-magnet."
    )
    kind: DutyKind | None = Field(
        default=None,
        description="import_duty: the ordinary duty. additional_duty: those on top of it, such as Section "
        "301, 232, anti-dumping and countervailing duties, and those of this rulebook.",
    )
    commodities: tuple[str, ...] = Field(default=(), description="Commodities concerned; empty: all.")
    rule: Literal["add", "replace", "max"] = Field(
        description="add: both are charged. replace: the duty is not charged on goods that the zone's charge "
        "reaches, even where the charge comes to nothing. max: the greater of the two is charged."
    )


class Border(Clause):
    """What holds at every member's border."""

    valuation: dict[str, Literal["CIF", "FOB"]] = Field(
        default_factory=dict,
        description="Customs value by member; empty: as the law of the member has it (USA, CAN, AUS FOB, "
        "others CIF).",
    )
    evasion: Evasion | None = Field(default=None, description="Evasion of the levies; empty: none.")
    exemptions: tuple[Exemption, ...] = Field(default=(), description="Goods that pay nothing.")
    surge: tuple[Surge, ...] = Field(default=(), description="Tests for sudden imports of an origin.")
    related_party: RelatedParty | None = Field(
        default=None, description="Trade between related parties; empty: none is assumed."
    )
    stacking: tuple[Stacking, ...] = Field(
        default=(),
        description="How the zone's charges stand beside existing duties, in order; a duty without a rule "
        "is added. What remains beside a levy is subject to its cumulation, which outranks max.",
    )
