"""What the events of a day do to capacity and demand, region by region of a network.

Cut-offs are measures and not found here. An event that names a part of an aggregate concerns that part of
it: by production for capacity, by use for demand. Numbers are exact; tonnes are t/year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from footwall.enacted.exact import exact
from footwall.rulebook import shock
from footwall.rulebook.event_schema import DemandEvent, DemandSlump, DemandSurge, Flood, Outage

if TYPE_CHECKING:
    from datetime import date

    from footwall.enacted.law import Law
    from footwall.enacted.places import Places, Side
    from footwall.rulebook.event_schema import Event

ONE = Fraction(1)


@dataclass(frozen=True)
class ExtraCapacity:
    """What one flood adds: t/year of the commodity, and the discount on its cost at which it still runs."""

    tonnes: Fraction
    below_cost: Fraction
    path: str


@dataclass(frozen=True, eq=False)
class Shocks:
    """The events in force on a day, with where they are written."""

    events: tuple[tuple[str, Event], ...]
    places: Places

    def capacity_left(self, commodity: str, region: str) -> Fraction:
        """What outages leave of the capacity of a region to make a commodity; 1 without any."""
        level = ONE
        for _, event in self.events:
            if isinstance(event, Outage) and event.commodity == commodity:
                lost = exact(event.share) * self._part(region, (event.region,), commodity, "production")
                level = shock.capacity_left(level, lost)
        return level

    def extra_capacity(self, commodity: str, region: str, base: float) -> tuple[ExtraCapacity, ...]:
        """What floods add to a region with a capacity of ``base`` t/year in the base year, one by one."""
        return tuple(self._floods(commodity, region, exact(base)))

    def _floods(self, commodity: str, region: str, base: Fraction) -> Iterator[ExtraCapacity]:
        for path, event in self.events:
            if not isinstance(event, Flood) or event.commodity != commodity:
                continue
            part = self._part(region, (event.region,), commodity, "production")
            if part:
                of_base = exact(event.extra_share) * part
                tonnes = shock.extra_capacity(exact(event.extra_tonnes), of_base, base)
                yield ExtraCapacity(tonnes, exact(event.below_cost), path)

    def demand_level(self, sector: str, commodity: str, region: str) -> Fraction:
        """Demand at unchanged prices over that without events; 1 where none concerns it."""
        level = ONE
        for _, event in self.events:
            if isinstance(event, DemandEvent) and _concerns(event, sector, commodity):
                part = self._part(region, event.regions, commodity, "use") if event.regions else ONE
                if isinstance(event, DemandSlump):
                    level = shock.demand_left(level, exact(event.share) * part)
                elif isinstance(event, DemandSurge):
                    level = shock.demand_raised(level, exact(event.share) * part)
        return level

    def _part(self, region: str, named: tuple[str, ...], commodity: str, side: Side) -> Fraction:
        return self.places.share(region, lambda code: self.places.names(code, named), commodity, side)


def _concerns(event: DemandEvent, sector: str, commodity: str) -> bool:
    of_sector = not event.sectors or sector in event.sectors
    return of_sector and (not event.commodities or commodity in event.commodities)


def shocks_on(law: Law, on: date) -> Shocks:
    """The events of a law's rulebook that are in force on a day, in its order."""
    events = law.rulebook.events if law.rulebook is not None else ()
    held = tuple((f"events[{i}]", event) for i, event in enumerate(events) if event.in_force(on))
    return Shocks(held, law.places)


def idle_events(law: Law) -> Iterator[str]:
    """Sentences on events that change nothing in a network that trades their commodity."""
    events = law.rulebook.events if law.rulebook is not None else ()
    makers = {(item, process.region) for process in law.network.processes for item, _ in process.outputs}
    for index, event in enumerate(events):
        if isinstance(event, Outage | Flood) and event.commodity in law.commodities:
            home = law.places.region_of(event.region)
            if (event.commodity, home or event.region) not in makers:
                yield f"events[{index}] changes nothing: {event.region} makes no {event.commodity}."
        elif isinstance(event, DemandEvent) and event.sectors and event.commodities:
            held = [name for name in event.commodities if name in law.commodities]
            used = any(use.commodity in held and use.sector in event.sectors for use in law.network.uses)
            if held and not used:
                users, goods = ", ".join(event.sectors), ", ".join(held)
                yield f"events[{index}] changes nothing: {users} is no final use of {goods}."
