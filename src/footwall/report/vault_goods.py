"""The goods of a plan with what a page says of each, first what saves most a dollar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from footwall.report.number_words import plain
from footwall.runs.manifest import model_name
from footwall.runs.sentences import in_sentence, listed

if TYPE_CHECKING:
    from footwall.explore.vault_bought import Bought
    from footwall.explore.vault_chain import VaultChain
    from footwall.explore.vault_plan import VaultPlan

BILLION, MILLION = 1e9, 1e6
STOCK, WITHOUT = "s-0", "plain"
"""Style classes: with the stock, and what it is compared with."""


@dataclass(frozen=True)
class Good:
    """One good of the plan; ``back`` is the loss in USD that comes back if it alone is left out."""

    chain: VaultChain
    bought: Bought
    name: str
    stage: str
    back: float
    replayed: tuple[float, ...]
    """t at the end of each of ``bought.years`` in the years model."""

    @property
    def told(self) -> str:
        """Its name inside a sentence."""
        return in_sentence(self.name)

    @property
    def key(self) -> str:
        return self.bought.commodity.replace("_", "-")


def goods_of(plan: VaultPlan) -> tuple[Good, ...]:
    """First the good that saves most a dollar beside the rest of the plan."""
    replays = {item.chain: item for item in plan.replays}
    found = []
    for chain, stock, back in zip(plan.chains, plan.choice.stocks, plan.left_out, strict=True):
        known = {good.id: good for good in chain.goods}
        for item in stock.goods:
            good = known[item.commodity]
            tonnes = replays[chain.id].by_year[good.id]
            found.append(Good(chain, item, good.name, good.stage, back[good.id], tonnes))
    return tuple(sorted(found, key=lambda good: -good.back / good.bought.cost))


def region_names(plan: VaultPlan) -> dict[str, str]:
    """Code -> name."""
    return {row.code: row.name for chain in plan.chains for row in chain.facts.table("regions")}


def suppliers_told(plan: VaultPlan) -> str:
    """Who stops, named."""
    names = region_names(plan)
    return listed(list(dict.fromkeys(names[chain.supplier] for chain in plan.chains)))


def money_unit(amounts: Iterable[float]) -> tuple[float, str]:
    """What USD are divided by in one figure, and the unit."""
    largest = max((abs(amount) for amount in amounts), default=0.0)
    return (BILLION, "billion USD") if largest >= BILLION else (MILLION, "million USD")


def millions(amount: float) -> str:
    """USD as million USD, without the unit."""
    value = amount / MILLION
    return plain(value, 0 if abs(value) >= 99.95 else 1)


def source(plan: VaultPlan, what: str = "") -> str:
    """The source line of a figure."""
    chain, year = plan.chains[0], plan.question.terms.year
    told = f"; {what}" if what else ""
    return (
        f"Source: {model_name()}, central parameters; law and members of {plan.question.rulebook}, bought "
        f"from {chain.first} to {year - 1}, no exports of {suppliers_told(plan)} from {year}-01-01{told}."
    )
