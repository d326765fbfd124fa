"""One chain of a run: base year, law, solves, ranges, measures, rows and summary.

Chains share no market, so each is solved by itself, and only where the rulebook touches it: elsewhere the
policy is the baseline. A solve that fails ends the run with an error; there is no partial result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from footwall.enacted import Enactment, enact
from footwall.enacted.ranged_law import differ
from footwall.market.under_law import solve_law, solve_law_from_starts
from footwall.measure.state import State
from footwall.runs.address_words import address_words
from footwall.runs.chain_notes import chain_notes
from footwall.runs.chain_summary import chain_summary
from footwall.runs.consequence_figures import consequence_figures, supply_figures
from footwall.runs.consequences import Consequences, consequences
from footwall.runs.declared_trade import declared_trade
from footwall.runs.draws import draw_figures, no_draws
from footwall.runs.economy import Economy, anchored_to, base_economy, reproduce_base_year
from footwall.runs.figures import figures
from footwall.runs.measured import (
    Measured,
    change_figures,
    content_figures,
    floor_figures,
    measure_run,
    money_figures,
    revenue_figures,
    support_figures,
)
from footwall.runs.omega import revenue_over_omega
from footwall.runs.price_level import LevelRun, level_of
from footwall.runs.price_sets import PriceSet, of_chain
from footwall.runs.ranged_consequences import all_figures
from footwall.runs.result import ChainRun, Options, Row
from footwall.runs.rows import as_rows, state_figures
from footwall.runs.solved import Solved
from footwall.runs.trade_measures import law_without_measures, state_without_measures
from footwall.runs.zone import reported_zone

if TYPE_CHECKING:
    from footwall.chain.build import BalancedQuantities
    from footwall.facts import Facts
    from footwall.facts.schema import ChainRow
    from footwall.rulebook import Rulebook

STARTS = 3
Progress = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Assignment:
    """What every chain of a run is asked."""

    facts: Facts
    policy: Rulebook
    as_of: date
    prices: PriceSet
    options: Options


@dataclass(frozen=True, eq=False)
class EnactedChain:
    """A chain with its base year and both laws, before anything but the base year is solved."""

    row: ChainRow
    balanced: BalancedQuantities
    economy: Economy
    baseline_law: Enactment
    policy_law: Enactment
    prices: PriceSet

    @property
    def touched(self) -> bool:
        """True if the rulebook changes a charge, a limit or a support of this chain on the day."""
        return bool(self.policy_law.covered) or differ(self.baseline_law, self.policy_law)


def enact_chain(row: ChainRow, asked: Assignment) -> EnactedChain:
    """Balance and calibrate the base year of a chain and put both laws into force on it."""
    balanced, economy = base_economy(asked.facts, chain=row.id)
    network = economy.base.network
    baseline_law = enact(None, asked.facts, network, asked.as_of)
    return EnactedChain(
        row=row,
        balanced=balanced,
        economy=economy,
        baseline_law=baseline_law,
        policy_law=enact(asked.policy, asked.facts, network, asked.as_of),
        prices=of_chain(asked.prices, network),
    )


def run_chain(enacted: EnactedChain, asked: Assignment, advance: Progress) -> ChainRun:
    """Solve and measure one chain."""
    solved = _solve(enacted, asked, advance)
    advance("Measuring")
    measured = measure_run(solved.states, solved.without_measures)
    found = consequences(solved.states["baseline"], solved.states["policy"], solved.zone, asked.facts)
    notes = chain_notes(enacted, solved, measured, address_words(asked.policy, asked.facts))
    return ChainRun(
        id=enacted.row.id,
        name=enacted.row.name,
        touched=enacted.touched,
        economy=solved.economy,
        zone=solved.zone,
        calibration=solved.states["calibration"],
        baseline=solved.states["baseline"],
        policy=solved.states["policy"],
        measured=measured,
        central=solved.central,
        drawn=solved.drawn,
        rows=(*_rows(solved, measured, found, asked.as_of), *_declared(solved, asked)),
        summary=chain_summary(enacted, asked, solved, (measured, found), notes),
        notes=notes,
    )


def _solve(enacted: EnactedChain, asked: Assignment, advance: Progress) -> Solved:
    seed, draws = asked.options.seed, asked.options.draws
    economy, policy_law = enacted.economy, enacted.policy_law
    levels = LevelRun(
        economy,
        enacted.balanced,
        enacted.baseline_law,
        asked.policy,
        asked.as_of,
        enacted.prices,
        enacted.row,
    )
    if enacted.prices.prices:
        economy = anchored_to(economy, enacted.balanced, enacted.prices, enacted.baseline_law)
        policy_law = enact(asked.policy, asked.facts, economy.anchored.network, asked.as_of)
    advance("Reproducing the base year")
    reproduced, error = reproduce_base_year(economy, seed)
    calibration = economy.calibration
    advance("Solving the baseline")
    before = solve_law(calibration, enacted.baseline_law)
    advance("Solving the policy")
    after = (
        solve_law_from_starts(calibration, policy_law, starts=STARTS, seed=seed)
        if enacted.touched
        else before
    )
    states = {
        "calibration": State(economy.base_calibration, economy.base_law, reproduced),
        "baseline": State(calibration, enacted.baseline_law, before),
        "policy": State(calibration, policy_law, after),
    }
    bare = law_without_measures(asked.policy, asked.facts, policy_law, calibration.network, asked.as_of)
    zone = reported_zone(calibration.network, policy_law.membership)
    drawn, other = no_draws(calibration), None
    if enacted.touched:
        drawn = draw_figures(
            calibration, enacted.baseline_law, policy_law, zone, (draws, seed), advance, all_figures
        )
        advance("Solving at the other price level")
        other = levels.at_other_level(zone)
    return Solved(
        economy=economy,
        states=states,
        calibration_error=error,
        zone=zone,
        central=figures(states["baseline"], states["policy"], zone),
        drawn=drawn,
        revenue=revenue_over_omega(states["baseline"], states["policy"], zone),
        level=level_of(economy, enacted.prices, enacted.row),
        other=other,
        law_without_measures=bare,
        without_measures=None if bare is None else state_without_measures(states["policy"], bare),
    )


def _rows(solved: Solved, measured: Measured, found: Consequences, as_of: date) -> tuple[Row, ...]:
    """Rows of the base year carry it; baseline and policy carry the year whose measures are in force."""
    rows: list[Row] = []
    for scenario, state in solved.states.items():
        year = solved.economy.base.network.year if scenario == "calibration" else as_of.year
        rows += as_rows(scenario, year, state_figures(state, solved.zone))
        rows += as_rows(scenario, year, money_figures(measured.accounts[scenario], solved.zone))
        rows += as_rows(scenario, year, support_figures(state, solved.zone))
        rows += as_rows(scenario, year, revenue_figures(state, solved.zone))
        if scenario != "calibration":
            rows += as_rows(scenario, year, content_figures(measured, scenario))
            rows += as_rows(scenario, year, supply_figures(found, scenario))
    rows += as_rows("policy", as_of.year, floor_figures(measured.floors))
    rows += as_rows("policy", as_of.year, change_figures(measured, solved.zone))
    rows += as_rows("policy", as_of.year, consequence_figures(found))
    return tuple(rows)


def _declared(solved: Solved, asked: Assignment) -> Iterable[Row]:
    evasion = asked.policy.border.evasion
    via = evasion.via if evasion is not None else ()
    return as_rows("policy", asked.as_of.year, declared_trade(solved.states["policy"], via))
