"""The levy on the gap to a floor: one source for the market (compiled, floats) and the border (Fractions).

    g = max(0, (1 − δ)·F − U)            gap           LEVY-1
    A = α·g·(1 + t in mode B)            top-up        LEVY-2
    A, or the maximum where U < x·F      cliff         LEVY-11
    min(A, cap)                          cap           LEVY-3
    L = A, or max(0, A − duty)           cumulation    LEVY-4
    ω·A (÷ (1 + t) if duty-paid)         invoice rise  LEVY-5
    D − D_r  beside the charge           stacking      STACKING-1
    max(0, charge − D_m)                 stacking      STACKING-2
    min(duty, max(0, U − C)·(1 + t in mode B))  duty cut   LEVY-12

D duties, D_r those that the charge replaces, D_m those beside which the greater is due,
F floor, U compared price, δ dead band, α top-up, t ad valorem duty rate, ω exporters' share, C ceiling, x
cliff as a share of F; money in USD/t or any one unit. Forms: Regulation (EU) 2025/2351 (threshold less net
free-at-frontier price), Chile's Law 19.897 (gap grossed up by the duty, mode B), the entry price of
Regulation (EU) 2017/891 (cliff at 92%), the price band of Andean Decision 371 (duty cut above the ceiling).
The functions use only ``+ − · / min max`` and conditional expressions and call nothing, so that
``numba.njit`` compiles them as they stand. They do not check their arguments: the schema does.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from footwall.rulebook.arithmetic import Number


def compared_price(price: Number, duty: Number, duty_paid: Number) -> Number:
    """U: the price itself, or with the duties on it where the floor is compared duty-paid (1, else 0)."""
    return price + duty_paid * duty


def gap(floor: Number, compared_price: Number, dead_band: Number) -> Number:
    """g, from the compared price up to the lower edge of the dead band; 0 inside it.

    The gap is measured to the edge (1 − δ)·F and not to F: the levy then has no jump, and exporters no
    price at which a cent less costs δ·F more.
    """
    return max((1 - dead_band) * floor - compared_price, 0 * floor)


def variable(gap: Number, top_up: Number, mode_b: Number, duty_rate: Number) -> Number:
    """A before the cap: α·g in mode A (``mode_b`` 0), α·g·(1 + t) in mode B (``mode_b`` 1)."""
    return top_up * gap * (1 + mode_b * duty_rate)


def stepped(amount: Number, compared_price: Number, floor: Number, cliff: Number, maximum: Number) -> Number:
    """The amount, or the maximum where the compared price is below the cliff; ``cliff`` 0: there is none."""
    return maximum if compared_price < cliff * floor else amount


def phased(figure: Number, share: Number) -> Number:
    """A top-up, rate, amount or maximum on a day on which ``share`` of it is charged (LEVY-13)."""
    return share * figure


def duty_cut(
    ceiling: Number, compared_price: Number, duty: Number, mode_b: Number, duty_rate: Number
) -> Number:
    """What is taken off the duty above the ceiling, at most all of it; ``ceiling`` 0: there is none."""
    return (
        min(duty, max(compared_price - ceiling, 0 * duty) * (1 + mode_b * duty_rate))
        if ceiling > 0
        else 0 * duty
    )


def capped(amount: Number, cap_of: Number, cap: Number, customs_value: Number, floor: Number) -> Number:
    """The lesser of the amount and its cap.

    ``cap_of``: 0 no cap, 1 a share of the customs value, 2 a share of the floor, 3 an amount per unit.
    """
    return (
        amount
        if cap_of == 0
        else min(amount, cap * customs_value)
        if cap_of == 1
        else min(amount, cap * floor)
        if cap_of == 2
        else min(amount, cap)
    )


def cumulate(levy: Number, duty: Number, cumulation: Number) -> Number:
    """What is collected on top of the duty: the levy (0 add), or its excess over the duty (1 absorb, 2 max).

    ``absorb`` and ``max`` collect the same total, the greater of the two. They differ in the books: see
    ``duty_replaced``.
    """
    return levy if cumulation == 0 else max(levy - duty, 0 * levy)


def duty_replaced(levy: Number, duty: Number, cumulation: Number) -> Number:
    """The part of the duty that is booked as levy: all of it where ``max`` (2) collects the levy alone."""
    return duty if cumulation == 2 and levy > duty else 0 * duty


def beside(duty: Number, replaced: Number) -> Number:
    """The duty on goods that the zone's charge reaches: without the duties that it replaces."""
    return duty - replaced


def excess(charge: Number, duty: Number) -> Number:
    """What is collected of the zone's charge on top of duties of which only the greater is due."""
    return max(charge - duty, 0 * charge)


def invoice_rise(amount: Number, omega: Number, duty_paid: Number, duty_rate: Number) -> Number:
    """By how much exporters raise their invoice to keep the share ω of the amount.

    Where the floor is compared duty-paid (1) the raised invoice bears duty too: ω·A/(1 + t).
    """
    return omega * amount / (1 + duty_paid * duty_rate)


def levy_left(amount: Number, omega: Number) -> Number:
    """The levy that remains once exporters keep the share ω: (1 − ω)·A."""
    return (1 - omega) * amount
