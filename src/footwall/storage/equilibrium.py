"""The storage equilibrium as a value: decisions at any availability, and the long run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from footwall.storage.decision import Decision, Period
from footwall.storage.expectations import Expectations
from footwall.storage.long_run import LongRun
from footwall.storage.model import FloatArray, Policy, StorageModel


@dataclass(frozen=True)
class StorageEquilibrium:
    """A solved model; there is none that has not converged.

    ``residual`` is the largest failure of any condition at the nodes, ``between_nodes`` that of expectations
    at the centres of the cells of the tables; both in prices, quantities or log output.
    """

    status: Literal["converged"]
    residual: float
    between_nodes: float
    iterations: int
    model: StorageModel
    policy: Policy
    expectations: Expectations
    long_run: LongRun

    def at(self, availability: npt.ArrayLike, held: npt.ArrayLike = 0.0) -> Decision:
        """Price, private and public stock at ``availability``, of which the public stock held ``held``.

        ``held`` counts only where the public stock buys and sells at two prices or on a budget.
        """
        there, before = np.broadcast_arrays(np.asarray(availability, float), np.asarray(held, float))
        found = Period(self.model, self.policy, self.expectations).decide(there.ravel(), before.ravel())
        return Decision(*(part.reshape(there.shape) for part in (found.price, found.private, found.public)))

    def price(self, availability: npt.ArrayLike, held: npt.ArrayLike = 0.0) -> FloatArray:
        return self.at(availability, held).price

    def private(self, availability: npt.ArrayLike, held: npt.ArrayLike = 0.0) -> FloatArray:
        """Private stock at the end of the period."""
        return self.at(availability, held).private

    def public(self, availability: npt.ArrayLike, held: npt.ArrayLike = 0.0) -> FloatArray:
        """Public stock at the end of the period."""
        return self.at(availability, held).public
