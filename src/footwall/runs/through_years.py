"""One chain through the years: both paths, what is measured on them, and the identities of every year.

The one-period answer of a run is about a day; this is about a path. Baseline and policy keep their own
capacities, so money is told as payments: what users pay more for what they bought in the baseline, what
treasuries receive and pay, what capacity costs. Nothing here is discounted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from footwall.chain.chains import facts_of
from footwall.enacted import enact
from footwall.enacted.change_dates import change_dates
from footwall.horizon.course import course_of
from footwall.horizon.cut_off import CutOff, cut_off
from footwall.horizon.passes import Investors, Pair, walk_pair
from footwall.horizon.periods import periods_of
from footwall.horizon.pilot_plants import with_pilot_plants
from footwall.horizon.real_law import deflators
from footwall.horizon.ventures import ventures_of
from footwall.market.calibrate import calibrate
from footwall.market.parameters import Parameters, central, draws
from footwall.measure.accounts import money_accounts
from footwall.measure.elements import largest_element_error, mass_balance
from footwall.measure.state import State
from footwall.runs.economy import base_economy
from footwall.runs.zone import ReportedZone, reported_zone

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.enacted.charges import Enactment
    from footwall.facts import Facts
    from footwall.facts.schema import ChainRow
    from footwall.horizon.periods import Period
    from footwall.horizon.walk import Path
    from footwall.market.system import FloatArray
    from footwall.rulebook import Rulebook

YEAR_DRAWS = 16
"""Joint draws behind the ranges of a path, at most."""
CUT_OFF_EVERY = 4
"""Years between two cut-off tests."""
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Span:
    """The years that are asked for, and the day from which the rulebook can act."""

    first: int
    last: int
    adopted: date

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.first, self.last + 1))


@dataclass(frozen=True, eq=False)
class WeightedState:
    """A state that stands for a share of a year."""

    weight: float
    state: State


@dataclass(frozen=True, eq=False)
class Checks:
    """Largest relative errors over all years and both paths."""

    mass: float
    element: float
    money: float


@dataclass(frozen=True, eq=False)
class ChainYears:
    """One chain through the years."""

    id: str
    name: str
    touched: bool
    span: Span
    network: Network
    facts: Facts
    """Those of the chain, with its pilot plants."""
    zone: ReportedZone
    pair: Pair
    baseline: tuple[tuple[WeightedState, ...], ...]
    """By year, central parameters."""
    policy: tuple[tuple[WeightedState, ...], ...]
    cut_offs: tuple[tuple[CutOff, CutOff], ...]
    """Of some years: the rival gone, on the baseline's capacities and on the policy's."""
    checks: Checks


def chain_through_years(
    row: ChainRow, facts: Facts, policy: Rulebook, span: Span, drawing: tuple[int, int], advance: Progress
) -> ChainYears:
    """Walk one chain through the years. ``drawing`` = (draws, seed).

    Raises CalibrationError, UnknownName, AppraisalError, RulebookError and NotConverged.
    """
    count, seed = drawing
    piloted = with_pilot_plants(facts, span.first)
    _, economy = base_economy(piloted, chain=row.id)
    network, own = economy.base.network, facts_of(piloted, row.id)
    advance(f"{row.name}: the law of every year")
    before, after, touched = _laws(policy, facts, network, span)
    parameters = _parameters(network, min(count, YEAR_DRAWS) if touched else 0, seed)
    calibration = calibrate(network, economy.base_law.charges, parameters)
    course = course_of(own, calibration, span.years, policy.horizon.scenario, before, seed)
    advance(f"{row.name}: {span.first} to {span.last}")
    investors = Investors(
        ventures_of(own, network), span.adopted.year - 1, policy.horizon.expectation == "myopic"
    )
    pair = walk_pair(own, course, after if touched else None, policy.horizon.hazard, investors)
    zone = reported_zone(network, after[-1][-1].law.membership)
    baseline = _states(pair.baseline.path)
    ruled = _states(pair.policy.path) if touched else baseline
    return ChainYears(
        id=row.id,
        name=row.name,
        touched=touched,
        span=span,
        network=network,
        facts=own,
        zone=zone,
        pair=pair,
        baseline=baseline,
        policy=ruled,
        cut_offs=_cut_offs(pair, zone.rival, span),
        checks=_checks((baseline, ruled) if touched else (baseline,)),
    )


def _cut_offs(pair: Pair, rival: str, span: Span) -> tuple[tuple[CutOff, CutOff], ...]:
    """The rival gone, on both paths, a year after the rulebook can act and some years on."""
    before, after = pair.baseline.path, pair.policy.path
    found = []
    for place in range(span.adopted.year + 1 - span.first, len(span.years), CUT_OFF_EVERY):
        without = cut_off(before.years[place], rival)
        found.append((without, without if after is before else cut_off(after.years[place], rival)))
    return tuple(found)


def _laws(
    policy: Rulebook, facts: Facts, network: Network, span: Span
) -> tuple[tuple[tuple[Period, ...], ...], tuple[tuple[Period, ...], ...], bool]:
    """Periods of baseline and policy, and whether they differ anywhere."""
    changes = (*change_dates(policy, facts, network), span.adopted)
    money = deflators(facts, network.year, span.years)

    @cache
    def without(day: date) -> Enactment:
        return enact(None, facts, network, day)

    def ruled(day: date) -> Enactment:
        return enact(policy, facts, network, day) if day >= span.adopted else without(day)

    before = periods_of(span.years, changes, without, money)
    after = periods_of(span.years, changes, ruled, money)
    covered = any(period.law.covered for year in after for period in year)
    alike = [len(year) for year in before] == [len(year) for year in after]
    return before, after, covered or not alike or _differ(before, after)


def _differ(before: tuple[tuple[Period, ...], ...], after: tuple[tuple[Period, ...], ...]) -> bool:
    from footwall.enacted.ranged_law import differ

    return any(
        differ(one.law, other.law)
        for ones, others in zip(before, after, strict=True)
        for one, other in zip(ones, others, strict=True)
    )


def _parameters(network: Network, count: int, seed: int) -> Parameters:
    """Central parameters, then ``count`` joint draws."""
    first = central(network)
    if not count:
        return first
    drawn = draws(network, count, seed)
    names = ("theta", "supply_elasticity", "avoidable_share", "demand_elasticity", "choke_ratio")
    return Parameters(
        **{name: np.concatenate([getattr(first, name), getattr(drawn, name)]) for name in names}
    )


def _states(path: Path) -> tuple[tuple[WeightedState, ...], ...]:
    return tuple(
        tuple(
            WeightedState(
                solved.period.weight, State(year.curves, solved.period.law, solved.central, scenario=0)
            )
            for solved in year.periods
        )
        for year in path.years
    )


def _checks(states: tuple[tuple[tuple[WeightedState, ...], ...], ...]) -> Checks:
    mass = element = money = 0.0
    for path in states:
        for year in path:
            for item in year:
                mass = max(mass, mass_balance(item.state).largest_error)
                element = max(element, largest_element_error(item.state))
                money = max(money, money_accounts(item.state).largest_error)
    return Checks(mass, element, money)


def yearly(states: tuple[WeightedState, ...], value: Callable[[State], float]) -> float:
    """Weighted mean over the periods of a year of a figure at yearly rates."""
    return sum(item.weight * value(item.state) for item in states)


def by_year(found: FloatArray) -> tuple[float, ...]:
    """(years,) as plain numbers."""
    return tuple(float(value) for value in found)
