"""Events that change capacity and demand: outages, floods, slumps and surges, day-weighted within a year.

Cut-offs are bans and act through the law. Outages hit every process of the region whose first output is the
commodity, floods the largest of them. The extra capacity of a flood shares the cost curve of the plants that
are there; ``below_cost`` lowers that curve by the discount on base revenue, by the extra capacity's part of
the whole. Arithmetic of events that meet: ``footwall.rulebook.shock``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from footwall.enacted.spans import without
from footwall.market.system import FloatArray
from footwall.rulebook.event_schema import DemandSlump, DemandSurge, Flood, Outage
from footwall.rulebook.shock import capacity_left, demand_left, demand_raised, extra_capacity

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.rulebook.event_schema import Event


@dataclass(frozen=True, eq=False)
class Shocks:
    """Arrays over years: what is left, what is added."""

    running: FloatArray
    """(years, processes) share of capacity that can run."""
    extra: FloatArray
    """(years, processes) capacity beyond what investors decided, t/year."""
    cheaper: FloatArray
    """(years, processes) discount on the margin at which the extra capacity runs, USD/t."""
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


def shocks_of(events: Iterable[Event], network: Network, years: Sequence[int], known: date) -> Shocks:
    """The events of a rulebook from the day ``known`` on: what is past happened without them."""
    found = calm(len(years), network)
    for event in events:
        for position, year in enumerate(years):
            weight = _part_of_year(event, year, known)
            if weight <= 0.0:
                continue
            if isinstance(event, Outage):
                for k in _makers(network, event.commodity, event.region):
                    found.running[position, k] = capacity_left(
                        found.running[position, k], weight * float(event.share)
                    )
            elif isinstance(event, Flood):
                _flood(found, event, network, position, weight)
            elif isinstance(event, DemandSlump | DemandSurge):
                _demand(found, event, network, position, weight)
    return found


def _part_of_year(event: Event, year: int, known: date) -> float:
    """Share of the days of a year on which an event holds."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    begins = max(event.starts, known, first)
    ends = min(event.last_day or last, last)
    if begins > ends:
        return 0.0
    windows = [(window.starts, window.ends) for window in event.suspended]
    days = sum((end - begin).days + 1 for begin, end in without((begins, ends), windows))
    return days / ((last - first).days + 1)


def _makers(network: Network, commodity: str, region: str) -> list[int]:
    return [
        k
        for k, process in enumerate(network.processes)
        if process.region == region and process.outputs[0][0] == commodity
    ]


def _flood(found: Shocks, event: Flood, network: Network, position: int, weight: float) -> None:
    makers = _makers(network, event.commodity, event.region)
    if not makers:
        return
    base = sum(network.processes[k].capacity for k in makers)
    largest = max(makers, key=lambda k: network.processes[k].capacity)
    price = {(item.commodity, item.region): item.base_price for item in network.markets}
    process = network.processes[largest]
    revenue = sum(amount * price[name, process.region] for name, amount in process.outputs)
    added = weight * float(extra_capacity(event.extra_tonnes, event.extra_share, base))
    before = found.extra[position, largest]
    discount = float(event.below_cost) * revenue
    found.cheaper[position, largest] = (before * found.cheaper[position, largest] + added * discount) / (
        before + added
    )
    found.extra[position, largest] = before + added


def _demand(
    found: Shocks, event: DemandSlump | DemandSurge, network: Network, position: int, weight: float
) -> None:
    share = weight * float(event.share)
    for u, use in enumerate(network.uses):
        concerned = (
            use.sector in (event.sectors or (use.sector,))
            and use.commodity in (event.commodities or (use.commodity,))
            and use.region in (event.regions or (use.region,))
        )
        if concerned:
            change = demand_left if isinstance(event, DemandSlump) else demand_raised
            found.use[position, u] = change(found.use[position, u], share)
