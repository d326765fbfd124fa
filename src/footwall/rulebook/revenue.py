"""Use of revenue: how what levies and tariffs collect is handed on.

    H = s·R      handed on to a use       REVENUE-1
    R − Σ H      left with the treasury   REVENUE-2

R collected in a year, s share of the use. What is handed on is a lump sum: it changes no price. Same
arithmetic and limits as ``footwall.rulebook.levy``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from footwall.rulebook.arithmetic import Number


def handed_on(collected: Number, share: Number) -> Number:
    """H: the part of what is collected that goes to one use."""
    return share * collected


def kept(collected: Number, handed_on: Number) -> Number:
    """What is left with the treasury once everything else is handed on."""
    return collected - handed_on
