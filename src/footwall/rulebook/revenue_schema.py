"""Use of revenue: to whom the money of levies and tariffs goes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from footwall.rulebook.amounts import Share
from footwall.rulebook.clause_model import Clause

RevenueUse = Literal["downstream_rebate", "producer_fund", "stockpile_fund"]
HANDED_ON: tuple[RevenueUse, ...] = ("downstream_rebate", "producer_fund", "stockpile_fund")
"""Uses beside the treasury, in the order in which they are told."""


class Revenue(Clause):
    """Shares of what each member collects by levies, tariffs and charges beyond a quota; they make 100%.

    Every share is handed on as a lump sum in the member that collects it. Fines, auctioned quota rents and
    duties that stood before stay with the treasury.
    """

    treasury: Share = Field(default=0.0, description="Share that stays with the treasury, such as 40%.")
    downstream_rebate: Share = Field(
        default=0.0,
        description="Share that goes back to those who use the charged goods, whatever they buy: it moves no "
        "price and offsets no single purchase.",
    )
    producer_fund: Share = Field(
        default=0.0,
        description="Share for the fund that pays the supports with `payer: fund`; what they leave stays in "
        "it, what they lack is its deficit.",
    )
    stockpile_fund: Share = Field(
        default=0.0, description="Share set aside for purchases of stock; nothing is bought by itself."
    )

    def share_of(self, use: RevenueUse) -> float:
        """The share of one use."""
        return float(getattr(self, use))
