"""What the holders of stocks and the producers expect, as tables over the stocks that a period ends with.

Interpolating expectations rather than prices is what keeps decisions exact: prices have kinks where a stock
begins, fills or is sold, and expectations have averaged them out (Wright and Williams 1991, chapter 3).
Between nodes the tables are straight, so that they fall in the stock wherever their nodes do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from footwall.storage.model import FloatArray


@dataclass(frozen=True)
class Stocks:
    """Nodes of the tables: even grids of private and of public stocks.

    ``public`` has a single node where only the sum of both counts; ``private`` is then that sum.
    """

    private: FloatArray
    public: FloatArray

    @property
    def remembers(self) -> bool:
        return self.public.size > 1

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
        if not self.stocks.remembers:
            place, share = position(self.stocks.private, private + public)
            column = table[:, 0]
            below = column[place]
            return np.asarray(below + share * (column[place + 1] - below))
        place, share = position(self.stocks.private, private)
        beside, part = position(self.stocks.public, public)
        lower = table[place, beside] * (1.0 - part) + table[place, beside + 1] * part
        upper = table[place + 1, beside] * (1.0 - part) + table[place + 1, beside + 1] * part
        return np.asarray(lower + share * (upper - lower))


def position(nodes: FloatArray, at: FloatArray) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.intp]], FloatArray]:
    """Number of the node below and the share of the way to the next; straight on beyond the last."""
    steps = (at - nodes[0]) / (nodes[1] - nodes[0])
    place = np.clip(steps.astype(np.intp), 0, nodes.size - 2)
    return place, steps - place
