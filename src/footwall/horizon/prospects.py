"""The outlook of investors, read off paths: the model's own prices with and without the rulebook.

In the first pass nobody knows a path: margins of the year go on. In later passes investors expect a path.
After a repeal the market is taken to be the baseline's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from footwall.horizon.expected import Expected, going_on, seen_on
from footwall.horizon.guarantees import guaranteed_margin
from footwall.horizon.outlook import Outlook, Terms
from footwall.horizon.volatility import blended_volatility, credibility, floored_volatility
from footwall.market.system import FloatArray

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.enacted.charges import Enactment, Support
    from footwall.facts import Facts
    from footwall.horizon.path import Path, YearOfPath


@dataclass(frozen=True, eq=False)
class AfterRepeal:
    """The market once a rulebook is gone; margins (S, years, processes), USD/t."""

    margin: FloatArray
    guaranteed: FloatArray
    """What contracts guarantee in the years for which they run; −inf elsewhere."""
    price: FloatArray
    """(S, years, processes) of the first output."""


@dataclass(frozen=True, eq=False)
class Prospects:
    """What the outlook of a path is made of, whatever the year."""

    network: Network
    terms: Terms
    hazard: float
    """Chance a year that the rulebook is repealed; 0 for the baseline."""
    contracts: tuple[tuple[Support, ...], ...]
    """By year, supports of the rulebook that outlive it; empty for the baseline."""
    sigma: FloatArray
    """(processes,) yearly log volatility of the price of the first output, without the rulebook."""
    floor: FloatArray
    """(processes,) floor that holds for the first output in the process's region, USD/t; 0 without."""
    covered: FloatArray
    """(processes,) share of the zone's purchases that a floor at its border prices: those from outside."""
    after_repeal: AfterRepeal | None = None
    """None where the path itself is the baseline."""
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


def after_repeal(network: Network, contracts: Sequence[Sequence[Support]], baseline: Path) -> AfterRepeal:
    """The baseline's path with the contracts of each year."""
    seen = seen_on(baseline)
    guaranteed = [
        guaranteed_margin(network, held, seen.price[:, t], seen.margin[:, t])
        for t, held in enumerate(contracts)
    ]
    return AfterRepeal(seen.margin, np.stack(guaranteed, axis=1), _first_output(network, seen.price))


def outlook_at(prospects: Prospects, years: Sequence[int], found: Sequence[YearOfPath]) -> Outlook:
    """What investors see at the end of the last year of ``found``; arrays over all ``years``."""
    network = prospects.network
    expected = prospects.expected or going_on(years, found)
    policy, price = expected.margin, _first_output(network, expected.price)
    after = prospects.after_repeal
    if after is None:
        nothing = np.full(policy.shape, -np.inf)
        return Outlook(
            years[0], policy, policy, nothing, np.zeros(len(years)),
            np.broadcast_to(prospects.sigma, (policy.shape[0], policy.shape[2])), price, price,
        )  # fmt: skip
    hazard = np.full(len(years), prospects.hazard)
    now = _first_output(network, found[-1].price[:, None])[:, 0]
    coming = prospects.contracts[min(len(found), len(years) - 1)]
    return Outlook(
        years[0], policy, after.margin, after.guaranteed, hazard, _volatility(prospects, now, coming), price,
        after.price,
    )  # fmt: skip


def _first_output(network: Network, market: FloatArray) -> FloatArray:
    """(S, years, processes) of (S, years, markets)."""
    place = {(item.commodity, item.region): position for position, item in enumerate(network.markets)}
    return market[:, :, [place[process.outputs[0][0], process.region] for process in network.processes]]


def _volatility(prospects: Prospects, price: FloatArray, contracts: Sequence[Support]) -> FloatArray:
    """(S, processes): under the floor while it stands and bare after, blended by credibility, or under the
    contracts of the year to come.
    """
    sigma = np.broadcast_to(prospects.sigma, price.shape)
    paid = np.maximum(price, 1.0)
    guarded = floored_volatility(sigma, paid, prospects.floor, prospects.covered)
    stands = credibility(prospects.hazard, prospects.terms.risk_free_rate)
    blended = blended_volatility(guarded, sigma, stands)
    for support in contracts:
        for position, process in enumerate(prospects.network.processes):
            mine = process.region == support.region and process.outputs[0][0] == support.commodity
            if mine and support.recipe in ("", process.id.partition("@")[0]):
                own = floored_volatility(
                    sigma[:, position], paid[:, position], support.strike, min(support.covered_share, 1.0)
                )
                blended[:, position] = np.minimum(blended[:, position], own)
    return blended
