"""Tidy rows of contract accounts, at central parameters: USD of the day, producers' region unless said.

``Contract|Outlay`` stands at the region that pays, ``Contract|Receipt`` at that of the producers; both are
what is paid less what is given back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from footwall.runs.contract_figures import strikes, yearly_figures
from footwall.runs.contract_record import accounts_on, contract_name
from footwall.runs.result import Row
from footwall.runs.variables import variable as dictionary_row
from footwall.runs.year_rows import LAWS, PATHS

if TYPE_CHECKING:
    from footwall.runs.through_years import ChainYears

SHOWN = {
    "Output": "output",
    "Sold": "sold",
    "Stockpiled": "stockpiled",
    "Released": "released",
    "Stock": "stock",
    "Eligible": "eligible",
    "Covered": "covered",
    "Index": "index",
    "Paid": "paid",
    "Given back": "given_back",
    "Unpaid": "unpaid",
    "Capped": "capped",
    "Cumulative": "cumulative",
    "Budget left": "budget_left",
}
"""Name in a variable to figure."""


def contract_rows(chain: ChainYears) -> Iterator[Row]:
    """All rows of one chain; a figure that a year does not have is left out."""
    years = list(chain.span.years)
    for scenario, name in zip(PATHS, LAWS, strict=True):
        for account in accounts_on(chain, getattr(chain.pair, name).path):
            figures, contract, support = (
                yearly_figures(account, years),
                contract_name(account),
                account.support,
            )
            levels = strikes(account, years)
            net = figures["paid"][:, 0] - figures["given_back"][:, 0]
            found = [(support.region, shown, figures[figure][:, 0]) for shown, figure in SHOWN.items()]
            found += [(support.region, "Receipt", net), (support.paid_in or support.region, "Outlay", net)]
            for place, (year, strike) in enumerate(zip(years, levels, strict=True)):
                if strike is None:
                    continue
                strike_row = (support.region, "Strike", strike)
                values = [(where, shown, float(column[place])) for where, shown, column in found]
                for region, shown, value in (*values, strike_row):
                    variable = f"Contract|{shown}|{contract}"
                    if value == value:
                        unit = dictionary_row(variable).unit
                        yield Row(scenario, region, variable, unit, year, value + 0.0)
