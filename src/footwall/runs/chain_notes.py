"""Notes and warnings of one chain, in the order in which they are told, with names for identifiers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from footwall.measure.price_ladder import chain_end
from footwall.runs import chain_end as chain_end_rule
from footwall.runs.anchor_notes import anchor_notes
from footwall.runs.extreme_prices import extreme_price_notes
from footwall.runs.grown_priors import grown_prior_notes
from footwall.runs.named_notes import named, names_of
from footwall.runs.shortages import shortage_notes
from footwall.runs.slack_floors import slack_floor_notes

if TYPE_CHECKING:
    from footwall.runs.chain_run import EnactedChain
    from footwall.runs.measured import Measured
    from footwall.runs.solved import Solved


def chain_notes(
    enacted: EnactedChain, solved: Solved, measured: Measured, addresses: Mapping[str, str]
) -> tuple[str, ...]:
    """Shortages and extremes of the policy, what the law says, and what the solves left out.

    ``addresses`` are the words of clauses and rows that notes cite.
    """
    policy, economy = solved.states["policy"], solved.economy
    found = [
        *shortage_notes(policy),
        *extreme_price_notes(policy),
        *grown_prior_notes(policy),
        *slack_floor_notes(measured.floors, policy),
        *dict.fromkeys((*policy.enactment.notes, *enacted.baseline_law.notes)),
    ]
    end = chain_end(solved.states["baseline"], policy, solved.zone.share)
    if not end.holds:
        found.append(chain_end_rule.sentence(end, economy.calibration.network))
    if solved.drawn.failed:
        found.append(
            f"{solved.drawn.failed} of {solved.drawn.asked} joint draws did not converge and are left out."
        )
    found += anchor_notes(economy, solved.states["baseline"].equilibrium, dict(enacted.prices.prices or {}))
    if isinstance(solved.other, str):
        found.append(solved.other)
    names = names_of(economy.calibration.network.commodities)
    return tuple(named(note, names, addresses) for note in found)
