"""The playbook of a rival: what it answers, and on which results of the year before.

The model of years evaluates every response once a year, from the results of the years before it. Nothing
here reacts within a year, so that a response cannot switch itself on and off in one equilibrium.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, ValidationInfo, field_validator

from footwall import units
from footwall.rulebook.amounts import AnnualTonnage, Duration, Rate, Share
from footwall.rulebook.clause_model import Clause, DatedClause
from footwall.rulebook.event_schema import kind_tag
from footwall.rulebook.measure_schema import MeasureTerms
from footwall.rulebook.term_schema import DIMENSIONS, Comparison, holds, unit_of

ResultVariable = Literal[
    "zone_output",
    "zone_output_share",
    "zone_capacity",
    "new_capacity",
    "import_reliance",
    "outside_price",
    "rival_share",
    "floor_binding",
]
RESULT_DIMENSIONS: Mapping[str, units.Dimension] = {
    **DIMENSIONS,
    "new_capacity": "mass per year",
    "rival_share": "share",
    "floor_binding": "share",
}
"""What each variable is measured in."""
TAG = "response:"
DAYS_OF_A_YEAR = 365


class ResultCondition(Clause):
    """A comparison of one result of a year of the model with a stated value."""

    variable: ResultVariable = Field(
        description="zone_output: yearly output of the commodity in the zone. zone_output_share: its share "
        "of world output. zone_capacity: capacity in the zone. new_capacity: capacity in the zone beyond "
        "that of the base year. import_reliance: share of the zone's use that comes from outside. "
        "outside_price: mean FOB price of what it buys outside. rival_share: the rival's share of world "
        "output. "
        "floor_binding: share of what the zone buys outside on which the floor binds."
    )
    commodity: str | None = Field(
        default=None,
        description="Commodity that the variable is taken of; empty: each commodity of the response by "
        "itself. Needed by retaliate.",
    )
    op: Comparison = Field(description="How the result compares with the value.")
    value: float = Field(description="The value, in the unit beside it.")
    unit: str = Field(description="Unit of the value: t/year, % or USD/kg, as the variable asks.")

    @field_validator("unit")
    @classmethod
    def _unit_of_the_variable(cls, unit: str, info: ValidationInfo) -> str:
        return unit_of(RESULT_DIMENSIONS.get(str(info.data.get("variable"))), unit)

    @property
    def threshold(self) -> units.Quantity:
        """The value with its unit, exact."""
        return units.parse(f"{self.value!r} {self.unit}", RESULT_DIMENSIONS[self.variable])

    def met_by(self, result: float) -> bool:
        """True where a result in the engine's unit (t/year, a fraction, USD/t) meets the condition."""
        return holds(self.op, result, self.threshold.engine)


class Response(DatedClause):
    """What every response says of itself. It holds in each year whose condition was met ``lag`` before."""

    kind: str = Field(description="What the rival does.")
    why: str = Field(default="", description="Why it would, and where the figures come from.")
    when: ResultCondition | None = Field(
        default=None, description="Result on which it acts; empty: whatever happens, from its first day on."
    )
    lag: Duration | None = Field(
        default=None,
        description="Time from the year whose results meet the condition to the response, in whole years, "
        "such as 2 years; empty: 1 year, the least.",
    )

    @property
    def lag_years(self) -> int:
        """The lag in whole years, at least one."""
        return max(1, round(self.lag / DAYS_OF_A_YEAR)) if self.lag is not None else 1


class Undercut(Response):
    """The rival sells below its price, as far as keeps the value of entrants' projects below zero.

    It offers the smallest discount that does so, and the deepest that it can afford where none does.
    """

    kind: Literal["undercut"] = Field(description="Keep entrants' net present value below zero.")
    commodities: tuple[str, ...] = Field(min_length=1, description="Commodities that it sells cheaper.")
    at_most: Share = Field(description="The deepest discount on its price that it can afford, such as 40%.")


class Restrict(Response):
    """The rival holds exports back, by licence or by quota."""

    kind: Literal["restrict"] = Field(description="Hold exports back.")
    commodities: tuple[str, ...] = Field(min_length=1, description="Commodities held back.")
    destinations: tuple[str, ...] = Field(
        default=(), description="Destinations concerned; empty: every one except the rival itself."
    )
    approval: Share | None = Field(
        default=None, description="Share of base exports that gets a licence, per destination, such as 50%."
    )
    quota: AnnualTonnage | None = Field(
        default=None, description="Tonnes a year over the destinations, per commodity, such as 2 kt/year."
    )


class RefundVat(Response):
    """The rival refunds value-added tax on exports further downstream, which pulls processing to it."""

    kind: Literal["refund_vat"] = Field(description="Refund value-added tax on exports.")
    commodities: tuple[str, ...] = Field(min_length=1, description="Commodities whose exports get it back.")
    kept: Rate = Field(default=0.0, description="Rate that is still kept on exports, such as 3%.")


class Retaliate(Response):
    """The rival takes a measure on goods other than those that the zone protects."""

    kind: Literal["retaliate"] = Field(description="Take a measure on other goods.")
    measure: MeasureTerms = Field(description="The measure.")


RESPONSES: Mapping[str, type[Response]] = {
    "undercut": Undercut,
    "restrict": Restrict,
    "refund_vat": RefundVat,
    "retaliate": Retaliate,
}
AnyResponse = Annotated[
    Annotated[Undercut, Tag(f"{TAG}undercut")]
    | Annotated[Restrict, Tag(f"{TAG}restrict")]
    | Annotated[RefundVat, Tag(f"{TAG}refund_vat")]
    | Annotated[Retaliate, Tag(f"{TAG}retaliate")],
    Discriminator(kind_tag(TAG, RESPONSES)),
]


class Rival(Clause):
    """One region that plays against the zone, year by year."""

    by: str = Field(description="Region of the rival.")
    responses: tuple[AnyResponse, ...] = Field(min_length=1, description="What it does, and when.")
