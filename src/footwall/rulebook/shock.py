"""The arithmetic of events that meet: what is left of capacity and demand.

    K' = K·(1 − a)              what an outage leaves of what others left     EVENT-1
    X = x + s·K0                a flood in tonnes a year                       EVENT-2
    D' = D·(1 − b)              what a slump leaves                            EVENT-3
    D' = D·(1 + c)              what a surge adds                              EVENT-4

K, D are levels over those without events, a, b, c shares, x t/year, s a share of the capacity K0 of the base
year (t/year). Events multiply in any order; floods add up. Same arithmetic and limits as
``footwall.rulebook.levy``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from footwall.rulebook.arithmetic import Number


def capacity_left(level: Number, share: Number) -> Number:
    """K': a second outage takes its share of what the first one left."""
    return level * (1 - share)


def extra_capacity(tonnes: Number, of_base: Number, base: Number) -> Number:
    """X: the extra capacity of one flood, t/year."""
    return tonnes + of_base * base


def demand_left(level: Number, share: Number) -> Number:
    """D' after a slump."""
    return level * (1 - share)


def demand_raised(level: Number, added: Number) -> Number:
    """D' after a surge; ``added`` may be more than 1."""
    return level * (1 + added)
