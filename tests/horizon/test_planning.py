"""Indices of the years to come: plans of every stage, scrap that returns, hosts, and years in between."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.chain.network import Commodity
from footwall.errors import UnknownName
from footwall.facts.facts import BUNDLED, Facts
from footwall.facts.path_rows import DemandPath, HostPath, Lifetime
from footwall.horizon.index_paths import demand_indices, host_indices, interpolated
from footwall.horizon.planning import planned_growth
from footwall.horizon.responses import at_place
from footwall.horizon.scrap import scrap_index
from toy import toy_network

NETWORK = toy_network()
CITED = {"source": "toy", "grade": "assumed"}


def facts(**tables: Any) -> Facts:
    empty: dict[str, Any] = {"demand_paths": (), "host_paths": (), "lifetimes": ()}
    return Facts(BUNDLED, MappingProxyType({**empty, **tables}))


def demand(year: int, index: float, sector: str = "motors", commodity: str = "") -> DemandPath:
    return DemandPath(
        sector=sector, commodity=commodity, scenario="STEPS", year=year, index=index, low=0.5 * index,
        high=2.0 * index, **CITED,
    )  # fmt: skip


def life(name: str, value: float, sector: str = "motors") -> Lifetime:
    return Lifetime(
        name=name, recipe="", region="", sector=sector, value=value, low=value, high=value, unit="1", **CITED
    )


def host(year: int, index: float, region: str) -> HostPath:
    return HostPath(
        recipe="mine_oxide", region=region, host="alumina", year=year, index=index, low=index, high=index,
        **CITED,
    )  # fmt: skip


@given(st.lists(st.floats(0.2, 5.0), min_size=3, max_size=3))
def test_two_stages_plan_for_the_use_of_their_product(index: list[float]) -> None:
    """Magnets: (500·a + 200·b + 300·c)/1000. Oxide goes into magnets alone, so it plans the same."""
    a, b, c = index
    expected = (500.0 * a + 200.0 * b + 300.0 * c) / 1000.0
    growth = planned_growth(NETWORK, np.array([[1.0, 1.0, 1.0], index]))
    assert growth[0] == pytest.approx(np.ones(4), abs=1e-12)
    assert growth[1] == pytest.approx(np.full(4, expected), rel=1e-11)


def test_a_recycling_loop_is_closed() -> None:
    """Of 500 t of oxide 250 t are used as they are and 250 t go into 500 t of magnets, which leave scrap that
    the recycler of oxide alone buys. With use of oxide x and of magnets y: G_magnet = y,
    G_oxide = (250·x + 250·y)/500, and G_scrap = G_oxide.
    """
    scrap = Commodity("scrap", "Scrap", "toy mineral", "scrap", "t scrap", ("1",), {"El": 0.375})
    recycler = replace(
        NETWORK.processes[0], id="recycle@C", kind="recycler", region="C", inputs=(("scrap", 2.0),),
        activity=100.0,
    )  # fmt: skip
    maker = replace(
        NETWORK.processes[2], outputs=(("magnet", 1.0), ("scrap", 0.4)), inputs=(("oxide", 0.5),),
        activity=500.0,
    )  # fmt: skip
    collector = replace(NETWORK.processes[0], id="collect@C", outputs=(("scrap", 1.0),), activity=1.0)
    network = replace(
        NETWORK,
        commodities=(*NETWORK.commodities, scrap),
        processes=(NETWORK.processes[0], maker, recycler, collector),
        uses=(
            replace(NETWORK.uses[0], commodity="oxide", quantity=250.0),
            replace(NETWORK.uses[1], commodity="magnet", quantity=500.0),
        ),
    )
    growth = planned_growth(network, np.array([[1.0, 1.0], [2.0, 3.0]]))
    assert growth[0] == pytest.approx(np.ones(4), abs=1e-12)
    assert growth[1] == pytest.approx([2.5, 3.0, 2.5, 2.5], rel=1e-11)


def test_a_loop_that_feeds_itself_settles() -> None:
    """All oxide goes into 1000 t of magnets, of which 200 t go back into oxide and 800 t are used. With g of
    use: O = M and M = (800·g + 200·O)/1000, so O = M = g.
    """
    recycler = replace(
        NETWORK.processes[0], id="recycle@A", kind="recycler", inputs=(("magnet", 2.0),), activity=100.0
    )
    network = replace(
        NETWORK,
        processes=(replace(NETWORK.processes[2], activity=1000.0), recycler),
        uses=(replace(NETWORK.uses[0], quantity=800.0),),
    )
    growth = planned_growth(network, np.array([[1.0], [1.7], [0.6]]))
    assert growth == pytest.approx(np.array([[1.0] * 2, [1.7] * 2, [0.6] * 2]), rel=1e-10)


def test_a_use_that_ends_is_planned_for_no_more() -> None:
    """Nobody plans for the growth of what nobody will buy; the index keeps a thousandth to be divided by."""
    growth = planned_growth(NETWORK, np.array([[1.0] * 3, [0.0] * 3]))
    assert growth[1] == pytest.approx(np.full(4, 1e-3))


@given(st.integers(2020, 2050))
def test_years_in_between_lie_on_straight_lines(year: int) -> None:
    rows = [demand(2024, 1.0), demand(2030, 1.6), demand(2040, 1.2)]
    low, central, high = interpolated(rows, [year])[:, 0]
    if year <= 2024:
        expected = 1.0
    elif year <= 2030:
        expected = 1.0 + 0.1 * (year - 2024)
    else:
        expected = max(1.6 - 0.04 * (year - 2030), 1.2)
    assert (low, central, high) == pytest.approx((0.5 * expected, expected, 2.0 * expected))


def test_a_row_of_the_commodity_goes_before_its_sector() -> None:
    table = (demand(2024, 1.0), demand(2030, 2.0), demand(2024, 1.0, commodity="magnet"),
             demand(2030, 3.0, commodity="magnet"))  # fmt: skip
    found = demand_indices(facts(demand_paths=table), NETWORK, "STEPS", [2024, 2030])
    assert found[1] == pytest.approx(np.array([[1.0] * 3, [3.0] * 3]))
    assert found.shape == (3, 2, 3)
    with pytest.raises(UnknownName, match=r"no path of motors \(magnet\) in scenario NZE.*scenario constant"):
        demand_indices(facts(demand_paths=table), NETWORK, "NZE", [2024])
    assert np.all(demand_indices(facts(), NETWORK, "constant", [2024, 2040]) == 1.0)


@given(st.floats(0.0, 1.0))
def test_a_draw_takes_its_place_between_low_and_high(place: float) -> None:
    """0 is low, 1/2 central, 1 high, straight between."""
    indices = np.array([[[0.5]], [[1.0]], [[3.0]]])
    found = float(at_place(indices, np.array([place]))[0, 0, 0])
    assert found == pytest.approx(0.5 + place if place <= 0.5 else 1.0 + 4.0 * (place - 0.5))


def test_a_host_is_that_of_the_region_or_of_anywhere() -> None:
    table = (host(2024, 1.0, "*"), host(2034, 2.0, "*"), host(2024, 1.0, "B"), host(2034, 0.5, "B"))
    found = host_indices(facts(host_paths=table), NETWORK, "STEPS", [2024, 2029, 2034])[1]
    assert found[:, 0] == pytest.approx([1.0, 1.5, 2.0])
    assert found[:, 1] == pytest.approx([1.0, 0.75, 0.5])
    assert np.isnan(found[:, 2:]).all(), "magnets have no host"
    constant = host_indices(facts(host_paths=table), NETWORK, "constant", [2024, 2034])[1]
    assert np.all(constant[:, :2] == 1.0)


def scrap_facts(product_life: float, collection: tuple[float, float] = (0.2, 0.2)) -> Facts:
    path = (demand(2024, 1.0), demand(2030, 1.1**6), demand(2040, 1.1**6))
    lives = (life("product_life", product_life), life("collection", collection[0]),
             life("collection_2040", collection[1]))  # fmt: skip
    return facts(demand_paths=path, lifetimes=lives)


def test_scrap_of_a_constant_world_is_constant() -> None:
    assert np.all(scrap_index(facts(), NETWORK, "constant", [2024, 2040]) == 1.0)


@pytest.mark.parametrize("years", [3, 8, 12])
def test_scrap_follows_use_a_product_life_later(years: int) -> None:
    """Use grew and grows by 10% a year to 2030, and scrap is use L years ago: 1.1^(t−2024) until 2030 + L."""
    index = scrap_index(scrap_facts(years), NETWORK, "STEPS", [2024, 2024 + years, 2030 + years, 2050])
    assert index[:2] == pytest.approx([1.0, 1.1**years])
    assert index[2] == pytest.approx(1.1 ** (6 + years))
    assert index[3] == pytest.approx(index[2])


def test_more_is_collected_of_what_comes_back() -> None:
    """From a fifth to two fifths in 2040: in 2032 three tenths, one and a half times as much."""
    alike = scrap_index(scrap_facts(8), NETWORK, "STEPS", [2032])
    more = scrap_index(scrap_facts(8, (0.2, 0.4)), NETWORK, "STEPS", [2032])
    assert more / alike == pytest.approx(1.5)


def test_sectors_weigh_what_they_use() -> None:
    """Motors live 3 years and tools, whose use is constant, 12: of 2027 scrap is 200 + 100 over
    200·1.1^−3 + 100.
    """
    motors, tools = NETWORK.uses[:2]
    uses = (replace(motors, quantity=200.0), replace(tools, sector="tools", quantity=100.0))
    both = scrap_facts(3)
    tables = {
        "demand_paths": (*both.table("demand_paths"), demand(2024, 1.0, "tools"), demand(2030, 1.0, "tools")),
        "lifetimes": (*both.table("lifetimes"), life("product_life", 12, "tools"),
                      life("collection", 0.2, "tools"), life("collection_2040", 0.2, "tools")),
    }  # fmt: skip
    index = scrap_index(facts(**tables), replace(NETWORK, uses=uses), "STEPS", [2027])
    built, base = 200.0 * 1.0, 200.0 * 1.1**-3
    assert index[0] == pytest.approx((built + 100.0) / (base + 100.0))


def test_nothing_collected_is_an_index_of_one() -> None:
    assert np.all(scrap_index(scrap_facts(8, (0.0, 0.0)), NETWORK, "STEPS", [2024, 2040]) == 1.0)
