"""Paths from 2024 on: complete, 1 in the base year, on the agency's figures, and refused where they are not.

Expected figures: IEA critical minerals dataset of May 2025 (STEPS: rare earths in wind turbines 10.496 kt in
2024 and 16.184 kt in 2030, in electric cars 8.359 and 21.662 kt; copper mined in Congo 2,876 and 3,578 kt;
lithium mined in the world 255,448 and 471,189 t), consumer prices of the United States (258.811 in 2020,
313.689 in 2024), USGS prices of 2017 to 2025.
"""

from __future__ import annotations

import itertools
import math
import statistics
from pathlib import Path

import pytest
from tests.facts.tables_on_disk import copied, faults_of, set_cell, spoil

from footwall.chain import build_network, facts_of
from footwall.chain.publishers import our_total
from footwall.errors import UnknownName
from footwall.facts import load_facts
from footwall.facts.vocabulary import SCENARIOS

FACTS = load_facts()
YEARS = (2024, 2030, 2035, 2040)
BY_PRODUCTS = {
    "mine_cobalt_copper": "copper",
    "mine_cobalt_nickel": "nickel",
    "recover_gallium": "alumina",
    "recover_germanium_zinc": "zinc",
    "recover_germanium_coal": "lignite",
}


def test_every_use_has_a_path_in_every_scenario_and_year() -> None:
    paths = {(row.sector, row.commodity, row.scenario, row.year) for row in FACTS.table("demand_paths")}
    for use in FACTS.table("use"):
        for scenario in SCENARIOS:
            for year in YEARS:
                found = {(use.sector, name, scenario, year) for name in ("", use.commodity)}
                assert found & paths, (use.sector, use.commodity, scenario, year)


def test_every_path_is_1_in_2024() -> None:
    for table in ("demand_paths", "host_paths", "deflator"):
        assert {row.index for row in FACTS.table(table) if row.year == 2024} == {1.0}


def test_paths_are_those_of_the_agency() -> None:
    demand = {(row.sector, row.scenario, row.year): row.index for row in FACTS.table("demand_paths")}
    assert demand["wind", "STEPS", 2030] == pytest.approx(16.184421 / 10.495757, rel=1e-3)
    assert 1.5 < demand["ev", "STEPS", 2030] < 21.662204 / 8.35928, "bicycles grow less than cars"
    hosts = {(row.recipe, row.region, row.year): row.index for row in FACTS.table("host_paths")}
    assert hosts["mine_cobalt_copper", "COD", 2030] == pytest.approx(3578 / 2876, rel=1e-3)


def test_cells_add_up_to_the_lithium_of_the_agency() -> None:
    """Iron-phosphate and nickel cells of cars together grow as lithium in cars: 109.026 to 326.09 kt."""
    use: dict[str, float] = {}
    for row in FACTS.table("use"):
        if row.sector == "ev_batteries":
            use[row.commodity] = use.get(row.commodity, 0.0) + row.quantity
    later = {
        row.commodity: row.index
        for row in FACTS.table("demand_paths")
        if (row.sector, row.scenario, row.year) == ("ev_batteries", "STEPS", 2030)
    }
    grown = sum(use[name] * later[name] for name in use) / sum(use.values())
    assert grown == pytest.approx(326.09 / 109.026, rel=1e-3)


def test_more_ambition_asks_for_more_in_cars_and_storage() -> None:
    index = {
        (row.sector, row.commodity, row.scenario): row.index
        for row in FACTS.table("demand_paths")
        if row.year == 2035
    }
    for sector, good in (("ev", ""), ("ev_batteries", "lfp_cell"), ("cobalt_batteries", "")):
        assert index[sector, good, "STEPS"] < index[sector, good, "APS"] < index[sector, good, "NZE"]


@pytest.mark.parametrize(("recipe", "host"), BY_PRODUCTS.items())
def test_every_by_product_has_a_host(recipe: str, host: str) -> None:
    rows = [row for row in FACTS.table("host_paths") if (row.recipe, row.region) == (recipe, "*")]
    assert {row.host for row in rows} == {host}
    assert {row.year for row in rows} >= set(YEARS)


def test_hosts_with_a_region_go_as_far_as_the_others() -> None:
    ends = {}
    for row in FACTS.table("host_paths"):
        ends[row.recipe, row.region] = max(row.year, ends.get((row.recipe, row.region), 0))
    assert set(ends.values()) == {2040}


def test_the_deflator_runs_from_2017_without_a_gap() -> None:
    index = {row.year: row.index for row in FACTS.table("deflator")}
    assert sorted(index) == list(range(2017, 2046))
    assert index[2020] == pytest.approx(258.811 / 313.689, rel=1e-4)
    assert index[2031] / index[2030] == pytest.approx(1.02, rel=1e-4)


@pytest.mark.parametrize(
    "name", ["plant_life", "lead_time", "ramp_up", "capex_intensity", "idle_cost", "fixed_share"]
)
def test_every_recipe_has_its_lifetimes(name: str) -> None:
    for recipe in {row.recipe for row in FACTS.table("recipes")}:
        assert FACTS.lifetime(name, recipe=recipe, region="USA").value > 0.0


def test_every_region_pays_a_premium_over_china() -> None:
    for region in (row.code for row in FACTS.table("regions")):
        premium = FACTS.lifetime("capex_premium", recipe="make_magnet", region=region).value
        assert premium == 1.0 if region == "CHN" else premium > 1.0


def test_every_sector_has_a_life_and_a_collection() -> None:
    for sector in {row.sector for row in FACTS.table("use")}:
        assert FACTS.lifetime("product_life", sector=sector).value >= 1.0
        now = FACTS.lifetime("collection", sector=sector).value
        assert 0.0 <= now <= FACTS.lifetime("collection_2040", sector=sector).value <= 1.0


def test_the_most_specific_lifetime_wins_and_unknown_names_are_told() -> None:
    assert FACTS.lifetime("capex_premium", region="USA").recipe == ""
    assert FACTS.lifetime("capex_premium", recipe="make_magnet", region="USA").value == 6.0
    with pytest.raises(UnknownName, match="plant_life"):
        FACTS.lifetime("plant_lives")


def test_observations_hold_growth_of_one_publisher() -> None:
    rows = {(row.publisher, row.ours, row.region, row.year): row for row in FACTS.table("observations")}
    world = rows["IEA", "mined.Li", "*", 2030]
    assert (world.quantity, world.base) == (471_189.0, 255_448.0)
    ndpr = rows["USGS", "price.ndpr_oxide", "CHN", 2025]
    assert (ndpr.quantity, ndpr.base) == (69.0, 55.0)
    assert {row.year for row in rows.values()} >= {2025, 2030, 2035}
    assert all(row.year > 2024 for row in rows.values())


@pytest.mark.parametrize("chain", ["ree_magnets", "lithium", "cobalt", "gallium", "germanium"])
def test_observations_name_totals_that_we_have(chain: str) -> None:
    network = build_network(FACTS, 2024, chain=chain).network
    goods = {row.id for row in facts_of(FACTS, chain).table("commodities")}
    for row in facts_of(FACTS, chain).table("observations"):
        kind, _, item = row.ours.partition(".")
        if kind == "price":
            assert item in goods
        else:
            assert our_total(FACTS, network, row.ours, "WLD" if row.region == "*" else row.region) >= 0.0


def test_volatility_is_that_of_the_prices() -> None:
    """Standard deviation of yearly log changes of battery-grade carbonate, 2017 to 2025, 1000 USD/t."""
    prices = [15.0, 16.0, 12.1, 8.6, 11.7, 63.7, 39.0, 11.8, 9.0]
    changes = [math.log(later / sooner) for sooner, later in itertools.pairwise(prices)]
    row = FACTS.parameter("price_volatility", commodity="lithium_carbonate")
    assert row.value == pytest.approx(statistics.stdev(changes), abs=1e-3)


def test_every_good_has_a_volatility_and_every_region_a_hurdle() -> None:
    for good in FACTS.table("commodities"):
        assert 0.0 < FACTS.parameter("price_volatility", commodity=good.id).value < 1.5
    for region in FACTS.table("regions"):
        assert 0.05 <= FACTS.parameter("hurdle_rate", region=region.code).value <= 0.25


def test_answers_grow_with_time() -> None:
    for recipe in ("mine_bastnaesite", "mine_spodumene", "recover_gallium", "recover_germanium_zinc"):
        years = [
            FACTS.parameter(name, recipe=recipe).value
            for name in ("supply_elasticity", "supply_elasticity_5y", "supply_elasticity_20y")
        ]
        assert years == sorted(years), recipe


def test_a_path_that_does_not_start_at_1_is_refused(tmp_path: Path) -> None:
    directory = copied(tmp_path)
    set_cell(directory, "demand_paths", 0, "index", "0.99")
    set_cell(directory, "demand_paths", 0, "low", "0.9")
    [fault] = faults_of(directory)
    assert (fault.code, fault.line, fault.allowed) == ("FACTS-13", 2, "1")
    assert fault.path == "ree_magnets/demand_paths.csv index"


def test_a_path_without_the_base_year_is_refused(tmp_path: Path) -> None:
    directory = copied(tmp_path)
    spoil(directory, "host_paths", lambda rows: rows.pop(0) and None)
    [fault] = faults_of(directory)
    assert (fault.code, fault.allowed) == ("FACTS-13", "a row of 2024")


def test_a_use_without_a_path_is_refused(tmp_path: Path) -> None:
    def without_wind(rows: list[dict[str, str]]) -> None:
        rows[:] = [row for row in rows if (row["sector"], row["scenario"]) != ("wind", "APS")]

    directory = copied(tmp_path)
    spoil(directory, "demand_paths", without_wind)
    [fault] = faults_of(directory)
    assert (fault.code, fault.read) == ("FACTS-14", "wind using pm_motor")
    assert "APS" in fault.allowed


@pytest.mark.parametrize(
    ("table", "column", "value", "code"),
    [
        ("demand_paths", "scenario", "BAU", "FACTS-4"),
        ("demand_paths", "source", "hearsay", "FACTS-5"),
        ("host_paths", "host", "gold", "FACTS-4"),
        ("lifetimes", "name", "half_life", "FACTS-4"),
        ("lifetimes", "high", "1", "FACTS-7"),
        ("deflator", "year", "soon", "FACTS-4"),
        ("observations", "region", "WLD", "FACTS-5"),
        ("observations", "known_as", "guess", "FACTS-4"),
    ],
)
def test_a_bad_cell_is_refused(tmp_path: Path, table: str, column: str, value: str, code: str) -> None:
    directory = copied(tmp_path)
    set_cell(directory, table, 0, column, value)
    assert code in {fault.code for fault in faults_of(directory) if fault.line == 2}
