"""From a rulebook to a result: facts, base year, law, solves, ranges, measures, rows.

``run`` is the whole job in one call. It writes nothing. Any solve that fails ends the run with an error;
there is no partial result.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footwall.enacted import Enactment, enact
from footwall.enacted.vocabulary import vocabulary_of
from footwall.facts import load_facts
from footwall.market.solve import solve, solve_from_starts
from footwall.measure.price_ladder import chain_end
from footwall.measure.state import State
from footwall.runs import chain_end as chain_end_rule
from footwall.runs import evidence
from footwall.runs import summary as records
from footwall.runs.anchor_notes import anchor_notes
from footwall.runs.declared_trade import declared_trade
from footwall.runs.draws import DrawnFigures, draw_figures
from footwall.runs.economy import Economy, anchored_to, base_economy, reproduce_base_year
from footwall.runs.entry_into_force import simulated_day
from footwall.runs.extreme_prices import extreme_price_notes
from footwall.runs.figures import Figures, figures
from footwall.runs.grown_priors import grown_prior_notes
from footwall.runs.headline import answer, headline
from footwall.runs.manifest import manifest
from footwall.runs.measured import (
    Measured,
    change_figures,
    content_figures,
    floor_figures,
    measure_run,
    money_figures,
)
from footwall.runs.omega import RevenueAtOmega, gap_is_left_to_exporters, revenue_over_omega
from footwall.runs.policy_text import policy_of
from footwall.runs.price_level import LevelRun, OtherLevel, PriceLevel, level_of, levels_record
from footwall.runs.price_sets import read_price_set
from footwall.runs.result import Options, Result, Row
from footwall.runs.rows import as_rows, state_figures
from footwall.runs.shortages import shortage_notes
from footwall.runs.slack_floors import slack_floor_notes
from footwall.runs.zone import ReportedZone, reported_zone

if TYPE_CHECKING:
    from footwall.rulebook import Rulebook

SEED = 20260204
DRAWS = 64
STARTS = 3
Progress = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class _Solved:
    """What the solves of one run found."""

    states: dict[str, State]
    calibration_error: float
    zone: ReportedZone
    central: Figures
    drawn: DrawnFigures
    revenue: tuple[RevenueAtOmega, ...]
    level: PriceLevel
    other: OtherLevel | str | None


def run(
    rulebook: Rulebook | str | Path,
    *,
    year: int | None = None,
    prices: str | None = None,
    overrides: Iterable[str] = (),
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Progress | None = None,
) -> Result:
    """Simulate a rulebook against the measures in force without it, on the embedded facts.

    ``rulebook`` is a bundled name, a file or a Rulebook. The day is today, or 31 December of ``year``;
    ``prices`` re-anchors the baseline (``ndpr_oxide=85``, a bundled set or a CSV file); ``overrides`` are
    ``path=value`` texts; ``draws`` joint draws of the parameters give the ranges (0: none). ``progress`` is
    told each step. Raises RulebookError, UnknownName, UnitError, CalibrationError, NotConverged or
    MultipleSolutions.
    """
    advance = progress or _silent
    advance("Reading the facts")
    facts = load_facts()
    policy_text, policy = policy_of(rulebook, tuple(overrides), vocabulary_of(facts))
    as_of, day_notes = simulated_day(policy, year, date.today())
    price_set = read_price_set(prices, facts)
    options = Options(as_of, dict(price_set.prices or {}), price_set.name, tuple(overrides), draws, seed)
    advance("Balancing the base year")
    balanced, economy = base_economy(facts)
    baseline_law = enact(None, facts, economy.base.network, as_of)
    levels = LevelRun(economy, balanced, baseline_law, policy, as_of, price_set)
    if options.prices:
        economy = anchored_to(economy, balanced, price_set, baseline_law)
    policy_law = enact(policy, facts, economy.anchored.network, as_of)
    solved = _solve(economy, levels, policy_law, options, advance)
    advance("Measuring")
    measured = measure_run(solved.states)
    notes = (
        *day_notes,
        *shortage_notes(solved.states["policy"]),
        *extreme_price_notes(solved.states["policy"]),
        *grown_prior_notes(solved.states["policy"]),
        *slack_floor_notes(measured.floors, solved.states["policy"]),
        *_notes(economy, baseline_law, policy_law, solved, options),
    )
    return Result(
        rulebook=policy,
        rulebook_text=policy_text,
        options=options,
        facts=facts,
        economy=economy,
        zone=solved.zone,
        calibration=solved.states["calibration"],
        baseline=solved.states["baseline"],
        policy=solved.states["policy"],
        rows=(*_rows(solved, measured, economy, as_of), *_declared(policy, solved, as_of)),
        summary=_summary(policy, options, economy, solved, measured, notes),
        manifest=manifest(options, facts.directory, policy_text, " ".join(sys.argv)),
        notes=notes,
    )


def _silent(_: str) -> None:
    """Progress told to nobody."""


def _solve(
    economy: Economy, levels: LevelRun, policy_law: Enactment, options: Options, advance: Progress
) -> _Solved:
    baseline_law = levels.baseline_law
    advance("Reproducing the base year")
    reproduced, error = reproduce_base_year(economy, options.seed)
    calibration = economy.calibration
    advance("Solving the baseline")
    before = solve(calibration, baseline_law.charges, baseline_law.quotas)
    advance("Solving the policy")
    after = solve_from_starts(
        calibration, policy_law.charges, policy_law.quotas, starts=STARTS, seed=options.seed
    )
    states = {
        "calibration": State(economy.base_calibration, economy.base_law, reproduced),
        "baseline": State(calibration, baseline_law, before),
        "policy": State(calibration, policy_law, after),
    }
    zone = reported_zone(calibration.network, policy_law.membership)
    central = figures(states["baseline"], states["policy"], zone)
    drawn = draw_figures(calibration, baseline_law, policy_law, zone, (options.draws, options.seed), advance)
    revenue = revenue_over_omega(states["baseline"], states["policy"], zone)
    advance("Solving at the other price level")
    level, other = level_of(economy, levels.given), levels.at_other_level(zone)
    return _Solved(states, error, zone, central, drawn, revenue, level, other)


def _rows(solved: _Solved, measured: Measured, economy: Economy, as_of: date) -> tuple[Row, ...]:
    """Rows of the base year carry it; baseline and policy carry the year whose measures are in force."""
    rows: list[Row] = []
    for scenario, state in solved.states.items():
        year = economy.base.network.year if scenario == "calibration" else as_of.year
        rows += as_rows(scenario, year, state_figures(state, solved.zone))
        rows += as_rows(scenario, year, money_figures(measured.accounts[scenario], solved.zone))
        if scenario != "calibration":
            rows += as_rows(scenario, year, content_figures(measured, scenario))
    rows += as_rows("policy", as_of.year, floor_figures(measured.floors))
    rows += as_rows("policy", as_of.year, change_figures(measured, solved.zone))
    return tuple(rows)


def _declared(rulebook: Rulebook, solved: _Solved, as_of: date) -> Iterable[Row]:
    evasion = rulebook.border.evasion
    via = evasion.via if evasion is not None else ()
    return as_rows("policy", as_of.year, declared_trade(solved.states["policy"], via))


def _summary(
    rulebook: Rulebook,
    options: Options,
    economy: Economy,
    solved: _Solved,
    measured: Measured,
    notes: tuple[str, ...],
) -> dict[str, Any]:
    baseline, policy = solved.states["baseline"], solved.states["policy"]
    network = policy.network
    other = solved.other if isinstance(solved.other, OtherLevel) else None
    ranged = () if gap_is_left_to_exporters(rulebook) else solved.revenue
    numbers = headline(network, solved.zone, solved.central, solved.drawn, ranged, other)
    opening = f"{rulebook.name}, against the measures in force on {options.as_of.isoformat()}."
    end = chain_end(baseline, policy, solved.zone.share)
    return {
        "rulebook": {"name": rulebook.name, "version": rulebook.version, "why": rulebook.why},
        "as_of": options.as_of.isoformat(),
        "base_year": economy.base.network.year,
        "price_set": options.price_set,
        "price_levels": levels_record(solved.level, solved.other),
        "answer": answer(opening, solved.zone, numbers, solved.level, other),
        "headline": [number.record() for number in numbers],
        "solver": records.solver_record(solved.states),
        "checks": records.checks_record(measured, solved.calibration_error),
        "draws": {
            "asked": solved.drawn.asked,
            "converged": solved.drawn.converged,
            "failed": solved.drawn.failed,
            "seed": options.seed,
            "low": "5th percentile",
            "high": "95th percentile",
        },
        "zone": {
            "members": dict(policy.enactment.membership),
            "reported": solved.zone.name,
            "rival": solved.zone.rival,
        },
        "stages": records.stage_records(baseline, policy, solved.zone, solved.central, solved.drawn),
        "floors": records.floor_records(measured),
        "leakage": records.leakage_records(measured),
        "who_pays": records.payer_records(measured, solved.zone),
        "treasury_over_omega": records.omega_records(solved.revenue),
        "chain_end": chain_end_rule.record(end, network),
        "leaned_on": evidence.assumption_records(policy, solved.drawn, numbers),
        "adjustments": evidence.adjustment_records(economy.anchored),
        "anchors": evidence.anchor_record(economy.anchored, options.prices),
        "notes": list(notes),
    }


def _notes(
    economy: Economy, baseline_law: Enactment, policy_law: Enactment, solved: _Solved, options: Options
) -> list[str]:
    found = [*policy_law.notes, *(note for note in baseline_law.notes if note not in policy_law.notes)]
    end = chain_end(solved.states["baseline"], solved.states["policy"], solved.zone.share)
    if not end.holds:
        found.append(chain_end_rule.sentence(end, economy.calibration.network))
    if solved.drawn.failed:
        found.append(
            f"{solved.drawn.failed} of {solved.drawn.asked} joint draws did not converge and are left out."
        )
    found += anchor_notes(economy, solved.states["baseline"].equilibrium, options.prices)
    if isinstance(solved.other, str):
        found.append(solved.other)
    return found
