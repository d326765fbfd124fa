"""Evasion of a charge by false declaration: share evaded, effective charge, who gets what.

A declarant evades the share e that maximises  e·b − k'·v·e²/2,  with the saving per evaded tonne
b = (1 − d)·L − d·f·v − k·v:

    e = clip(b / (k'·v), 0, e_max)                                EVASION-1
    effective charge = L − e·b + k'·v·e²/2                        EVASION-2
                     = levy paid + fine + concealment             EVASION-3

L charge, v customs value (both USD/t), k cost of concealment, k' its spread, d chance of detection, f fine
(shares of v). Detected tonnes pay L and the fine. After Allingham and Sandmo (1972), with a quadratic
cost of concealment. Same arithmetic and limits as ``footwall.rulebook.levy``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from footwall.rulebook.arithmetic import Number


def share(
    charge: Number,
    customs_value: Number,
    cost: Number,
    spread: Number,
    detection: Number,
    fine: Number,
    limit: Number,
) -> Number:
    """e in [0, limit]; 0 where nothing is saved, and where spread or value is 0 (evasion not modelled)."""
    if spread * customs_value <= 0:
        return 0 * charge
    saving = (1 - detection) * charge - (detection * fine + cost) * customs_value
    return min(max(saving / (spread * customs_value), 0 * charge), limit)


def effective_charge(
    charge: Number,
    customs_value: Number,
    cost: Number,
    spread: Number,
    detection: Number,
    fine: Number,
    limit: Number,
) -> Number:
    """What an average tonne costs its importer: levy, fine and concealment (USD/t), at the chosen share."""
    if spread * customs_value <= 0:
        return charge
    saving = (1 - detection) * charge - (detection * fine + cost) * customs_value
    evaded = min(max(saving / (spread * customs_value), 0 * charge), limit)
    return charge - evaded * saving + spread * customs_value * evaded * evaded / 2


def charge_paid(charge: Number, evaded: Number, detection: Number) -> Number:
    """Charge collected per tonne: L·(1 − e·(1 − d))."""
    return charge * (1 - evaded * (1 - detection))


def fine_paid(customs_value: Number, evaded: Number, detection: Number, fine: Number) -> Number:
    """Fines collected per tonne: e·d·f·v."""
    return evaded * detection * fine * customs_value


def concealment(customs_value: Number, evaded: Number, cost: Number, spread: Number) -> Number:
    """Resources spent on hiding, per tonne: v·(k·e + k'·e²/2)."""
    return customs_value * (cost * evaded + spread * evaded * evaded / 2)
