"""Base models of the rulebook: closed, frozen, dated.

Every model refuses unknown keys. A dated clause is in force from ``from`` to ``to``, both days included; an
undated clause is always in force. A clause that can be suspended is out of force inside its windows and back
in full on the day after each.
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


class LegalBasis(Clause):
    """The act that a clause rests on."""

    text: str = Field(min_length=1, description="Statute, treaty or decision.")
    expires: Day | None = Field(
        default=None, description="Last day on which it holds; after it the clause is off. Empty: no end."
    )


class DatedClause(Clause):
    """A clause with optional first and last day, and the act that it rests on."""

    starts: Day | None = Field(
        default=None, alias="from", description="First day in force (ISO date); empty: always was."
    )
    ends: Day | None = Field(
        default=None, alias="to", description="Last day in force (ISO date, included); empty: no end."
    )
    legal_basis: LegalBasis | None = Field(
        default=None, description="Act that the clause rests on; the clause is off once it has expired."
    )

    def in_force(self, on: date) -> bool:
        """True on every day from ``from`` to ``to``, both included, while its legal basis holds."""
        return (self.starts is None or self.starts <= on) and (self.last_day is None or on <= self.last_day)

    @property
    def basis_expires(self) -> date | None:
        """Last day of the legal basis; None where it has no end."""
        return self.legal_basis.expires if self.legal_basis is not None else None

    @property
    def last_day(self) -> date | None:
        """The earlier of the clause's own last day and that of its legal basis."""
        return min((day for day in (self.ends, self.basis_expires) if day is not None), default=None)


class Suspension(Clause):
    """A time inside a clause in which it does not hold; the day after its last day it is back in full."""

    starts: Day = Field(alias="from", description="First day without the clause (ISO date).")
    ends: Day = Field(alias="to", description="Last day without the clause (ISO date, included).")

    def holds(self, on: date) -> bool:
        """True on the days without the clause."""
        return self.starts <= on <= self.ends


class SuspendableClause(DatedClause):
    """A dated clause that may pause."""

    suspended: tuple[Suspension, ...] = Field(
        default=(),
        description="Times in which it does not hold, such as [{from: 2028-01-01, to: 2028-06-30}], inside "
        "its own dates and apart from each other. After each it is back in full.",
    )

    def in_force(self, on: date) -> bool:
        """As for a dated clause, outside its suspensions."""
        return super().in_force(on) and not any(window.holds(on) for window in self.suspended)
