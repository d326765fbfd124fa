"""What public stocks cost or earned: no sum below zero is called spending, and nothing left is negative.

A stock that releases in a cut-off is paid a price of scarcity, so that sales may bring in more than was ever
spent. One whose interest and storage outlast its money owes a little at the end of a year, and sells goods
for it in the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from footwall.runs.sentences import in_sentence, listed, million

Record = Mapping[str, Any]
NOTHING = 0.5
"""Million USD that print as zero."""


def spent(good: Record) -> float:
    """Million USD of the day that were spent by the last year, less what sales and fees brought in."""
    return float(good["budget"] - good["money_left"]["central"][-1])


def owed(good: Record) -> float:
    """Million USD of the day that a stock owes at the end of the last year; 0 where money is left."""
    return max(0.0, -float(good["money_left"]["central"][-1]))


def gained_words(goods: Sequence[Record]) -> str:
    """``Sales of NdFeB magnet brought in 13,179 million USD more than was spent``; empty without any."""
    told = [good for good in goods if spent(good) < -NOTHING]
    if not told:
        return ""
    names = listed([in_sentence(good["name"]) for good in told])
    gained = million(-sum(spent(good) for good in told))
    return f"Sales of {names} brought in {gained} million USD more than was spent"


def owed_words(goods: Sequence[Record]) -> str:
    """What is owed, for which good; empty where nothing is."""
    told = [
        f"{million(owed(good))} million USD for {in_sentence(good['name'])}"
        for good in goods
        if owed(good) >= NOTHING
    ]
    return f"Owed for interest and storage, to be paid by sales: {listed(told)}" if told else ""


def stocks_sentence(goods: Sequence[Record], last: int) -> str:
    """What public stocks paid and earned, which is not in the treasuries' sum; empty without any."""
    if not goods:
        return ""
    paid = sum(max(0.0, spent(good)) for good in goods)
    told = (
        f"By {last} public stocks have spent {million(paid)} million USD of the day, which the treasuries' "
        "sum does not count"
    )
    gained = gained_words(goods)
    if not gained:
        return f"{told}."
    return f"{told}. {gained}: releases are paid the price of scarcity, and users pay it."
