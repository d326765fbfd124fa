"""Several chains in one set of facts: each stands alone, and what belongs to two is refused."""

from __future__ import annotations

import csv
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from tests.facts.tables_on_disk import copied, faults_of, set_cell

from chain.fact_tables import with_tables
from footwall.chain import build_network, chains_of, facts_of
from footwall.chain.audit import audit
from footwall.errors import UnknownName
from footwall.facts import Facts, load_facts

OWN = ("commodities", "contents", "recipes", "production", "capacity", "use", "trade", "prices", "parameters")


def with_a_twin() -> Facts:
    """The bundled facts with the rare-earth chain a second time, under other names and twice the size."""
    facts = facts_of(load_facts(), "ree_magnets")
    names = {row.id for row in facts.table("commodities")}
    names |= {row.recipe for row in facts.table("recipes")} | {row.sector for row in facts.table("use")}
    names |= {"ree_magnets"}

    def twin(row: Any) -> Any:
        values = {item.name: getattr(row, item.name) for item in fields(row)}
        values |= {name: f"{value}_twin" for name, value in values.items() if value in names}
        if "quantity" in values:
            values |= {name: 2.0 * values[name] for name in ("quantity", "low", "high")}
        return replace(row, **values)

    every = load_facts().tables
    twins = {name: [twin(row) for row in facts.table(name)] for name in OWN}
    general = set(every["parameters"]) & set(twins["parameters"])
    twins["parameters"] = [row for row in twins["parameters"] if row not in general]
    return with_tables(**{name: (*rows, *every[name]) for name, rows in twins.items()})


def test_chains_are_named_in_the_order_of_the_tables() -> None:
    assert "ree_magnets" in chains_of(load_facts())
    assert chains_of(with_a_twin())[0] == "ree_magnets_twin"
    assert set(chains_of(with_a_twin())) == {"ree_magnets_twin", *chains_of(load_facts())}


def test_the_rare_earth_network_is_the_same_with_other_chains_beside_it_and_without(tmp_path: Path) -> None:
    """To the last bit: no row of another chain takes part."""
    alone = copied(tmp_path)
    for folder in alone.iterdir():
        if folder.is_dir() and folder.name != "ree_magnets":
            for table in folder.iterdir():
                table.unlink()
            folder.rmdir()
    chains = alone / "chains.csv"
    lines = chains.read_text(encoding="utf-8").splitlines()
    chains.write_text("\n".join(lines[:2]) + "\n", encoding="utf-8")
    facts = load_facts(alone)
    assert chains_of(facts) == ("ree_magnets",)
    built = build_network(load_facts())
    assert build_network(facts) == built
    assert build_network(with_a_twin()) == built


def test_a_twin_of_twice_the_size_has_twice_the_tonnes() -> None:
    twin = build_network(with_a_twin(), chain="ree_magnets_twin").network
    network = build_network(load_facts()).network
    assert [arc.flow for arc in twin.arcs] == pytest.approx([2.0 * arc.flow for arc in network.arcs])
    assert [item.base_price for item in twin.markets] == pytest.approx(
        [item.base_price for item in network.markets]
    )
    assert {use.sector for use in twin.uses}.isdisjoint(use.sector for use in network.uses)


@pytest.mark.parametrize("chain", chains_of(load_facts()))
def test_the_part_of_a_chain_names_nothing_of_the_others(chain: str) -> None:
    facts = facts_of(load_facts(), chain)
    goods = {row.id for row in facts.table("commodities")}
    assert {row.chain for row in facts.table("commodities")} == {chain}
    for table in ("contents", "production", "use", "trade", "prices"):
        assert facts.table(table)
        assert {row.commodity for row in facts.table(table)} <= goods
    assert {row.chain for row in facts.table("publishers")} == {chain}
    assert all(goods & set(row.commodity) for row in facts.table("measures"))
    assert facts.table("regions") == load_facts().table("regions")


def test_the_parts_of_all_chains_make_up_the_whole() -> None:
    facts = load_facts()
    for table in ("production", "capacity", "use", "trade", "prices", "recipes", "publishers", "deposits"):
        parts = [row for chain in chains_of(facts) for row in facts_of(facts, chain).table(table)]
        assert len(parts) == len(facts.table(table))


def test_an_unknown_chain_is_refused_by_name() -> None:
    for ask in (facts_of, lambda facts, chain: build_network(facts, chain=chain)):
        with pytest.raises(UnknownName, match="ree_magnets"):
            ask(load_facts(), "unobtainium")


def test_the_audit_of_a_chain_speaks_of_that_chain() -> None:
    audited = audit(load_facts(), chain="ree_magnets")
    ours = [row for row in load_facts().table("publishers") if row.chain == "ree_magnets"]
    assert audited.chain == "ree_magnets"
    assert len(audited.section("Publishers side by side").rows) == len(ours)


def _add_row(directory: Path, table: str, change: dict[str, str]) -> None:
    """Append the first row of a table again with some cells changed."""
    path = directory / "ree_magnets" / f"{table}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        header, row = list(reader.fieldnames or ()), next(reader)
    with path.open("a", newline="", encoding="utf-8") as file:
        csv.DictWriter(file, header, lineterminator="\n").writerow(row | change)


@pytest.mark.parametrize("table", ["use", "recipes"])
def test_a_sector_or_recipe_of_two_chains_is_refused(tmp_path: Path, table: str) -> None:
    directory = copied(tmp_path)
    _add_row(directory, "commodities", {"id": "stranger", "chain": "other"})
    _add_row(directory, table, {"commodity" if table == "use" else "item": "stranger"})
    faults = [fault for fault in faults_of(directory) if fault.code == "FACTS-9"]
    assert len(faults) == 1
    assert "of one chain" in faults[0].allowed and "ree_magnets" in faults[0].allowed


def test_a_parameter_of_a_folder_that_would_act_on_every_chain_is_refused(tmp_path: Path) -> None:
    directory = copied(tmp_path)
    set_cell(directory, "parameters", 0, "commodity", "")
    [fault] = faults_of(directory)
    assert fault.code == "FACTS-9"
    assert "theta" in fault.read and fault.line == 2
