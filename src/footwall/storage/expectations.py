"""What the holders of stocks and the producers expect, as tables over the stocks that a period ends with.

Interpolating expectations rather than prices is what keeps decisions exact: prices have kinks where a stock
begins, fills or is sold, and expectations have averaged them out (Wright and Williams 1991, chapter 3).
Between nodes the tables are straight, so that they fall in the stock wherever their nodes do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from footwall.storage.model import FloatArray

Places = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Stocks:
    """Nodes of the tables: private and public stocks, from none.

    ``public`` has a single node where only the sum of both counts; ``private`` is then that sum, in even
    steps. Otherwise private stocks are rare and small, and their nodes are close where they begin.
    """

    private: FloatArray
    public: FloatArray

    @property
    def remembers(self) -> bool:
        return self.public.size > 1

    @classmethod
    def up_to(cls, reach: float, nodes: int, public: FloatArray) -> Stocks:
        return cls(reach * np.linspace(0.0, 1.0, nodes) ** (1 if public.size == 1 else 2), public)

    def place(self, private: FloatArray) -> tuple[Places, FloatArray]:
        """Number of the node below and the share of the way to the next; straight on beyond the last."""
        way = np.maximum(private, 0.0) / self.private[-1]
        if self.remembers:
            way = np.sqrt(way)
        last = self.private.size - 1
        below = np.minimum((way * last).astype(np.intp), last - 1)
        start = self.private[below]
        return below, (private - start) / (self.private[below + 1] - start)

    def public_place(self, public: FloatArray) -> tuple[Places, FloatArray]:
        """As ``place``, of the public stock."""
        steps = public / self.public[1]
        below = np.clip(steps.astype(np.intp), 0, self.public.size - 2)
        return below, steps - below

    def pairs(self) -> tuple[FloatArray, FloatArray]:
        """Private and public stock at every node, each (nodes,), public running fastest."""
        private, public = np.meshgrid(self.private, self.public, indexing="ij")
        return private.ravel(), public.ravel()

    def middles(self) -> tuple[FloatArray, FloatArray]:
        """The centres of all cells, where tables are farthest from their nodes."""
        private = 0.5 * (self.private[1:] + self.private[:-1])
        public = 0.5 * (self.public[1:] + self.public[:-1]) if self.remembers else self.public
        between, beside = np.meshgrid(private, public, indexing="ij")
        return between.ravel(), beside.ravel()


@dataclass(frozen=True)
class Expectations:
    """Over the stocks at the end of a period: the worth of a stored unit and planned output.

    ``worth`` is (1 − δ)/(1 + r)·E[P'] − k, ``planned`` is H; both (private nodes, public nodes).
    """

    stocks: Stocks
    worth: FloatArray
    planned: FloatArray

    def worth_at(self, private: FloatArray, public: FloatArray) -> FloatArray:
        return self._at(self.worth, private, public)

    def planned_at(self, private: FloatArray, public: FloatArray) -> FloatArray:
        return self._at(self.planned, private, public)

    def _at(self, table: FloatArray, private: FloatArray, public: FloatArray) -> FloatArray:
        stocks = self.stocks
        if not stocks.remembers:
            place, share = stocks.place(private + public)
            column = table[:, 0]
            below = column[place]
            return np.asarray(below + share * (column[place + 1] - below))
        place, share = stocks.place(private)
        beside, part = stocks.public_place(public)
        lower = table[place, beside] * (1.0 - part) + table[place, beside + 1] * part
        upper = table[place + 1, beside] * (1.0 - part) + table[place + 1, beside + 1] * part
        return np.asarray(lower + share * (upper - lower))
