"""Cover against money: what every budget avoids and spends, and where another dollar no longer pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footwall.explore.vault_words import money
from footwall.report.chart_cover import BudgetMark, Stairs, cover
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import share
from footwall.report.svg import Words
from footwall.report.vault_goods import STOCK, WITHOUT, millions, money_unit, source

if TYPE_CHECKING:
    from footwall.explore.vault_plan import VaultPlan

TITLE = "Cover against money"


def frontier(plan: VaultPlan) -> Section:
    """Without a figure where no budget finds use."""
    if not plan.curve:
        worth = plan.question.terms.worth
        told = (
            f"No budget finds use: no stock avoids {worth:g} USD a dollar in these chains, so that more "
            "money covers nothing more."
        )
        return Section("cover", TITLE, (told,))
    return Section("cover", TITLE, (lead(plan),), (_figure(plan),))


def message(plan: VaultPlan) -> str:
    """Where the curve ends, and what the asked budget reaches."""
    asked, enough = plan.question.budget, plan.endless
    if enough.cost > asked:
        part = share(plan.choice.avoided / enough.avoided)
        most = money(enough.cost)
        return f"{money(asked)} reach {part} of what {most} would avoid; beyond that no dollar pays"
    return f"Beyond {money(enough.cost)} no dollar pays: {money(enough.avoided)} is the most worth avoiding"


def lead(plan: VaultPlan) -> str:
    """How soon half of what is worth avoiding is avoided."""
    most = plan.endless
    half = next(item for item in plan.curve if item.avoided >= 0.5 * most.avoided)
    return (
        f"{money(half.cost)}, {share(half.cost / most.cost)} of all that is worth spending, avoid "
        f"{share(half.avoided / most.avoided)} of all that is worth avoiding. A stock is bought whole, so "
        "that the lines rise in steps."
    )


def _figure(plan: VaultPlan) -> Figure:
    amounts = [max(item.avoided, item.budget) for item in plan.curve]
    scale, unit = money_unit(amounts)
    budgets = [item.budget / scale for item in plan.curve]
    stairs = (
        Stairs("avoided", [item.avoided / scale for item in plan.curve], STOCK),
        Stairs("spent", [item.cost / scale for item in plan.curve], WITHOUT),
    )
    marks = (
        BudgetMark(plan.question.budget / scale, f"asked: {money(plan.question.budget)}"),
        BudgetMark(plan.endless.cost / scale, f"enough: {money(plan.endless.cost)}"),
    )
    told = " ".join(
        f"With {money(item.budget)}: {money(item.avoided)} avoided, {money(item.cost)} spent."
        for item in plan.frontier
    )
    words = Words("cover-curve", f"Loss avoided and money spent over the budget, {unit}", told)
    picture = cover(words, budgets, stairs, marks, unit)
    return Figure(
        "cover",
        message(plan),
        f"Loss avoided over 52 weeks (teal) and money spent (grey), {unit}, by budget. Dashed: the budget "
        "that was asked, and what is enough: beyond it no dollar avoids what is asked of it.",
        (Panel("Avoided and spent", "all chains of the plan", picture),),
        source(plan, f"the choice solved at {len(plan.curve)} budgets"),
        _table(plan),
    )


def _table(plan: VaultPlan) -> Table:
    rows = tuple(
        (
            money(item.budget),
            millions(item.cost),
            millions(item.avoided),
            share(item.avoided / plan.without) if plan.without else share(0.0),
            millions(item.bound),
        )
        for item in plan.frontier
    )
    columns = (
        "Budget", "Spent, million USD", "Avoided, million USD", "Of all loss", "At most missed, million USD",
    )  # fmt: skip
    return Table("Cover against money", columns, rows)
