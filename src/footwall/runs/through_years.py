"""One chain through the years: both paths, what is measured on them, and the identities of every year.

The one-period answer of a run is about a day; this is about a path. Baseline and policy keep their own
capacities, so money is told as payments: what users pay more for what they bought in the baseline, what
treasuries receive and pay, what capacity costs. Nothing here is discounted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

import numpy as np

from footwall.chain.chains import facts_of
from footwall.errors import NotConverged
from footwall.horizon.course import course_of
from footwall.horizon.cut_off import CutOff, cut_off, exporting
from footwall.horizon.exhausted_budgets import answers_within_budgets
from footwall.horizon.lawbook import Lawbook
from footwall.horizon.passes import Investors, Pair, Ruled, walk_pair
from footwall.horizon.path import Answers
from footwall.horizon.pilot_plants import with_pilot_plants
from footwall.horizon.playbook import Playbook, periods_with_answers
from footwall.horizon.shocks import shocks_of
from footwall.horizon.span import Span
from footwall.horizon.storekeeping import storekeeping_of
from footwall.horizon.ventures import Ventures, ventures_of
from footwall.horizon.year_results import Sight
from footwall.market.calibrate import calibrate
from footwall.market.parameters import Parameters, central, draws
from footwall.measure.accounts import money_accounts
from footwall.measure.elements import largest_element_error, mass_balance
from footwall.measure.state import State
from footwall.measure.welfare import level_error
from footwall.runs.economy import base_economy
from footwall.runs.weekly_tests import WeeklyTests, weekly_tests
from footwall.runs.year_stocks import largest_stock_errors
from footwall.runs.zone import ReportedZone, reported_zone

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.facts import Facts
    from footwall.facts.schema import ChainRow
    from footwall.horizon.path import Path
    from footwall.horizon.periods import Period
    from footwall.rulebook import Rulebook

YEAR_DRAWS = 16
"""Joint draws behind the ranges of a path, at most."""
CUT_OFF_EVERY = 4
"""Years between two cut-off tests."""
Progress = Callable[[str], None]


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
    welfare: float
    """Agents from prices against resources from quantities, state by state."""
    stock: float
    """Tonnes and money of the books of public stocks."""


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
    money: tuple[float, ...]
    """Price level by year over that of the base year."""
    cut_offs: tuple[tuple[CutOff, CutOff], ...]
    """Of some years: the rival gone, on the baseline's capacities and on the policy's."""
    weeks: WeeklyTests | None
    """The first of these years week by week; None where no year is tested."""
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
    lawbook = Lawbook(policy, facts, network, span)
    before, after = lawbook.without(), lawbook.ruled()
    shocks = shocks_of(policy, facts, network, span.years, (lawbook.changes, span.adopted))
    ventures = ventures_of(own, network)
    answers = _answers(lawbook, after, ventures)
    wanted = {good for stock in policy.stockpile.values() for good in stock.target}
    stocked = not wanted.isdisjoint(commodity.id for commodity in network.commodities)
    touched = lawbook.differ(before, after) or not shocks.none or answers is not None
    parameters = _parameters(network, min(count, YEAR_DRAWS) if touched or stocked else 0, seed)
    calibration = calibrate(network, economy.base_law.charges, parameters)
    course = replace(
        course_of(own, calibration, span.years, policy.horizon.scenario, before, seed),
        keeping=storekeeping_of(own, calibration, span.years, None),
    )
    members = lawbook.members()
    keeping = storekeeping_of(own, calibration, span.years, (policy, lawbook.memberships()))
    touched = touched or bool(keeping.goods)
    advance(f"{row.name}: {span.first} to {span.last}")
    investors = Investors(ventures, span.adopted.year - 1, policy.horizon.expectation == "myopic")
    acting = answers_within_budgets(network, after, lawbook.money, answers)
    ruled = Ruled(after, shocks, policy.horizon.hazard, acting, keeping) if touched else None
    pair = _without_answers(walk_pair(own, course, ruled, investors))
    zone = reported_zone(network, members)
    without = _states(pair.baseline.path)
    under = _states(pair.policy.path) if touched else without
    return ChainYears(
        id=row.id,
        name=row.name,
        touched=touched,
        span=span,
        network=network,
        facts=own,
        zone=zone,
        pair=pair,
        baseline=without,
        policy=under,
        money=lawbook.money,
        cut_offs=_cut_offs(pair, zone.rival, span, lawbook.money),
        weeks=weekly_tests(pair, first_test(span), zone.rival, own, lawbook.money),
        checks=_checks((without, under) if touched else (without,), pair.policy.path),
    )


def _without_answers(pair: Pair) -> Pair:
    """The pair as it can be sent to another process: what a rival would have answered is in its laws."""
    if pair.policy.path.course.answers is None:
        return pair
    path = pair.policy.path
    told = replace(path, course=replace(path.course, answers=None))
    return replace(pair, policy=replace(pair.policy, path=told))


def first_test(span: Span) -> int:
    """Place of the year after the one in which the rulebook begins to act."""
    return span.adopted.year + 1 - span.first


def _cut_offs(
    pair: Pair, rival: str, span: Span, levels: Sequence[float]
) -> tuple[tuple[CutOff, CutOff], ...]:
    """The rival gone, on both paths, a year after the rulebook can act and some years on."""
    before, after = pair.baseline.path, pair.policy.path
    found = []
    for place in range(first_test(span), len(span.years), CUT_OFF_EVERY):
        paths = (before,) if after is before else (before, after)
        tests = [_cut_off(path, place, rival, levels) for path in paths]
        found.append((tests[0], tests[-1]))
    return tuple(found)


def _cut_off(path: Path, place: int, rival: str, levels: Sequence[float]) -> CutOff:
    """One test; where the year before the stop has no solution, a test without one."""
    try:
        return cut_off(exporting(path.years, place, rival, levels), rival)
    except NotConverged as refusal:
        year = path.years[place]
        last = year.periods[-1]
        return CutOff(year.year, rival, last.period.law, last.central, None, str(refusal))


def _answers(lawbook: Lawbook, plain: tuple[tuple[Period, ...], ...], ventures: Ventures) -> Answers | None:
    """What the rival of a rulebook does in every year; None where it names none."""
    policy, span = lawbook.policy, lawbook.span
    if policy.rival is None:
        return None
    playbook = Playbook(
        rulebook=policy,
        sight=Sight(lawbook.network, policy.rival.by, plain[-1][-1].law.membership),
        ventures=ventures.modelled,
        years=span.years,
        adopted=span.adopted.year,
        plain=plain,
        under=cache(lawbook.answered),
    )
    return partial(periods_with_answers, playbook)


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
                solved.period.weight,
                State(year.curves, solved.period.law, solved.central, scenario=0, stocks=solved.stocks),
            )
            for solved in year.periods
        )
        for year in path.years
    )


def _checks(states: tuple[tuple[tuple[WeightedState, ...], ...], ...], policy: Path) -> Checks:
    mass = element = money = welfare = 0.0
    for path in states:
        for year in path:
            for item in year:
                mass = max(mass, mass_balance(item.state).largest_error)
                element = max(element, largest_element_error(item.state))
                accounts = money_accounts(item.state)
                money = max(money, accounts.largest_error)
                welfare = max(welfare, level_error(item.state, accounts))
    return Checks(mass, element, money, welfare, max(largest_stock_errors(policy)))
