"""The part of ``footwall run`` about contract accounts over the years, made from ``summary.json`` alone."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from footwall.cli.text_table import WIDTH, table

Record = Mapping[str, Any]
MOST = 8
"""Contracts that are told; those that pay most first."""


def contracts_block(chain: Record) -> str:
    """A table of the contracts and a line on each that ran out; empty without contracts."""
    contracts = sorted(chain["contracts"], key=lambda item: -sum(item["paid"]["central"]))
    if not contracts:
        return ""
    names = {good["commodity"]: good["name"].partition(",")[0] for good in chain["goods"]}
    rows: list[tuple[str, ...]] = [
        (f"contracts to {chain['years'][-1]}, million USD of the day", "paid", "given back", "budget left")
    ]
    for item in contracts[:MOST]:
        left = item["budget_left"]["central"][-1]
        rows.append(
            (
                f"{item['contract']}, {names.get(item['commodity'], item['commodity'])} of {item['region']}",
                f"{sum(item['paid']['central']):,.1f}",
                f"{sum(item['given_back']['central']):,.1f}",
                "no limit" if left is None else f"{left:,.1f}",
            )
        )
    told = [
        f"{item['contract']} ({item['region']}): its budget ran out on {item['exhausted_on']}; "
        "after that year it pays nothing."
        for item in contracts
        if item["exhausted_on"]
    ]
    if len(contracts) > MOST:
        told.append(f"{len(contracts) - MOST} more are in summary.json.")
    return "\n".join((table(rows), *(textwrap.fill(line, WIDTH) for line in told)))
