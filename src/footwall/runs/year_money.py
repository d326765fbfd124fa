"""Money of the years for the record: treasuries, support, and both over who keeps the gap to a floor.

Million USD of the base year's prices, not discounted. What is paid and received is drawn as prices are; what
depends on ω is reckoned at central parameters, and where ω has no range the record says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from footwall.runs.figures import TREASURY
from footwall.runs.year_draws import SUPPORT
from footwall.runs.year_omega import YearsAtOmega, years_over_omega
from footwall.runs.year_series import ranged_record, user_bill

if TYPE_CHECKING:
    from footwall.market.system import FloatArray
    from footwall.runs.through_years import ChainYears

Record = dict[str, Any]
Sums = Mapping[str, "FloatArray"]


def money_record(chain: ChainYears, before: Sums, after: Sums) -> Record:
    """Entries of one chain's record; ``before`` and ``after`` are the drawn sums of both paths."""
    bill = user_bill(chain)
    supports = {name: paid for name, paid in after.items() if name.startswith(SUPPORT)}
    cases, reason = years_over_omega(chain, before[TREASURY][:, 0])
    return {
        "user_bill": ranged_record(bill, chain),
        "user_bill_cumulative": ranged_record(np.cumsum(bill, axis=0), chain),
        "treasury": _treasury(chain, before[TREASURY], after[TREASURY]),
        "supports": {
            kind.removeprefix(SUPPORT): ranged_record(paid, chain) for kind, paid in supports.items()
        },
        "supports_cumulative": {
            kind.removeprefix(SUPPORT): ranged_record(np.cumsum(paid, axis=0), chain)
            for kind, paid in supports.items()
        },
        "over_omega": {"cases": [_case(case) for case in cases], "reason": reason},
    }


def _treasury(chain: ChainYears, before: FloatArray, after: FloatArray) -> Record:
    """Receipts less payments of the zone's treasuries, by year, and the policy's change of it."""
    change = after - before
    figures = {
        "baseline": before,
        "policy": after,
        "change": change,
        "cumulative": np.cumsum(change, axis=0),
    }
    return {name: ranged_record(values, chain) for name, values in figures.items()}


def _case(case: YearsAtOmega) -> Record:
    found: Record = {"omega": case.omega}
    for name in ("treasury", "user_bill", "exporters_rent"):
        by_year: FloatArray = getattr(case, name)
        found[name] = by_year.tolist()
        found[f"{name}_cumulative"] = np.cumsum(by_year).tolist()
    return found
