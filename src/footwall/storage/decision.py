"""One period: price, private stock and public stock at given availability, exactly.

The conditions (Wright and Williams 1991; Miranda and Helmberger 1988; RECS, STO2 and STO4), with S and G the
stocks at the end of the period and G₋ the public stock at its start:

    A = D(P) + S + G
    0 ≤ S              ⊥  P − W(S, G) ≥ 0,   W = (1 − δ)/(1 + r)·E[P'] − k
    0 ≤ b ≤ room − G₋  ⊥  P − P_F
    0 ≤ s ≤ G₋         ⊥  P_C − P,           G = G₋ + b − s

W falls in S, and falls no faster in G than in S, so the price rises in what the public stock keeps. It
therefore keeps G₋ if the price is then inside the band; it fills, or empties, if the price stays outside even
so; else the price is at the floor or the ceiling and the stocks divide what is not used. Nothing is smoothed:
each case is one bracketed root.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from footwall.storage.bracketed_root import Subset, bracketed_root
from footwall.storage.expectations import Expectations
from footwall.storage.model import FloatArray, Policy, StorageModel

LEAST_WORTH = 1e-9
"""Keeps use finite where a stock is worth nothing; no availability met here is used at such a price."""
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Decision:
    """Price, private and public stock at the end of the period, each (n,)."""

    price: FloatArray
    private: FloatArray
    public: FloatArray


@dataclass(frozen=True)
class Period:
    """The market of a period under given expectations."""

    model: StorageModel
    policy: Policy
    expectations: Expectations

    def decide(self, availability: FloatArray, held: FloatArray) -> Decision:
        """The equilibrium at ``availability`` (n,), of which the public stock held ``held`` (n,).

        ``held`` is cut to the cap and to what is there.
        """
        start = np.clip(held, 0.0, np.minimum(self.policy.cap, availability))
        price, private = self._private(availability, start)
        found = Decision(price, private, start.copy())
        self._outside(found, price < self.policy.buys_at, availability, start, self.policy.buys_at)
        self._outside(found, price > self.policy.sells_at, availability, start, self.policy.sells_at)
        return found

    def _private(self, availability: FloatArray, public: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Price and private stock where the public stock keeps ``public``."""
        left = availability - public
        price = self.model.price_of(left)
        private = np.zeros_like(left)
        stores = np.flatnonzero(self.expectations.worth_at(private, public) > price)
        if stores.size:
            free, kept = left[stores], public[stores]

            def unused(stock: FloatArray, which: Subset) -> FloatArray:
                worth = np.maximum(self.expectations.worth_at(stock, kept[which]), LEAST_WORTH)
                return np.asarray(free[which] - stock - self.model.use(worth))

            private[stores] = bracketed_root(unused, np.zeros(stores.size), free)
            price[stores] = self.model.price_of(free - private[stores])
        return price, private

    def _outside(
        self, found: Decision, asked: Mask, availability: FloatArray, start: FloatArray, pegged: float
    ) -> None:
        """Buy or sell where the price would leave the band at ``pegged``; ``found`` is changed in place."""
        which = np.flatnonzero(asked)
        if not which.size:
            return
        free, held = availability[which], start[which]
        buys = found.price[which] < pegged
        last = np.where(buys, np.minimum(self.policy.room(held), free), 0.0)
        price, private = self._private(free, last)
        reached = np.where(buys, price > pegged, price < pegged)
        public = last.copy()
        if reached.any():
            unused = free[reached] - self.model.use(np.array(pegged))
            public[reached] = self._divide(unused, held[reached], last[reached], pegged)
            private[reached] = unused - public[reached]
            price[reached] = pegged
        found.price[which], found.private[which], found.public[which] = price, private, public

    def _divide(self, unused: FloatArray, held: FloatArray, last: FloatArray, pegged: float) -> FloatArray:
        """The public part of what is ``unused`` at a pegged price: as much as leaves no worth above it."""
        low, high = np.minimum(held, last), np.minimum(np.maximum(held, last), unused)
        public = high.copy()
        worth = self.expectations.worth_at
        shared = np.flatnonzero((worth(unused - high, high) > pegged) & (low < high))
        if shared.size:
            whole = unused[shared]

            def excess(part: FloatArray, subset: Subset) -> FloatArray:
                return worth(whole[subset] - part, part) - pegged

            public[shared] = bracketed_root(excess, low[shared], high[shared])
        return public


def residuals(period: Period, found: Decision, availability: FloatArray, held: FloatArray) -> FloatArray:
    """Natural residuals (conditions, n): the distance by which each condition of ``found`` fails.

    Of a pair 0 ≤ x ≤ u ⊥ f it is |x − min(max(x − f, 0), u)|: zero where the pair holds. Rows: what is used
    and kept against availability, private storage, purchases, sales.
    """
    model, policy = period.model, period.policy
    start = np.clip(held, 0.0, np.minimum(policy.cap, availability))
    balance = np.abs(availability - model.use(found.price) - found.private - found.public)
    loss = found.price - period.expectations.worth_at(found.private, found.public)
    storage = np.abs(np.minimum(found.private, loss))
    bought, sold = np.maximum(found.public - start, 0.0), np.maximum(start - found.public, 0.0)
    room = np.minimum(policy.room(start), availability) - start
    buying = np.abs(bought - np.clip(bought - (found.price - policy.buys_at), 0.0, room))
    selling = np.abs(sold - np.clip(sold - (policy.sells_at - found.price), 0.0, start))
    return np.stack([balance, storage, buying, selling])
