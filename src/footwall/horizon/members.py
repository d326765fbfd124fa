"""Who is inside the zone on every day of a run, for stocks that serve its members.

Membership enters by the day: a region that joins in the middle of a year is served for half of it. Nobody is
a member before the rulebook is adopted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Members:
    """(first day, region -> share of it inside the zone), in order; each holds until the next begins."""

    spells: tuple[tuple[date, Mapping[str, float]], ...]

    @property
    def adopted(self) -> date:
        """First day of the rulebook."""
        return self.spells[0][0]

    def ever(self) -> dict[str, float]:
        """The largest share of every region that is a member on some day."""
        found: dict[str, float] = {}
        for _, members in self.spells:
            for region, share in members.items():
                if share > 0.0:
                    found[region] = max(share, found.get(region, 0.0))
        return found

    def over(self, first: date, last: date) -> dict[str, float]:
        """Region -> mean share over the days from one to another, both included."""
        days = (last - first).days + 1
        found: dict[str, float] = {}
        for place, (starts, members) in enumerate(self.spells):
            ends = (
                self.spells[place + 1][0].toordinal() - 1
                if place + 1 < len(self.spells)
                else last.toordinal()
            )
            inside = min(ends, last.toordinal()) - max(starts, first).toordinal() + 1
            for region, share in members.items() if inside > 0 else ():
                found[region] = found.get(region, 0.0) + share * inside / days
        return found
