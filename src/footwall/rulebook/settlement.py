"""Settlement of supports: indexed strike, dead band, tonnes that count, true-up, budgets.

    K = S·(1 + π·(L/L₀ − 1))                     strike of a year                    SUPPORT-12
    K⁻ = K·(1 − δ),  K⁺ = K·(1 + δ)              edges of the dead band              SUPPORT-13, SUPPORT-14
    E = sold + s·stockpiled + (1 − s)·released   tonnes that count                   SUPPORT-15
    T = g·q − paid before                        true-up of a stock that is sold     SUPPORT-16
    D = min(due, left of the year, left of the term)                                 SUPPORT-17

S stated strike, π share of the price level L (L₀ in the base) that it follows, δ dead band, s = 1 where what
is stockpiled counts when it is made and 0 where it counts when it is sold. Forms: the indexation from the
base of the British contracts for difference (Low Carbon Contracts Company), never chained on rounded values;
the price protection agreement of MP Materials (July 2025) for stocks. Same arithmetic and limits as
``footwall.rulebook.levy``; payment and rebate per tonne are those of ``footwall.rulebook.support``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from footwall.rulebook.arithmetic import Number


def indexed_strike(strike: Number, level: Number, base_level: Number, pass_through: Number) -> Number:
    """K: the strike at a price level, from its base; ``base_level`` is above zero."""
    return strike * (1 + pass_through * (level / base_level - 1))


def guaranteed_from(strike: Number, dead_band: Number) -> Number:
    """K⁻: the index below which a tonne is paid."""
    return strike * (1 - dead_band)


def shared_from(strike: Number, dead_band: Number) -> Number:
    """K⁺: the index above which the upside is shared where no other price is stated."""
    return strike * (1 + dead_band)


def eligible_tonnes(sold: Number, stockpiled: Number, released: Number, stock_counts: Number) -> Number:
    """E: tonnes that count in a period; ``stock_counts`` 1 or 0, so that a tonne of a stock counts once."""
    return sold + stock_counts * stockpiled + (1 - stock_counts) * released


def true_up(per_tonne: Number, tonnes: Number, before: Number) -> Number:
    """T: what a stock that is sold gets beside what it got when it was made; below zero it is given back."""
    return per_tonne * tonnes - before


def within_budgets(due: Number, year_left: Number, term_left: Number) -> Number:
    """D: what is paid of an amount due, within what is left of the budgets of the year and of the term."""
    return min(due, year_left, term_left)
