"""The steps of a plan in order of merit, and what the stock holds in the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from footwall.explore.vault_words import goods_names, told_step
from footwall.report.chart_bars import Bar, bars
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import percent, plain, signed
from footwall.report.svg import Words
from footwall.report.vault_goods import (
    MILLION,
    STOCK,
    WITHOUT,
    Good,
    goods_of,
    millions,
    source,
)
from footwall.report.wording import capitalised
from footwall.runs.sentences import in_sentence

if TYPE_CHECKING:
    from footwall.explore.vault_plan import VaultPlan
    from footwall.explore.vault_steps import PlanStep

MOST_LINES = 6
"""Of a label: a step may raise many goods at once."""


def merit(plan: VaultPlan) -> Section | None:
    """None where no stock was solved but the empty one."""
    if not plan.steps:
        return None
    goods = goods_of(plan)
    tables = (_held(goods),) if goods else ()
    return Section("merit", "In order of merit", (_lead(plan),), (_figure(plan),), tables)


def _lead(plan: VaultPlan) -> str:
    worth = plan.question.terms.worth
    return (
        "A step raises one good, or several where one of them alone saves little. "
        f"A dollar is spent where it avoids {worth:g} USD of loss at least, if the exports stop."
    )


def message(plan: VaultPlan) -> str:
    """What the first and the last dollar of the plan avoid, and the best beyond it."""
    bought = [step.per_dollar for step in plan.steps if step.bought]
    beyond = [step.per_dollar for step in plan.steps if not step.bought]
    told = []
    if len(bought) > 1:
        told.append(
            f"The first step avoids {plain(bought[0])} USD a dollar, the last that is bought "
            f"{plain(bought[-1])}"
        )
    elif bought:
        told.append(f"The one step that is bought avoids {plain(bought[0])} USD a dollar")
    if beyond:
        subject, unit = ("the", "") if told else ("The", " USD a dollar")
        told.append(f"{subject} best that is not bought avoids {plain(beyond[0])}{unit}")
    return "; ".join(told)


def _figure(plan: VaultPlan) -> Figure:
    worth = plan.question.terms.worth
    unit = "million USD"
    return Figure(
        "merit",
        message(plan),
        "Steps from the first dollar on. Teal: in the plan. Grey: the best step beyond it, of every chain.",
        (
            _panel(
                plan, "Avoided by a dollar", "USD a dollar", lambda step: step.per_dollar, f"asked: {worth:g}"
            ),
            _panel(plan, "Money", unit, lambda step: step.cost / MILLION, "purchases, interest and storage"),
            _panel(plan, "Loss avoided", unit, lambda step: step.avoided / MILLION, "over 52 weeks"),
        ),
        source(plan),
        _table(plan),
    )


def _panel(plan: VaultPlan, heading: str, unit: str, value: Callable[[PlanStep], float], note: str) -> Panel:
    names = goods_names(plan)
    rows = [
        Bar(
            f"{place} · {told_step(step, names)}",
            value(step),
            plain(value(step)),
            STOCK if step.bought else WITHOUT,
        )
        for place, step in enumerate(plan.steps, 1)
    ]
    told = " ".join(f"{row.label}: {row.figure}." for row in rows)
    words = Words(f"merit-{heading.lower().replace(' ', '-')}", f"{heading}, {unit}", told)
    return Panel(heading, f"{unit}, {note}", bars(words, rows, unit, most=MOST_LINES))


def _table(plan: VaultPlan) -> Table:
    names = goods_names(plan)
    rows = tuple(
        (
            f"{place} · {capitalised(told_step(step, names))}",
            "; ".join(_tonnes(plan, step)),
            plain(step.cost / MILLION),
            plain(step.avoided / MILLION),
            plain(step.per_dollar),
            "yes" if step.bought else "no",
        )
        for place, step in enumerate(plan.steps, 1)
    )
    columns = (
        "Step", "Form and tonnes", "Money, million USD", "Loss avoided, million USD", "USD a dollar",
        "In the plan",
    )  # fmt: skip
    return Table("Steps in order of merit", columns, rows, words=(1, 5))


def _tonnes(plan: VaultPlan, step: PlanStep) -> list[str]:
    """``terbium metal (metal) +3.4 t``."""
    chain = next(chain for chain in plan.chains if chain.id == step.chain)
    known = {good.id: good for good in chain.goods}
    return [
        f"{in_sentence(known[name].name)} ({known[name].stage}) "
        f"{signed(chain.tonnes(name, after) - chain.tonnes(name, before))} t"
        for name, before, after in step.raised
    ]


def _held(goods: Sequence[Good]) -> Table:
    rows = tuple(
        (
            good.name,
            good.stage,
            plain(good.bought.tonnes),
            f"{good.bought.days:g}",
            millions(good.bought.cost),
            percent(100.0 * good.bought.price_rise),
        )
        for good in goods
    )
    columns = ("Good", "Form", "t", "Days of use", "Money, million USD", "Price while buying")
    return Table("What the stock holds in the end", columns, rows, labels=2)
