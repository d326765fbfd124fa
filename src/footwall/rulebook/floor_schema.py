"""Floors, their cascade downstream, and tariffs without a floor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from footwall.codes import hs6
from footwall.errors import UnknownName
from footwall.rulebook.amounts import Rate, Share, UnitPrice
from footwall.rulebook.clause_model import Clause, DatedClause
from footwall.rulebook.levy_schema import Levy, TariffRateQuota


def _hs_code(value: Any) -> str:
    try:
        return hs6(value)
    except UnknownName as refusal:
        _, _, advice = str(refusal).partition("'284690'.")
        raise PydanticCustomError(
            "hs_code",
            "{allowed}",
            {
                "allowed": "six digits in quotes, such as '284690'",
                "advice": advice.strip(),
                "code": "RULEBOOK-16",
            },
        ) from None


HsCode = Annotated[
    str, BeforeValidator(_hs_code), WithJsonSchema({"type": "string", "pattern": "^[0-9]{6}$"})
]


class BorderClause(DatedClause):
    """A dated clause at every member's border, for goods from outside the zone."""

    origins: tuple[str, ...] = Field(
        default=(), description="Origins to which it is limited; empty: every origin outside the zone."
    )
    excluded: tuple[str, ...] = Field(
        default=(), alias="except", description="Origins outside the zone that are excused."
    )

    hs: tuple[HsCode, ...] = Field(
        default=(),
        description="HS codes in quotes to which it is limited at the border; empty: those in the facts.",
    )

    def covers(self, origin: str) -> bool:
        """True if goods of an outside ``origin`` are charged."""
        return origin not in self.excluded and (not self.origins or origin in self.origins)


class Reference(Clause):
    """The reference price of a floor."""

    method: Literal["fixed"] = Field(
        default="fixed", description="How the price is set; this release knows fixed prices."
    )
    price: UnitPrice = Field(description="The price, such as 110 USD/kg, nominal. Held as USD/t.")
    basis: Literal["CIF", "FOB"] = Field(
        default="CIF", description="Whether the floor is compared with the CIF value or the FOB invoice."
    )
    vat: Literal["excluded", "included"] = Field(
        default="excluded", description="Whether the price as written contains value-added tax."
    )
    vat_rate: Rate | None = Field(
        default=None,
        description="Rate contained in a price with vat: included, such as 13%; taken out before use.",
    )


class Floor(BorderClause):
    """A floor on one commodity."""

    reference: Reference = Field(description="The reference price that is the floor.")
    levy: Levy = Field(default=Levy(), description="How the floor is enforced.")


class Cascade(Clause):
    """Floors derived for later stages from the floors of what they are made of, while those are in force.

    F = (Σ content·F_upstream / recovery + conversion cost) · (1 + margin).
    """

    to: tuple[str, ...] = Field(
        min_length=1, description="Commodities that get a derived floor, in any order."
    )
    margin: Share = Field(
        default=0.0, description="Addition on top of content and conversion cost, such as 5%."
    )
    conversion: dict[str, UnitPrice] = Field(
        default_factory=dict,
        description="Conversion cost per unit of the derived commodity, such as 12 USD/kg; empty: the "
        "cost in the "
        "facts. Held as USD/t.",
    )
    levy: Levy | None = Field(
        default=None, description="Levy of the derived floors; empty: as on the floor that they derive from."
    )


class Floors(Clause):
    """Commodity to floor, beside the key ``cascade``."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Floor]

    cascade: Cascade | None = Field(default=None, description="Floors derived for later stages.")

    @property
    def by_commodity(self) -> Mapping[str, Floor]:
        """The floors as written, by commodity."""
        return self.__pydantic_extra__


class Tariff(BorderClause):
    """A fixed charge on one commodity, without a floor; booked as levy."""

    ad_valorem: Rate | None = Field(default=None, description="Rate on the customs value, such as 25%.")
    specific: UnitPrice | None = Field(default=None, description="Amount, such as 20 USD/kg. Held as USD/t.")
    tariff_rate_quota: TariffRateQuota | None = Field(
        default=None, description="A volume free of charge and the charge beyond it."
    )
