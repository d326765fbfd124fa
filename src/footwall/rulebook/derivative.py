"""The charge on a finished good for the protected material inside it.

    D = Σ_m content_m · max(0, R_m − P_m)                                   DERIVATIVE-1

Content in t of the material per t of the good, R its reference price, P its price outside the zone, in USD/t
or any one unit. Same arithmetic and limits as ``footwall.rulebook.levy``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from footwall.rulebook.arithmetic import Number


def content_charge(content: Number, reference: Number, outside_price: Number) -> Number:
    """The part of D that one material makes; 0 where it is as dear outside as its reference."""
    return content * max(reference - outside_price, 0 * reference)
