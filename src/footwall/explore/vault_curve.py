"""The budgets at which the curve of cover against money is solved."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from footwall.explore.vault_steps import PlanStep

EVEN_BUDGETS = 40
BEYOND = 1.15
"""The curve ends here, over the larger of what was asked and what is worth spending."""
MOST_BEYOND = 4.0
"""It follows an asked budget no further than this many times what is worth spending."""
ROUNDING = 1.0 + 1e-9
"""So that a budget of exactly the cost of a stock buys it."""


def budgets(steps: Sequence[PlanStep], money: tuple[float, float]) -> tuple[float, ...]:
    """Rising budgets in USD; ``money`` = (asked, worth spending). Empty where nothing is worth a dollar.

    Even parts, the money of the plan's steps one after the other, what was asked, and what is worth spending.
    """
    asked, worth = money
    if worth <= 0.0:
        return ()
    end = BEYOND * max(worth, min(asked, MOST_BEYOND * worth))
    merit = accumulate(step.cost for step in steps if step.bought)
    places = [end * part / EVEN_BUDGETS for part in range(EVEN_BUDGETS + 1)]
    places += [place * ROUNDING for place in (*merit, asked, worth)]
    return tuple(sorted({place for place in places if place <= end}))
