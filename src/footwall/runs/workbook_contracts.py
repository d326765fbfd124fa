"""Sheet of the contract accounts: a row a contract and year, central, with the range of what is paid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Record = Mapping[str, Any]
Cell = str | float | int | bool | None
TONNES = ("output", "sold", "stockpiled", "released", "stock", "eligible", "covered")
MONEY = ("given_back", "unpaid", "capped", "cumulative", "budget_left")
CONTRACTS = (
    "Chain", "Contract", "Kind", "Commodity", "Region", "Payer", "Payer's region", "Settled every",
    "Lag, days", "Year", "Strike, USD/kg of the day", "Index, USD/kg of the day", "Output, t",
    "Sold, t", "Stockpiled, t",
    "Released, t", "Stock at the end, t", "Eligible, t", "Covered, t", "Paid, million USD of the day",
    "Paid, low", "Paid, high", "Given back, million USD of the day",
    "Due and not paid, million USD of the day",
    "Above the cap, million USD of the day", "Cumulative, million USD of the day",
    "Budget left, million USD of the day", "Booked by the market, million USD of the day",
    "Year's budget exhausted on", "Budget exhausted on", "Timing",
)  # fmt: skip


def contract_cells(years: Record) -> Iterator[tuple[Cell, ...]]:
    """Every year of every contract in which it has a strike."""
    for chain in years["chains"].values():
        for contract in chain["contracts"]:
            named = (
                "contract",
                "kind",
                "commodity",
                "region",
                "payer",
                "payer_region",
                "settled",
                "lag_days",
            )
            for place, year in enumerate(chain["years"]):
                if contract["strike"][place] is None:
                    continue
                paid = contract["paid"]
                yield (
                    chain["name"],
                    *(contract[key] for key in named),
                    year,
                    contract["strike"][place],
                    *(contract[key]["central"][place] for key in ("index", *TONNES)),
                    *(
                        None if paid[bound] is None else paid[bound][place]
                        for bound in ("central", "low", "high")
                    ),
                    *(contract[key]["central"][place] for key in MONEY),
                    contract["booked"][place],
                    contract["year_exhausted_on"][place],
                    contract["exhausted_on"],
                    contract["timing"],
                )
