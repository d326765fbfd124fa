"""Contract accounts over the years of a path: statements by settlement period, for every draw.

One settlement is ``footwall.rulebook.settling``. Its index is the mean of the quotes of the days that the lag
points to, by the covered tonnes of the days that are settled. Yearly limits count for the days on which the
contract is in force, as in the market: half a year has half a budget. Money is USD of the day.

The market books a payment when it solves a period; an account settles it by its own calendar. Both agree
where there is no lag, no stock, one law a year, and a year is settled at once; ``booked`` tells the gap.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from footwall.horizon.contract_periods import Quotes, Stretch, days_of, quotes, stretches, windows
from footwall.rulebook.settling import Account, PeriodFigures, PeriodTerms, Settled, settle

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.enacted.charges import Support
    from footwall.enacted.settlement_terms import SettlementTerms
    from footwall.horizon.path import YearOfPath
    from footwall.market.system import FloatArray


@dataclass(frozen=True, eq=False)
class Statement:
    """One settlement period of one contract."""

    terms: SettlementTerms
    index: FloatArray
    """(S,) USD of the day per t, with the tax of its quote."""
    settled: tuple[Settled, ...]
    """By scenario, the central case first."""
    stock: FloatArray
    """(S,) t in stock at its end."""
    booked: tuple[float, float]
    """What the market pays and gives back in these days, central case, USD of the day."""

    @property
    def year(self) -> int:
        return self.settled[0].figures.first.year

    def figure(self, name: str) -> FloatArray:
        """(S,) of a field of the statements."""
        return np.array([float(getattr(item, name)) for item in self.settled])


@dataclass(frozen=True, eq=False)
class ContractAccount:
    """All statements of one contract, in order."""

    support: Support
    """As the law had it last."""
    statements: tuple[Statement, ...]

    @property
    def budget_left(self) -> float:
        """Of the term, central case, USD of the day."""
        return float(self.statements[-1].settled[0].budget_left)


def contract_accounts(
    network: Network, years: Sequence[YearOfPath], deflators: Sequence[float]
) -> tuple[ContractAccount, ...]:
    """The accounts after ``years``, which begin a path; ``deflators`` are by year of the path."""
    if not years:
        return ()
    levels = {year.year: level for year, level in zip(years, deflators, strict=False)}
    quoted = quotes(years, deflators)
    return tuple(
        ContractAccount(days[-1].support, tuple(_statements(days, quoted, levels)))
        for days in stretches(network, years).values()
    )


def _statements(days: list[Stretch], quoted: Quotes, levels: dict[int, float]) -> list[Statement]:
    in_force: dict[int, int] = {}
    for stretch in days:
        in_force[stretch.first.year] = in_force.get(stretch.first.year, 0) + stretch.days
    accounts = [Account() for _ in range(len(days[0].output))]
    so_far: dict[int, int] = {}
    found = []
    for window in windows(days):
        year, terms = window[0].first.year, window[0].terms
        so_far[year] = so_far.get(year, 0) + sum(part.days for part in window)
        shares = in_force[year] / days_of(year), so_far[year] / days_of(year)
        limits = _limits(window[0], *shares)
        tonnes = np.sum([part.output * part.of_year for part in window], axis=0)
        index = _index(window, quoted)
        settled = []
        for s, account in enumerate(accounts):
            made = float(tonnes[s])
            figures = PeriodFigures(
                window[0].first, window[-1].last, float(index[s]), made, terms.stocked_share * made,
                terms.held_days,
            )  # fmt: skip
            statement, accounts[s] = settle(limits, figures, account)
            settled.append(statement)
        booked = (
            sum(part.booked[0] for part in window) * levels[year],
            sum(part.booked[1] for part in window) * levels[year],
        )
        stock = np.array([float(account.stock) for account in accounts])
        found.append(Statement(terms, index, tuple(settled), stock, booked))
    return found


def _limits(stretch: Stretch, in_force: float, so_far: float) -> PeriodTerms:
    """Limits of a year in force for a share of its days, of which ``so_far`` is over with the period."""
    terms = stretch.terms
    return PeriodTerms(
        guaranteed_from=terms.guaranteed_from,
        shared_from=terms.shared_from,
        upside_share=terms.upside_share,
        covered_share=stretch.support.covered_share,
        volume=stretch.support.volume * so_far,
        budget=terms.budget * in_force,
        annual_cap=terms.annual_cap * in_force,
        total_budget=terms.total_budget,
        stock_counts=int(terms.stock_counts),
    )


def _index(window: tuple[Stretch, ...], quoted: Quotes) -> FloatArray:
    """(S,) by the covered tonnes of the days; by the days alone in a draw that makes nothing."""
    lag = timedelta(days=window[0].terms.lag_days)
    support = window[0].support
    means = np.stack(
        [quoted.mean(part.first - lag, part.last - lag, support.index_market) for part in window]
    )
    days = np.array([float(part.days) for part in window])[:, None]
    tonnes = days * np.stack(
        [np.minimum(part.support.covered_share * part.output, part.support.volume) for part in window]
    )
    weights = np.where(tonnes.sum(axis=0) > 0.0, tonnes, days)
    return np.asarray(support.index_factor * (means * weights).sum(axis=0) / weights.sum(axis=0))


def has_budget(support: Support) -> bool:
    """True where the payments of the term are limited."""
    return support.settlement is not None and support.settlement.total_budget < math.inf
