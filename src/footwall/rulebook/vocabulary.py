"""The names that a rulebook may use, handed in by whoever knows the facts.

Without facts only countries, EU27 and ROW are known, and commodities go unchecked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from footwall.codes import countries, country, eu_members
from footwall.errors import UnknownName
from footwall.spelling import did_you_mean

EU27_SINCE = date(2020, 2, 1)
CUSTOMS_UNION = "EU27"
REST_OF_WORLD = "ROW"


@dataclass(frozen=True)
class CommodityTerms:
    """What the rulebook must know of a commodity: its mineral, its stage, what it is made of."""

    mineral: str
    stage: str
    inputs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Vocabulary:
    """Known names. ``commodities`` empty means unchecked; ``prices`` in USD/t bound the floors.

    ``regions`` are those that the facts tell apart; they come first when a misspelt code is put right.
    """

    commodities: Mapping[str, CommodityTerms] = field(default_factory=dict)
    minerals: frozenset[str] = frozenset()
    aggregates: frozenset[str] = frozenset({CUSTOMS_UNION, REST_OF_WORLD})
    regions: frozenset[str] = frozenset()
    prices: Mapping[str, float] = field(default_factory=dict)
    recipes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Recipe to the commodities that it makes; empty means unchecked."""
    markets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Commodity to the markets on which it is quoted."""
    indices: frozenset[str] = frozenset()
    duties: frozenset[str] = frozenset()
    """Ids of the import duties; empty means unchecked."""
    contracts: frozenset[str] = frozenset()
    """Ids of the contracts for difference of the facts; empty means unchecked."""
    sectors: frozenset[str] = frozenset()
    """Sectors of use; empty means unchecked."""
    chains: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Chain to its commodities; empty means unchecked."""

    def knows_region(self, code: str) -> bool:
        return code in self.aggregates or code in countries()

    def region_advice(self, read: str) -> str:
        """What was probably meant by an unknown region."""
        if read.strip().upper() in {"EU", "EUU", "EU28", "EU-27", "EU 27", "EUROPE", "EUROPEAN UNION"}:
            return f"Did you mean {CUSTOMS_UNION!r}?"
        if len(read.strip()) in (3, 4) and did_you_mean(read, self.regions):
            return did_you_mean(read, self.regions)
        try:
            country(read)
        except UnknownName as refusal:
            _, _, advice = str(refusal).partition("'JPN'.")
            return advice.strip() or did_you_mean(read, self.aggregates)
        return ""

    def upstream_of(self, commodity: str, within: Collection[str] | None = None) -> frozenset[str]:
        """What a commodity is made of, directly or through other goods; only through ``within``, if given.

        A commodity that is recycled into itself is in its own answer.
        """
        found: set[str] = set()
        pending = [commodity]
        while pending:
            terms = self.commodities.get(pending.pop())
            fresh = terms.inputs - found if terms is not None else frozenset()
            fresh = fresh if within is None else fresh & frozenset(within)
            found |= fresh
            pending.extend(fresh)
        return frozenset(found)


def in_customs_union(code: str) -> bool:
    """True for the countries that trade as EU27."""
    return code in eu_members(EU27_SINCE)
