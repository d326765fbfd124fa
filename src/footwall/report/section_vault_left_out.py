"""What a plan without one of its goods loses again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from footwall.explore.vault_words import money
from footwall.report.chart_bars import Bar, bars
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import plain
from footwall.report.svg import Words
from footwall.report.vault_goods import MILLION, STOCK, Good, goods_of, millions, source

if TYPE_CHECKING:
    from footwall.explore.vault_plan import VaultPlan

APART = 0.01
"""Share of what a plan avoids by which the sum over goods must differ to be told."""


def left_out(plan: VaultPlan) -> Section | None:
    """None where nothing is bought."""
    goods = goods_of(plan)
    if not goods:
        return None
    told = together(plan, goods)
    return Section("left-out", "A plan without one good", (told,) if told else (), (_figure(plan, goods),))


def message(plan: VaultPlan, goods: Sequence[Good]) -> str:
    """The good that is missed most."""
    good = max(goods, key=lambda item: item.back)
    if good.back <= 0.0:
        return "No good is missed if it alone is left out"
    share = good.back / plan.choice.avoided
    return (
        f"Without {good.told} alone {money(good.back)} are lost again, {share:.0%} of all that the plan "
        "avoids"
    )


def together(plan: VaultPlan, goods: Sequence[Good]) -> str:
    """Why these figures do not add up to what the plan avoids; empty where they do."""
    total, avoided = sum(good.back for good in goods), plan.choice.avoided
    if abs(total - avoided) <= APART * abs(avoided):
        return ""
    if total > avoided:
        return (
            f"Added up these are {money(total)}, more than the {money(avoided)} that the plan avoids: goods "
            "that save a use only together each count it."
        )
    return (
        f"Added up these are {money(total)}, less than the {money(avoided)} that the plan avoids: where one "
        "good is left out, others stand in for it."
    )


def _figure(plan: VaultPlan, goods: Sequence[Good]) -> Figure:
    return Figure(
        "left-out",
        message(plan, goods),
        "Loss that comes back if this good alone is left out of the plan; beside it the money that is saved.",
        (
            _panel(goods, "Lost again", "over 52 weeks", [good.back for good in goods]),
            _panel(goods, "Money saved", "purchases, interest and storage", [g.bought.cost for g in goods]),
        ),
        source(plan),
        _table(goods),
    )


def _panel(goods: Sequence[Good], heading: str, note: str, amounts: Sequence[float]) -> Panel:
    rows = [
        Bar(good.name, amount / MILLION, millions(amount), STOCK)
        for good, amount in zip(goods, amounts, strict=True)
    ]
    unit = "million USD"
    told = " ".join(f"{row.label}: {row.figure}." for row in rows)
    words = Words(f"left-out-{heading.lower().replace(' ', '-')}", f"{heading}, {unit}", told)
    every = [good.back / MILLION for good in goods] + [good.bought.cost / MILLION for good in goods]
    return Panel(heading, f"{unit}, {note}", bars(words, rows, unit, every, most=3))


def _table(goods: Sequence[Good]) -> Table:
    rows = tuple(
        (
            good.name,
            good.stage,
            millions(good.back),
            millions(good.bought.cost),
            plain(good.back / good.bought.cost),
        )
        for good in goods
    )
    columns = ("Good", "Form", "Lost again, million USD", "Money saved, million USD", "USD a dollar")
    return Table("The plan without one good", columns, rows, labels=2)
