"""Payments to producers beside the price: price-gap subsidy, contract for difference, offtake floor.

    B = p·(1 + VAT rate)                         index                   SUPPORT-1
    g = max(0, S − B)                            payment per t           SUPPORT-2
    r = υ·max(0, B − U)                          upside share per t      SUPPORT-3
    R = min(r·Q, annual cap)                     rebate of a year        SUPPORT-4
    Q = min(φ·output, eligible volume)           covered tonnes          SUPPORT-5
    G = min(g·Q, budget)                         outlay of a year        SUPPORT-6

S strike, U price above which the payer shares, υ its share, φ covered share of output; prices in USD/t or any
one unit. Forms: the price protection agreement of MP Materials with the US Department of Defense (July 2025)
and the offtake of Lynas with Japan Australia Rare Earths (March 2026). Same arithmetic and limits as
``footwall.rulebook.levy``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from footwall.rulebook.arithmetic import Number


def index(price: Number, vat_rate: Number) -> Number:
    """B: the price that the strike is compared with, with the value-added tax that its quote contains."""
    return price * (1 + vat_rate)


def guarantee(strike: Number, index: Number) -> Number:
    """g: what the payer adds to a covered tonne; 0 where the index is at or above the strike."""
    return max(strike - index, 0 * strike)


def upside(index: Number, upside_from: Number, upside_share: Number) -> Number:
    """r: what the producer gives back of a covered tonne above ``upside_from``."""
    return upside_share * max(index - upside_from, 0 * index)


def rebate(upside: Number, tonnes: Number, annual_cap: Number) -> Number:
    """R: the upside share of a year, at most its annual cap."""
    return min(upside * tonnes, annual_cap)


def covered_tonnes(output: Number, share: Number, volume: Number) -> Number:
    """Q: the share of the output that is covered, at most the eligible volume."""
    return min(share * output, volume)


def outlay(guarantee: Number, tonnes: Number, budget: Number) -> Number:
    """G: the payments of a year; when the budget is exhausted all are scaled down in one proportion."""
    return min(guarantee * tonnes, budget)
