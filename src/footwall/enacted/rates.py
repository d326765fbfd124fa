"""Charges of measures on the arcs of a network, each reckoned once for all days of a law.

Two days differ in few measures. A charge follows from the measures of those who may impose one at the border
and from who trades with whom, so that a day on which these are the same has the same charge.
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
    _imposed: dict[tuple[tuple[Measure, ...], str], tuple[Measure, ...]] = field(
        init=False, repr=False, default_factory=dict
    )

    def on_arc(self, candidates: tuple[Measure, ...], imposer: str, partner: str, commodity: str) -> Rate:
        """As ``rate_on_arc``; ``candidates`` are of one kind and concern the commodity."""
        imposed = self._imposed_by(imposer, candidates) if candidates else ()
        if not imposed:
            return NO_CHARGE
        key = (imposed, imposer, partner, commodity)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = rate_on_arc(imposed, imposer, partner, commodity, self.places)
        return found

    def _imposed_by(self, imposer: str, candidates: tuple[Measure, ...]) -> tuple[Measure, ...]:
        """Those of a region, of a part of it and of the aggregate that it is part of."""
        key = (candidates, imposer)
        found = self._imposed.get(key)
        if found is None:
            parts = self.places.parts.get(imposer, ())
            found = self._imposed[key] = tuple(
                measure
                for measure in candidates
                if self.places.names(imposer, (measure.by,)) or measure.by in parts
            )
        return found
