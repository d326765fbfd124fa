"""The floors of a cascade as a function of the conversion costs of the facts.

A derived floor holds conversion costs that the facts give with a range. ``derived_floors`` lists the rows
that were read, ``at_conversion_costs`` puts other values in their place and derives the floors anew. The
arithmetic is that of ``footwall.enacted.floors``; costs that a rulebook states are law and keep their value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from footwall.chain.network import Estimate
from footwall.enacted.law import conversion_costs, conversion_fact, floors_at

if TYPE_CHECKING:
    from fractions import Fraction

    from footwall.chain.network import Process
    from footwall.enacted.charges import Enactment
    from footwall.enacted.law import LawInForce
    from footwall.facts.schema import Parameter


@dataclass(frozen=True)
class ConversionCost:
    """A row of the facts that floors are derived with (USD/t of the good), and its processes."""

    row: Parameter
    processes: tuple[str, ...]

    @property
    def estimate(self) -> Estimate:
        return Estimate(self.row.value, self.row.low, self.row.high, self.row.source, self.row.grade)


@dataclass(frozen=True, eq=False)
class DerivedFloors:
    """The law that derives floors, and the conversion costs that it reads from the facts."""

    force: LawInForce
    costs: tuple[ConversionCost, ...]


def derived_floors(force: LawInForce) -> DerivedFloors | None:
    """None where no floor rests on a conversion cost of the facts."""
    law = force.law
    if law.rulebook is None or law.rulebook.floors.cascade is None:
        return None
    stated = law.rulebook.floors.cascade.conversion
    by_row: dict[Parameter, list[str]] = {}
    given = conversion_costs(law)

    def noted(commodity: str, process: Process) -> Fraction:
        if commodity not in stated:
            by_row.setdefault(conversion_fact(law, commodity, process), []).append(process.id)
        return given(commodity, process)

    floors_at(law, force.on, force.membership, noted)
    costs = tuple(ConversionCost(row, tuple(dict.fromkeys(found))) for row, found in by_row.items())
    return DerivedFloors(force, costs) if costs else None


def at_conversion_costs(enactment: Enactment, values: Sequence[float]) -> Enactment:
    """The enactment with floors at other conversion costs, USD/t, in the order of ``derived.costs``.

    Only floors change: those of the list and those on the arcs. Raises RulebookError where a derived floor
    is not above zero.
    """
    derived = enactment.derived
    if derived is None:
        return enactment
    force = derived.force
    drawn = {cost.row: float(value) for cost, value in zip(derived.costs, values, strict=True)}
    clauses, _ = floors_at(force.law, force.on, force.membership, conversion_costs(force.law, drawn))
    price = {commodity: float(clause.price) for commodity, clause in clauses.items()}
    central = {commodity: float(clause.price) for commodity, clause in force.floors.items()}
    moved = [
        price[arc.commodity] / central[arc.commodity] if arc.commodity in price else 0.0
        for arc in force.law.network.arcs
    ]
    on_arcs = enactment.charges.floor * moved
    floors = tuple(
        replace(floor, price=price[floor.commodity], derivation=clauses[floor.commodity].derivation)
        for floor in enactment.floors
    )
    return replace(enactment, charges=replace(enactment.charges, floor=on_arcs), floors=floors)
