"""Pilot plants give later projects a base, and nobody can see them in the base year."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from footwall.chain.network import Network
from footwall.facts import load_facts
from footwall.facts.facts import Facts
from footwall.horizon.pilot_plants import PILOT_SHARE, with_pilot_plants
from footwall.runs.economy import base_economy

CHAINS = ("ree_magnets", "lithium", "cobalt", "gallium", "germanium")
SEEN = 1e-3
"""Largest change of a price, and of the world's output of a commodity, that counts as none."""


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


@pytest.fixture(scope="module")
def piloted(facts: Facts) -> Facts:
    return with_pilot_plants(facts, 2024)


def plants(facts: Facts) -> set[tuple[str, str]]:
    return {(row.recipe, row.region) for row in facts.table("production") if row.year == 2024}


def output(network: Network) -> dict[str, float]:
    made: dict[str, float] = {}
    for process in network.processes:
        for commodity, amount in process.outputs:
            made[commodity] = made.get(commodity, 0.0) + amount * process.activity
    return made


@pytest.mark.parametrize("chain", CHAINS)
def test_they_move_nothing_in_the_base_year(chain: str, facts: Facts, piloted: Facts) -> None:
    """Prices by less than 0.1%, the world's output of no commodity by more."""
    before, after = (base_economy(item, chain=chain)[1].base.network for item in (facts, piloted))
    price = {market.name: market.base_price for market in after.markets}
    for market in before.markets:
        assert price[market.name] == pytest.approx(market.base_price, rel=SEEN), market.name
    world = output(after)
    for commodity, made in output(before).items():
        assert world[commodity] == pytest.approx(made, rel=SEEN), commodity


@pytest.mark.parametrize("chain", CHAINS)
def test_recorded_trade_is_not_pulled_in(chain: str, facts: Facts, piloted: Facts) -> None:
    """Flows between places of before stay within 0.1% of what is made; a pilot plant ships a trickle."""
    before, after = (base_economy(item, chain=chain)[1].base.network for item in (facts, piloted))
    flow = {(arc.commodity, arc.origin, arc.destination): arc.flow for arc in before.arcs}
    made = output(before)
    for arc in after.arcs:
        route = (arc.commodity, arc.origin, arc.destination)
        assert abs(arc.flow - flow.get(route, 0.0)) <= SEEN * made[arc.commodity], route


def test_every_place_of_a_project_has_a_plant(facts: Facts, piloted: Facts) -> None:
    wanted = {(row.recipe, row.region) for row in facts.table("projects") if row.status != "cancelled"}
    assert wanted - plants(facts), "the facts hold a project in a place without a plant"
    assert plants(piloted) == plants(facts) | wanted
    assert {(row.recipe, row.region) for row in piloted.table("capacity") if row.year == 2024} >= wanted


def test_a_pilot_plant_makes_a_trickle_of_the_world(facts: Facts, piloted: Facts) -> None:
    world: dict[str, float] = {}
    for row in facts.table("production"):
        if row.year == 2024:
            world[row.commodity] = world.get(row.commodity, 0.0) + row.quantity
    added = [row for row in piloted.table("production") if row not in facts.table("production")]
    assert added
    for row in added:
        assert row.quantity == pytest.approx(PILOT_SHARE * world[row.commodity])
        assert row.low < row.quantity < row.high
        assert row.grade == "assumed"


def test_a_cancelled_project_gets_none(facts: Facts) -> None:
    new = next(
        row
        for row in facts.table("projects")
        if row.status != "cancelled" and (row.recipe, row.region) not in plants(facts)
    )
    alone = replace(
        facts, tables=MappingProxyType({**facts.tables, "projects": (replace(new, status="cancelled"),)})
    )
    assert with_pilot_plants(alone, 2024) is alone
    planned = replace(
        facts, tables=MappingProxyType({**facts.tables, "projects": (replace(new, status="planned"),)})
    )
    assert plants(with_pilot_plants(planned, 2024)) == plants(facts) | {(new.recipe, new.region)}
