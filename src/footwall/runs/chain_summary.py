"""The record of one chain in ``summary.json``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from footwall.chain.anchors import leading_market
from footwall.measure.price_ladder import chain_end
from footwall.runs import chain_end as chain_end_rule
from footwall.runs import evidence
from footwall.runs import summary as records
from footwall.runs.consequence_records import consequence_records
from footwall.runs.extreme_prices import cost_caveat, price_caveats
from footwall.runs.figures import MILLION, TREASURY, USER_COST
from footwall.runs.further_findings import further_findings
from footwall.runs.headline import findings, headline
from footwall.runs.lump_sums import lump_sum_caveat
from footwall.runs.omega import gap_is_left_to_exporters
from footwall.runs.price_level import OtherLevel, levels_record
from footwall.runs.quota_record import quota_records
from footwall.runs.rows import KG_PER_T
from footwall.runs.sentences import MONEY_SHOWN
from footwall.runs.short_goods import short_good_record, short_words
from footwall.runs.trade_measures import measure_records

if TYPE_CHECKING:
    from footwall.enacted import Enactment
    from footwall.measure.state import State
    from footwall.runs.chain_run import Assignment, EnactedChain
    from footwall.runs.consequences import Consequences
    from footwall.runs.draws import DrawnFigures
    from footwall.runs.measured import Measured
    from footwall.runs.solved import Solved
    from footwall.runs.zone import ReportedZone


def chain_summary(
    enacted: EnactedChain,
    asked: Assignment,
    solved: Solved,
    measures: tuple[Measured, Consequences],
    notes: tuple[str, ...],
) -> dict[str, Any]:
    """Answer, headline, solver, checks and tables of one chain."""
    baseline, policy = solved.states["baseline"], solved.states["policy"]
    options, (measured, found) = asked.options, measures
    other = solved.other if isinstance(solved.other, OtherLevel) else None
    ranged = () if gap_is_left_to_exporters(asked.policy) else solved.revenue
    numbers = headline(enacted.row, policy.network, solved.zone, solved.central, solved.drawn, ranged, other)
    payers = records.payer_records(measured, solved.zone)
    costs = abs(solved.central[USER_COST]) >= MONEY_SHOWN
    caveats = (cost_caveat(policy, price_caveats(policy)) if costs else "", lump_sum_caveat(payers))
    caveat = "; ".join(told for told in caveats if told)
    numbers = tuple(replace(item, caveat=caveat) if item.figure == USER_COST else item for item in numbers)
    paid = paid_by_treasuries(measured, solved.zone)
    numbers = tuple(replace(item, paid=paid) if item.figure == TREASURY else item for item in numbers)
    quotas = quota_records(baseline, policy)
    end = chain_end(baseline, policy, solved.zone.share)
    return {
        "name": enacted.row.name,
        "touched": enacted.touched,
        "as_of": options.as_of.isoformat(),
        "base_year": enacted.economy.base.network.year,
        "price_set": enacted.prices.name,
        "price_levels": levels_record(solved.level, solved.other),
        "findings": findings(
            solved.zone, numbers, solved.level, other, _clearing(baseline, enacted.row.refined)
        )
        + short_words(short_good_record(good) for good in found.goods_short),
        "further": further_findings(solved, measured, numbers, quotas),
        "headline": [number.record() for number in numbers],
        "solver": records.solver_record(solved.states),
        "checks": records.checks_record(measured, solved.calibration_error),
        "draws": draws_record(solved.drawn, options.seed),
        "zone": {
            **membership_record(policy.enactment),
            "reported": solved.zone.name,
            "rival": solved.zone.rival,
        },
        "stages": records.stage_records(baseline, policy, solved.zone, solved.central, solved.drawn),
        "floors": records.floor_records(measured),
        "quotas": quotas,
        "trade_measures": (
            measure_records(asked.policy, asked.facts, policy.network, options.as_of)
            if solved.law_without_measures is not None
            else []
        ),
        "leakage": records.leakage_records(measured, policy.network),
        "who_pays": payers,
        "revenue_use": records.revenue_records(policy, solved.zone),
        "treasury_over_omega": records.omega_records(solved.revenue),
        **consequence_records(found, solved.drawn),
        "chain_end": chain_end_rule.record(end, policy.network),
        "leaned_on": evidence.assumption_records(policy, solved.drawn, numbers),
        "adjustments": evidence.adjustment_records(solved.economy.anchored),
        "anchors": evidence.anchor_record(solved.economy.anchored, dict(enacted.prices.prices or {})),
        "notes": list(notes),
    }


def membership_record(law: Enactment) -> dict[str, dict[str, float]]:
    """Region -> share of it inside the zone: those that levy, and those whose goods only enter free."""
    inside = law.membership.items()
    return {
        "members": {region: share for region, share in inside if region not in law.associates},
        "associates": {region: share for region, share in inside if region in law.associates},
    }


def draws_record(drawn: DrawnFigures, seed: int) -> dict[str, Any]:
    """How many joint draws were asked for and converged, and what low and high mean."""
    return {
        "asked": drawn.asked,
        "converged": drawn.converged,
        "failed": drawn.failed,
        "seed": seed,
        "low": "5th percentile",
        "high": "95th percentile",
    }


def paid_by_treasuries(measured: Measured, zone: ReportedZone) -> float:
    """What the zone's treasuries pay makers and for stocks against the baseline, million USD a year."""
    outlays = (
        zone.weight(gain.region) * gain.amount
        for gain in measured.welfare.agents
        if gain.agent == "treasury" and gain.account.endswith("outlay")
    )
    return -sum(outlays) / MILLION


def _clearing(baseline: State, commodity: str) -> float:
    """Price (USD/kg) at which the baseline clears in the leading market of a good."""
    return float(baseline.equilibrium.price[leading_market(baseline.network, commodity)]) / KG_PER_T
