"""Notes of a run speak of goods, sectors and recipes by name, and say what an address is the address of."""

from __future__ import annotations

import pytest

from footwall.chain.network import Commodity
from footwall.facts import load_facts
from footwall.runs.named_notes import named, names_of
from footwall.runs.recipe_words import RECIPES
from footwall.runs.sector_words import sector_words
from toy import toy_network

NAMES = {
    "ndpr_oxide": "NdPr oxide", "dy_metal": "dysprosium metal", "make_magnet": "magnet making",
    "glass_ceramics_other": "glass", "oxide_x": "another oxide",
}  # fmt: skip


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("A floor on ndpr_oxide counts nothing for dy_metal.",
         "A floor on NdPr oxide counts nothing for dysprosium metal."),
        ("dy_metal: the quote is left out.", "Dysprosium metal: the quote is left out."),
        ("make_magnet@JPN: the quotes leave it 3.", "Magnet making in JPN: the quotes leave it 3."),
        ("melt_tin@JPN has none.", "Melt tin in JPN has none."),
        ("measures.csv us-mp-cfd names AUS.", "Row us-mp-cfd of the facts table measures names AUS."),
        ("floors.ndpr_oxide is not in force.",
         "Clause floors.ndpr_oxide is not in force."),
        ("measures[1]: an approval of 30% closes 2 routes of ndpr_oxide.",
         "Clause measures[1]: an approval of 30% closes 2 routes of NdPr oxide."),
        ("See border.surge[0].", "See clause border.surge[0]."),
        ("Neither ndpr_oxide_x nor x_ndpr_oxide nor a.ndpr_oxide is one.",
         "Neither ndpr_oxide_x nor x_ndpr_oxide nor a.ndpr_oxide is one."),
        ("The zone buys other goods.", "The zone buys other goods."),
    ],
)  # fmt: skip
def test_identifiers_give_way_to_names(note: str, said: str) -> None:
    assert named(note, NAMES) == said


def test_names_are_those_of_the_goods_sectors_and_recipes() -> None:
    good = toy_network().commodities[0]
    named_good = Commodity(**{**vars(good), "id": "rare_earth", "name": "Rare earth, of any kind"})
    names = names_of([named_good])
    assert names["rare_earth"] == "rare earth"
    assert names["make_magnet"] == "magnet making"
    assert names["robots_industry"] == "robots and industry"
    assert "other" not in names


def test_every_recipe_and_sector_of_the_facts_has_words() -> None:
    facts = load_facts()
    recipes = {row.recipe for row in facts.table("recipes")}
    assert recipes and recipes <= set(RECIPES)
    sectors = {row.sector for row in facts.table("use")}
    assert sectors and not [sector for sector in sectors if "_" in sector_words(sector)]
    plain = [sector for sector in sectors if sector_words(sector) == sector.replace("_", " ")]
    assert sorted(plain) == ["appliances", "defence", "electronics", "hard_metals", "superalloys"]
