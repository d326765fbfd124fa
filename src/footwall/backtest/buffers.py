"""Public stocks of an episode: schedules through buyers, within what the store and the cash allow.

In a month of Δ years a manager can buy (capacity − held)/Δ and spend cash/Δ, and sell held/Δ. Between the
price at which he may act and that at which he must, the schedule is straight (``footwall.market.stocks``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from footwall.backtest.parameters import STEP
from footwall.backtest.schema import BufferStock
from footwall.market.calibrate import Calibration
from footwall.market.parameters import FloatArray
from footwall.market.stocks import NO_STOCKS, Stocks


@dataclass(frozen=True, eq=False)
class Managed:
    """The state of the public stocks; arrays (S, stocks)."""

    rows: tuple[BufferStock, ...]
    held: FloatArray
    cash: FloatArray

    def schedules(self, calibration: Calibration) -> Stocks:
        """What each buys, then what each sells."""
        if not self.rows:
            return NO_STOCKS
        scenarios, count = self.held.shape
        block = np.empty((scenarios, 2 * count, 4))
        for k, row in enumerate(self.rows):
            room = np.maximum(row.capacity - self.held[:, k], 0.0) / STEP
            block[:, k] = _columns(room, row.must_buy, row.may_buy, np.maximum(self.cash[:, k], 0.0) / STEP)
            block[:, count + k] = _columns(-self.held[:, k] / STEP, row.may_sell, row.must_sell, np.inf)
        buyer = [calibration.buyers.index((row.good, row.region)) for row in self.rows]
        places = np.array([*buyer, *buyer], dtype=np.int64)
        return Stocks(places, np.full(2 * count, -1, dtype=np.int64), block)

    def after(self, traded: FloatArray, price: FloatArray) -> Managed:
        """The state after a month; ``traded`` (S, 2·stocks) t/year, ``price`` (S, stocks) USD/t."""
        count = len(self.rows)
        moved = STEP * (traded[:, :count] + traded[:, count:])
        return Managed(self.rows, np.maximum(self.held + moved, 0.0), self.cash - moved * price)


def managed(rows: tuple[BufferStock, ...], scenarios: int) -> Managed:
    """The public stocks on the day of the event."""
    held = np.tile([float(row.held) for row in rows], (scenarios, 1))
    cash = np.tile([float(row.cash) for row in rows], (scenarios, 1))
    return Managed(rows, held, cash)


def _columns(tonnes: FloatArray, low: float, high: float, money: FloatArray | float) -> FloatArray:
    columns = np.empty((len(tonnes), 4))
    columns[:, 0], columns[:, 1], columns[:, 2], columns[:, 3] = tonnes, low, high, money
    return columns
