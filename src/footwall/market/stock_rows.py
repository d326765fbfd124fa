"""What stock schedules buy and release at the prices of one scenario, compiled; see ``stocks``."""

from __future__ import annotations

from footwall.market.compiled import compiled
from footwall.market.system import Curves, FloatArray, Topology
from footwall.market.work import Work

LEAST_BOUGHT = 0.01
"""Share of what inputs, uses and stocks ask for that always comes from the origins: a release replaces the
rest at most, or the price of a buyer who buys nothing would hang in the air."""


@compiled
def trade_stocks(x: FloatArray, s: int, topology: Topology, curves: Curves, work: Work) -> None:
    """Add what trades through buyers to ``work.purchases``; fill ``work.stock`` and the slopes."""
    if curves.stock.shape[1] == 0:
        return
    row = s if curves.stock.shape[0] > 1 else 0
    work.stock_slope[:] = 0.0
    for k in range(curves.stock.shape[1]):
        if curves.stock[row, k, 0] > 0.0:
            b, market = topology.stock_buyer[k], topology.stock_market[k]
            price = work.effective[b] if b >= 0 else x[market]
            bought, slope = purchase_at(
                price, curves.stock[row, k, 0], curves.stock[row, k, 1],
                curves.stock[row, k, 2], curves.stock[row, k, 3],
            )  # fmt: skip
            work.stock[k] = bought
            if b >= 0:
                work.purchases[b] += bought
                work.use_slope[b] += slope
            else:
                work.market_stock_slope[k] = slope
    for b in range(work.passed_on.shape[0]):
        work.passed_on[b] = 1.0
        work.wanted[b] = work.purchases[b]
    for k in range(curves.stock.shape[1]):
        b = topology.stock_buyer[k]
        if curves.stock[row, k, 0] <= 0.0 and b >= 0:
            released, slope = release_at(
                work.effective[b], -curves.stock[row, k, 0], curves.stock[row, k, 1], curves.stock[row, k, 2]
            )
            most = work.purchases[b] - LEAST_BOUGHT * work.wanted[b]
            if released < most:
                work.stock_slope[b] -= slope
            elif released > 0.0:
                released = max(most, 0.0)
                work.passed_on[b] = LEAST_BOUGHT
                work.stock_slope[b] = 0.0
            work.stock[k] = -released
            work.purchases[b] -= released


@compiled
def purchase_at(price: float, tonnes: float, low: float, high: float, money: float) -> tuple[float, float]:
    """Purchases of a schedule at a buyer's effective price, t/year, and their slope."""
    if price >= high:
        return 0.0, 0.0
    most, falls = tonnes, 0.0
    if money < tonnes * price:
        most, falls = money / price, -money / (price * price)
    if price <= low:
        return most, falls
    part = (high - price) / (high - low)
    return most * part, falls * part - most / (high - low)


@compiled
def release_at(price: float, tonnes: float, low: float, high: float) -> tuple[float, float]:
    """Releases of a schedule at a buyer's effective price, t/year, and their slope."""
    if price <= low:
        return 0.0, 0.0
    if price >= high:
        return tonnes, 0.0
    return tonnes * (price - low) / (high - low), tonnes / (high - low)
