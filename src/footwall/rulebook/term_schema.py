"""Terms that clauses at the border share: sunset, phase-in, preferences, steps, ceiling."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from footwall import units
from footwall.rulebook.amounts import Rate, Share, UnitPrice
from footwall.rulebook.arithmetic import Number
from footwall.rulebook.clause_model import Clause, Day

Variable = Literal["zone_output", "zone_output_share", "zone_capacity", "import_reliance", "outside_price"]
Comparison = Literal["above", "at_least", "below", "at_most"]

DIMENSIONS: dict[str, units.Dimension] = {
    "zone_output": "mass per year",
    "zone_output_share": "share",
    "zone_capacity": "mass per year",
    "import_reliance": "share",
    "outside_price": "price",
}
"""What each variable is measured in."""


def unit_of(dimension: units.Dimension | None, unit: str) -> str:
    """The unit, if a dimension has it; a fault of the field else. Without a dimension nothing is asked."""
    allowed = units.units_of(dimension) if dimension is not None else (unit,)
    if unit not in allowed:
        raise PydanticCustomError(
            "unit", "{allowed}", {"allowed": ", ".join(allowed), "advice": "", "code": "RULEBOOK-7"}
        )
    return unit


def holds(op: Comparison, figure: Number, limit: Number) -> bool:
    """True where a figure compares with a limit as stated; both in one unit, exact or not."""
    return {
        "above": figure > limit,
        "at_least": figure >= limit,
        "below": figure < limit,
        "at_most": figure <= limit,
    }[op]


class Condition(Clause):
    """A comparison of one figure of the baseline with a stated value."""

    variable: Variable = Field(
        description="zone_output: yearly output of the commodity in the zone. zone_output_share: its share "
        "of world output. zone_capacity: capacity in the zone. import_reliance: share of the zone's use that "
        "comes from outside. outside_price: mean price of what it buys outside, before any rulebook."
    )
    op: Comparison = Field(description="How the figure compares with the value.")
    value: float = Field(description="The value, in the unit beside it.")
    unit: str = Field(description="Unit of the value: t/year, % or USD/kg, as the variable asks.")

    @field_validator("unit")
    @classmethod
    def _unit_of_the_variable(cls, unit: str, info: ValidationInfo) -> str:
        return unit_of(DIMENSIONS.get(str(info.data.get("variable"))), unit)

    @property
    def threshold(self) -> units.Quantity:
        """The value with its unit, exact."""
        return units.parse(f"{self.value!r} {self.unit}", DIMENSIONS[self.variable])


class Sunset(Clause):
    """An end that comes with a result and not with a day."""

    when: Condition = Field(description="The clause ends once this holds in the baseline.")


class PhaseIn(Clause):
    """One step of a phase-in."""

    starts: Day = Field(alias="from", description="First day of the step.")
    share: Share = Field(description="Share of the levy that is charged from that day on, such as 50%.")


class Preference(Clause):
    """A lower floor for goods of named origins."""

    origins: tuple[str, ...] = Field(min_length=1, description="Origins outside the zone that are preferred.")
    floor: Share = Field(description="Their floor as a share of the floor, such as 90%.")


class Steps(Clause):
    """A step schedule with a cliff, as the entry price of the European Union has it.

    From the cliff up to the floor the gap is charged; below the cliff the maximum is.
    """

    cliff: Share = Field(description="Share of the floor below which the maximum is charged, such as 92%.")
    maximum: UnitPrice = Field(
        description="Charge below the cliff, such as 71 USD/t: the maximum tariff equivalent. Held as USD/t."
    )


class Ceiling(Clause):
    """A price above which a member's duty is cut by the excess, down to zero."""

    price: UnitPrice | None = Field(
        default=None, description="The ceiling, such as 150 USD/kg. Held as USD/t."
    )
    above: Rate | None = Field(
        default=None, description="The ceiling above the floor, as a share of the floor, such as 20%."
    )
