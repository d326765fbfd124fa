"""The tables of the lithium chain are complete and conserve lithium.

Expected figures: IEA critical minerals 2025 (255,448 t Li mined, 241,612 t refined in 2024), BACI 2024 (trade
of 283691 and 282520), Australian Resources and Energy Quarterly of June 2025 (spodumene 1,035 USD/t,
hydroxide 12,735 USD/t), atomic masses.
"""

from __future__ import annotations

from collections import defaultdict

import pytest
from tests.facts.flows import flows_of, recipe_rows

from footwall.chain import facts_of
from footwall.facts import load_facts

CHAIN = facts_of(load_facts(), "lithium")
RUNS = sorted({(row.recipe, row.region) for row in CHAIN.table("production")})
GOODS = [row.id for row in CHAIN.table("commodities")]
CONTENT = {row.commodity: row.value for row in CHAIN.table("contents")}
ATOMIC_MASS = {"Li": 6.94, "C": 12.011, "O": 15.999, "H": 1.008, "Fe": 55.845, "P": 30.974}
CARBONATE_PER_LITHIUM = 5.323
SC6 = 0.06 * 0.4645 * CARBONATE_PER_LITHIUM
"""t lithium carbonate equivalent in a t of concentrate of 6% Li2O."""


@pytest.mark.parametrize(("recipe", "region"), [*RUNS, *((name, "nowhere") for name in {n for n, _ in RUNS})])
def test_every_recipe_conserves_lithium(recipe: str, region: str) -> None:
    rows = recipe_rows(recipe, region)
    taken = sum(row.coefficient * CONTENT[row.item] for row in rows if row.role == "input")
    given = sum(row.coefficient * CONTENT[row.item] for row in rows if row.role == "output")
    lost = sum(row.coefficient for row in rows if row.role == "loss")
    assert next(row.coefficient for row in rows if row.role == "output") == 1.0
    if rows[0].kind == "mine":
        assert taken == lost == 0.0
    else:
        assert lost > 0.0
        assert given + lost == pytest.approx(taken, rel=1e-9)


def test_contents_follow_stoichiometry() -> None:
    mass = ATOMIC_MASS
    half_carbonate = mass["Li"] + (mass["C"] + 3 * mass["O"]) / 2
    hydroxide = mass["Li"] + mass["O"] + mass["H"] + 2 * mass["H"] + mass["O"]
    phosphate = mass["Li"] + mass["Fe"] + mass["P"] + 4 * mass["O"]
    assert half_carbonate / mass["Li"] == pytest.approx(CARBONATE_PER_LITHIUM, rel=1e-3)
    assert CONTENT["lithium_hydroxide"] == pytest.approx(half_carbonate / hydroxide, rel=1e-3)
    assert CONTENT["lfp_cathode"] == pytest.approx(half_carbonate / phosphate, rel=1e-3)


def _made(*recipes: str) -> float:
    return sum(row.quantity for row in CHAIN.table("production") if row.recipe in recipes)


def test_mined_total_is_that_of_the_agency() -> None:
    mined = _made("mine_spodumene", "mine_lepidolite", "produce_brine") / CARBONATE_PER_LITHIUM
    assert mined == pytest.approx(255_448, rel=0.005)


def test_refined_total_is_that_of_the_agency() -> None:
    """Primary output; hydroxide that is made from carbonate would count twice."""
    carbonate = _made("produce_brine", "refine_spodumene_carbonate", "refine_lepidolite")
    hydroxide = _made("refine_spodumene_hydroxide") * CONTENT["lithium_hydroxide"]
    assert (carbonate + hydroxide) / CARBONATE_PER_LITHIUM == pytest.approx(241_612, rel=0.02)


def test_recorded_trade_is_that_of_the_statistics() -> None:
    trade = {(row.commodity, row.origin, row.destination): row for row in CHAIN.table("trade")}
    for pair, tonnes in (
        (("lithium_carbonate", "CHL", "CHN"), 186_168),
        (("lithium_carbonate", "ARG", "CHN"), 47_559),
        (("lithium_hydroxide", "CHN", "KOR"), 83_852),
        (("lithium_hydroxide", "CHN", "JPN"), 32_350),
    ):
        assert (trade[pair].quantity, trade[pair].source) == (tonnes, "baci")
    assert ("lithium_hydroxide", "ROW", "CHN") not in trade, "ore booked as hydroxide is left out"


@pytest.mark.parametrize("commodity", GOODS)
def test_world_balances_close_before_balancing(commodity: str) -> None:
    """Supply against use: within 8%, which balancing then removes."""
    made, taken = flows_of("output")[commodity], flows_of("input").get(commodity, 0.0)
    taken += sum(row.quantity for row in CHAIN.table("use") if row.commodity == commodity)
    assert made == pytest.approx(taken, rel=0.08)


def test_no_region_ships_what_it_does_not_make() -> None:
    shipped: dict[tuple[str, str], float] = defaultdict(float)
    for row in CHAIN.table("trade"):
        assert row.origin != row.destination
        shipped[row.origin, row.commodity] += row.quantity
    for (region, commodity), quantity in shipped.items():
        assert quantity <= 1.15 * flows_of("output", region)[commodity], (region, commodity)


def test_capacity_holds_what_is_made() -> None:
    capacity = {(row.recipe, row.region): row.quantity for row in CHAIN.table("capacity")}
    for row in CHAIN.table("production"):
        assert capacity[row.recipe, row.region] >= row.quantity


def test_every_good_has_a_quote_of_the_base_year() -> None:
    assert {row.commodity for row in CHAIN.table("prices") if row.period == "2024"} == set(GOODS)


def test_prices_stand_on_their_basis() -> None:
    """Concentrate by content; export of hydroxide at 1.15 to 1.22 of the Chinese price without tax."""
    price = {(row.commodity, row.market): row.price for row in CHAIN.table("prices") if "2024" in row.period}
    assert price["spodumene_concentrate", "Australia FOB"] * SC6 == pytest.approx(1_035, rel=1e-3)
    net = price["lithium_hydroxide", "China ex-works"] / 1.13 / 7.2
    assert 1.15 <= price["lithium_hydroxide", "Korea ex-works"] / net <= 1.22


def test_dated_quotes_of_february_2026() -> None:
    """135 to 143 thousand CNY/t carbonate and 2,005 USD/t concentrate in the first half of the month."""
    dated = [row for row in CHAIN.table("prices") if row.period.startswith("2026-02")]
    assert {row.commodity for row in dated} == {
        "lithium_carbonate",
        "lithium_hydroxide",
        "spodumene_concentrate",
    }
    [ore] = [row for row in dated if row.commodity == "spodumene_concentrate"]
    assert ore.price * SC6 == pytest.approx(2_005, rel=1e-3)


def test_measures_that_changed_since_the_base_year() -> None:
    measures = {row.id: row for row in CHAIN.table("measures")}
    assert str(measures["zw-li-concentrate-halt"].start) == "2026-02-25"
    assert measures["zw-li-concentrate-halt"].end is None
    rebate = [measures[f"cn-li-vat-cell-{year}"].value for year in (2024, 2026, 2027)]
    assert [0.13 - kept for kept in rebate] == pytest.approx([0.09, 0.06, 0.0])
    assert str(measures["us-li-301-nmc-cell-2024"].start) == "2024-09-27"
    assert measures["us-li-301-chemical"].value == 0.25


def test_sectors_are_those_of_batteries_and_of_the_rest() -> None:
    sectors = {row.sector for row in CHAIN.table("use")}
    batteries = {"ev_batteries", "storage_batteries", "portable_batteries"}
    assert sectors == batteries | {"ceramics_glass", "greases_polymers_other", "lithium_stocks"}
    cells = {row.commodity for row in CHAIN.table("use") if row.sector in batteries}
    assert cells == {"lfp_cell", "nmc_cell"}
