"""What ``footwall vault plan`` prints: words, goods and steps in order of merit, the frontier."""

from __future__ import annotations

import textwrap

from footwall.cli.text_table import WIDTH, table
from footwall.explore.vault_plan import VaultPlan
from footwall.explore.vault_words import MILLION, goods_names, sentences, told_step
from footwall.explore.written_vault import good_rows

ROOM = 58
"""Columns for what a step buys."""


def plan_text(plan: VaultPlan) -> str:
    """At most 100 columns."""
    terms, chains = plan.question.terms, plan.chains
    blocks = [textwrap.fill(line, WIDTH) for line in sentences(plan)]
    if plan.choice.cost > 0.0:
        blocks.append(
            "What it holds; loss avoided is what comes back if this good alone is left out\n\n" + _goods(plan)
        )
    if plan.steps:
        blocks.append(
            "In order of merit, of each chain as far as the first step beyond the plan\n\n" + _steps(plan)
        )
    blocks.append("Cover against money\n\n" + _frontier(plan))
    blocks += [
        textwrap.fill(
            f"Bought evenly from {chains[0].first} to {terms.year - 1} for "
            f"{', '.join(chains[0].zone.regions)}. Cost is money of the day to the end of {terms.year}, with "
            f"{100.0 * terms.rate:.3g}% interest and {100.0 * terms.storage:.3g}% storage a year; loss is "
            "use over 52 weeks at the prices before, in money of the base year.",
            WIDTH,
        ),
        _checks(plan),
    ]
    return "\n\n".join(blocks)


def _goods(plan: VaultPlan) -> str:
    rows: list[tuple[str, ...]] = [
        ("good", "form", "t", "days", "cost, mUSD", "price", "avoided, mUSD", "per dollar")
    ]
    for row in good_rows(plan):
        _, _, name, stage, days, tonnes, _, cost, _, rise, avoided, each = row
        rows.append((
            textwrap.shorten(name, 32, placeholder="…"), stage, f"{tonnes:,.0f}", f"{days:g}",
            _millions(cost), f"{100.0 * rise:+.1f}%", _millions(avoided), f"{each:.2f}",
        ))  # fmt: skip
    return table(rows, (0, 1))


def _steps(plan: VaultPlan) -> str:
    names = goods_names(plan)
    rows: list[tuple[str, ...]] = [("raise", "cost, mUSD", "avoided", "per dollar", "in plan")]
    for step in plan.steps:
        told = textwrap.wrap(told_step(step, names), ROOM)
        figures = (
            _millions(step.cost), _millions(step.avoided), f"{step.per_dollar:.2f}",
            "yes" if step.bought else "no",
        )  # fmt: skip
        rows.append((told[0], *figures))
        rows += [(f"  {line}", "", "", "", "") for line in told[1:]]
    return table(rows)


def _frontier(plan: VaultPlan) -> str:
    rows: list[tuple[str, ...]] = [("budget, mUSD", "spent", "avoided", "share", "at most missed")]
    for item in plan.frontier:
        share = item.avoided / plan.without if plan.without else 0.0
        rows.append((
            _millions(item.budget), _millions(item.cost), _millions(item.avoided), f"{share:.0%}",
            _millions(item.bound),
        ))  # fmt: skip
    return table(rows, ())


def _checks(plan: VaultPlan) -> str:
    """The replay beside the promise, and the effort."""
    promised = {chain.id: stock for chain, stock in zip(plan.chains, plan.choice.stocks, strict=True)}
    parts = []
    for item in plan.replays:
        stock = promised[item.chain]
        held = min(item.held[good.commodity] / good.tonnes for good in stock.goods)
        parts.append(
            f"{item.chain} holds {held:.1%} of its tonnes at least and avoids "
            f"{item.avoided / stock.avoided:.1%} of what is promised"
        )
    replay = f"Replayed in the years model, {'; '.join(parts)}. " if parts else ""
    failed = f", {len(plan.failed)} more had no solution" if plan.failed else ""
    return textwrap.fill(
        f"{replay}{plan.solved} joint stocks solved{failed}, in {plan.seconds:.0f} s.", WIDTH
    )


def _millions(amount: float) -> str:
    value = amount / MILLION
    return f"{value:,.0f}" if abs(value) >= 100.0 else f"{value:,.1f}"
