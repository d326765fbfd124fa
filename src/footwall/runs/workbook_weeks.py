"""The sheet of the weeks after a cut-off: one row a figure and path, one column a week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Record = Mapping[str, Any]
Cell = str | float | int | bool | None
WEEKS = ("Chain", "Figure", "Of", "Unit", "Year", "Path")
"""The columns before those of the weeks."""
LAWS = ("baseline", "policy")
SECTORS = {
    "served": ("Use served over use before", "%"),
    "shortage": ("Use that is not served", "t a week"),
}
GOODS = {
    "price": ("Price over that before", "1"),
    "private_days": ("Private stock left", "days of use before"),
    "public_days": ("Public stock left", "days of use before"),
    "used": ("Used by makers and users", "t a week"),
    "supplied": ("Supplied by open origins", "t a week"),
    "arrived": ("Arrived from the supplier", "t a week"),
    "private": ("From private stocks, less what they buy", "t a week"),
    "public": ("From public stocks", "t a week"),
}


def week_header(rows: tuple[tuple[Cell, ...], ...]) -> tuple[str, ...]:
    """The header of a sheet with these rows."""
    weeks = max(len(row) for row in rows) - len(WEEKS)
    return (*WEEKS, *(f"Week {week}" for week in range(1, weeks + 1)))


def week_cells(years: Record) -> Iterator[tuple[Cell, ...]]:
    """All chains, the sectors of each before its goods; a path without a solution has no rows."""
    for chain in years["chains"].values():
        test = chain["cut_off_weeks"]
        if test is None:
            continue
        names = {good["commodity"]: good["name"] for good in chain["goods"]}
        laws = [test[law] if test[law]["solved"] else {} for law in LAWS]
        known = next((law for law in laws if law), None)
        if known is None:
            continue
        for key, (figure, unit) in SECTORS.items():
            for sector in known[key]:
                told = [law.get(key, {}).get(sector) for law in laws]
                yield from _rows((chain["name"], figure, sector, unit, test["year"]), told)
        for commodity in known["goods"]:
            for key, (figure, unit) in GOODS.items():
                told = [law.get("goods", {}).get(commodity, {}).get(key) for law in laws]
                yield from _rows((chain["name"], figure, names[commodity], unit, test["year"]), told)


def _rows(told: tuple[Cell, ...], laws: list[list[float] | None]) -> Iterator[tuple[Cell, ...]]:
    for law, values in zip(LAWS, laws, strict=True):
        if values is not None:
            yield (*told, law, *values)
