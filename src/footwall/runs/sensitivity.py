"""Which assumptions a result leans on: rank correlation of each drawn parameter with a figure.

Spearman's rank correlation over the joint draws (Spearman 1904); with a few dozen draws a value below about
0.25 is noise. Only what has a range is drawn, so only that can be ranked: parameters, conversion costs and
amounts of the rulebook.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from footwall.chain.network import Estimate, Network
from footwall.enacted.charges import FloatArray
from footwall.market.parameters import Parameters
from footwall.rulebook.ranges import UncertainAmount
from footwall.runs.drawn_laws import stated
from footwall.runs.draws import DrawnFigures
from footwall.runs.rows import KG_PER_T

CONVERSION_COST = "conversion_cost"
"""Named as in the facts; USD/kg, as it enters the derived floors."""
RANGED_AMOUNT = "ranged_amount"
"""An amount that the rulebook states with a range, in its unit there; its owner is its path."""


@dataclass(frozen=True)
class DrawnParameter:
    """One drawn fact: which parameter, whose, its estimate, and its values over the draws."""

    name: str
    owners: tuple[str, ...]
    estimate: Estimate
    values: FloatArray


@dataclass(frozen=True)
class Reliance:
    """How strongly a figure moves with one drawn fact."""

    parameter: DrawnParameter
    correlation: float


def drawn_parameters(network: Network, parameters: Parameters) -> tuple[DrawnParameter, ...]:
    """The distinct facts behind the draws; estimates that move together are one."""
    grouped: dict[tuple[str, float, float, float, str], DrawnParameter] = {}
    for name, owner, estimate, column in _columns(network, parameters):
        if estimate.high <= estimate.low:
            continue
        key = (name, estimate.value, estimate.low, estimate.high, estimate.source)
        known = grouped.get(key)
        owners = (owner,) if known is None else tuple(dict.fromkeys((*known.owners, owner)))
        grouped[key] = DrawnParameter(name, owners, estimate, column)
    return tuple(grouped.values())


def _columns(network: Network, parameters: Parameters) -> Iterator[tuple[str, str, Estimate, FloatArray]]:
    for position, commodity in enumerate(network.commodities):
        yield "theta", commodity.id, network.theta[commodity.id], parameters.theta[:, position]
    for position, process in enumerate(network.processes):
        if process.kind == "mine":
            column = parameters.supply_elasticity[:, position]
            yield "supply_elasticity", process.id, process.supply_elasticity, column
        yield "avoidable_share", process.id, process.avoidable_share, parameters.avoidable_share[:, position]
    for position, use in enumerate(network.uses):
        yield "demand_elasticity", use.sector, use.elasticity, parameters.demand_elasticity[:, position]
        yield "choke_ratio", use.sector, use.choke_ratio, parameters.choke_ratio[:, position]


def drawn_costs(drawn: DrawnFigures) -> tuple[DrawnParameter, ...]:
    """The conversion costs that set derived floors, one a row of the facts, in USD/kg as in all results."""
    return tuple(
        DrawnParameter(CONVERSION_COST, cost.processes, per_kg(cost.estimate), column / KG_PER_T)
        for cost, column in zip(drawn.costs, drawn.cost_values.T, strict=True)
        if cost.row.high > cost.row.low
    )


def drawn_amounts(drawn: DrawnFigures) -> tuple[DrawnParameter, ...]:
    """The amounts that the rulebook states with a range, each in the unit that it is written in."""
    return tuple(
        DrawnParameter(RANGED_AMOUNT, (amount.name,), as_written(amount), column / amount.size)
        for amount, column in zip(drawn.amounts, drawn.amount_values.T, strict=True)
    )


def as_written(amount: UncertainAmount) -> Estimate:
    """A ranged amount as an estimate in the unit that it is written in."""
    estimate = stated(amount)
    value, low, high = (number / amount.size for number in (estimate.value, estimate.low, estimate.high))
    return replace(estimate, value=value, low=low, high=high)


def per_kg(estimate: Estimate) -> Estimate:
    """An estimate in USD/t as USD/kg."""
    value, low, high = (number / KG_PER_T for number in (estimate.value, estimate.low, estimate.high))
    return replace(estimate, value=value, low=low, high=high)


def reliances(network: Network, drawn: DrawnFigures, figure: str) -> tuple[Reliance, ...]:
    """All drawn facts, the one that a figure leans on most first. Empty with fewer than three draws."""
    values = drawn.values.get(figure)
    if values is None or len(values) < 3 or np.ptp(values) == 0.0:
        return ()
    found = [
        Reliance(parameter, rank_correlation(parameter.values, values))
        for parameter in _drawn(network, drawn)
        if np.ptp(parameter.values) > 0.0
    ]
    return tuple(sorted(found, key=lambda reliance: -abs(reliance.correlation)))


def _drawn(network: Network, drawn: DrawnFigures) -> Iterator[DrawnParameter]:
    yield from drawn_parameters(network, drawn.parameters)
    yield from drawn_costs(drawn)
    yield from drawn_amounts(drawn)


def rank_correlation(first: FloatArray, second: FloatArray) -> float:
    """Spearman's ρ; ties get the mean of their ranks."""
    return float(np.corrcoef(_ranks(first), _ranks(second))[0, 1])


def _ranks(values: FloatArray) -> FloatArray:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2.0)[inverse], dtype=float)
