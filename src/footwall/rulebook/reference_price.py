"""The arithmetic of reference prices, exact on Fractions. It reads no facts and knows no dates.

    cost plus        C·(1 + m)                                                    REFERENCE-1
    percentile       least cost c with Σ capacity(cost ≤ c) ≥ share · Σ capacity  REFERENCE-2
    incentive price  opex + capex·[PV(r, 1, b)/b] / [u·PV(r, b + 1, b + n)]       REFERENCE-3
    average          Σ p / n                                                      REFERENCE-4
    band             A·(1 − below), A·(1 + above)                                 REFERENCE-5
    weighted mean    Σ p·q / Σ q                                                  REFERENCE-6
    indexed basket   R0·(1 − Σ w + Σ w·I/I0)                                      REFERENCE-7
    blend            Σ w·R                                                        REFERENCE-8

PV(r, a, z) = Σ (1 + r)^−t over t = a … z is the present value of one unit at the end of each year. The
incentive price is the price P at which capital spent in b equal yearly parts (at once where b = 0) is worth
the margins of n years: Σ capex/b·(1 + r)^−t = Σ u·(P − opex)·(1 + r)^−t. Money in USD/t or any one unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

ONE = Fraction(1)


def cost_plus(cost: Fraction, margin: Fraction) -> Fraction:
    """A cost with its margin."""
    return cost * (1 + margin)


def percentile(costs: Sequence[Fraction], capacities: Sequence[Fraction], share: Fraction) -> Fraction:
    """The least cost at or below which ``share`` of all capacity stands; at share 0 the least cost.

    Raises ValueError without capacity.
    """
    steps = sorted((cost, capacity) for cost, capacity in zip(costs, capacities, strict=True) if capacity > 0)
    if not steps:
        raise ValueError("a cost curve without capacity")
    needed = share * sum(capacity for _, capacity in steps)
    below = Fraction(0)
    for cost, capacity in steps:
        below += capacity
        if below >= needed:
            return cost
    return steps[-1][0]


def present_value(rate: Fraction, first: int, last: int) -> Fraction:
    """Value today of one unit at the end of each year from ``first`` to ``last``."""
    return sum(((1 + rate) ** -year for year in range(int(first), int(last) + 1)), Fraction(0))


def incentive(
    capex: Fraction, opex: Fraction, rate: Fraction, years: tuple[int, int], utilisation: Fraction
) -> Fraction:
    """The price at which the net present value is zero; ``years`` are those of building and of life."""
    build, life = (int(count) for count in years)
    spent = present_value(rate, 1, build) / build if build else ONE
    sold = utilisation * present_value(rate, build + 1, build + life)
    return opex + capex * spent / sold


def average(prices: Sequence[Fraction]) -> Fraction:
    """The plain mean of at least one price."""
    return sum(prices, Fraction(0)) / len(prices)


def band_floor(average_price: Fraction, below: Fraction) -> Fraction:
    """The floor of a band around an average."""
    return average_price * (1 - below)


def band_ceiling(average_price: Fraction, above: Fraction) -> Fraction:
    """The ceiling of a band around an average."""
    return average_price * (1 + above)


def volume_weighted(prices: Sequence[Fraction], volumes: Sequence[Fraction]) -> Fraction:
    """The mean of prices by their volumes, of which at least one is above zero."""
    traded = sum(volumes, Fraction(0))
    return sum((price * volume for price, volume in zip(prices, volumes, strict=True)), Fraction(0)) / traded


def indexed(base_price: Fraction, weights: Sequence[Fraction], ratios: Sequence[Fraction]) -> Fraction:
    """A base price moved by the ratios of indices to their base; what the weights leave does not move."""
    moved = sum((weight * ratio for weight, ratio in zip(weights, ratios, strict=True)), Fraction(0))
    return base_price * (1 - sum(weights, Fraction(0)) + moved)


def blended(prices: Sequence[Fraction], weights: Sequence[Fraction]) -> Fraction:
    """The sum of prices by weights that add up to 1."""
    return sum((price * weight for price, weight in zip(prices, weights, strict=True)), Fraction(0))
