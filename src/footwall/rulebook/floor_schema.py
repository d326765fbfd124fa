"""Floors, their cascade downstream, and tariffs without a floor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from footwall.codes import hs6
from footwall.errors import UnknownName
from footwall.rulebook.amounts import Rate, Share, UnitPrice
from footwall.rulebook.clause_model import Clause, DatedClause
from footwall.rulebook.levy_schema import Levy, TariffRateQuota
from footwall.rulebook.reference_schema import Reference
from footwall.rulebook.term_schema import Ceiling, PhaseIn, Preference, Sunset


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
    sunset: Sunset | None = Field(
        default=None, description="An end that comes with a result; empty: dates alone end it."
    )

    def covers(self, origin: str) -> bool:
        """True if goods of an outside ``origin`` are charged."""
        return origin not in self.excluded and (not self.origins or origin in self.origins)


class Floor(BorderClause):
    """A floor on one commodity."""

    reference: Reference = Field(description="The reference price that is the floor.")
    levy: Levy = Field(default=Levy(), description="How the floor is enforced.")
    ceiling: Ceiling | None = Field(
        default=None,
        description="Price above which the member's duty is cut; empty: that of a moving-average band, else "
        "none.",
    )
    preferences: tuple[Preference, ...] = Field(
        default=(), description="Lower floors for goods of named origins outside the zone."
    )


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
    phase_in: tuple[PhaseIn, ...] = Field(
        default=(), description="Shares of the charge by first day; empty: all of it from the start."
    )
