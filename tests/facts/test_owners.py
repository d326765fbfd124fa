"""The ownership table: nobody owns more than the whole of a plant."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from tests.facts.tables_on_disk import copied, faults_of

from footwall.chain import build_network
from footwall.facts import load_facts


def test_shares_of_a_plant_add_up_to_one_at_most() -> None:
    held: dict[tuple[str, str, int], float] = defaultdict(float)
    for row in load_facts().table("owners"):
        held[row.recipe, row.region, row.year] += row.share
    assert held and max(held.values()) <= 1.0 + 1e-9


def test_every_owned_plant_produces() -> None:
    made = {(row.recipe, row.region) for row in load_facts().table("production")}
    assert {(row.recipe, row.region) for row in load_facts().table("owners")} <= made


@pytest.mark.parametrize("chain", ["lithium", "cobalt", "gallium", "germanium"])
def test_owners_are_known_for_most_of_the_value_that_a_chain_makes(chain: str) -> None:
    """Value of the base year at FOB prices; scrap belongs to those who throw it away."""
    facts = load_facts()
    held: dict[tuple[str, str], float] = defaultdict(float)
    for row in facts.table("owners"):
        held[row.recipe, row.region] += row.share
    network = build_network(facts, chain=chain).network
    price = {(market.commodity, market.region): market.base_price for market in network.markets}
    made = owned = 0.0
    for process in network.processes:
        value = process.activity * sum(x * price[good, process.region] for good, x in process.outputs)
        made += value
        owned += value * held[process.id.partition("@")[0], process.region]
    assert owned > 0.5 * made


def test_more_than_the_whole_of_a_plant_is_refused(tmp_path: Path) -> None:
    directory = copied(tmp_path)
    path = directory / "ree_magnets" / "owners.csv"
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        header, row = list(reader.fieldnames or ()), next(reader)
    with path.open("a", newline="", encoding="utf-8") as file:
        csv.DictWriter(file, header, lineterminator="\n").writerow(row | {"owner": "Another"})
    [fault] = faults_of(directory)
    assert fault.code == "FACTS-10"
    assert "180% of mine_bastnaesite in CHN" in fault.read
