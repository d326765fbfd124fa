"""Ventures: the named projects of one network as an investor decides on them, in USD of 2024.

Rows of one ``venture`` are decided together, save that what is decided already and what is not are two
decisions. What a row does not say is filled with what is typical of its recipe and named in ``filled``.
Capacity that the base year counts is no venture: it follows the supply curve of its recipe and region.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from footwall.facts.vocabulary import GRADES, PROJECT_STATUSES, STAGES
from footwall.horizon.typical_terms import Typical

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.facts.facts import Facts
    from footwall.facts.project_rows import Project

DECIDED = ("producing", "ramping", "construction", "committed")
OPEN = ("feasibility", "planned")
IDLE = ("care_and_maintenance",)
CANCELLED = ("cancelled",)
DECISIONS = {"decided": DECIDED, "open": OPEN, "idle": IDLE, "cancelled": CANCELLED}
"""Statuses that are decided together."""
COUNTED = "all of its capacity is counted in the base year and follows the supply curve there"


@dataclass(frozen=True)
class Plant:
    """Capacity that a venture adds to one process of the network."""

    process: int
    """Position in ``Network.processes``."""
    added: float
    """t/year of the first output at full capacity."""
    cost: float = 0.0
    """Cash cost beside purchased inputs, USD of 2024 per t of the first output."""
    delay: float = 0.0
    """Years from the venture's first output to that of this plant."""


@dataclass(frozen=True)
class Venture:
    """One investment decision. Money in USD of 2024, times in years, rates a year and real.

    ``plants`` run from the ground to the last product. ``opex`` is the documented cash cost of all stages
    per t of the last plant's first output, None where no study gives it; ``Plant.cost`` holds what is
    charged. ``discount_rate`` pays for time and country, ``hurdle_rate`` for the wait as well: an appraisal
    charges the trigger of waiting at the first, or the second alone, never both.
    """

    id: str
    name: str
    owner: str
    ticker: str
    plants: tuple[Plant, ...]
    capex: float
    opex: float | None
    discount_rate: float
    hurdle_rate: float
    status: str
    start: int
    """First year of output; for what is not decided the earliest possible."""
    lead_time: float
    ramp_up: float
    plant_life: float
    supports: tuple[str, ...]
    source: str
    grade: str
    filled: tuple[str, ...] = ()
    """What was not documented, in words."""

    @property
    def main(self) -> Plant:
        """The plant of the last product: what it sells is what the venture lives on."""
        return self.plants[-1]


@dataclass(frozen=True)
class LeftOut:
    """A project that no year of the model holds, and why."""

    id: str
    name: str
    reason: str
    missing: tuple[tuple[str, str], ...] = ()
    """(recipe, region) that the network would have to hold."""


@dataclass(frozen=True)
class Ventures:
    """Ventures of a network in the order of the projects table, and the projects without a place in it."""

    modelled: tuple[Venture, ...]
    left_out: tuple[LeftOut, ...]


def ventures_of(facts: Facts, network: Network) -> Ventures:
    """The ventures of ``network``; ``facts`` are those of its chain alone, as ``chain.facts_of`` gives them.

    Raises ``AppraisalError`` where a year of money lies outside the deflator and ``UnknownName`` where
    neither the project nor the lifetimes and parameters give a figure.
    """
    positions = {process.id: position for position, process in enumerate(network.processes)}
    typical = Typical(facts, network)
    modelled: list[Venture] = []
    left_out: list[LeftOut] = []
    for identifier, rows in _decided_together(facts.table("projects")):
        missing = tuple(
            dict.fromkeys(
                (row.recipe, row.region) for row in rows if f"{row.recipe}@{row.region}" not in positions
            )
        )
        if all(row.capacity <= row.in_base for row in rows):
            left_out.append(LeftOut(identifier, _named(rows), COUNTED))
        elif missing:
            words = " and no ".join(f"{recipe} in {region}" for recipe, region in missing)
            left_out.append(LeftOut(identifier, _named(rows), f"the base year holds no {words}", missing))
        else:
            modelled.append(_venture(identifier, rows, positions, typical))
    return Ventures(tuple(modelled), tuple(left_out))


def _decided_together(projects: Sequence[Project]) -> Iterator[tuple[str, list[Project]]]:
    groups: dict[tuple[str, str], list[Project]] = {}
    for row in projects:
        decision = next(name for name, statuses in DECISIONS.items() if row.status in statuses)
        groups.setdefault((row.venture or row.id, decision), []).append(row)
    ventures = [venture for venture, _ in groups]
    for (venture, decision), rows in groups.items():
        yield venture if ventures.count(venture) == 1 else f"{venture}:{decision}", rows


def _named(rows: list[Project]) -> str:
    return " and ".join(dict.fromkeys(row.name for row in rows))


def _venture(identifier: str, rows: list[Project], positions: dict[str, int], typical: Typical) -> Venture:
    network = typical.network

    def stage(row: Project) -> int:
        product = network.processes[positions[f"{row.recipe}@{row.region}"]].outputs[0][0]
        return STAGES.index(network.commodity(product).stage)

    rows = sorted((row for row in rows if row.capacity > row.in_base), key=stage)
    last, filled = rows[-1], list[str]()
    # What the base year lacks begins after it, whatever year the rest of the plant began in.
    starts = [max(row.start, network.year + 1) for row in rows]
    start = min(starts)
    idle = last.status in IDLE
    capex = sum(_told(typical.capex(row, restart=idle), filled) for row in rows)
    costs = _costs(rows, typical, filled)
    documented = [row.discount_rate for row in rows if row.discount_rate is not None]
    rate = max(documented) if documented else _told(typical.discount_rate(last.region), filled)
    return Venture(
        id=identifier,
        name=_named(rows),
        owner="; ".join(dict.fromkeys(row.owner for row in rows)),
        ticker=next((row.ticker for row in rows if row.ticker), ""),
        plants=tuple(
            Plant(
                positions[f"{row.recipe}@{row.region}"],
                row.capacity - row.in_base,
                cost,
                float(own - start),
            )
            for row, cost, own in zip(rows, costs, starts, strict=True)
        ),
        capex=capex,
        opex=None if last.opex is None else typical.real(last.opex, last.money_year),
        discount_rate=rate,
        hurdle_rate=max(rate, typical.hurdle_rate(last.region)),
        status=max((row.status for row in rows), key=PROJECT_STATUSES.index),
        start=start,
        lead_time=max(row.lead_time for row in rows),
        ramp_up=max(row.ramp_up for row in rows),
        plant_life=min(typical.plant_life(row) for row in rows),
        supports=tuple(dict.fromkeys(word for row in rows for word in row.support if word != "none")),
        source="; ".join(dict.fromkeys(row.source for row in rows)),
        grade=max((row.grade for row in rows), key=GRADES.index),
        filled=tuple(dict.fromkeys(filled)),
    )


def _told(figure: tuple[float, str], filled: list[str]) -> float:
    """The figure; what it was filled with, if it was, goes to ``filled``."""
    value, words = figure
    if words:
        filled.append(words)
    return value


def _costs(rows: list[Project], typical: Typical, filled: list[str]) -> list[float]:
    """Cash cost of each row, USD of 2024 per t; that of the last, if documented, covers all stages."""
    last = rows[-1]
    if last.opex is not None:
        return [0.0] * (len(rows) - 1) + [typical.real(last.opex, last.money_year)]
    return [_told(typical.cost(row), filled) for row in rows]
