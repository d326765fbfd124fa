"""The arithmetic of a floor: value-added tax taken out, content carried downstream.

    F = price / (1 + VAT rate)                                              FLOOR-1
    F for a preferred origin = share·F                                      FLOOR-8
    F_down = (Σ content·F_up / recovery + conversion − credit) · (1 + m)    FLOOR-2, FLOOR-3

Content in t of the upstream good per t of the derived one, recovery as a share, prices in USD/t. A floor
below F_down leaves a margin by which material enters at the unprotected stage. Same arithmetic and limits as
``footwall.rulebook.levy``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from footwall.rulebook.arithmetic import Number


def without_vat(price: Number, vat_rate: Number) -> Number:
    """The price without the value-added tax that it contains."""
    return price / (1 + vat_rate)


def preferred(floor: Number, share: Number) -> Number:
    """The floor for goods of a preferred origin: a share of it (FLOOR-8)."""
    return share * floor


def content_cost(content: Number, upstream_floor: Number, recovery: Number) -> Number:
    """Floor cost of one input in one t of the derived good: content·F_up / recovery (0 < recovery ≤ 1)."""
    return content * upstream_floor / recovery


def derived(inputs_cost: Number, conversion: Number, by_product_credit: Number, margin: Number) -> Number:
    """F_down from the summed cost of its inputs, conversion cost, credit and margin."""
    return (inputs_cost + conversion - by_product_credit) * (1 + margin)


def stage_leak(derived_floor: Number, floor_in_force: Number) -> Number:
    """By how much a floor in force falls short of the derived one; 0 where skipping a stage gains nothing."""
    return max(derived_floor - floor_in_force, 0 * derived_floor)
