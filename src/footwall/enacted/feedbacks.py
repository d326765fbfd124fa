"""Rules whose charges follow the market's own outcome: what ``footwall.market.feedback`` settles.

A charge that depends on flows or on other markets' prices is no number that can be written on an arc before
the market is solved. These values say how it follows from a solution; they compute nothing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Feedbacks:
    """All rules of an enactment that follow the solution."""


NO_FEEDBACK = Feedbacks()
