"""Where goods come from, for the zone's instruments; ``footwall.rulebook.origin`` holds the arithmetic."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from footwall.rulebook.amounts import Share
from footwall.rulebook.clause_model import DatedClause

OriginTest = Literal["last_transformation", "made_in_stage", "content"]
Treatment = Literal["mass_balance", "adverse"]


class Origin(DatedClause):
    """What counts as made in the zone. Without it, the place of the last process.

    Material keeps its origin through every later process, and in scrap. Goods of members are tested at each
    other's borders as well; domestic sales cross no border. Goods under a tariff-rate quota, and goods
    upstream of the named stage, keep the place of their last process.
    """

    rule: OriginTest = Field(
        default="last_transformation",
        description="last_transformation: the place of the last process. made_in_stage: the place where the "
        "material went through the named stage, such as separated in or melted in. content: the place where "
        "the material was mined or collected.",
    )
    stage: str | None = Field(
        default=None, description="With made_in_stage: the stage, such as oxide or metal, by commodity table."
    )
    treatment: Treatment = Field(
        default="mass_balance",
        description="mass_balance: the share that does not originate pays. adverse: all of the goods pay "
        "where that share exceeds the tolerance, and nothing else does.",
    )
    tolerance: Share = Field(
        default=0.0, description="With adverse: share that may be of other origin, such as 10%."
    )
    owned_from: tuple[str, ...] = Field(
        default=(),
        description="Regions: what plants make counts as not originating by the share that owners seated "
        "there hold in them.",
    )

    @property
    def traces(self) -> bool:
        """True where the place of the last process does not decide alone."""
        return self.rule != "last_transformation" or bool(self.owned_from)
