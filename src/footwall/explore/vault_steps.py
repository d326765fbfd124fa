"""The plan in order of merit: what the first dollar buys, what the next, and what it no longer buys.

The steps of a chain run along its frontier, from one joint stock to the next; a step often raises several
goods at once, since one of them alone saves little. Steps of all chains are told by what a dollar of them
avoids.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from footwall.explore.vault_frontier import frontier, slope

if TYPE_CHECKING:
    from footwall.explore.vault_chain import Stocked, VaultChain


@dataclass(frozen=True)
class PlanStep:
    """From one joint stock of a chain to a dearer one."""

    chain: str
    raised: tuple[tuple[str, float, float], ...]
    """(good, days before, days after) of what changes."""
    cost: float
    avoided: float
    bought: bool
    """False for the first step beyond the plan."""

    @property
    def per_dollar(self) -> float:
        return self.avoided / max(self.cost, 1e-9)


def steps_of(
    chains: Sequence[VaultChain], stocks: Sequence[Sequence[Stocked]], taken: Sequence[Stocked], worth: float
) -> tuple[PlanStep, ...]:
    """All steps that lead to what is ``taken``, and the first beyond it of each chain, dearest loss first."""
    found: list[PlanStep] = []
    for chain, of, end in zip(chains, stocks, taken, strict=True):
        way = [stock for stock in frontier(of, worth) if stock.cost < end.cost] or [of[0]]
        if end.cost > 0.0:
            way.append(end)
        found += [_step(chain, low, high, True) for low, high in pairwise(way)]
        beyond = [stock for stock in of if stock.cost > end.cost]
        if beyond:
            best = max(beyond, key=lambda stock, end=end: slope(end, stock))  # type: ignore[misc]
            found.append(_step(chain, end, best, False))
    return tuple(sorted(found, key=lambda step: (not step.bought, -step.per_dollar)))


def _step(chain: VaultChain, low: Stocked, high: Stocked, bought: bool) -> PlanStep:
    days = chain.terms.levels
    raised = tuple(
        (good.id, days[before], days[after])
        for good, before, after in zip(chain.goods, low.levels, high.levels, strict=True)
        if before != after
    )
    return PlanStep(chain.id, raised, high.cost - low.cost, high.avoided - low.avoided, bought)
