"""Contract accounts by year and draw: arrays (years, S), the central case first, in USD of the day.

=============  =========================================================================  ============
figure         definition                                                                 unit
=============  =========================================================================  ============
output         output of the producers while the contract is in force                     t
sold           of it, sold in the year it is made                                         t
stockpiled     of it, put into stock                                                      t
released       sold out of stock                                                          t
stock          in stock at the end of the year                                            t
eligible       tonnes that count in the year                                              t
covered        of them, covered within share and volume                                   t
index          mean index by covered tonnes, lag and tax in it; nan where none counts     USD/kg
paid           paid to producers, true-ups in it                                          million USD
given_back     given back by them, true-ups in it                                         million USD
unpaid         due and not paid: a budget was exhausted                                   million USD
capped         kept by producers above the annual cap                                     million USD
cumulative     paid less given back since the first year                                  million USD
budget_left    of the budget of the term; nan where it has none                           million USD
=============  =========================================================================  ============
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from footwall.runs.figures import MILLION
from footwall.runs.rows import KG_PER_T

if TYPE_CHECKING:
    from footwall.horizon.contract_accounts import ContractAccount, Statement
    from footwall.market.system import FloatArray

TONNES = ("output", "sold", "stockpiled", "released", "stock", "eligible", "covered")
MONEY = ("paid", "given_back", "unpaid", "capped", "cumulative", "budget_left")
UNITS = {**dict.fromkeys(TONNES, "t/yr"), "index": "USD/kg", **dict.fromkeys(MONEY, "million USD/yr")}
UNITS |= {"stock": "t", "cumulative": "million USD", "budget_left": "million USD"}


def yearly_figures(account: ContractAccount, years: Sequence[int]) -> dict[str, FloatArray]:
    """All figures of one account by year; those of years without a statement are 0, an index is nan."""
    scenarios = len(account.statements[0].settled)
    found = {name: np.zeros((len(years), scenarios)) for name in (*TONNES, *MONEY)}
    weighed, plain = np.zeros((len(years), scenarios)), np.zeros((len(years), scenarios))
    days = np.zeros(len(years))
    total = account.statements[0].terms.total_budget
    left = np.full((len(years), scenarios), total if total < math.inf else np.nan)
    for statement in account.statements:
        place = years.index(statement.year)
        for name, values in _figures(statement).items():
            found[name][place] += values
        found["stock"][place:] = statement.stock
        figures = statement.settled[0].figures
        length = (figures.last - figures.first).days + 1
        weighed[place] += statement.figure("covered") * statement.index
        plain[place] += length * statement.index
        days[place] += length
        if total < math.inf:
            left[place:] = statement.figure("budget_left")
    found["cumulative"] = np.cumsum(found["paid"] - found["given_back"], axis=0)
    covered = found["covered"]
    by_days = plain / np.where(days > 0.0, days, np.nan)[:, None]
    by_tonnes = weighed / np.where(covered > 0.0, covered, 1.0)
    index = np.where(covered > 0.0, by_tonnes, by_days) / KG_PER_T
    money = {name: found[name] / MILLION for name in MONEY}
    return {**found, **money, "index": index, "budget_left": left / MILLION}


def _figures(statement: Statement) -> dict[str, FloatArray]:
    output = np.array([float(item.figures.output) for item in statement.settled])
    stocked = np.array([float(item.figures.stockpiled) for item in statement.settled])
    named = ("sold", "released", "eligible", "covered", "paid", "given_back", "capped")
    figures = {name: statement.figure(name) for name in named}
    unpaid = statement.figure("due") - figures["paid"]
    return {**figures, "output": output, "stockpiled": stocked, "unpaid": unpaid}


def strikes(account: ContractAccount, years: Sequence[int]) -> list[float | None]:
    """USD/kg of the day at the end of every year; None where there is no statement."""
    found: list[float | None] = [None] * len(years)
    for statement in account.statements:
        found[years.index(statement.year)] = statement.terms.strike / KG_PER_T
    return found


def booked(account: ContractAccount, years: Sequence[int]) -> list[tuple[float, float]]:
    """What the market paid and gave back in every year, central case, million USD of the day."""
    found = [(0.0, 0.0)] * len(years)
    for statement in account.statements:
        place = years.index(statement.year)
        found[place] = (
            found[place][0] + statement.booked[0] / MILLION,
            found[place][1] + statement.booked[1] / MILLION,
        )
    return found
