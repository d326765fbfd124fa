"""Private stocks on the day of the event: what is wanted, and what is held beyond it.

Holders keep the usual days of use, or what was counted. What they were kept from selling, by an export quota
or a manager's price, they sell at any price over the time that a disruption is expected to last.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from footwall.backtest.parameters import STEP, Behaviour
from footwall.backtest.schema import Episode
from footwall.market.calibrate import Calibration, total_by_buyer
from footwall.market.parameters import FloatArray
from footwall.market.stocks import NO_STOCKS, Stocks

ANY_PRICE = 1e-6
"""Share of the base price above which all of a surplus is for sale."""


@dataclass(frozen=True, eq=False)
class Surplus:
    """Stock beyond what is wanted."""

    buyer: tuple[int, ...]
    """Positions of the buyers in whose region it is."""
    held: FloatArray
    """(S, surpluses) t."""

    def schedules(self, calibration: Calibration, moves: Behaviour) -> Stocks:
        """Sales at any price."""
        if not self.buyer:
            return NO_STOCKS
        block = np.zeros((*self.held.shape, 4))
        block[:, :, 0] = self.held * np.expm1(-STEP / moves.holding.expected) / STEP
        block[:, :, 2] = ANY_PRICE * calibration.buyer[0, list(self.buyer), 3]
        block[:, :, 3] = np.inf
        places = np.array(self.buyer, dtype=np.int64)
        return Stocks(places, np.full(len(places), -1, dtype=np.int64), block)

    def after(self, traded: FloatArray) -> Surplus:
        """What is left after a month with ``traded`` (S, surpluses) t/year, below zero for sales."""
        return Surplus(self.buyer, np.maximum(self.held + STEP * traded, 0.0))


def surplus(episode: Episode, calibration: Calibration, moves: Behaviour) -> tuple[FloatArray, Surplus]:
    """(S, buyers) t that are wanted and held, and what is held beyond."""
    flow = calibration.arc[0, :, 2]
    wanted = moves.cover * total_by_buyer(calibration.wiring, flow)[None, :]
    buyers, beyond = [], []
    for row in episode.private_stocks:
        buyer = calibration.buyers.index((row.good, row.region))
        wanted[:, buyer] = row.held if row.wanted is None else row.wanted
        if row.wanted is not None:
            buyers.append(buyer)
            beyond.append(max(float(row.held - row.wanted), 0.0))
    return wanted, Surplus(tuple(buyers), np.tile(beyond, (calibration.scenarios, 1)))
