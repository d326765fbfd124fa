"""One input at a time from its low to its high: how far each headline number moves.

Every fact with a range (θ, elasticities, avoidable shares, choke prices, conversion costs behind derived
floors), and every amount that the rulebook states with one, is put to its low and to its high while all
others keep their central value; baseline and policy are solved again each time, in batches of the kernel.
Facts that stand in several places of the network move together.

This complements the rank correlations of ``leaned_on``. A correlation over joint draws says how surely a
figure follows an input while all others move; it has no unit and does not see an input that the draws hardly
moved. A tornado says how much and in which direction, in the unit of the figure, and what lies at the end of
the range; it does not see inputs that act only together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from footwall.chain.network import Network
from footwall.enacted.charges import Enactment, FloatArray
from footwall.enacted.derived_floors import at_conversion_costs
from footwall.errors import RulebookError
from footwall.market.calibrate import calibrate
from footwall.market.parameters import Parameters, central
from footwall.market.under_law import solve_law_batch
from footwall.measure.state import State
from footwall.runs.figures import Figures, figures
from footwall.runs.headline import HeadlineNumber
from footwall.runs.rows import KG_PER_T
from footwall.runs.sensitivity import (
    CONVERSION_COST,
    RANGED_AMOUNT,
    DrawnParameter,
    as_written,
    drawn_parameters,
    per_kg,
)
from footwall.runs.solved_laws import solve_laws
from footwall.runs.zone import ReportedZone

if TYPE_CHECKING:
    from footwall.runs.result import ChainRun


@dataclass(frozen=True)
class Swing:
    """What one input does to one figure. ``at_low`` and ``at_high`` are the figure at the ends of the range.

    None where the market has no solution, or a derived floor no price, at that end.
    """

    figure: str
    parameter: str
    of: tuple[str, ...]
    value: float
    low: float
    high: float
    grade: str
    source: str
    central: float
    at_low: float | None
    at_high: float | None

    @property
    def width(self) -> float:
        """Distance of the outermost figures, the central one included."""
        ends = [end for end in (self.at_low, self.central, self.at_high) if end is not None]
        return max(ends) - min(ends)


@dataclass(frozen=True)
class Tornado:
    """Swings per figure, the widest first; ``inputs`` distinct facts were moved."""

    swings: Mapping[str, tuple[Swing, ...]]
    inputs: int

    def widest(self, figure: str, most: int) -> tuple[Swing, ...]:
        """The inputs that move a figure most."""
        return self.swings.get(figure, ())[:most]


@dataclass(frozen=True, eq=False)
class _Moved:
    """One input at one end: a row of the parameters, or another law; no law where it has no figure there."""

    fact: DrawnParameter
    parameters: Parameters
    policy: Enactment | None


def tornado(baseline: State, policy: State, zone: ReportedZone, numbers: Sequence[HeadlineNumber]) -> Tornado:
    """Move every fact behind the figures of ``numbers``; both states are at central parameters."""
    network = policy.network
    middle = central(network)
    facts = [*drawn_parameters(network, middle), *_costs(policy.enactment), *_amounts(policy.enactment)]
    moved = [end for fact in facts for end in _ends(fact, network, middle, policy.enactment)]
    if not moved:
        return Tornado({}, 0)
    found = _solved(baseline, policy, zone, moved)
    here = figures(baseline, policy, zone)
    swings = {
        number.figure: tuple(
            sorted(_swings(number.figure, here, facts, found), key=lambda swing: -swing.width)
        )
        for number in numbers
        if number.figure in here
    }
    return Tornado(swings, len(facts))


def tornado_of(run: ChainRun) -> Tornado:
    """The tornado of the headline of one solved chain."""
    numbers = [HeadlineNumber(**record) for record in run.summary["headline"]]
    return tornado(run.baseline, run.policy, run.zone, numbers)


def _swings(
    figure: str, here: Figures, facts: Sequence[DrawnParameter], found: Sequence[Figures | None]
) -> Iterator[Swing]:
    for fact, low, high in zip(facts, found[0::2], found[1::2], strict=True):
        estimate = fact.estimate
        yield Swing(
            figure=figure,
            parameter=fact.name,
            of=fact.owners,
            value=estimate.value,
            low=estimate.low,
            high=estimate.high,
            grade=estimate.grade,
            source=estimate.source,
            central=here[figure],
            at_low=None if low is None else low.get(figure),
            at_high=None if high is None else high.get(figure),
        )


def _costs(policy: Enactment) -> list[DrawnParameter]:
    """Conversion costs that set derived floors, in USD/kg."""
    derived = policy.derived
    return [
        DrawnParameter(CONVERSION_COST, cost.processes, per_kg(cost.estimate), np.zeros(0))
        for cost in (derived.costs if derived is not None else ())
        if cost.row.high > cost.row.low
    ]


def _amounts(policy: Enactment) -> list[DrawnParameter]:
    """Amounts that the rulebook states with a range, in the unit that they are written in."""
    return [
        DrawnParameter(RANGED_AMOUNT, (amount.name,), as_written(amount), np.zeros(0))
        for amount in (policy.ranged.amounts if policy.ranged is not None else ())
    ]


def _ends(
    fact: DrawnParameter, network: Network, middle: Parameters, policy: Enactment
) -> tuple[_Moved, _Moved]:
    """The fact at its low and at its high."""
    low, high = fact.estimate.low, fact.estimate.high
    if fact.name == CONVERSION_COST:
        return (
            _Moved(fact, middle, _at_cost(policy, fact, low)),
            _Moved(fact, middle, _at_cost(policy, fact, high)),
        )
    if fact.name == RANGED_AMOUNT:
        return (
            _Moved(fact, middle, _at_amount(policy, fact, "low")),
            _Moved(fact, middle, _at_amount(policy, fact, "high")),
        )
    return (
        _Moved(fact, _at(fact, network, middle, low), policy),
        _Moved(fact, _at(fact, network, middle, high), policy),
    )


def _at(fact: DrawnParameter, network: Network, middle: Parameters, value: float) -> Parameters:
    """Central parameters with one fact moved, everywhere it stands."""
    row: FloatArray = getattr(middle, fact.name).copy()
    for place, estimate in enumerate(_estimates(network, fact.name)):
        same = (estimate.value, estimate.low, estimate.high, estimate.source)
        if same == (fact.estimate.value, fact.estimate.low, fact.estimate.high, fact.estimate.source):
            row[:, place] = value
    return replace(middle, **{fact.name: row})


def _estimates(network: Network, name: str) -> list[Any]:
    if name == "theta":
        return [network.theta[commodity.id] for commodity in network.commodities]
    if name in ("supply_elasticity", "avoidable_share"):
        return [getattr(process, name) for process in network.processes]
    field = {"demand_elasticity": "elasticity"}.get(name, name)
    return [getattr(use, field) for use in network.uses]


def _at_cost(policy: Enactment, fact: DrawnParameter, per_kilogram: float) -> Enactment | None:
    derived = policy.derived
    if derived is None:
        return None
    values = [
        per_kilogram * KG_PER_T
        if (cost.processes, per_kg(cost.estimate)) == (fact.owners, fact.estimate)
        else cost.row.value
        for cost in derived.costs
    ]
    try:
        return at_conversion_costs(policy, values)
    except RulebookError:
        return None


def _at_amount(policy: Enactment, fact: DrawnParameter, end: str) -> Enactment | None:
    ranged = policy.ranged
    if ranged is None:
        return None
    values = [
        getattr(amount, end) if (amount.name,) == fact.owners else amount.value for amount in ranged.amounts
    ]
    try:
        return ranged.at(values)
    except RulebookError:
        return None


def _solved(
    baseline: State, policy: State, zone: ReportedZone, moved: Sequence[_Moved]
) -> list[Figures | None]:
    """Figures of every end; the baselines are one batch, the policies as few as their laws allow."""
    network = policy.network
    rows = {
        item.name: np.concatenate([getattr(end.parameters, item.name) for end in moved])
        for item in fields(Parameters)
    }
    calibration = calibrate(network, policy.calibration.base_charges, Parameters(**rows))
    before = solve_law_batch(calibration, baseline.enactment)
    after = solve_laws(calibration, [end.policy or policy.enactment for end in moved])
    found: list[Figures | None] = []
    for scenario, (end, ruled) in enumerate(zip(moved, after, strict=True)):
        if end.policy is None or ruled is None or not before.converged[scenario]:
            found.append(None)
            continue
        unruled = State(calibration, baseline.enactment, before.equilibrium(scenario), scenario=scenario)
        found.append(figures(unruled, ruled, zone))
    return found
