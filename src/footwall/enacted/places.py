"""Where a country is in the network: a region of its own, a part of an aggregate, or nowhere.

Rules name countries and customs unions; a network holds regions, some of which are aggregates (EU27, ROW).
This module answers which region a code belongs to and what part of an aggregate a country is. The part is
its share of the aggregate's production or use of the commodity where the facts know it; parts that the
facts do not know share the rest equally. It decides nothing about who is a member.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from footwall.chain.network import Network
from footwall.codes import countries
from footwall.enacted.exact import exact

Side = Literal["production", "use"]
REST_OF_WORLD = "ROW"


@dataclass(frozen=True, eq=False)
class Places:
    """Regions of a network, parts of its aggregates, and known tonnes of (side, commodity, code)."""

    regions: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]]
    tonnes: Mapping[tuple[Side, str, str], Fraction]
    _aggregate_of: Mapping[str, str] = field(init=False, repr=False)
    _weights: dict[tuple[Side, str, str], Mapping[str, Fraction]] = field(
        init=False, repr=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        aggregate_of = {part: name for name, parts in self.parts.items() for part in parts}
        object.__setattr__(self, "_aggregate_of", aggregate_of)

    def region_of(self, code: str) -> str | None:
        """The region that holds ``code``: itself, the aggregate it is part of, or None."""
        return code if code in self.regions else self._aggregate_of.get(code)

    def names(self, code: str, named: tuple[str, ...]) -> bool:
        """True if ``code`` is in ``named``, itself or through the aggregate that it is part of."""
        return code in named or self._aggregate_of.get(code) in named

    def same_territory(self, code: str, other: str) -> bool:
        """True within one country or one aggregate: such shipments cross no border of the network."""
        return code == other or self.region_of(code) == self.region_of(other)

    def weights(self, aggregate: str, commodity: str, side: Side) -> Mapping[str, Fraction]:
        """Part -> share of the aggregate in production or use of the commodity; the shares add up to 1."""
        key = (side, commodity, aggregate)
        if key not in self._weights:
            self._weights[key] = self._measured_weights(*key)
        return self._weights[key]

    def _measured_weights(self, side: Side, commodity: str, aggregate: str) -> Mapping[str, Fraction]:
        parts = self.parts[aggregate]
        known = {
            part: self.tonnes[side, commodity, part]
            for part in parts
            if (side, commodity, part) in self.tonnes
        }
        rest = self.tonnes.get((side, commodity, aggregate), Fraction(0))
        total = rest + sum(known.values())
        if not known or total == 0:
            return dict.fromkeys(parts, Fraction(1, len(parts)))
        unknown = len(parts) - len(known)
        if not unknown:
            total -= rest
            rest = Fraction(0)
        return {part: (known[part] if part in known else rest / unknown) / total for part in parts}

    def share(self, region: str, belongs: Callable[[str], bool], commodity: str, side: Side) -> Fraction:
        """Share of ``region`` for which ``belongs`` holds: 0 or 1 for a country, summed over parts else."""
        if region not in self.parts:
            return Fraction(int(belongs(region)))
        weights = self.weights(region, commodity, side)
        return sum((weight for part, weight in weights.items() if belongs(part)), Fraction(0))


def places(facts: Any, network: Network) -> Places:
    """The places of a network; parts of an aggregate come from the network, else from the facts.

    Where neither names the parts of ROW, they are all countries (ISO 3166-1) that no other region holds.
    """
    parts = {name: tuple(codes) for name, codes in network.aggregate_members.items() if codes}
    if facts is not None:
        for row in facts.table("regions"):
            if row.code in network.regions and row.members and row.code not in parts:
                parts[row.code] = tuple(row.members)
    parts = {name: codes for name, codes in parts.items() if codes != (name,)}
    if REST_OF_WORLD in network.regions and REST_OF_WORLD not in parts:
        elsewhere = {*network.regions, *(code for codes in parts.values() for code in codes)}
        parts[REST_OF_WORLD] = tuple(code for code in countries() if code not in elsewhere)
    return Places(network.regions, parts, _tonnes(facts, network))


def _tonnes(facts: Any, network: Network) -> dict[tuple[Side, str, str], Fraction]:
    """Tonnes of the base year, of the goods of the network."""
    held = {commodity.id for commodity in network.commodities}
    tonnes: dict[tuple[Side, str, str], Fraction] = {}
    if facts is None:
        return tonnes
    sides: tuple[Side, ...] = ("production", "use")
    for side in sides:
        for row in facts.table(side):
            if row.year == network.year and row.commodity in held:
                key = (side, row.commodity, row.region)
                tonnes[key] = tonnes.get(key, Fraction(0)) + exact(row.quantity)
    return tonnes
