"""The border: valuation, evasion, exemptions."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from footwall.rulebook.amounts import Rate, Share, Tonnage
from footwall.rulebook.clause_model import Clause, DatedClause

ExemptionKind = Literal["scrap", "small_lot", "in_transit", "defence", "no_substitute", "petition"]

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
        "the first day. defence, no_substitute, petition: on application."
    )
    share: Share | None = Field(
        default=None,
        description="Share of each arc that is exempt in the market; empty: all for scrap, else none.",
    )
    below: Tonnage | None = Field(
        default=None, description="Mass below which a lot is small, such as 5 kg. Held as t."
    )
    commodities: tuple[str, ...] = Field(default=(), description="Commodities concerned; empty: all covered.")


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
    stacking: tuple[Stacking, ...] = Field(
        default=(),
        description="How the zone's charges stand beside existing duties, in order; a duty without a rule "
        "is added. What remains beside a levy is subject to its cumulation, which outranks max.",
    )
