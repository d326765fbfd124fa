"""Years of a path in which a good is all but gone: its price says so, and is no forecast."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from footwall.runs.sentences import in_sentence, listed

Record = Mapping[str, Any]
HARDLY_ANY = 100.0
"""Times the baseline's price at which a good is told as gone."""
MANY_TIMES = 10.0
"""Times the baseline's price from which what users pay is told with care."""


def scarce_goods(record: Record, least: float = HARDLY_ANY) -> dict[str, list[int]]:
    """Name of a good -> the years in which its price is at least ``least`` times that of the baseline."""
    found = {}
    for good in record["goods"]:
        if "price" not in good:
            continue
        before, after = (good["price"][law]["central"] for law in ("baseline", "policy"))
        years = [
            year
            for year, base, ruled in zip(record["years"], before, after, strict=True)
            if base > 0.0 and ruled >= least * base
        ]
        if years:
            found[in_sentence(good["name"].partition(",")[0])] = years
    return found


def scarcity_sentence(record: Record) -> str:
    """When prices are many times the baseline's, and that sums which count them are no forecast."""
    goods = scarce_goods(record, MANY_TIMES)
    if not goods:
        return ""
    years = sorted({year for told in goods.values() for year in told})
    return (
        f"In {listed([str(year) for year in years])} the price of {listed(list(goods))} is more than "
        f"{MANY_TIMES:g} times that of the baseline: a price of scarcity before anybody adapts, and no "
        "forecast. What users pay counts it."
    )
