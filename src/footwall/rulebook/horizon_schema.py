"""The years to come: which demand they follow, and what investors believe of the rulebook."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from footwall.rulebook.amounts import Share
from footwall.rulebook.clause_model import Clause

Scenario = Literal["STEPS", "APS", "NZE", "constant"]
Expectation = Literal["path", "myopic"]
FIRST_DAY, LAST_DAY = date(2024, 1, 1), date(2045, 12, 31)
"""Days that events and responses may have: from the base year to the last year of the demand paths."""


class Horizon(Clause):
    """What a run over years assumes; a run of one year does not read it."""

    scenario: Scenario = Field(
        default="STEPS",
        description="Path of demand, from the facts. STEPS, APS, NZE: the scenarios of the International "
        "Energy Agency (stated policies, announced pledges, net zero by 2050). constant: demand of the base "
        "year at unchanged prices.",
    )
    credibility: Share = Field(
        default=1.0,
        description="Chance, as investors see it, that the rulebook is still law a year later, such as 95%; "
        "the rest is the yearly hazard of its repeal. At 100% they take it as certain.",
    )
    expectation: Expectation = Field(
        default="path",
        description="What investors expect of prices. path: those of the model's own years. myopic: today's, "
        "for ever.",
    )

    @property
    def hazard(self) -> float:
        """Yearly probability of repeal."""
        return 1.0 - self.credibility
