"""One settlement period of a contract, once, generic over its arithmetic.

Floats in a run over years and exact Fractions or Decimals in an office give the same answer. Money and prices
in any one currency and unit, tonnes in any one mass. Limits that there are none of are ``math.inf``.
Arithmetic: ``footwall.rulebook.support`` and ``footwall.rulebook.settlement``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from footwall.rulebook import settlement, support


@dataclass(frozen=True)
class PeriodTerms:
    """What holds in one settlement period."""

    guaranteed_from: Any
    """K⁻: index below which a tonne is paid."""
    shared_from: Any
    """U: index above which a share goes back."""
    upside_share: Any
    """υ; 0 before its milestone."""
    covered_share: Any
    """φ, share of the eligible tonnes."""
    volume: Any
    """Eligible tonnes from the first day of the year to the end of the period."""
    budget: Any
    """The most that is paid in the year."""
    annual_cap: Any
    """The most that is given back in the year."""
    total_budget: Any
    """The most that is paid over the term."""
    stock_counts: int = 0
    """1 where what is stockpiled is paid when it is made."""


@dataclass(frozen=True)
class PeriodFigures:
    """What happened in it."""

    first: date
    last: date
    index: Any
    """B, with the value-added tax of its quote, of the days that the lag points to."""
    output: Any
    stockpiled: Any = 0
    """Part of the output that goes into stock; the rest is sold."""
    held_days: int = 0
    """Days from the end of the period to the sale of what it put into stock."""


@dataclass(frozen=True)
class Lot:
    """What one period put into stock."""

    tonnes: Any
    covered: Any
    """Tonnes of it that were paid or gave back when they were made."""
    paid: Any
    given_back: Any
    sold_on: date


@dataclass(frozen=True)
class Account:
    """A contract between two settlements. Sums of the year begin anew with ``year``."""

    year: int = 0
    year_tonnes: Any = 0
    year_paid: Any = 0
    year_given_back: Any = 0
    paid: Any = 0
    given_back: Any = 0
    lots: tuple[Lot, ...] = ()

    @property
    def stock(self) -> Any:
        """Tonnes in stock."""
        return sum((lot.tonnes for lot in self.lots), 0)


@dataclass(frozen=True)
class Settled:
    """The statement of one period. ``paid`` and ``given_back`` hold the true-ups, which may be below zero."""

    figures: PeriodFigures
    sold: Any
    """Output of the period that is sold in it."""
    released: Any
    """Out of stock."""
    eligible: Any
    covered: Any
    due: Any
    paid: Any
    rebate_due: Any
    """Share of the upside before the annual cap."""
    given_back: Any
    budget_left: Any
    """Of the term; infinite where it has none."""
    exhausted_on: date | None
    """Day on which the budget of the term ran out; None while it has not."""
    year_exhausted_on: date | None
    """Day on which the budget of the year ran out in this period."""

    @property
    def capped(self) -> Any:
        """What the annual cap keeps with the producers."""
        return self.rebate_due - self.given_back


def settle(terms: PeriodTerms, figures: PeriodFigures, account: Account) -> tuple[Settled, Account]:
    """The statement of a period and the account after it."""
    opened = account if account.year == figures.first.year else _new_year(account, figures.first.year)
    sales = [lot for lot in opened.lots if lot.sold_on <= figures.last]
    released = sum((lot.tonnes for lot in sales), 0)
    sold = figures.output - figures.stockpiled
    eligible = settlement.eligible_tonnes(sold, figures.stockpiled, released, terms.stock_counts)
    covered = support.covered_tonnes(eligible, terms.covered_share, terms.volume - opened.year_tonnes)
    per_tonne = support.guarantee(terms.guaranteed_from, figures.index)
    back = support.upside(figures.index, terms.shared_from, terms.upside_share)
    due = per_tonne * covered + sum(
        (settlement.true_up(per_tonne, lot.covered, lot.paid) for lot in sales), 0
    )
    year_left, term_left = terms.budget - opened.year_paid, terms.total_budget - opened.paid
    paid = settlement.within_budgets(due, year_left, term_left)
    rebate_due = back * covered + sum(
        (settlement.true_up(back, lot.covered, lot.given_back) for lot in sales), 0
    )
    given_back = support.rebate(rebate_due, 1, terms.annual_cap - opened.year_given_back)
    lots = tuple(lot for lot in opened.lots if lot.sold_on > figures.last)
    if figures.stockpiled > 0:
        counted = terms.stock_counts * _share(covered, eligible) * figures.stockpiled
        lots += (
            Lot(
                figures.stockpiled,
                counted,
                per_tonne * counted * _share(paid, due),
                back * counted * _share(given_back, rebate_due),
                figures.last + timedelta(days=figures.held_days),
            ),
        )
    closed = replace(
        opened,
        year_tonnes=opened.year_tonnes + covered,
        year_paid=opened.year_paid + paid,
        year_given_back=opened.year_given_back + given_back,
        paid=opened.paid + paid,
        given_back=opened.given_back + given_back,
        lots=lots,
    )
    runs_out = _day_of(figures, paid, due) if paid < due else None
    return Settled(
        figures, sold, released, eligible, covered, due, paid, rebate_due, given_back,
        budget_left=terms.total_budget - closed.paid,
        exhausted_on=runs_out if term_left <= year_left else None,
        year_exhausted_on=runs_out if year_left <= term_left else None,
    ), closed  # fmt: skip


def _new_year(account: Account, year: int) -> Account:
    return replace(account, year=year, year_tonnes=0, year_paid=0, year_given_back=0)


def _share(part: Any, whole: Any) -> Any:
    """Part of a whole above zero; all of one that is not."""
    return part / whole if whole > 0 else 1


def _day_of(figures: PeriodFigures, paid: Any, due: Any) -> date:
    """The day on which what is due day by day reached what is paid."""
    days = (figures.last - figures.first).days + 1
    return figures.first + timedelta(days=min(int(days * max(paid, 0) / due), days - 1))
