"""Row type of the table of projects, and the faults of projects that count capacity twice.

A project adds capacity of one recipe in one region. What the capacity table of the base year already counts
of it stands in ``in_base``, so the years to come add ``capacity - in_base``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from footwall.errors import Fault
from footwall.facts.columns import key, number, text, words, year
from footwall.facts.row import Row
from footwall.facts.vocabulary import PROJECT_STATUSES, RUNNING, SUPPORTS

ROUNDING = 1.0 + 1e-6
LEAST_CAPACITY = 1e-3
"""t/year; a project without capacity is no project."""
FIRST_YEAR_TO_COME = 2025


@dataclass(frozen=True)
class Project(Row):
    """A named plant or mine: ``capacity`` in t/year of the recipe's first output, as its commodity counts it.

    ``in_base`` is the part that the capacity table of the base year counts; of a plant in
    ``care_and_maintenance`` it has stopped since. ``start`` is the first year of output of what is not
    ``in_base``, of a stopped plant of all; where nothing is decided it is the earliest possible.
    ``lead_time`` is years from decision to first output, ``ramp_up`` from there to full output. ``capex``
    is in million USD of ``money_year`` for ``capacity - in_base``, of a stopped plant for its restart;
    ``opex`` is the cash cost in USD of ``money_year`` per t of the first output, on the last row of a
    ``venture`` that of all its stages. Rows of one venture are decided together. ``discount_rate`` is that
    of the study. Empty cells are unknown; the lifetimes table holds what is typical of the recipe.
    """

    identity: ClassVar[tuple[str, ...]] = ("id",)
    listed: ClassVar[tuple[str, ...]] = (
        "id",
        "region",
        "recipe",
        "capacity",
        "in_base",
        "status",
        "start",
        "grade",
    )
    id: str = text()
    name: str = text()
    owner: str = text()
    ticker: str = text(required=False)
    region: str = key("regions")
    recipe: str = key("recipes")
    venture: str = text(required=False)
    capacity: float = number(LEAST_CAPACITY)
    in_base: float = number(0)
    capex: float | None = number(0, required=False)
    opex: float | None = number(0, required=False)
    money_year: int = year()
    discount_rate: float | None = number(0, 1, required=False)
    status: str = text(*PROJECT_STATUSES)
    start: int = year()
    lead_time: float = number(0, 30)
    ramp_up: float = number(0, 15)
    support: tuple[str, ...] = words(*SUPPORTS)
    support_detail: str = text(required=False)


def project_faults(numbered: Mapping[str, list[tuple[str, int, Any]]]) -> Iterator[Fault]:
    """FACTS-11: more in the base year than there is; FACTS-12: a start that the status does not allow."""
    held: dict[tuple[str, str], float] = {}
    for _, _, row in numbered["capacity"]:
        plant = (row.recipe, row.region)
        held[plant] = max(held.get(plant, 0.0), row.quantity)
    counted = {recipe for recipe, _ in held}
    named: dict[tuple[str, str], float] = {}
    for file, line, row in numbered["projects"]:
        plant = (row.recipe, row.region)
        named[plant] = named.get(plant, 0.0) + row.in_base
        if row.in_base > row.capacity * ROUNDING:
            allowed = f"up to the capacity of {row.capacity:g} t/year"
            yield Fault("FACTS-11", f"{file} in_base", f"{row.in_base:g}", allowed, line=line)
        elif row.in_base and row.recipe in counted and named[plant] > held.get(plant, 0.0) * ROUNDING:
            yield _over(file, line, row, named[plant], held.get(plant, 0.0))
        if row.start < FIRST_YEAR_TO_COME and row.status not in RUNNING:
            allowed = f"a year from {FIRST_YEAR_TO_COME} on for what does not run yet"
            yield Fault("FACTS-12", f"{file} start", f"{row.start} and {row.status}", allowed, line=line)


def _over(file: str, line: int, row: Project, named: float, held: float) -> Fault:
    return Fault(
        "FACTS-11",
        f"{file} in_base",
        f"{named:g} t/year of {row.recipe} in {row.region} with the projects before it",
        f"up to the {held:g} t/year of capacity.csv",
        "Count in in_base only what the base year holds.",
        line=line,
    )
