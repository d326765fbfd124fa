"""Who is in the zone on a day, for which goods, and with what part of a region.

A tier says two things of a country: whether it levies at its border and whether its goods enter free. A
country is in through its own code or through a customs union that is in; ``except`` takes it out again. A
region of the network that is an aggregate belongs with the share of its parts that do: by production where
goods enter free, by use where levies are taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from footwall.rulebook.schema import MemberList, Standing

if TYPE_CHECKING:
    from footwall.chain.network import Commodity
    from footwall.enacted.places import Places, Side
    from footwall.rulebook.schema import Rulebook

LEVYING_TIERS = ("full", "provisional")
FREE_TIERS = ("full", "associate")


@dataclass(frozen=True)
class Seat:
    """Codes that share one standing in the zone."""

    codes: tuple[str, ...]
    excluded: tuple[str, ...]
    levies: bool
    enters_free: bool
    standing: Standing
    path: str
    tier: str

    def covers(self, commodity: Commodity) -> bool:
        """True if the standing extends to the commodity: by its mineral, by its id, or without limit."""
        limits = self.standing
        if not limits.minerals and not limits.commodities:
            return True
        return commodity.mineral in limits.minerals or commodity.id in limits.commodities


def seats(rulebook: Rulebook) -> tuple[Seat, ...]:
    """All seats of a rulebook, in force or not."""
    from footwall.rulebook.member_lists import member_lists

    found = []
    for position, entry in enumerate(rulebook.zone.members):
        if isinstance(entry, MemberList):
            codes, excluded = member_lists()[entry.name].regions, entry.excluded
        else:
            codes, excluded = (entry.region,), ()
        path = f"zone.members[{position}]"
        levies, free = entry.tier in LEVYING_TIERS, entry.tier in FREE_TIERS
        found.append(Seat(codes, excluded, levies, free, entry, path, entry.tier))
    for code, associate in rulebook.zone.associates.items():
        path = f"zone.associates.{code}"
        found.append(Seat((code,), (), False, True, associate, path, "associate"))
    return tuple(found)


@dataclass(frozen=True, eq=False)
class Membership:
    """The seats in force on one day, asked by country or by region of the network."""

    seats: tuple[Seat, ...]
    places: Places
    _shares: dict[tuple[Side, str, str], Fraction] = field(init=False, repr=False, default_factory=dict)

    def levies(self, code: str, commodity: Commodity) -> bool:
        """True if the country levies at its border on outside goods of the commodity."""
        return any(seat.levies and self._holds(seat, code, commodity) for seat in self.seats)

    def enters_free(self, code: str, commodity: Commodity) -> bool:
        """True if goods of the country enter the zone free of its instruments."""
        return any(seat.enters_free and self._holds(seat, code, commodity) for seat in self.seats)

    def has_tier(self, region: str, commodity: Commodity, tiers: tuple[str, ...]) -> bool:
        """True if a region of the network, itself, sits in one of some tiers for the commodity."""
        return any(seat.tier in tiers and self._holds(seat, region, commodity) for seat in self.seats)

    def _holds(self, seat: Seat, code: str, commodity: Commodity) -> bool:
        return seat.covers(commodity) and self.places.names(code, seat.codes) and code not in seat.excluded

    def levying_share(self, region: str, commodity: Commodity) -> Fraction:
        """Part of a region, by use, whose imports are levied."""
        return self._share("use", region, commodity, self.levies)

    def free_share(self, region: str, commodity: Commodity) -> Fraction:
        """Part of a region, by production, whose goods enter free."""
        return self._share("production", region, commodity, self.enters_free)

    def _share(
        self, side: Side, region: str, commodity: Commodity, belongs: Callable[[str, Commodity], bool]
    ) -> Fraction:
        key = (side, region, commodity.id)
        if key not in self._shares:
            self._shares[key] = self.places.share(
                region, lambda code: belongs(code, commodity), commodity.id, side
            )
        return self._shares[key]

    def share(self, region: str, commodity: Commodity) -> Fraction:
        """Part of a region that belongs to the zone in either way."""
        return max(self.levying_share(region, commodity), self.free_share(region, commodity))


def membership(all_seats: tuple[Seat, ...], places: Places, on: date) -> Membership:
    """The membership on a day."""
    return Membership(tuple(seat for seat in all_seats if seat.standing.in_force(on)), places)
