"""Figures and tables of the page on what 12 billion USD should buy."""

from __future__ import annotations

from itertools import accumulate

from footwall.explore.vault_plan import VaultPlan, VaultQuestion, vault_plan
from footwall.explore.vault_terms import VaultTerms
from footwall.explore.vault_words import goods_names, sentences, told_step
from footwall.explore.written_vault import good_rows
from footwall.report.chart_lines import Point, lines
from footwall.report.figure import Panel
from footwall.report.number_words import percent, plain
from footwall.report.svg import Words
from generator.drawing import Drawn
from generator.tables import markdown_table
from generator.telling import Told

BUDGET, YEAR = 12e9, 2030
MILLION, BILLION = 1e6, 1e9


def told() -> Told:
    """All of the page."""
    plan = vault_plan(VaultQuestion(BUDGET, VaultTerms(YEAR)))
    return Told(
        tables={
            "answer": "\n\n".join(sentences(plan)) + "\n",
            "goods": _goods(plan),
            "steps": _steps(plan),
            "budgets": _budgets(plan),
            "replay": _replay(plan),
        },
        figures={"cover": _cover(plan)},
        claims=_claims(plan),
    )


def _goods(plan: VaultPlan) -> str:
    columns = (
        "good",
        "form",
        "t",
        "days",
        "cost, million USD",
        "price while buying",
        "avoided",
        "per dollar",
    )
    rows = [
        (
            name, stage, plain(tonnes, 0), f"{days:g}", plain(cost / MILLION, 0), percent(100.0 * rise),
            plain(avoided / MILLION, 0), plain(each, 1),
        )
        for _, _, name, stage, days, tonnes, _, cost, _, rise, avoided, each in good_rows(plan)
    ]  # fmt: skip
    return markdown_table(columns, rows, columns[2:])


def _steps(plan: VaultPlan) -> str:
    names = goods_names(plan)
    columns = ("raise", "cost, million USD", "avoided, million USD", "per dollar", "in the plan")
    rows = [
        (
            told_step(step, names), plain(step.cost / MILLION, 0), plain(step.avoided / MILLION, 0),
            plain(step.per_dollar, 2), "yes" if step.bought else "no",
        )
        for step in plan.steps
    ]  # fmt: skip
    return markdown_table(columns, rows, columns[1:4])


def _budgets(plan: VaultPlan) -> str:
    columns = ("budget, billion USD", "spent", "avoided", "at most missed")
    rows = [
        tuple(plain(value / BILLION, 2) for value in (item.budget, item.cost, item.avoided, item.bound))
        for item in plan.frontier
    ]
    return markdown_table(columns, rows, columns)


def _replay(plan: VaultPlan) -> str:
    stocks = {chain.id: (chain.name, of) for chain, of in zip(plan.chains, plan.choice.stocks, strict=True)}
    columns = (
        "chain",
        "tonnes held over those promised",
        "money spent over that planned",
        "loss avoided over that promised",
    )
    rows = []
    for item in plan.replays:
        name, stock = stocks[item.chain]
        held = min(item.held[good.commodity] / good.tonnes for good in stock.goods)
        rows.append(
            (name, f"{held:.1%}", f"{item.spent / stock.cost:.1%}", f"{item.avoided / stock.avoided:.1%}")
        )
    return markdown_table(columns, rows, columns[1:])


def _cover(plan: VaultPlan) -> Drawn:
    bought = [step for step in plan.steps if step.bought]
    spent = [0.0, *accumulate(step.cost / BILLION for step in bought)]
    avoided = [0.0, *accumulate(step.avoided / BILLION for step in bought)]
    points = [
        Point(cost, loss, None, None, plain(loss, 1)) for cost, loss in zip(spent, avoided, strict=True)
    ]
    words = Words(
        "vault-cover",
        "Loss avoided against money spent",
        f"From nothing to {plain(avoided[-1], 1)} billion USD avoided by {plain(spent[-1], 1)} billion USD.",
    )
    half = next(cost for cost, loss in zip(spent, avoided, strict=True) if loss >= 0.4 * avoided[-1])
    return Drawn(
        "vault-plan-cover",
        f"{plain(half, 2)} billion USD avoid {plain(avoided[spent.index(half)], 1)} billion USD",
        "Loss avoided, billion USD, against money spent in order of merit, billion USD.",
        (
            Panel(
                "All five chains",
                "loss avoided over 52 weeks",
                lines(words, points, (), ("billion USD spent", "billion USD avoided"), "s-0"),
            ),
        ),
        "Source: Footwall, members of `vault-alone`, buying from 2027 to 2029, 52 weeks from 1 January 2030.",
    )


def _claims(plan: VaultPlan) -> dict[str, bool]:
    goods = {row[1]: row for row in good_rows(plan)}
    chains = {chain.id: stock for chain, stock in zip(plan.chains, plan.choice.stocks, strict=True)}
    nothing = [name for name, stock in chains.items() if not stock.goods]
    first = plan.steps[0]
    return {
        "Terbium metal comes first, and dysprosium metal with it.": [name for name, _, _ in first.raised]
        == ["tb_metal"]
        and "dy_metal" in {name for name, _, _ in plan.steps[1].raised},
        "Most of the money goes into magnets.": goods["ndfeb_magnet"][7] > 0.5 * plan.choice.cost,
        "No stock of cobalt, gallium or germanium avoids what it costs.": nothing
        == ["cobalt", "gallium", "germanium"],
        "Less than a third of 12 billion USD finds use.": plan.endless.cost < BUDGET / 3.0,
    }
