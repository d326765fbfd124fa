"""Which joint stocks of one chain no other beats: those on the upper hull of loss avoided over cost."""

from __future__ import annotations

from collections.abc import Sequence

from footwall.explore.vault_chain import Stocked


def efficient(stocks: Sequence[Stocked]) -> list[Stocked]:
    """By cost, the stocks that avoid more than every cheaper one."""
    found: list[Stocked] = []
    for stock in sorted(stocks, key=lambda item: (item.cost, -item.avoided, item.levels)):
        if not found or stock.avoided > found[-1].avoided:
            found.append(stock)
    return found


def frontier(stocks: Sequence[Stocked], worth: float) -> list[Stocked]:
    """Of these, from the empty one on, the hull: each dollar from one to the next avoids less than the last,
    and ``worth`` dollars at least.
    """
    hull: list[Stocked] = []
    for stock in efficient(stocks):
        while len(hull) > 1 and slope(hull[-2], hull[-1]) <= slope(hull[-2], stock):
            hull.pop()
        hull.append(stock)
    kept = hull[:1]
    for stock in hull[1:]:
        if slope(kept[-1], stock) < worth:
            break
        kept.append(stock)
    return kept


def slope(low: Stocked, high: Stocked) -> float:
    """USD of loss avoided by a dollar from one stock to a dearer one."""
    return (high.avoided - low.avoided) / max(high.cost - low.cost, 1e-9)
