"""The base year as published: activities, uses and recorded trade, before anything is balanced.

Figures under one millionth of the world total of their commodity join the rest of the world where it runs the
same recipe or use, and are dropped otherwise; trade that ends or starts where nobody makes or buys the
commodity is dropped. Every such figure is listed. Nothing is estimated here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from footwall.chain.adjustments import Adjustment
from footwall.errors import CalibrationError
from footwall.facts.vocabulary import GRADES

if TYPE_CHECKING:
    from footwall.chain.recipes import RecipeBook
    from footwall.facts.facts import Facts

REST_OF_WORLD = "ROW"
SMALLEST_SHARE = 1e-6

Place = tuple[str, str]
"""(commodity, region)"""
Pair = tuple[str, str, str]
"""(commodity, origin, destination)"""
Key = TypeVar("Key", tuple[str, str], tuple[str, str, str])


@dataclass(frozen=True)
class Figure:
    """A published quantity, t/year, with its grade."""

    quantity: float
    grade: str

    def __add__(self, other: Figure) -> Figure:
        """Totals carry the weaker grade."""
        weaker = max(self.grade, other.grade, key=GRADES.index)
        return Figure(self.quantity + other.quantity, weaker)


@dataclass(frozen=True)
class PublishedYear:
    """Activities by (recipe, region), uses by (sector, commodity, region), trade by (commodity, from, to)."""

    year: int
    activities: Mapping[tuple[str, str], Figure]
    uses: Mapping[tuple[str, str, str], Figure]
    trade: Mapping[Pair, Figure]
    dropped: tuple[Adjustment, ...]

    def output(self, book: RecipeBook) -> dict[Place, float]:
        """Published output of every (commodity, origin), joint products included."""
        total: dict[Place, float] = {}
        for (recipe, region), figure in self.activities.items():
            for commodity, amount in book.of(recipe, region).outputs:
                total[commodity, region] = total.get((commodity, region), 0.0) + amount * figure.quantity
        return total

    def purchases(self, book: RecipeBook) -> dict[Place, float]:
        """Published purchases of every (commodity, destination): inputs of processes and uses."""
        total: dict[Place, float] = {}
        for (recipe, region), figure in self.activities.items():
            for commodity, amount in book.of(recipe, region).inputs:
                total[commodity, region] = total.get((commodity, region), 0.0) + amount * figure.quantity
        for (_, commodity, region), figure in self.uses.items():
            total[commodity, region] = total.get((commodity, region), 0.0) + figure.quantity
        return total


def read_published(facts: Facts, book: RecipeBook, year: int, chain: str) -> PublishedYear:
    """The figures of one chain and year; raises ``CalibrationError`` if the tables hold none."""
    members = {row.id for row in facts.table("commodities") if row.chain == chain}
    production = _of_year(facts, "production", year, members)
    _refuse_other_products(production, book)
    activities, dropped = _fold_small(
        "production",
        {(row.recipe, row.region): _figure(row) for row in production if row.quantity > 0.0},
        world_of=lambda key: key[0],
        to_rest_of_world=lambda key: (key[0], REST_OF_WORLD),
    )
    uses, dropped_uses = _fold_small(
        "use",
        {
            (row.sector, row.commodity, row.region): _figure(row)
            for row in _of_year(facts, "use", year, members)
            if row.quantity > 0.0
        },
        world_of=lambda key: key[1],
        to_rest_of_world=lambda key: (key[0], key[1], REST_OF_WORLD),
    )
    unmatched = PublishedYear(year, activities, uses, {}, ())
    trade, dropped_trade = _recorded_trade(
        _of_year(facts, "trade", year, members), unmatched.output(book), unmatched.purchases(book)
    )
    return PublishedYear(year, activities, uses, trade, (*dropped, *dropped_uses, *dropped_trade))


def _figure(row: Any) -> Figure:
    return Figure(row.quantity, row.grade)


def _of_year(facts: Facts, table: str, year: int, members: set[str]) -> list[Any]:
    rows = [row for row in facts.table(table) if row.commodity in members]
    chosen = [row for row in rows if row.year == year]
    if not chosen:
        years = ", ".join(str(known) for known in sorted({row.year for row in rows})) or "none"
        raise CalibrationError(f"{table}.csv: no rows of {year} for this chain; years there: {years}.")
    return chosen


def _refuse_other_products(rows: Iterable[Any], book: RecipeBook) -> None:
    wrong = [
        f"{row.recipe}@{row.region}: {row.commodity}, not {book.of(row.recipe, row.region).product}"
        for row in rows
        if row.commodity != book.of(row.recipe, row.region).product
    ]
    if wrong:
        raise CalibrationError(
            f"production.csv counts a product that is not the first output of its recipe: {'; '.join(wrong)}."
        )


def _fold_small(
    table: str,
    figures: Mapping[Key, Figure],
    world_of: Callable[[Key], str],
    to_rest_of_world: Callable[[Key], Key],
) -> tuple[dict[Key, Figure], list[Adjustment]]:
    world: dict[str, float] = {}
    for key, figure in figures.items():
        world[world_of(key)] = world.get(world_of(key), 0.0) + figure.quantity
    kept: dict[Key, Figure] = {}
    small: list[Key] = []
    for key, figure in figures.items():
        if figure.quantity < SMALLEST_SHARE * world[world_of(key)]:
            small.append(key)
        else:
            kept[key] = figure
    listed: list[Adjustment] = []
    for key in small:
        refuge = to_rest_of_world(key)
        reason = "under one millionth of the world and no rest of the world to join: dropped"
        if refuge in kept:
            kept[refuge] = kept[refuge] + figures[key]
            reason = f"under one millionth of the world: joined {REST_OF_WORLD}"
        figure = figures[key]
        listed.append(Adjustment(table, "@".join(key), figure.quantity, 0.0, 0.0, figure.grade, reason))
    return kept, listed


def _recorded_trade(
    rows: Iterable[Any], output: Mapping[Place, float], purchases: Mapping[Place, float]
) -> tuple[dict[Pair, Figure], list[Adjustment]]:
    kept: dict[Pair, Figure] = {}
    dropped: list[Adjustment] = []
    for row in rows:
        if row.quantity <= 0.0:
            continue
        pair = (row.commodity, row.origin, row.destination)
        reason = ""
        if (row.commodity, row.origin) not in output:
            reason = f"no process makes {row.commodity} in {row.origin}: dropped"
        elif (row.commodity, row.destination) not in purchases:
            reason = f"nobody buys {row.commodity} in {row.destination}: dropped"
        if reason:
            key = f"{row.commodity}:{row.origin}>{row.destination}"
            dropped.append(Adjustment("trade", key, row.quantity, 0.0, 0.0, row.grade, reason))
        else:
            kept[pair] = _figure(row)
    return kept, dropped
