"""Charges of measures on the arcs of a network, each reckoned once for all days of a law.

Two days differ in few measures. A charge follows from the measures that may apply and from who trades with
whom, so that a day on which the same measures may apply has the same charge.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from footwall.enacted.measures import NO_CHARGE, Measure, Rate, rate_on_arc
from footwall.enacted.places import Places


@dataclass(frozen=True, eq=False)
class Rates:
    """The charges on the arcs of one network."""

    places: Places
    _found: dict[tuple[tuple[Measure, ...], str, str, str], Rate] = field(
        init=False, repr=False, default_factory=dict
    )

    def on_arc(self, candidates: tuple[Measure, ...], imposer: str, partner: str, commodity: str) -> Rate:
        """As ``rate_on_arc``; ``candidates`` are of one kind and concern the commodity."""
        if not candidates:
            return NO_CHARGE
        key = (candidates, imposer, partner, commodity)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = rate_on_arc(candidates, imposer, partner, commodity, self.places)
        return found
