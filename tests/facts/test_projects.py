"""Named projects: enough of them, on the recipes of their chains, counted once, else refused.

Expected figures: feasibility study of White Mesa phase 2 (6,000 t/year NdPr oxide in all, 410 million USD,
29.39 USD/kg), MP Materials' results for 2025 (60,000 t REO aimed at), 0.1483 t lithium carbonate equivalent
in a t of concentrate of 6% Li2O.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.tables_on_disk import copied, faults_of, set_cell

from footwall.chain import chains_of, facts_of
from footwall.facts import load_facts
from footwall.facts.vocabulary import RUNNING

FACTS = load_facts()
PROJECTS = {row.id: row for row in FACTS.table("projects")}
CAPACITY = {(row.recipe, row.region): row.quantity for row in FACTS.table("capacity") if row.year == 2024}


def test_there_are_a_hundred_projects_and_some_of_every_chain() -> None:
    assert len(PROJECTS) >= 100
    for chain in chains_of(FACTS):
        assert len(facts_of(FACTS, chain).table("projects")) >= 10


@pytest.mark.parametrize("chain", chains_of(FACTS))
def test_projects_stand_in_the_folder_of_the_chain_of_their_recipe(chain: str) -> None:
    recipes = {row.recipe for row in facts_of(FACTS, chain).table("recipes")}
    assert {row.recipe for row in facts_of(FACTS, chain).table("projects")} <= recipes


def test_years_and_times_are_sane() -> None:
    for row in PROJECTS.values():
        assert row.capacity > row.in_base or row.status in (*RUNNING, "care_and_maintenance"), row.id
        assert 1900 <= row.start <= 2040
        assert 0.0 < row.lead_time <= 6.0 and 0.0 < row.ramp_up <= 8.0
        assert 2018 <= row.money_year <= 2026
        if row.status in ("construction", "committed"):
            assert 2025 <= row.start <= 2029, row.id
        if row.status in ("planned", "feasibility"):
            assert row.start >= 2026, row.id
        if row.discount_rate is not None:
            assert 0.05 <= row.discount_rate <= 0.12
        assert row.support == ("none",) or "none" not in row.support, row.id


def test_the_base_year_holds_what_projects_say_that_it_holds() -> None:
    named: dict[tuple[str, str], float] = {}
    for row in PROJECTS.values():
        plant = (row.recipe, row.region)
        named[plant] = named.get(plant, 0.0) + row.in_base
    for plant, tonnes in named.items():
        assert tonnes <= CAPACITY.get(plant, 0.0) * (1.0 + 1e-6), plant


def test_ventures_have_several_rows_and_one_fate() -> None:
    ventures: dict[str, list[str]] = {}
    for row in PROJECTS.values():
        if row.venture:
            ventures.setdefault(row.venture, []).append(row.id)
    for venture, members in ventures.items():
        assert len(members) > 1, venture
        assert len({PROJECTS[name].recipe for name in members}) == len(members)


def test_documented_projects_say_what_their_documents_say() -> None:
    phase_2, phase_1 = PROJECTS["white_mesa_2"], PROJECTS["white_mesa_1"]
    assert (phase_1.capacity + phase_2.capacity, phase_2.capex, phase_2.opex) == (6000.0, 410.0, 29390.0)
    assert PROJECTS["mountain_pass_mine"].capacity == pytest.approx(60_000 * 0.159)
    assert PROJECTS["bald_hill"].capacity == pytest.approx(132_500 * 0.1483, rel=1e-3)


def test_capex_is_of_the_order_of_its_recipe() -> None:
    """Within a factor of twenty of intensity and premium for new sites of processors.

    Mines vary more, and some pay for other products too.
    """
    kinds = {row.recipe: row.kind for row in FACTS.table("recipes")}
    for row in PROJECTS.values():
        if row.capex is None or row.in_base or kinds[row.recipe] == "mine":
            continue
        plant = {"recipe": row.recipe, "region": row.region}
        typical = (
            FACTS.lifetime("capex_intensity", **plant).value * FACTS.lifetime("capex_premium", **plant).value
        )
        assert 0.05 < row.capex * 1e6 / row.capacity / typical < 20.0, row.id


@pytest.mark.parametrize(
    ("column", "value", "code", "allowed"),
    [
        ("capacity", "0", "FACTS-4", "a number from 0.001"),
        ("capacity", "", "FACTS-4", "may not be empty"),
        ("in_base", "9999", "FACTS-11", "capacity of 9540"),
        ("in_base", "9000", "FACTS-11", "6987 t/year of capacity.csv"),
        ("recipe", "mine_unobtainium", "FACTS-5", "mine_bastnaesite"),
        ("region", "TEX", "FACTS-5", "USA"),
        ("status", "rumoured", "FACTS-4", "producing or ramping"),
        ("support", "cfd;prayer", "FACTS-4", "one or several of none, cfd"),
        ("support", "", "FACTS-4", "may not be empty"),
        ("start", "20260", "FACTS-4", "from 1900 to 2100"),
        ("source", "hearsay", "FACTS-5", "keys of sources.csv"),
        ("source", "", "FACTS-4", "may not be empty"),
        ("discount_rate", "8", "FACTS-4", "from 0 to 1"),
    ],
)
def test_a_bad_project_is_refused_with_its_place(
    tmp_path: Path, column: str, value: str, code: str, allowed: str
) -> None:
    directory = copied(tmp_path)
    set_cell(directory, "projects", 0, column, value)
    [fault] = [fault for fault in faults_of(directory) if fault.code == code]
    assert fault.line == 2
    assert fault.path == f"ree_magnets/projects.csv {column}"
    assert allowed in fault.allowed


def test_what_is_planned_cannot_have_started(tmp_path: Path) -> None:
    directory = copied(tmp_path)
    set_cell(directory, "projects", 0, "status", "planned")
    set_cell(directory, "projects", 0, "start", "2023")
    [fault] = faults_of(directory)
    assert (fault.code, fault.read) == ("FACTS-12", "2023 and planned")
