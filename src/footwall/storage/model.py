"""What a storage equilibrium is solved from: the market of one commodity, its shock, and a policy.

Prices are multiples of the price at which planned output equals use without shock and without stock, and
quantities are multiples of the use of one period at that price. Rates and costs are per period.

=======  =========================  ====================================================
symbol   field                      unit
=======  =========================  ====================================================
α        ``demand_elasticity``      1, below zero: D(P) = P^α
μ        ``supply_elasticity``      1: planned output H = E[P'e']^μ
k        ``storage_cost``           price a unit and period, paid at its start
δ        ``decay``                  share of a stock lost in a period
r        ``interest``               share a period
e        ``shock``                  output over planned output
P_F      ``Policy.floor``           price
P_C      ``Policy.ceiling``         price
Ḡ        ``Policy.cap``             quantity
B        ``Policy.budget``          price times quantity, a period
=======  =========================  ====================================================
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from footwall.errors import StorageInputError

FloatArray = npt.NDArray[np.float64]
Points = tuple[FloatArray, FloatArray]
"""(values, weights) of a shock; the weights add up to one."""

LARGEST_DEVIATION = 0.2
"""Above it the nodes of the quadrature come near an output of zero."""
LONG_RUN_WIDTH = 4.75
"""Standard deviations to either side in the long run; what lies beyond weighs 2e-6."""


@dataclass(frozen=True)
class NormalShock:
    """Output over planned output, normal around one with standard deviation ``sd``.

    Expectations are taken by Gauss-Hermite quadrature with ``nodes`` points; the long run is that of the
    normal distribution itself, on a fine even grid.
    """

    sd: float
    nodes: int = 7

    def __post_init__(self) -> None:
        if not 0.0 < self.sd <= LARGEST_DEVIATION:
            raise _refusal("the standard deviation of the shock", self.sd, f"above 0, to {LARGEST_DEVIATION}")
        if not 3 <= self.nodes <= 15:
            raise _refusal("the nodes of the quadrature", self.nodes, "from 3 to 15")

    def expected(self) -> Points:
        places, weights = np.polynomial.hermite_e.hermegauss(self.nodes)
        return self._above_zero(1.0 + self.sd * places, weights / weights.sum())

    def realised(self, points: int) -> Points:
        """An even grid of ``points``, an odd number."""
        places = np.linspace(-LONG_RUN_WIDTH, LONG_RUN_WIDTH, points)
        density = np.exp(-0.5 * places**2)
        return self._above_zero(1.0 + self.sd * places, density / density.sum())

    def _above_zero(self, values: FloatArray, weights: FloatArray) -> Points:
        if values.min() <= 0.0:
            raise _refusal(
                "the least output of the shock", float(values.min()), "above zero; take fewer nodes"
            )
        return values, weights


@dataclass(frozen=True)
class DiscreteShock:
    """Output over planned output takes ``values`` with ``weights``, in expectation and in the long run."""

    values: tuple[float, ...]
    weights: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.values or min(self.values) <= 0.0:
            raise _refusal("the values of the shock", self.values, "at least one, all above zero")
        if len(self.values) != len(self.weights) or min(self.weights) <= 0.0:
            raise _refusal("the weights of the shock", self.weights, "one above zero a value")
        if not math.isclose(sum(self.weights), 1.0, rel_tol=1e-12):
            raise _refusal("the sum of the weights", sum(self.weights), "one")

    def expected(self) -> Points:
        return np.array(self.values), np.array(self.weights)

    def realised(self, points: int) -> Points:
        """The values themselves, whatever the ``points``."""
        return self.expected()


@dataclass(frozen=True)
class StorageModel:
    """The market without a policy; raises StorageInputError where a number cannot be meant."""

    demand_elasticity: float
    supply_elasticity: float
    storage_cost: float
    decay: float
    interest: float
    shock: NormalShock | DiscreteShock

    def __post_init__(self) -> None:
        _within("demand elasticity", self.demand_elasticity, -5.0, -0.05)
        _within("supply elasticity", self.supply_elasticity, 0.0, 5.0)
        _within("storage cost over price", self.storage_cost, 0.0, 10.0)
        _within("decay", self.decay, 0.0, 0.9)
        _within("interest", self.interest, 0.0, 1.0)
        if self.decay == self.interest == self.storage_cost == 0.0:
            raise _refusal(
                "interest, decay and storage cost",
                "0",
                "one of them above zero; stocks would never stop growing",
            )

    @property
    def kept(self) -> float:
        """What a stock kept for a period is worth at its start, at one price: (1 − δ)/(1 + r)."""
        return (1.0 - self.decay) / (1.0 + self.interest)

    def use(self, price: FloatArray) -> FloatArray:
        """D(P) = P^α."""
        return np.asarray(price**self.demand_elasticity)

    def price_of(self, use: FloatArray) -> FloatArray:
        """The price at which ``use`` is bought; infinite where nothing is left to use."""
        some = use > 0.0
        return np.where(some, np.where(some, use, 1.0) ** (1.0 / self.demand_elasticity), np.inf)


@dataclass(frozen=True)
class Policy:
    """A public stock of at most ``cap`` that buys at ``floor`` and sells at ``ceiling``.

    Without a ceiling it sells at the floor as soon as the price would rise above it (RECS, STO2). ``budget``
    limits what it buys in a period to B/P_F. ``Policy()`` is no policy.
    """

    floor: float | None = None
    ceiling: float | None = None
    cap: float = 0.0
    budget: float | None = None

    def __post_init__(self) -> None:
        if not (math.isfinite(self.cap) and self.cap >= 0.0):
            raise _refusal("the cap of the public stock", self.cap, "zero or more")
        if self.floor is None:
            if self.ceiling is not None or self.cap > 0.0 or self.budget is not None:
                raise _refusal("a public stock without a floor", "no floor", "a floor at which it buys")
            return
        if not (math.isfinite(self.floor) and self.floor > 0.0):
            raise _refusal("the floor", self.floor, "a price above zero")
        if self.ceiling is not None and not self.ceiling >= self.floor:
            raise _refusal("the ceiling", self.ceiling, f"the floor ({self.floor:g}) or more")
        if self.budget is not None and not self.budget >= 0.0:
            raise _refusal("the budget", self.budget, "zero or more")

    @property
    def sells_at(self) -> float:
        """P_C, the floor where no ceiling is given; infinite without a policy."""
        if self.floor is None:
            return math.inf
        return self.floor if self.ceiling is None else self.ceiling

    @property
    def buys_at(self) -> float:
        """P_F; zero without a policy."""
        return 0.0 if self.floor is None else self.floor

    @property
    def remembers(self) -> bool:
        """Whether decisions depend on what the public stock held: not where both prices are one."""
        return self.cap > 0.0 and (self.sells_at > self.buys_at or self.budget is not None)

    def room(self, held: FloatArray) -> FloatArray:
        """The most that the public stock can hold at the end of a period that it starts with ``held``."""
        if self.budget is None:
            return np.full_like(held, self.cap)
        return np.minimum(self.cap, held + self.budget / self.buys_at)


def _within(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise _refusal(f"the {name}", value, f"from {low:g} to {high:g}")


def _refusal(name: str, read: object, allowed: str) -> StorageInputError:
    shown = f"{read:g}" if isinstance(read, float) else str(read)
    return StorageInputError(f"Storage: {name} reads {shown}; allowed: {allowed}.")
