"""The outlook of investors, read off paths: the model's own prices with and without the rulebook.

In the first pass nobody knows a path: margins of the year go on. In later passes investors expect a path.
After a repeal the market is taken to be the baseline's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from footwall.horizon.expected import Expected, going_on
from footwall.horizon.guarantees import CONTRACTS, guaranteed_margin
from footwall.horizon.outlook import Outlook, Terms
from footwall.horizon.volatility import blended_volatility, credibility, floored_volatility
from footwall.market.system import FloatArray

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.enacted.charges import Enactment, Support
    from footwall.facts import Facts
    from footwall.horizon.walk import Path, YearOfPath


@dataclass(frozen=True, eq=False)
class Prospects:
    """What the outlook of a path is made of, whatever the year."""

    network: Network
    terms: Terms
    hazard: float
    """Chance a year that the rulebook is repealed; 0 for the baseline."""
    contracts: tuple[Support, ...]
    """Supports of the rulebook that outlive it."""
    sigma: FloatArray
    """(processes,) yearly log volatility of the price of the first output, without the rulebook."""
    floor: FloatArray
    """(processes,) floor that holds for the first output in the process's region, USD/t; 0 without."""
    covered: FloatArray
    """(processes,) share of the zone's purchases that a floor at its border prices: those from outside."""
    baseline: Path | None = None
    """The path after a repeal; None where the path itself is the baseline."""
    expected: Expected | None = None
    """The path that is expected; None in the first pass."""


def sigma_of(facts: Facts, network: Network) -> FloatArray:
    """(processes,) ``price_volatility`` of the first outputs; raises UnknownName where the facts lack one."""
    return np.array(
        [
            facts.parameter("price_volatility", commodity=process.outputs[0][0]).value
            for process in network.processes
        ]
    )


def floors_on(network: Network, law: Enactment) -> tuple[FloatArray, FloatArray]:
    """(processes,) floor for the first output of each process of the zone, and its covered share."""
    floors, covered = np.zeros(len(network.processes)), np.zeros(len(network.processes))
    price = {(item.commodity, item.member): item.price for item in law.floors}
    outside: dict[str, float] = {}
    for commodity in {item.commodity for item in law.floors}:
        bought = foreign = 0.0
        for arc in network.arcs:
            inside = law.membership.get(arc.destination, 0.0)
            if arc.commodity == commodity and inside:
                bought += inside * arc.flow
                foreign += inside * arc.flow * (1.0 - law.membership.get(arc.origin, 0.0))
        outside[commodity] = foreign / bought if bought else 0.0
    for position, process in enumerate(network.processes):
        commodity = process.outputs[0][0]
        floors[position] = price.get((commodity, process.region), 0.0)
        covered[position] = outside.get(commodity, 0.0) if floors[position] else 0.0
    return floors, covered


def outlook_at(prospects: Prospects, years: Sequence[int], found: Sequence[YearOfPath]) -> Outlook:
    """What investors see at the end of the last year of ``found``; arrays over all ``years``."""
    network = prospects.network
    expected = prospects.expected or going_on(years, found)
    policy, price = expected.margin, _first_output(network, expected.price)
    if prospects.baseline is None:
        nothing = np.full(policy.shape, -np.inf)
        return Outlook(
            years[0], policy, policy, nothing, np.zeros(len(years)),
            np.broadcast_to(prospects.sigma, (policy.shape[0], policy.shape[2])), price, price,
        )  # fmt: skip
    baseline = np.swapaxes(prospects.baseline.stacked("margin"), 0, 1)
    market = np.swapaxes(prospects.baseline.stacked("price"), 0, 1)
    guaranteed = np.stack(
        [
            guaranteed_margin(network, prospects.contracts, market[:, t], baseline[:, t])
            for t in range(len(years))
        ],
        axis=1,
    )
    hazard = np.full(len(years), prospects.hazard)
    now = _first_output(network, found[-1].price[:, None])[:, 0]
    return Outlook(
        years[0], policy, baseline, guaranteed, hazard, _volatility(prospects, now), price,
        _first_output(network, market),
    )  # fmt: skip


def _first_output(network: Network, market: FloatArray) -> FloatArray:
    """(S, years, processes) of (S, years, markets)."""
    place = {(item.commodity, item.region): position for position, item in enumerate(network.markets)}
    return market[:, :, [place[process.outputs[0][0], process.region] for process in network.processes]]


def _volatility(prospects: Prospects, price: FloatArray) -> FloatArray:
    """(S, processes): under the floor or contract while it stands, bare after, blended by credibility."""
    sigma = np.broadcast_to(prospects.sigma, price.shape)
    paid = np.maximum(price, 1.0)
    guarded = floored_volatility(sigma, paid, prospects.floor, prospects.covered)
    stands = credibility(prospects.hazard, prospects.terms.risk_free_rate)
    blended = blended_volatility(guarded, sigma, stands)
    for support in prospects.contracts:
        if support.kind not in CONTRACTS:
            continue
        for position, process in enumerate(prospects.network.processes):
            mine = process.region == support.region and process.outputs[0][0] == support.commodity
            if mine and support.recipe in ("", process.id.partition("@")[0]):
                own = floored_volatility(
                    sigma[:, position], paid[:, position], support.strike, min(support.covered_share, 1.0)
                )
                blended[:, position] = np.minimum(blended[:, position], own)
    return blended
