"""Which joint stock of each chain a budget buys: a multiple-choice knapsack, solved by HiGHS.

    max  Σ_c Σ_j (A_cj − w·K_cj)·x_cj     such that  Σ_c Σ_j K_cj·x_cj ≤ B,  Σ_j x_cj = 1 for every chain c,
    x_cj ∈ {0, 1}

over the joint stocks j of every chain, each with the loss A that it avoids and its cost K as solved together
(``vault_chain``). Chains share no market, so that what they avoid adds up. A dollar is spent only where it
avoids ``w`` dollars at least. The optimum with more money avoids no less: a choice that is better and was not
taken before costs more than there was, and avoids what it costs more besides.

The same programme with 0 ≤ x ≤ 1 bounds what any choice among these stocks can reach; the gap is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from footwall.errors import NotConverged
from footwall.explore.vault_chain import Stocked
from footwall.explore.vault_frontier import efficient

MILLION = 1e6
LESS_THAN_WORTH = 1e-6
"""Share by which a dollar that avoids exactly what is asked is worth spending, so that ties go one way."""


@dataclass(frozen=True)
class Choice:
    """One stock of each chain, in their order."""

    budget: float
    stocks: tuple[Stocked, ...]
    bound: float
    """Avoided less worth·cost of the relaxed programme, less that of this choice, USD."""

    @property
    def cost(self) -> float:
        return sum(stock.cost for stock in self.stocks)

    @property
    def avoided(self) -> float:
        return sum(stock.avoided for stock in self.stocks)


def chosen(stocks: Sequence[Sequence[Stocked]], budget: float, worth: float) -> Choice:
    """The best choice within a budget, USD. Every chain has the empty stock, so that there always is one."""
    columns = [efficient(of) for of in stocks]
    flat = [stock for of in columns for stock in of]
    net = np.array([stock.avoided - worth * (1.0 - LESS_THAN_WORTH) * stock.cost for stock in flat]) / MILLION
    chain = np.repeat(np.arange(len(columns)), [len(of) for of in columns])
    one = csr_array((np.ones(len(flat)), (chain, np.arange(len(flat)))))
    cost = np.array([[stock.cost for stock in flat]]) / MILLION
    limits = [LinearConstraint(one, 1.0, 1.0), LinearConstraint(cost, -np.inf, budget / MILLION)]
    whole, relaxed = (
        milp(
            -net,
            integrality=np.full(len(flat), kind),
            bounds=Bounds(0, 1),
            constraints=limits,
            options={"mip_rel_gap": 0.0},
        )
        for kind in (1, 0)
    )
    if whole.x is None or relaxed.x is None:
        raise NotConverged("the plan's programme", float("nan"), 0, f"HiGHS says: {whole.message}")
    taken = [flat[place] for place in np.flatnonzero(whole.x > 0.5)]
    return Choice(budget, tuple(taken), max(float(whole.fun - relaxed.fun), 0.0) * MILLION)
