"""How a plan was found, what it leaves out, and what was asked: the last section of its page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from footwall.explore.vault_words import money
from footwall.report.vault_goods import region_names, suppliers_told
from footwall.runs.sentences import listed

if TYPE_CHECKING:
    from footwall.explore.vault_plan import VaultPlan

LICENCE = (
    "Footwall, and this page, are under the Apache License 2.0. The sources of the facts keep the licences "
    "that are named with them."
)
GAP = 1e3
"""USD that the solver's tolerance leaves open."""


def method(plan: VaultPlan) -> tuple[str, ...]:
    """What was done, and the effort."""
    year, chains = plan.question.terms.year, len(plan.chains)
    how = (
        "Every joint stock is judged on the path that it makes. The years are walked with its purchases in "
        f"the market; then {suppliers_told(plan)} stops all exports on 1 January {year}, and 52 weeks are "
        "solved with what public and private stocks hold by then. Loss is the use in the zone that is "
        "missed, at the prices before the stop."
    )
    effort = (
        f"{plan.solved} joint stocks of {chains} {'chain' if chains == 1 else 'chains'} were solved in full. "
        f"A multiple-choice knapsack picks one of each chain. {_gap(plan)}"
    )
    return how, effort


def _gap(plan: VaultPlan) -> str:
    if plan.choice.bound < GAP:
        return "A mix of parts of these stocks would gain less than 1,000 USD."
    return (
        f"A mix of parts of these stocks would avoid at most {money(plan.choice.bound)} beyond the plan, "
        "less its cost."
    )


def caveats(plan: VaultPlan) -> tuple[str, ...]:
    """What the plan leaves out, and what its figures do not say."""
    return tuple(_caveats(plan))


def _caveats(plan: VaultPlan) -> Iterator[str]:
    worth = plan.question.terms.worth
    yield (
        f"The stop is certain here, and a dollar must avoid {worth:g} USD. Who gives it a chance of one in "
        "ten asks for ten times as much a dollar as who is sure of it."
    )
    yield "Recipes are fixed. Makers who could replace a material within weeks would need less of a stock."
    yield "All is solved at central parameters. No range is given."
    yield "Loss is the use itself: a factory that waits for a part counts with the part alone."
    yield "Loss is in money of the base year, cost in money of the day."
    yield "A rival does not answer the purchases. Stockpiles of the rulebook named below are left out."
    if {"lithium", "cobalt"} <= {chain.id for chain in plan.chains}:
        yield "The lithium and the cobalt chain each count the battery cells that hold their metal."
    if plan.failed:
        count = len(plan.failed)
        yield (
            f"{count} joint {'stock' if count == 1 else 'stocks'} had no solution and could not be chosen; "
            "plan.json has the reasons."
        )


def asked(plan: VaultPlan) -> tuple[tuple[str, str], ...]:
    """The question in its terms."""
    question, terms = plan.question, plan.question.terms
    chains = plan.chains
    return (
        ("Budget", money(question.budget)),
        ("Stop", f"{suppliers_told(plan)}, all exports, from 1 January {terms.year}"),
        ("Chains", ", ".join(chain.name for chain in chains)),
        ("Served", listed(_served(plan))),
        ("Law", question.rulebook),
        ("Bought", f"evenly from {chains[0].first} to {terms.year - 1}"),
        ("Interest", f"{100.0 * terms.rate:g}% a year on what is spent"),
        ("Storage", f"{100.0 * terms.storage:g}% a year of the value held"),
        ("Pace", f"at most {100.0 * terms.pace:g}% of yearly use in a year"),
        ("Asked of a dollar", f"{terms.worth:g} USD of loss"),
    )


def _served(plan: VaultPlan) -> list[str]:
    """The zone of all chains; a region of which a part belongs to it says so."""
    names = region_names(plan)
    shares: dict[str, float] = {}
    for chain in plan.chains:
        shares |= {region: chain.zone.share[region] for region in chain.zone.regions}
    whole = 1.0 - 1e-9
    return [
        names.get(region, region) + ("" if part >= whole else " (in part)") for region, part in shares.items()
    ]
