"""Clauses that end with a result: their condition on the base year, before any rulebook.

The figures are those of the network: the base year, at its prices. They are not an equilibrium, so that a
clause cannot switch itself on and off.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from footwall.enacted.exact import exact
from footwall.enacted.observed_quotes import foreign_arcs
from footwall.enacted.wording import per_kg, percent
from footwall.rulebook.term_schema import holds

if TYPE_CHECKING:
    from collections.abc import Callable

    from footwall.chain.network import Process
    from footwall.enacted.reference_figures import Evidence
    from footwall.rulebook.term_schema import Condition, Sunset, Variable

ZERO = Fraction(0)


def sunset_reached(sunset: Sunset | None, commodity: str, evidence: Evidence) -> str:
    """A sentence's worth of why a clause has ended; empty while it goes on."""
    if sunset is None:
        return ""
    condition = sunset.when
    figure = figure_of(condition.variable, commodity, evidence)
    if figure is None or not _holds(figure, condition):
        return ""
    name, op = condition.variable.replace("_", " "), condition.op.replace("_", " ")
    read = _shown(figure, condition.variable)
    return f"its sunset is reached, {name} of {read} is {op} {condition.threshold}"


def _holds(figure: Fraction, condition: Condition) -> bool:
    return holds(condition.op, figure, condition.threshold.exact)


def figure_of(variable: Variable, commodity: str, evidence: Evidence) -> Fraction | None:
    """A variable of a condition in engine units; None where the base year has nothing to tell it from."""
    if variable == "zone_output":
        return _made(commodity, evidence, lambda process: process.activity)
    if variable == "zone_capacity":
        return _made(commodity, evidence, lambda process: process.capacity)
    if variable == "zone_output_share":
        world = _made(commodity, evidence, lambda process: process.activity, everywhere=True)
        return _made(commodity, evidence, lambda process: process.activity) / world if world else None
    return _bought_outside(commodity, evidence, priced=variable == "outside_price")


def _made(
    commodity: str, evidence: Evidence, rate: Callable[[Process], float], *, everywhere: bool = False
) -> Fraction:
    """t/year of a commodity that processes make, or could make, inside the zone or everywhere."""
    return sum(
        (
            exact(rate(process))
            * exact(dict(process.outputs)[commodity])
            * (1 if everywhere else evidence.zone_share(process.region, commodity))
            for process in evidence.network.processes
            if commodity in dict(process.outputs)
        ),
        ZERO,
    )


def _bought_outside(commodity: str, evidence: Evidence, *, priced: bool) -> Fraction | None:
    """Share of the zone's purchases that comes from outside, or the mean FOB price of those (USD/t)."""
    prices = {market.region: market.base_price for market in evidence.network.markets
              if market.commodity == commodity}  # fmt: skip
    abroad = {(arc.origin, arc.destination) for arc in foreign_arcs(evidence.network, commodity)}
    bought = outside = paid = ZERO
    for arc in evidence.network.arcs:
        if arc.commodity != commodity:
            continue
        tonnes = exact(arc.flow) * evidence.member_share(arc.destination, commodity)
        bought += tonnes
        if (arc.origin, arc.destination) in abroad:
            from_outside = tonnes * (1 - evidence.zone_share(arc.origin, commodity))
            outside += from_outside
            paid += from_outside * exact(prices[arc.origin])
    whole, part = (outside, paid) if priced else (bought, outside)
    return part / whole if whole else None


def _shown(figure: Fraction, variable: Variable) -> str:
    if variable in {"zone_output", "zone_capacity"}:
        return f"{float(figure):,.0f} t/year"
    return per_kg(figure) if variable == "outside_price" else percent(figure)
