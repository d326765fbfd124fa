"""The arithmetic of an origin rule: how much of a good is not of the zone, and what part pays.

    v = o + (1 − o)·h                                                       ORIGIN-1
    w = v by mass balance; 1 above the tolerance and 0 up to it if adverse  ORIGIN-2

o is the share of the material that took its origin outside, h the share of the plants there that named
countries own. Same arithmetic and limits as ``footwall.rulebook.levy``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from footwall.rulebook.arithmetic import Number


def non_originating(outside: Number, owned: Number) -> Number:
    """v: what comes from outside, and of the rest what is made in plants of the named countries."""
    return outside + (1 - outside) * owned


def charged_share(share: Number, tolerance: Number, adverse: Number) -> Number:
    """w: the part of the goods that pays; ``adverse`` 1 charges all of them above the tolerance."""
    if adverse == 1:
        return 0 * share + 1 if share > tolerance else 0 * share
    return share
