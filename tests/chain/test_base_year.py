"""The balanced base year of the bundled facts: closure, kept totals, and independence of order and names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.fact_tables import renamed, shuffled
from footwall.chain import BuiltNetwork, build_network, facts_of
from footwall.chain.balancing import MEASURED_KEPT_WITHIN
from footwall.chain.capacities import LEAST_UTILISATION, MOST_UTILISATION
from footwall.chain.network import Network
from footwall.facts import load_facts


@pytest.fixture(scope="module")
def built() -> BuiltNetwork:
    return build_network(load_facts())


def _sums(network: Network) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]:
    """Output less arcs of every market and purchases less arcs of every buyer, relative."""
    left: dict[tuple[str, str], float] = {}
    right: dict[tuple[str, str], float] = {}
    size: dict[tuple[str, str], float] = {}
    for arc in network.arcs:
        left[arc.commodity, arc.origin] = left.get((arc.commodity, arc.origin), 0.0) - arc.flow
        right[arc.commodity, arc.destination] = right.get((arc.commodity, arc.destination), 0.0) - arc.flow
        size[arc.commodity, arc.origin] = size.get((arc.commodity, arc.origin), 0.0) + arc.flow
    for process in network.processes:
        for commodity, amount in process.outputs:
            left[commodity, process.region] += amount * process.activity
        for commodity, amount in process.inputs:
            right[commodity, process.region] += amount * process.activity
    for use in network.uses:
        right[use.commodity, use.region] += use.quantity
    scale = max(size.values())
    return {k: v / size.get(k, scale) for k, v in left.items()}, {k: v / scale for k, v in right.items()}


def test_every_market_and_buyer_closes(built: BuiltNetwork) -> None:
    for gaps in _sums(built.network):
        assert max(abs(gap) for gap in gaps.values()) < 1e-9


def test_arcs_join_every_origin_with_every_buyer(built: BuiltNetwork) -> None:
    network = built.network
    origins = {(market.commodity, market.region) for market in network.markets}
    buyers = {(item, process.region) for process in network.processes for item, _ in process.inputs}
    buyers |= {(use.commodity, use.region) for use in network.uses}
    expected = {(c, i, j) for c, i in origins for item, j in buyers if item == c}
    assert {(arc.commodity, arc.origin, arc.destination) for arc in network.arcs} == expected
    assert all(arc.flow > 0.0 and arc.freight >= 0.0 for arc in network.arcs)


def test_elements_that_enter_are_used_or_lost(built: BuiltNetwork) -> None:
    """Mined + old scrap = final use + losses, summed over the whole chain, to 1e-9."""
    network = built.network
    contents = {commodity.id: commodity.contents for commodity in network.commodities}
    for element in network.elements:
        entered = sum(
            amount * process.activity * contents[item].get(element, 0.0)
            for process in network.processes
            if process.kind == "mine"
            for item, amount in process.outputs
        )
        lost = sum(process.losses.get(element, 0.0) * process.activity for process in network.processes)
        used = sum(use.quantity * contents[use.commodity].get(element, 0.0) for use in network.uses)
        assert entered > 0.0
        assert lost + used == pytest.approx(entered, rel=1e-9)


def test_measured_production_is_kept(built: BuiltNetwork) -> None:
    measured = [item for item in built.adjustments if item.table == "production" and item.grade == "measured"]
    assert measured
    assert all(abs(item.ratio - 1.0) <= MEASURED_KEPT_WITHIN for item in measured)


def test_no_published_figure_vanishes(built: BuiltNetwork) -> None:
    facts = facts_of(load_facts(), "ree_magnets")
    rows = sum(1 for row in facts.table("production") if row.year == 2024)
    assert len([item for item in built.adjustments if item.table == "production"]) == rows


def test_utilisation_is_bounded_and_clamps_are_listed(built: BuiltNetwork) -> None:
    published = {(row.recipe, row.region): row.quantity for row in load_facts().table("capacity")}
    clamped = {item.key for item in built.adjustments if item.table == "capacity"}
    for process in built.network.processes:
        used = process.activity / process.capacity
        assert LEAST_UTILISATION * (1 - 1e-9) <= used <= MOST_UTILISATION
        recipe, _, region = process.id.partition("@")
        assert (process.id in clamped) == (process.capacity != published[recipe, region])


def test_every_active_process_earns_its_minimum_margin(built: BuiltNetwork) -> None:
    facts = load_facts()
    for process in built.network.processes:
        recipe, product = process.id.partition("@")[0], process.outputs[0][0]
        minimum = facts.parameter("minimum_margin", recipe=recipe, region=process.region, commodity=product)
        assert built.margins[process.id] >= minimum.value * (1.0 - 1e-9) - 1e-6


def test_price_adjustments_cover_every_market_and_name_their_reason(built: BuiltNetwork) -> None:
    assert [item.market for item in built.price_adjustments] == [
        market.name for market in built.network.markets
    ]
    for item, market in zip(built.price_adjustments, built.network.markets, strict=True):
        assert market.base_price == item.price == pytest.approx(item.quote * item.ratio)
        assert (item.reason == "as quoted") == (abs(item.ratio - 1.0) < 1e-9)


def test_aggregates_name_their_members(built: BuiltNetwork) -> None:
    members = built.network.aggregate_members["EU27"]
    assert len(members) == 27
    assert "DEU" in members
    assert not set(members) & set(built.network.regions)


def _by_name(built: BuiltNetwork) -> dict[str, float]:
    network = built.network
    values = {arc.name: arc.flow for arc in network.arcs}
    values |= {market.name: market.base_price for market in network.markets}
    values |= {process.id: process.activity for process in network.processes}
    values |= {f"capacity {process.id}": process.capacity for process in network.processes}
    return values | {f"{use.sector} {use.commodity} {use.region}": use.quantity for use in network.uses}


@given(st.integers(0, 2**32 - 1))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    assert _by_name(build_network(shuffled(seed))) == pytest.approx(
        _by_name(build_network(load_facts())), rel=1e-9
    )


def test_the_names_of_regions_change_nothing(built: BuiltNetwork) -> None:
    names = {"JPN": "ZZJ", "USA": "AAU", "VNM": "MMV"}
    other = _by_name(build_network(renamed(names)))

    def translated(name: str) -> str:
        for old, new in names.items():
            name = name.replace(old, new)
        return name

    assert other == pytest.approx(
        {translated(name): value for name, value in _by_name(built).items()}, rel=1e-9
    )
