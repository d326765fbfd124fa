"""Charges on finished goods by what they contain: ``footwall.rulebook.derivative`` holds their arithmetic."""

from __future__ import annotations

from pydantic import Field

from footwall.rulebook.amounts import Rate, UnitPrice
from footwall.rulebook.clause_model import Clause
from footwall.rulebook.floor_schema import BorderClause
from footwall.rulebook.term_schema import PhaseIn


class Material(Clause):
    """A protected material inside a finished good."""

    reference: UnitPrice | None = Field(
        default=None,
        description="Reference price of the material, such as 110 USD/kg; empty: its floor. Held as USD/t.",
    )
    content: Rate | None = Field(
        default=None,
        description="Mass of the material in one mass of the good, such as 30%; empty: from the facts.",
    )


class Derivative(BorderClause):
    """A charge on one good for the material in it: content times the gap between reference and outside price.

    The outside price is the mean FOB price of the makers outside the zone, weighted by their output.
    """

    materials: dict[str, Material] = Field(
        min_length=1, description="Material to its reference price and content."
    )
    threshold: Rate = Field(
        default=0.0, description="A material below this content pays nothing, such as 1%."
    )
    phase_in: tuple[PhaseIn, ...] = Field(
        default=(), description="Steps in which the charge rises; empty: all of it from the first day."
    )
