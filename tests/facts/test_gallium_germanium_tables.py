"""The tables of the gallium and germanium chains hold the published figures and conserve their element.

Expected figures: USGS Mineral Commodity Summaries 2026 (839 t primary gallium in China, 848 t in the world,
18.7 t American use), Chinese customs (69.44 t gallium, 29.39 t germanium metal exported in 2024), USGS 2025
(320 t refined gallium), Argus through USGS (1,991 USD/kg metal, 1,281 USD/kg dioxide), HTS 2025.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest
from tests.facts.flows import recipe_rows

from footwall.chain import facts_of
from footwall.facts import load_facts

CHAINS = ("gallium", "germanium")
ELEMENT = {"gallium": "Ga", "germanium": "Ge"}
GERMANIUM_IN_DIOXIDE = 72.630 / (72.630 + 2 * 15.999)
"""Standard atomic masses."""


def runs(chain: str) -> list[tuple[str, str]]:
    return sorted({(row.recipe, row.region) for row in facts_of(load_facts(), chain).table("production")})


def made(chain: str, recipe: str) -> dict[str, float]:
    rows = facts_of(load_facts(), chain).table("production")
    return {row.region: row.quantity for row in rows if row.recipe == recipe}


def shipped(chain: str, commodity: str, origin: str) -> dict[str, float]:
    rows = facts_of(load_facts(), chain).table("trade")
    return {r.destination: r.quantity for r in rows if (r.commodity, r.origin) == (commodity, origin)}


@pytest.mark.parametrize(("chain", "run"), [(chain, run) for chain in CHAINS for run in runs(chain)])
def test_recipes_conserve_their_element_up_to_the_named_loss(chain: str, run: tuple[str, str]) -> None:
    rows = recipe_rows(*run)
    total = {
        role: sum(row.coefficient for row in rows if row.role == role) for role in ("input", "output", "loss")
    }
    assert all(row.item == ELEMENT[chain] for row in rows if row.role == "loss")
    if rows[0].kind == "mine":
        assert total["input"] == 0.0
    else:
        assert total["input"] == pytest.approx(total["output"] + total["loss"], abs=1e-9)


@pytest.mark.parametrize("chain", CHAINS)
def test_tonnes_of_the_goods_are_tonnes_of_the_element(chain: str) -> None:
    facts = facts_of(load_facts(), chain)
    content = {(row.commodity, row.element): row.value for row in facts.table("contents")}
    assert content == {(row.id, ELEMENT[chain]): 1.0 for row in facts.table("commodities")}


@pytest.mark.parametrize("chain", CHAINS)
def test_world_supply_and_use_agree_within_five_percent_before_balancing(chain: str) -> None:
    facts = facts_of(load_facts(), chain)
    supply: dict[str, float] = defaultdict(float)
    taken: dict[str, float] = defaultdict(float)
    for row in facts.table("production"):
        for entry in recipe_rows(row.recipe, row.region):
            if entry.role != "loss":
                side = supply if entry.role == "output" else taken
                side[entry.item] += entry.coefficient * row.quantity
    for row in facts.table("use"):
        taken[row.commodity] += row.quantity
    for row in facts.table("commodities"):
        assert supply[row.id] == pytest.approx(taken[row.id], rel=0.05), row.id


@pytest.mark.parametrize("chain", CHAINS)
def test_nobody_ships_more_than_is_made_there(chain: str) -> None:
    facts = facts_of(load_facts(), chain)
    output: dict[tuple[str, str], float] = defaultdict(float)
    for row in facts.table("production"):
        for entry in recipe_rows(row.recipe, row.region):
            if entry.role == "output":
                output[entry.item, row.region] += entry.coefficient * row.quantity
    sent: dict[tuple[str, str], float] = defaultdict(float)
    for row in facts.table("trade"):
        assert row.origin != row.destination
        sent[row.commodity, row.origin] += row.quantity
    assert all(tonnes <= 1.01 * output[place] for place, tonnes in sent.items())


@pytest.mark.parametrize("chain", CHAINS)
def test_capacities_hold_what_is_made(chain: str) -> None:
    facts = facts_of(load_facts(), chain)
    capacity = {(row.recipe, row.region): row.quantity for row in facts.table("capacity")}
    assert len(capacity) == len(facts.table("capacity"))
    for row in facts.table("production"):
        assert capacity[row.recipe, row.region] >= row.quantity


@pytest.mark.parametrize("chain", CHAINS)
def test_every_good_is_quoted_in_the_base_year_and_every_sector_is_of_its_chain(chain: str) -> None:
    facts = facts_of(load_facts(), chain)
    quoted = {row.commodity for row in facts.table("prices") if row.period == "2024"}
    assert quoted == {row.id for row in facts.table("commodities")}
    assert all(row.sector.startswith(f"{chain}_") for row in facts.table("use"))


def test_gallium_output_is_that_of_usgs() -> None:
    primary = made("gallium", "recover_gallium")
    assert primary["CHN"] == 839
    assert sum(primary.values()) == pytest.approx(848, rel=0.005)
    refined = made("gallium", "refine_gallium"), made("gallium", "recycle_gallium")
    assert sum(sum(part.values()) for part in refined) == pytest.approx(320, rel=0.06)
    [capacity] = [
        row
        for row in load_facts().table("capacity")
        if (row.recipe, row.region) == ("recover_gallium", "CHN")
    ]
    assert capacity.low <= 1_000 and capacity.high >= 1_600


def test_chinese_exports_are_those_of_customs() -> None:
    gallium = sum(
        sum(shipped("gallium", item, "CHN").values()) for item in ("primary_gallium", "refined_gallium")
    )
    assert gallium == pytest.approx(69.44, rel=0.005)
    assert sum(shipped("germanium", "germanium_metal", "CHN").values()) == pytest.approx(29.389, rel=0.01)


def test_american_use_is_what_usgs_reports() -> None:
    rows = facts_of(load_facts(), "gallium").table("use")
    direct = sum(row.quantity for row in rows if row.region == "USA" and row.commodity != "gallium_wafer")
    wafers = 2.0 * made("gallium", "make_gallium_wafer")["USA"]
    assert direct + wafers == pytest.approx(18.7, rel=0.03)


def test_dioxide_quotes_are_per_kg_of_germanium_inside() -> None:
    assert pytest.approx(0.694, abs=5e-4) == GERMANIUM_IN_DIOXIDE
    prices = {
        (row.commodity, row.market): row.price for row in load_facts().table("prices") if row.period == "2024"
    }
    assert prices["germanium_dioxide", "Europe"] == pytest.approx(1_281 / GERMANIUM_IN_DIOXIDE, rel=2e-3)
    assert prices["germanium_metal", "Europe"] == 1_991


def test_the_ban_on_the_united_states_is_suspended_for_a_year_and_comes_back() -> None:
    measures = {row.id: row for row in load_facts().table("measures")}
    for chain in CHAINS:
        first, back = measures[f"cn-ban-{chain}-usa"], measures[f"cn-ban-{chain}-usa-back"]
        assert (first.start, first.end) == (date(2024, 12, 3), date(2025, 11, 8))
        assert (back.start, back.end) == (date(2026, 11, 28), None)
        assert measures[f"cn-licence-{chain}"].start == date(2023, 8, 1)


def test_american_duties_are_those_of_the_tariff_schedule() -> None:
    measures = {row.id: row.value for row in load_facts().table("measures")}
    assert measures["us-duty-gallium"] == 0.03
    assert measures["us-duty-germanium-metal"] == 0.026
    assert measures["us-duty-germanium-dioxide"] == 0.037
    assert measures["us-301-gallium"] == measures["us-301-germanium-dioxide"] == 0.25


def test_the_licence_rent_is_the_gap_between_the_outside_and_the_chinese_quote_with_tax() -> None:
    """475 less 375 USD/kg for gallium, 1,991 less 13,600 CNY/kg at 7.2 for germanium; 4% for rounding."""
    rents = {row.id: row.value for row in load_facts().table("measures") if row.kind == "licence_rent"}
    assert rents["cn-licence-rent-gallium"] == pytest.approx(((439 + 515) / 2 - 375) * 1e3, rel=0.04)
    assert rents["cn-licence-rent-germanium"] == pytest.approx((1_991 - 13_600 / 7.2) * 1e3, rel=0.04)
