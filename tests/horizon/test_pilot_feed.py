"""A pilot plant buys its feed where it is made, and not what records leave unexplained elsewhere."""

from __future__ import annotations

import pytest

from footwall.facts import load_facts
from footwall.horizon.pilot_plants import with_pilot_plants
from footwall.runs.economy import base_economy


@pytest.fixture(scope="module")
def flows() -> dict[tuple[str, str], float]:
    """Base-year flows of monazite concentrate, t/year, by (origin, destination)."""
    _, economy = base_economy(with_pilot_plants(load_facts(), 2024), chain="ree_magnets")
    return {
        (arc.origin, arc.destination): arc.flow
        for arc in economy.base.network.arcs
        if arc.commodity == "monazite_concentrate"
    }


def test_a_pilot_beside_the_mine_is_fed_by_it(flows: dict[tuple[str, str], float]) -> None:
    """Australia makes half of the world's monazite concentrate; the others are far away."""
    bought = {origin: flow for (origin, destination), flow in flows.items() if destination == "AUS"}
    assert bought["AUS"] > 0.8 * sum(bought.values())


def test_what_is_made_elsewhere_counts_by_output(flows: dict[tuple[str, str], float]) -> None:
    bought = {origin: flow for (origin, destination), flow in flows.items() if destination == "USA"}
    assert max(bought, key=lambda origin: bought[origin]) == "AUS"
    assert bought["VNM"] < 0.1 * sum(bought.values())
