"""Notes of a run speak of goods, sectors and recipes by name, and say what an address is the address of."""

from __future__ import annotations

import pytest

from footwall.chain.network import Commodity
from footwall.facts import load_facts
from footwall.facts.vocabulary import MEASURE_KINDS
from footwall.rulebook import read_rulebook
from footwall.runs.address_words import MEASURES, address_words
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


def test_clauses_and_rows_are_told_by_what_they_are() -> None:
    words = address_words(read_rulebook("lynas-jare"), load_facts())
    assert words["supports[0]"] == "the offtake at a floor price of the rulebook on ndpr_oxide"
    assert words["us-mp-cfd"] == "the contract for difference of USA on ndpr_oxide and ndpr_metal"
    for note, said in (
        ("supports[0]: what is paid is a lump sum.",
         "The offtake at a floor price of the rulebook on NdPr oxide: what is paid is a lump sum."),
        ("Both hold the contract since 2025 (measures.csv us-mp-cfd): it pays.",
         "Both hold the contract since 2025: it pays."),
        ("supports[1] stands for us-mp-cfd of the facts.",
         "Clause supports[1] stands for the contract for difference of USA on NdPr oxide and ndpr_metal."),
        ("measures.csv us-pref-gallium-aus names AUS.",
         "The import duty of USA on primary_gallium and refined_gallium from AUS names AUS."),
        ("measures.csv no-such-row names AUS.", "Row no-such-row of the facts table measures names AUS."),
    ):  # fmt: skip
        assert named(note, NAMES, words) == said


def test_every_clause_of_the_bundled_rulebooks_has_words_of_its_own() -> None:
    facts = load_facts()
    for name in ("trusted-quota", "cascade", "ban-on-japan", "export-licence-shock", "tariff-25"):
        words = address_words(read_rulebook(name), facts)
        assert len(set(words.values())) == len(words)
        assert set(MEASURES) == set(MEASURE_KINDS)
        assert any(address.startswith(("floors.", "measures[", "tariffs.")) for address in words)


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
