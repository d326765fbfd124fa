"""Joint stocks of one chain that a plan may choose from, each solved in full.

A price of money λ (USD of loss that a dollar must avoid) turns the question into one without a budget:

    max over levels of  avoided − λ·cost

which is Lagrange's problem of Everett (1963, *Operations Research* 11): its optimum for any λ is the best use
of the money that it spends. Here it is sought by exchange: one good out, down or up, then a stage or the
whole chain up at once, for goods that save a use only together. A full stock loses what is not worth its
money; an empty one is filled as λ falls from the dearest money. Goods that neither pay alone nor stay in the
full stock are left out of the exchange until the first goods are there. What is found does not depend on any
budget, and every stock that was solved on the way stays: the programme chooses among all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from footwall.errors import NotConverged
from footwall.explore.vault_chain import Stocked, VaultChain
from footwall.explore.vault_frontier import frontier

Levels = tuple[int, ...]
Step = Callable[[int], int]
"""From one level of a good to another."""
STEP = 2
"""Levels of one exchange; between two stocks of the frontier lies one at the levels left out."""
WIDE = 0.04
"""Share of the frontier's largest cost that two neighbours lie apart before one is sought between them."""
PRICES = (16.0, 4.0, 2.0, 1.0)
"""Of money, over the least loss that a dollar must avoid."""
SECOND_LOOK = 4.0
"""Of these: the price at which goods that were left out are tried beside the first ones."""
FULL = 180.0
"""Days of every good from which the search down begins."""
MOST_ROUNDS = 8
"""Rounds over all goods at one price of money."""
LEAST_GAIN = 1e-4
"""Share of the chain's loss below which one stock is not better than another: what passes leave open."""


@dataclass(eq=False)
class Search:
    """What was solved of one chain; ``failed`` had no solution, with the reason."""

    chain: VaultChain
    found: dict[Levels, Stocked] = field(default_factory=dict)
    failed: dict[Levels, str] = field(default_factory=dict)

    def solved(self, levels: Levels) -> Stocked:
        """A joint stock, solved once. Raises NotConverged."""
        if levels not in self.found:
            self.found[levels] = self.chain.stocked(levels)
        return self.found[levels]

    def net(self, levels: Levels, price: float) -> float:
        """Avoided less cost at a price of money, USD; minus infinity where the years have no solution."""
        if levels in self.failed:
            return float("-inf")
        try:
            stock = self.solved(levels)
        except NotConverged as refusal:
            self.failed[levels] = str(refusal)
            return float("-inf")
        return stock.avoided - price * stock.cost


def searched(chain: VaultChain, advance: Callable[[str], None]) -> Search:
    """All joint stocks that the search solved, the empty one among them."""
    search, least = Search(chain), chain.terms.worth
    nothing, full = (0,) * len(chain.goods), _full(chain)
    search.net(nothing, least)
    advance(f"{chain.name}: every good alone")
    alone = [
        (*nothing[:place], level, *nothing[place + 1 :]) for place, level in enumerate(full) if level > 0
    ]
    useful = {place for levels in alone for place in _held(levels) if search.net(levels, least) > 0.0}
    advance(f"{chain.name}: what a full stock can do without")
    here = _exchanged(search, full, least, set(_held(full)), DOWN)
    useful |= set(_held(here))
    _exchanged(search, here, least, useful, (*DOWN, *UP))
    here = nothing
    for price in PRICES:
        advance(f"{chain.name}: the first goods, at {price * least:g} USD a dollar")
        here = _exchanged(search, here, price * least, useful, UP)
        if price == SECOND_LOOK:
            useful |= _worth_adding(search, here, least)
    advance(f"{chain.name}: stocks between those found")
    _between(search)
    return search


def _between(search: Search) -> None:
    """Solve a stock half way between two neighbours of the frontier that lie far apart."""
    best = frontier(list(search.found.values()), search.chain.terms.worth)
    for low, high in pairwise(best):
        if high.cost - low.cost > WIDE * best[-1].cost:
            search.net(tuple((a + b) // 2 for a, b in zip(low.levels, high.levels, strict=True)), 0.0)


def _worth_adding(search: Search, here: Levels, price: float) -> set[int]:
    """Goods that are not held, of which a first lot is worth its money beside those that are."""
    best = search.net(here, price)
    return {
        place
        for place, level in enumerate(here)
        if level == 0 and _possible(search.chain, place, STEP)
        and search.net((*here[:place], STEP, *here[place + 1 :]), price) > best
    }  # fmt: skip


def _held(levels: Levels) -> tuple[int, ...]:
    return tuple(place for place, level in enumerate(levels) if level > 0)


def _full(chain: VaultChain) -> Levels:
    days = chain.terms.levels
    top = max(level for level, amount in enumerate(days) if amount <= FULL)
    return tuple(
        max(level for level in range(0, top + 1, STEP) if level == 0 or chain.possible(good.id, days[level]))
        for good in chain.goods
    )


def _exchanged(
    search: Search, here: Levels, price: float, goods: set[int], steps: tuple[Step, ...]
) -> Levels:
    """A stock that no exchange of these ``goods`` improves at a price of money."""
    best = search.net(here, price)
    enough = LEAST_GAIN * sum(search.chain.without.values())
    for _ in range(MOST_ROUNDS):
        start = here
        moves: list[Callable[[Levels], Iterator[Levels]]] = [
            partial(_of_one, search.chain, steps, place) for place in sorted(goods)
        ]
        if steps[-1] is up:
            moves.append(partial(_of_several, search.chain, goods))
        for move in moves:
            for other in move(here):
                if (net := search.net(other, price)) > best + enough:
                    here, best = other, net
                    break
        if here == start:
            break
    return here


def out(_: int) -> int:
    """Nothing of a good."""
    return 0


def down(level: int) -> int:
    """One step less."""
    return level - STEP


def up(level: int) -> int:
    """One step more."""
    return level + STEP


DOWN: tuple[Step, ...] = (out, down)
UP: tuple[Step, ...] = (up,)


def _of_one(chain: VaultChain, steps: tuple[Step, ...], place: int, here: Levels) -> Iterator[Levels]:
    """One good by each of the ``steps``."""
    for level in dict.fromkeys(step(here[place]) for step in steps):
        if level != here[place] and _possible(chain, place, level):
            yield (*here[:place], level, *here[place + 1 :])


def _of_several(chain: VaultChain, goods: set[int], here: Levels) -> Iterator[Levels]:
    """All ``goods`` of a stage up, then all of them."""
    stages = dict.fromkeys(chain.goods[place].stage for place in sorted(goods))
    groups = [{place for place in goods if chain.goods[place].stage == stage} for stage in stages]
    for group in (*(group for group in groups if len(group) > 1), goods):
        higher = tuple(
            level + STEP if place in group and _possible(chain, place, level + STEP) else level
            for place, level in enumerate(here)
        )
        if higher != here:
            yield higher


def _possible(chain: VaultChain, place: int, level: int) -> bool:
    days = chain.terms.levels
    return 0 <= level < len(days) and chain.possible(chain.goods[place].id, days[level])
