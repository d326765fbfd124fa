"""The plan on two small chains: it keeps its promise in the years model, and no grid of stocks beats it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from footwall.errors import UnknownName
from footwall.explore.vault_opened import opened
from footwall.explore.vault_plan import VaultPlan, VaultQuestion, span_of, vault_plan
from footwall.explore.vault_programme import chosen
from footwall.explore.vault_search import Search, searched
from footwall.explore.vault_terms import KEPT_STAGES, VaultTerms
from footwall.facts import load_facts

BUDGET = 1.5e9
TERMS = VaultTerms(2030, worth=0.05)
"""Where cells are lost a dollar avoids little: little is asked of it here, so that much is bought."""


@cache
def plan() -> VaultPlan:
    return vault_plan(VaultQuestion(BUDGET, TERMS, chains=("lithium", "gallium")))


def test_the_plan_keeps_to_its_budget_and_buys_where_it_avoids_most() -> None:
    found = plan()
    assert 0.0 < found.choice.cost <= BUDGET
    assert sum(stock.budget for stock in found.rulebook.stockpile.values()) <= BUDGET * (1.0 + 1e-6)
    bought = [step.per_dollar for step in found.steps if step.bought]
    assert bought == sorted(bought, reverse=True)
    assert set(found.rulebook.stockpile) == {
        good.commodity for stock in found.choice.stocks for good in stock.goods
    }


def test_its_replay_in_the_years_model_holds_and_avoids_what_was_promised() -> None:
    found = plan()
    promised = {chain.id: stock for chain, stock in zip(found.chains, found.choice.stocks, strict=True)}
    assert {item.chain for item in found.replays} == {name for name, stock in promised.items() if stock.goods}
    for item in found.replays:
        stock = promised[item.chain]
        for good in stock.goods:
            assert item.held[good.commodity] == pytest.approx(good.tonnes, rel=0.05)
        assert item.spent == pytest.approx(stock.cost, rel=0.05)
        assert item.avoided == pytest.approx(stock.avoided, rel=0.05)


def test_a_stock_costs_more_than_its_tonnes_and_moves_the_price_while_it_buys() -> None:
    goods = [good for stock in plan().choice.stocks for good in stock.goods]
    assert all(good.cost > good.purchases > 0.0 for good in goods)
    assert all(good.price_rise > 0.0 for good in goods)


def test_the_frontier_never_falls() -> None:
    covered = [item.avoided for item in plan().frontier]
    assert covered == sorted(covered)
    assert covered[0] < covered[-1]


def test_what_a_stock_loses_and_avoids_is_the_loss_without_it() -> None:
    found = plan()
    for chain, stock in zip(found.chains, found.choice.stocks, strict=True):
        assert stock.avoided + sum(stock.lost.values()) == pytest.approx(
            sum(chain.without.values()), rel=1e-9
        )


def test_a_coarse_grid_of_three_goods_is_no_better_than_the_plan() -> None:
    """Every joint stock of three goods of the lithium chain at three levels, against the search."""
    chain = plan().chains[0]
    assert chain.id == "lithium"
    goods = [good.id for good in chain.goods]
    at = [goods.index(good) for good in ("spodumene_concentrate", "lithium_carbonate", "lithium_hydroxide")]
    grid = Search(chain)
    for levels in product((0, 2, 6), repeat=3):
        every = [0] * len(goods)
        for place, level in zip(at, levels, strict=True):
            every[place] = level
        grid.net(tuple(every), 1.0)
    assert len(grid.found) == 27
    alone = vault_plan(VaultQuestion(BUDGET, TERMS, chains=("lithium",)))
    brute = chosen([list(grid.found.values())], BUDGET, TERMS.worth)
    ours = alone.choice.avoided - TERMS.worth * alone.choice.cost
    theirs = brute.avoided - TERMS.worth * brute.cost
    assert ours >= theirs - alone.choice.bound - 0.01 * theirs


@pytest.mark.long
@pytest.mark.parametrize("budget", [0.1e9, 0.3e9, 1.5e9, 3e9, 12e9])
def test_a_grid_over_goods_that_help_only_together_is_no_better(budget: float) -> None:
    """Dysprosium metal, terbium metal and magnets at four levels each, against the search over all goods."""
    search, grid = heavy_rare_earths()
    assert len(grid.found) == 64
    ours, theirs = (chosen([list(of.found.values())], budget, 1.0) for of in (search, grid))
    net = theirs.avoided - theirs.cost
    assert ours.avoided - ours.cost >= 0.99 * net - ours.bound


@cache
def heavy_rare_earths() -> tuple[Search, Search]:
    """What the search solves of the magnet chain, and a grid of three of its goods."""
    facts = load_facts()
    row = next(row for row in facts.table("chains") if row.id == "ree_magnets")
    law = plan().rulebook.model_copy(update={"stockpile": {}})
    chain = opened(row, facts, law, span_of(2030), VaultTerms(2030))
    grid = Search(chain)
    goods = [good.id for good in chain.goods]
    for levels in product((0, 6, 10, 12), repeat=3):
        asked = dict(zip(("dy_metal", "tb_metal", "ndfeb_magnet"), levels, strict=True))
        grid.net(tuple(asked.get(good, 0) for good in goods), 1.0)
    return searched(chain, lambda _: None), grid


def test_nothing_is_stored_that_is_made_to_order_or_has_no_grade() -> None:
    stages = {good.stage for chain in plan().chains for good in chain.goods}
    assert stages <= set(KEPT_STAGES)
    assert not {"device", "scrap", "cathode"} & stages


def test_a_slow_pace_leaves_large_stocks_out() -> None:
    chain = plan().chains[1]
    slow = replace(chain, terms=replace(TERMS, pace=0.1))
    for good in chain.goods:
        assert chain.possible(good.id, 180.0)
        assert slow.possible(good.id, 60.0) and not slow.possible(good.id, 180.0)


@pytest.mark.parametrize("year", [2024, 2026, 2046])
def test_a_year_without_years_of_buying_is_refused(year: int) -> None:
    with pytest.raises(UnknownName, match="allowed"):
        span_of(year)
