"""Row type of the ownership table, and the fault of plants that are owned more than once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar

from footwall.errors import Fault
from footwall.facts.columns import key, number, text, year
from footwall.facts.row import Row

MOST_OWNED = 1.0 + 1e-6


@dataclass(frozen=True)
class OwnerRow(Row):
    """Share of the capacity of a recipe in a region that an owner holds, itself or through subsidiaries.

    ``seat`` is the region from which the owner is controlled. Shares that no row claims have no known owner.
    """

    identity: ClassVar[tuple[str, ...]] = ("recipe", "region", "owner", "year")
    central: ClassVar[str] = "share"
    recipe: str = key("recipes")
    region: str = key("regions")
    owner: str = text()
    seat: str = key("regions")
    share: float = number(0, 1)
    low: float = number(0, 1)
    high: float = number(0, 1)
    year: int = year()


class DatedStake(Protocol):
    """A stake in the plants of a recipe in a region, as of a year."""

    @property
    def recipe(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def year(self) -> int: ...


AnyStake = TypeVar("AnyStake", bound=DatedStake)


def stakes_in_force(stakes: Iterable[AnyStake], year: int) -> dict[tuple[str, str], tuple[AnyStake, ...]]:
    """(recipe, region) to its stakes of the latest year up to ``year``, else of the earliest."""
    by_plant: dict[tuple[str, str], list[AnyStake]] = {}
    for stake in stakes:
        by_plant.setdefault((stake.recipe, stake.region), []).append(stake)
    found = {}
    for plant, rows in by_plant.items():
        years = {row.year for row in rows}
        used = max((then for then in years if then <= year), default=min(years))
        found[plant] = tuple(row for row in rows if row.year == used)
    return found


def owner_faults(numbered: list[tuple[str, int, Any]]) -> Iterator[Fault]:
    """FACTS-10: owners that together hold more than the whole of a plant in a year."""
    held: dict[tuple[str, str, int], float] = {}
    for file, line, row in numbered:
        plant = (row.recipe, row.region, row.year)
        held[plant] = held.get(plant, 0.0) + row.share
        if held[plant] > MOST_OWNED:
            yield Fault(
                "FACTS-10",
                f"{file} share",
                f"{held[plant]:.0%} of {row.recipe} in {row.region} in {row.year}",
                "shares that add up to at most 1",
                line=line,
            )
