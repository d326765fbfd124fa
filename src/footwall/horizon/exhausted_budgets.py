"""The law of later years once a contract has used up the budget of its term.

A year is given the law that what was settled before it leaves: a contract whose budget is exhausted is taken
out of it, and one whose budget runs short is limited to what is left. That is an outcome, with its date in
the accounts, and no error. The central case decides: the draws share its law.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from footwall.horizon.contract_accounts import contract_accounts, has_budget

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.enacted.charges import Enactment, Support
    from footwall.horizon.path import Answers, Looks, YearOfPath
    from footwall.horizon.periods import Period

SPENT = 1e-9
"""Share of a budget that is none."""
Periods = tuple[tuple["Period", ...], ...]


@dataclass(frozen=True, eq=False)
class WithinBudgets:
    """The periods of a year within the budgets that the years before it leave; an ``Answers`` of a walk."""

    network: Network
    plain: Periods
    deflators: tuple[float, ...]
    answers: Answers | None
    """What a rival does in each year; the budgets act on the law that it leaves."""

    def __call__(self, position: int, found: tuple[YearOfPath, ...], looks: Looks) -> tuple[Period, ...]:
        periods = self.answers(position, found, looks) if self.answers is not None else self.plain[position]
        left = {
            account.support.id: account.budget_left
            for account in contract_accounts(self.network, found, self.deflators)
            if has_budget(account.support)
        }
        return within_budgets(periods, left, self.deflators[position]) if left else periods


def within_budgets(
    periods: Sequence[Period], left: Mapping[str, float], deflator: float
) -> tuple[Period, ...]:
    """Periods of one year; ``left`` is contract -> USD of the day at its start."""
    held: dict[str, float] = {}
    for period in periods:
        for support in period.law.supports:
            held[support.id] = held.get(support.id, 0.0) + period.weight
    yearly = {name: amount / deflator / held[name] for name, amount in left.items() if name in held}
    return tuple(replace(period, law=_limited(period.law, yearly)) for period in periods)


def _limited(law: Enactment, yearly: Mapping[str, float]) -> Enactment:
    kept: list[Support] = []
    spent: list[str] = []
    for support in law.supports:
        rate = yearly.get(support.id)
        if rate is None:
            kept.append(support)
        elif support.settlement is not None and rate > SPENT * support.settlement.total_budget:
            kept.append(replace(support, budget=min(support.budget, rate)))
        else:
            spent.append(f"{support.clause} pays nothing in {support.region}: its budget is exhausted.")
    return replace(law, supports=tuple(kept), notes=(*law.notes, *spent)) if yearly else law


def answers_within_budgets(
    network: Network, plain: Periods, deflators: tuple[float, ...], answers: Answers | None
) -> Answers | None:
    """``answers`` on the law that budgets leave; unchanged where no contract has a budget of its term."""
    limited = any(has_budget(support) for year in plain for period in year for support in period.law.supports)
    return WithinBudgets(network, plain, deflators, answers) if limited else answers
