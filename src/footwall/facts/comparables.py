"""Our own totals beside those of a publisher, computed from the raw tables before balancing.

A key of ``publishers.csv`` names the total: ``deposits.reo_tonnes``, ``deposits.magnet_oxides``,
``production.<commodity or recipe>``, ``production.magnet_oxides``, ``demand.magnet_oxides``,
``exports.<commodity>``, ``share.<commodity>`` (percent of world) or ``use.<sector>``. Region WLD sums all.
Nothing is converted: publishers' figures are stored on the same basis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from footwall.errors import UnknownName
from footwall.facts.facts import Facts
from footwall.facts.schema import Publisher, RecipeRow

WORLD = "WLD"
MAGNET_OXIDES = ("ndpr_oxide", "dy_oxide", "tb_oxide")


def comparable(facts: Facts, row: Publisher, base_year: int = 2024) -> float:
    """Our total that compares with a publisher's row, in its unit; raises UnknownName for an unknown key."""
    table, _, item = row.ours.partition(".")
    totals: Mapping[str, Callable[[Facts, str, str, int], float]] = {
        "deposits": _deposits, "production": _production, "demand": _demand,
        "exports": _exports, "share": _share, "use": _use,
    }
    if table not in totals or not item:
        raise UnknownName(f"publishers.csv: no total {row.ours!r}; the first part is one of {', '.join(totals)}.")
    return totals[table](facts, item, row.region, base_year)


def recipe_rows(facts: Facts, recipe: str, region: str) -> tuple[RecipeRow, ...]:
    """Rows of a recipe in a region: its own where it has any, else the default ``*``."""
    rows = [row for row in facts.table("recipes") if row.recipe == recipe]
    own = tuple(row for row in rows if row.region == region)
    return own or tuple(row for row in rows if row.region == "*")


def flows_of(facts: Facts, role: str, region: str, year: int) -> dict[str, float]:
    """t/year of every item that production of a region (WLD: all) takes in, gives out or loses."""
    found: dict[str, float] = {}
    for made in facts.table("production"):
        if made.year != year or region not in (WORLD, made.region):
            continue
        for row in recipe_rows(facts, made.recipe, made.region):
            if row.role == role:
                found[row.item] = found.get(row.item, 0.0) + row.coefficient * made.quantity
    return found


def _deposits(facts: Facts, item: str, region: str, _: int) -> float:
    rows = [row for row in facts.table("deposits") if region in (WORLD, row.region)]
    if item == "reo_tonnes":
        return sum(row.reo_tonnes for row in rows)
    if item == "magnet_oxides":
        return sum(row.reo_tonnes * (row.ndpr_share + row.dy_share + row.tb_share) for row in rows)
    raise UnknownName(f"publishers.csv: deposits have no total {item!r}.")


def _production(facts: Facts, item: str, region: str, year: int) -> float:
    if item == "magnet_oxides":
        return _sum(flows_of(facts, "output", region, year), MAGNET_OXIDES)
    if any(row.recipe == item for row in facts.table("recipes")):
        return sum(row.quantity for row in facts.table("production")
                   if row.recipe == item and row.year == year and region in (WORLD, row.region))
    return flows_of(facts, "output", region, year).get(item, 0.0)


def _demand(facts: Facts, item: str, region: str, year: int) -> float:
    if item != "magnet_oxides":
        raise UnknownName(f"publishers.csv: demand has no total {item!r}.")
    direct = sum(row.quantity for row in facts.table("use")
                 if row.commodity in MAGNET_OXIDES and row.year == year and region in (WORLD, row.region))
    return direct + _sum(flows_of(facts, "input", region, year), MAGNET_OXIDES)


def _exports(facts: Facts, item: str, region: str, year: int) -> float:
    return sum(row.quantity for row in facts.table("trade")
               if row.commodity == item and row.year == year and region in (WORLD, row.origin))


def _share(facts: Facts, item: str, region: str, year: int) -> float:
    return 100.0 * _production(facts, item, region, year) / _production(facts, item, WORLD, year)


def _use(facts: Facts, item: str, region: str, year: int) -> float:
    return sum(row.quantity for row in facts.table("use")
               if row.sector == item and row.year == year and region in (WORLD, row.region))


def _sum(found: Mapping[str, float], items: Iterable[str]) -> float:
    return sum(found.get(item, 0.0) for item in items)
