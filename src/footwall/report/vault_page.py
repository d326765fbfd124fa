"""The page of a plan for a public stock: the answer in words, then the figures that it rests on.

Everything that comes from a rulebook or a command line is text and is escaped.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from footwall.chain.build import BASE_YEAR
from footwall.explore.vault_words import headline, sentences
from footwall.report.figure import Section
from footwall.report.number_words import plain, share
from footwall.report.page import page_template
from footwall.report.result_colours import result_style
from footwall.report.section_checks import sources_of
from footwall.report.section_vault_cover import frontier
from footwall.report.section_vault_left_out import left_out
from footwall.report.section_vault_merit import merit
from footwall.report.section_vault_prices import prices
from footwall.report.section_vault_replay import replay
from footwall.report.vault_goods import money_unit, region_names
from footwall.report.vault_method import LICENCE, asked, caveats, method
from footwall.runs.manifest import model_name

if TYPE_CHECKING:
    from footwall.explore.vault_plan import VaultPlan

_SECTIONS: tuple[Callable[[VaultPlan], Section | None], ...] = (merit, frontier, prices, replay, left_out)


@dataclass(frozen=True)
class Card:
    """One number of the first screen."""

    text: str
    number: str
    unit: str


def vault_page(plan: VaultPlan, command: str) -> str:
    """The plan as one HTML document without outside requests; ``command`` makes it again."""
    names, title = region_names(plan), headline(plan)
    answer = sentences(plan, lambda code: names.get(code, code))
    return page_template("vault.html").render(
        title=title,
        answer=[told for told in answer if told != f"{title}."],
        cards=cards(plan),
        sections=[made for section in _SECTIONS if (made := section(plan)) is not None],
        method=method(plan),
        caveats=caveats(plan),
        asked=asked(plan),
        licence=LICENCE,
        cited=sources_of(*(chain.facts for chain in plan.chains)),
        model=model_name(),
        base_year=BASE_YEAR,
        colours=result_style(),
        command=command,
    )


def cards(plan: VaultPlan) -> tuple[Card, ...]:
    """Avoided, spent, avoided by a dollar, what is left of the budget, and lost all the same."""
    choice = plan.choice
    lost = plan.without - choice.avoided
    found = [
        _money_card("Loss avoided", choice.avoided, f"{share(_part(choice.avoided, plan.without))} of all"),
        _money_card("Spent", choice.cost, f"{share(choice.cost / plan.question.budget)} of the budget"),
    ]
    if choice.cost > 0.0:
        found.append(Card("Avoided by a dollar, on average", plain(choice.avoided / choice.cost), "USD"))
    found += [
        _money_card("Left over", plan.question.budget - choice.cost, ""),
        _money_card("Lost all the same", lost, f"{share(_part(lost, plan.without))} of all"),
    ]
    return tuple(found)


def _money_card(text: str, amount: float, beside: str) -> Card:
    scale, unit = money_unit([amount])
    return Card(text, plain(amount / scale), f"{unit}, {beside}" if beside else unit)


def _part(amount: float, whole: float) -> float:
    return amount / whole if whole else 0.0
