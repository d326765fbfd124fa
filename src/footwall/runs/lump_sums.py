"""Lump sums that users pay or get beside prices, told beside the cost to final users, which leaves them out.

An offtake that buyers pay for, and revenue that is handed to users, move no price: the surplus of users does
not show them, and a reader of that number alone would miss them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from footwall.runs.sentences import MONEY_SHOWN, million

USERS_LUMP_SUMS = "lump sums of users"


def lump_sum_caveat(payers: Iterable[Mapping[str, Any]]) -> str:
    """``before 312 million USD a year that they pay in lump sums``, in the zone; empty where none is shown.

    ``payers`` are the records of who gains, million USD a year.
    """
    paid = -sum(float(record["zone"]) for record in payers if record["who"] == USERS_LUMP_SUMS)
    if abs(paid) < MONEY_SHOWN:
        return ""
    verb = "pay" if paid > 0.0 else "get"
    return f"before {million(paid)} million USD a year that they {verb} in lump sums"
