"""What a plan says in sentences: what it covers, what comes first, where money stops to help and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from footwall.runs.sector_words import sector_words
from footwall.runs.sentences import in_sentence, listed

if TYPE_CHECKING:
    from footwall.explore.vault_plan import VaultPlan
    from footwall.explore.vault_steps import PlanStep

BILLION, MILLION, THOUSAND = 1e9, 1e6, 1e3
PLAIN_LIMIT = 0.05
"""Share of the budget below which what is left over is not told."""


def sentences(plan: VaultPlan, called: Callable[[str], str] = str) -> tuple[str, ...]:
    """The answer first; ``called`` names a region by its code."""
    return tuple(_sentences(plan, called))


def headline(plan: VaultPlan) -> str:
    """What to buy first and what all of it avoids, in one line without a full stop."""
    choice, names = plan.choice, goods_names(plan)
    bought = [step for step in plan.steps if step.bought]
    if not bought:
        return _nothing(plan)
    first = listed([in_sentence(names[good]) for good, before, after in bought[0].raised if after > before])
    return (
        f"Buy {first} first; in all {money(choice.cost)} avoid {money(choice.avoided)} of the "
        f"{money(plan.without)} lost without a stock"
    )


def _nothing(plan: VaultPlan) -> str:
    if plan.endless.cost > 0.0:
        return (
            f"Nothing is bought: no stock that is worth its money costs {money(plan.question.budget)} or less"
        )
    worth = plan.question.terms.worth
    reached = "what it costs" if worth == 1.0 else f"the {worth:g} USD that are asked of a dollar"
    return f"Nothing is bought: no stock of any good avoids {reached}"


def goods_names(plan: VaultPlan) -> dict[str, str]:
    """Id -> name of all goods of the plan's chains."""
    return {
        item.id: item.name for chain in plan.chains for item in chain.course.calibration.network.commodities
    }


def money(amount: float) -> str:
    """``12 billion USD``, ``85 million USD``, ``250 USD``."""
    if abs(amount) >= 0.95 * BILLION:
        return f"{amount / BILLION:.3g} billion USD"
    if abs(amount) < THOUSAND:
        return f"{abs(amount):.0f} USD"
    return f"{amount / MILLION:.3g} million USD"


def told_step(step: PlanStep, names: dict[str, str]) -> str:
    """``dysprosium metal from 60 to 90 days and terbium metal to 30 days, in place of NdPr metal``."""
    parts, replaced = [], []
    for good, before, after in step.raised:
        if after == 0.0:
            replaced.append(in_sentence(names[good]))
            continue
        change = f" from {before:g}" if before else ""
        parts.append(f"{in_sentence(names[good])}{change} to {after:g} days")
    return listed(parts) + (f", in place of {listed(replaced)}" if replaced else "")


def _sentences(plan: VaultPlan, called: Callable[[str], str]) -> Iterator[str]:
    terms, choice, names = plan.question.terms, plan.choice, goods_names(plan)
    suppliers = listed(list(dict.fromkeys(called(chain.supplier) for chain in plan.chains)))
    share = choice.avoided / plan.without if plan.without else 0.0
    bought = [step for step in plan.steps if step.bought]
    yield (
        f"With {money(plan.question.budget)} the zone would avoid {money(choice.avoided)} ({share:.0%}) of "
        f"the {money(plan.without)} of use that it loses if {suppliers} stops all exports on 1 January "
        f"{terms.year}, and spend {money(choice.cost)} to do so."
    )
    if bought:
        first = bought[0]
        yield (
            f"The first dollar goes to {told_step(first, names)}: {money(first.cost)} avoid "
            f"{money(first.avoided)}, {first.per_dollar:.3g} USD a dollar."
        )
    else:
        yield f"{_nothing(plan)}."
    yield from _limits(plan)
    yield from _rest(plan)


def _limits(plan: VaultPlan) -> Iterator[str]:
    """Where money stops to help, and what is left over."""
    worth, names = plan.question.terms.worth, goods_names(plan)
    beyond = [step for step in plan.steps if not step.bought]
    left = plan.question.budget - plan.choice.cost
    if plan.endless.cost > plan.question.budget:
        yield (
            f"More money would find use: up to {money(plan.endless.cost)} is worth spending, which would "
            f"avoid {money(plan.endless.avoided)}."
        )
        return
    if left < PLAIN_LIMIT * plan.question.budget:
        yield (
            "More money would find no use in these chains: all that is worth buying costs "
            f"{money(plan.endless.cost)}."
        )
        return
    text = "Nothing is worth buying in these chains"
    if plan.endless.cost > 0.0:
        text = f"Beyond {money(plan.endless.cost)} nothing more is worth buying in these chains"
    if beyond:
        text += (
            f": the next best, {told_step(beyond[0], names)}, avoids {beyond[0].per_dollar:.2g} USD a "
            f"dollar, and {worth:g} is asked"
        )
    yield f"{text}. {money(left)} are left over."


def _rest(plan: VaultPlan) -> Iterator[str]:
    """What is lost all the same, and why no stock of a material helps."""
    lost: dict[str, float] = {}
    for stock in plan.choice.stocks:
        for sector, amount in stock.lost.items():
            lost[sector] = lost.get(sector, 0.0) + amount
    total = sum(lost.values())
    if total <= 0.0:
        return
    largest = sorted(lost, key=lambda sector: -lost[sector])[:3]
    part = sum(lost[sector] for sector in largest)
    goods = {
        use.commodity
        for chain in plan.chains
        for use in chain.course.calibration.network.uses
        if use.sector in largest
    }
    stored = {good.id for chain in plan.chains for good in chain.goods}
    why = ""
    if not goods & stored:
        made = listed(sorted(in_sentence(goods_names(plan)[good]) for good in goods))
        why = f" They buy {made}: a stock of materials helps them only as far as there are plants to use it."
    sectors = listed([sector_words(sector) for sector in largest])
    yield f"Lost all the same: {money(total)}, of which {part / total:.0%} for {sectors}.{why}"
    if {"lithium", "cobalt"} <= {chain.id for chain in plan.chains}:
        yield (
            "The lithium and the cobalt chain each count the battery cells that hold their metal, so that "
            "losses of cells are counted in both, with the plan and without it."
        )
