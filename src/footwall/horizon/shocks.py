"""Events that change capacity and demand: outages, floods, slumps and surges, day-weighted within a year.

What an event does on a day is said by ``footwall.enacted.shocks``; cut-offs are bans and act through the law.
Outages hit every process of a region whose first output is the commodity, floods the largest of them. The
extra capacity of a flood shares the cost curve of the plants that are there; ``below_cost`` lowers that curve
by the discount on base revenue, by the extra capacity's part of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from footwall.enacted.change_dates import periods
from footwall.enacted.law import compile_law
from footwall.enacted.shocks import shocks_on
from footwall.market.system import FloatArray

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.enacted.shocks import Shocks as ShocksOfDay
    from footwall.facts import Facts
    from footwall.rulebook import Rulebook


NAMES = ("running", "extra", "cheaper", "use")
"""Fields of ``Shocks``, in their order."""


@dataclass(frozen=True, eq=False)
class Shocks:
    """Arrays over years: what is left, what is added."""

    running: FloatArray
    """(years, processes) share of capacity that can run."""
    extra: FloatArray
    """(years, processes) capacity beyond what investors decided, t/year."""
    cheaper: FloatArray
    """(years, processes) discount on the cost of the extra capacity, USD/t of activity."""
    use: FloatArray
    """(years, uses) use over that without events."""

    @property
    def none(self) -> bool:
        """True where no event changes anything."""
        return not self.extra.any() and bool((self.running == 1.0).all() and (self.use == 1.0).all())


def calm(years: int, network: Network) -> Shocks:
    """No event in any year."""
    processes = len(network.processes)
    return Shocks(
        np.ones((years, processes)),
        np.zeros((years, processes)),
        np.zeros((years, processes)),
        np.ones((years, len(network.uses))),
    )


def shocks_of(
    rulebook: Rulebook,
    facts: Facts,
    network: Network,
    years: Sequence[int],
    days: tuple[Iterable[date], date],
) -> Shocks:
    """The events of a rulebook; ``days`` are those on which its law changes, and the first that counts.

    What is past happened without events, so none counts before that day.
    """
    changes, known = days
    found = calm(len(years), network)
    if not rulebook.events:
        return found
    law = compile_law(rulebook, facts, network)
    cuts = sorted({*changes, known})
    for position, year in enumerate(years):
        first, last = date(year, 1, 1), date(year, 12, 31)
        total = (last - first).days + 1
        calm_days = calm(1, network)
        sums = Shocks(*(np.zeros_like(getattr(calm_days, name)[0]) for name in NAMES))
        for begins, ends in periods(cuts, first, last):
            weight = ((ends - begins).days + 1) / total
            of_day = _on_day(shocks_on(law, begins), network) if begins >= known else calm_days
            for name in NAMES:
                getattr(sums, name)[:] += weight * getattr(of_day, name)[0]
        for name in NAMES:
            getattr(found, name)[position] = getattr(sums, name)
        found.cheaper[position] /= np.maximum(found.extra[position], 1e-300)
    return found


def _on_day(shocks: ShocksOfDay, network: Network) -> Shocks:
    """One day; ``cheaper`` holds discount times tonnes, to be averaged over days."""
    found = calm(1, network)
    makers: dict[tuple[str, str], list[int]] = {}
    for k, process in enumerate(network.processes):
        makers.setdefault((process.outputs[0][0], process.region), []).append(k)
    for (commodity, region), places in makers.items():
        found.running[0, places] = float(shocks.capacity_left(commodity, region))
        base = sum(network.processes[k].capacity for k in places)
        largest = max(places, key=lambda k: network.processes[k].capacity)
        for flood in shocks.extra_capacity(commodity, region, base):
            found.extra[0, largest] += float(flood.tonnes)
            discount = float(flood.below_cost) * _revenue(network, largest)
            found.cheaper[0, largest] += float(flood.tonnes) * discount
    for u, use in enumerate(network.uses):
        found.use[0, u] = float(shocks.demand_level(use.sector, use.commodity, use.region))
    return found


def _revenue(network: Network, position: int) -> float:
    """Value of the outputs of a process at base prices, USD/t of activity."""
    process = network.processes[position]
    price = {(item.commodity, item.region): item.base_price for item in network.markets}
    return sum(amount * price[name, process.region] for name, amount in process.outputs)
