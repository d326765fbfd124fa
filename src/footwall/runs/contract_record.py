"""``contracts`` of a chain in ``years`` of ``summary.json``: accounts of all contracts of the policy path.

Lists run over the years. Tonnes are t, prices USD/kg and money million USD, both of the day; ``deflator``
turns them into those of the base year. A figure with a range holds ``central``, ``low`` and ``high``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from footwall.horizon.contract_accounts import ContractAccount, contract_accounts
from footwall.runs.contract_figures import booked, strikes, yearly_figures
from footwall.runs.year_series import ranged

if TYPE_CHECKING:
    from footwall.horizon.path import Path
    from footwall.market.system import FloatArray
    from footwall.runs.through_years import ChainYears

Record = dict[str, Any]
OF_FACTS = "measures.csv "
CLOSE = 1e-9
"""Relative gap up to which the account and the market agree."""


def accounts_on(chain: ChainYears, path: Path) -> tuple[ContractAccount, ...]:
    """The accounts of one path of a chain."""
    return contract_accounts(chain.network, path.years, chain.money)


def contract_name(account: ContractAccount) -> str:
    """``supports[0]``, or the id of a contract of the facts."""
    return account.support.clause.removeprefix(OF_FACTS)


def contracts_record(chain: ChainYears) -> list[Record]:
    """The contracts of the policy path, in the order of their first day."""
    return [_record(chain, account) for account in accounts_on(chain, chain.pair.policy.path)]


def _record(chain: ChainYears, account: ContractAccount) -> Record:
    years, support, terms = list(chain.span.years), account.support, account.statements[-1].terms
    figures = yearly_figures(account, years)
    paid, given = (list(side) for side in zip(*booked(account, years), strict=True))
    ran_out = [item.settled[0] for item in account.statements]
    return {
        "contract": contract_name(account),
        "of_facts": support.clause.startswith(OF_FACTS),
        "kind": support.kind,
        "commodity": support.commodity,
        "region": support.region,
        "payer": support.payer,
        "payer_region": support.paid_in or support.region,
        "index_region": chain.network.markets[support.index_market].region,
        "index_commodity": chain.network.markets[support.index_market].commodity,
        "vat_rate": support.index_factor - 1.0,
        "lag_days": terms.lag_days,
        "settled": terms.period,
        "eligible_kinds": "sold_or_stockpiled" if terms.stock_counts else "sold",
        "first": account.statements[0].settled[0].figures.first.isoformat(),
        "last": account.statements[-1].settled[0].figures.last.isoformat(),
        "exhausted_on": next((item.exhausted_on.isoformat() for item in ran_out if item.exhausted_on), None),
        "year_exhausted_on": [
            next(
                (
                    item.year_exhausted_on.isoformat()
                    for item in ran_out
                    if item.year_exhausted_on and item.figures.first.year == year
                ),
                None,
            )
            for year in years
        ],
        "deflator": list(chain.money),
        "strike": strikes(account, years),
        **{name: _ranged(values, chain) for name, values in figures.items()},
        "booked": paid,
        "booked_given_back": given,
        "timing": timing_words(figures, (paid, given), account),
    }


def _ranged(values: FloatArray, chain: ChainYears) -> Record:
    """Years without a figure are null; bounds are null without draws."""
    central, low, high = ranged(values, chain)
    bounds = {"low": low, "high": high} if not np.isnan(low[~np.isnan(central)]).any() else {}
    return {
        "central": _listed(central),
        **{name: _listed(bounds[name]) if name in bounds else None for name in ("low", "high")},
    }


def _listed(values: FloatArray) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in values]


def timing_words(
    figures: dict[str, FloatArray], market: tuple[list[float], list[float]], account: ContractAccount
) -> str:
    """Why the account differs from what the market books; empty where it does not."""
    gap = max(
        float(np.max(np.abs(figures[name][:, 0] - np.array(side))))
        for name, side in (("paid", market[0]), ("given_back", market[1]))
    )
    if gap <= CLOSE * max(1.0, *market[0], *market[1]):
        return ""
    terms = account.statements[-1].terms
    reasons = []
    if terms.lag_days:
        reasons.append(f"its index is that of {terms.lag_days} days before")
    if terms.stocked_share:
        reasons.append("what is stockpiled is settled when it is made or sold")
    if terms.period != "year":
        reasons.append(f"it is settled every {terms.period}")
    if not reasons:
        reasons.append("a year is settled at once, which the market solves for each of its laws")
    return f"The account differs from what the market books by timing: {', and '.join(reasons)}."
