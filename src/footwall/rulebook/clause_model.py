"""Base models of the rulebook: closed, frozen, dated.

Every model refuses unknown keys. A dated clause is in force from ``from`` to ``to``, both days included; an
undated clause is always in force.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError


def _calendar_day(value: Any) -> Any:
    """A day as YAML reads it (a date) or as ISO text; a time of day has no meaning in a rulebook."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", "an ISO date such as 2027-07-01")


Day = Annotated[date, BeforeValidator(_calendar_day)]


class Clause(BaseModel):
    """A closed, frozen block of the rulebook."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


class DatedClause(Clause):
    """A clause with optional first and last day."""

    starts: Day | None = Field(
        default=None, alias="from", description="First day in force (ISO date); empty: always was."
    )
    ends: Day | None = Field(
        default=None, alias="to", description="Last day in force (ISO date, included); empty: no end."
    )

    def in_force(self, on: date) -> bool:
        """True on every day from ``from`` to ``to``, both included."""
        return (self.starts is None or self.starts <= on) and (self.ends is None or on <= self.ends)
