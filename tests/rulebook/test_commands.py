"""`footwall check` and `footwall schema` at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from footwall.cli.main import app
from footwall.enacted.vocabulary import vocabulary_of
from footwall.facts import load_facts
from footwall.rulebook.json_schema import schema_json
from footwall.rulebook.library import bundled_names

WIDEST = 100


@pytest.mark.parametrize("name", bundled_names())
def test_check_explains_every_bundled_rulebook(name: str) -> None:
    answer = CliRunner().invoke(app, ["check", name])
    assert answer.exit_code == 0, answer.output
    assert "\nNo faults. Clauses in force as of " in answer.stdout
    assert max(map(len, answer.stdout.splitlines())) <= WIDEST


def test_check_names_file_line_and_all_faults(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "name: x\nzone: {members: [NO]}\nfloors:\n  ndpr_oxid:\n    reference: {price: 1 USD/g}\n"
    )
    answer = CliRunner().invoke(app, ["check", str(file)])
    assert answer.exit_code == 2
    assert f"{file}:2:" in answer.stderr
    assert "'NOR' (Norway)" in answer.stderr
    assert f"{file}:4:" in answer.stderr
    assert "'ndpr_oxide'" in answer.stderr


def test_a_floor_over_100_times_the_price_of_the_facts_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "name: x\nzone: {members: [USA]}\nfloors:\n  ndpr_oxide:\n    reference: {price: 110 USD/g}\n"
    )
    answer = CliRunner().invoke(app, ["check", str(file)])
    assert answer.exit_code == 2
    assert "FLOOR-5" in answer.stderr
    assert "'110 USD/g'" in answer.stderr


def test_schema_prints_and_writes(tmp_path: Path) -> None:
    printed = CliRunner().invoke(app, ["schema"])
    assert printed.exit_code == 0
    assert json.loads(printed.stdout) == json.loads(schema_json())
    out = tmp_path / "rulebook.schema.json"
    assert CliRunner().invoke(app, ["schema", "--out", str(out)]).exit_code == 0
    assert json.loads(out.read_text()) == json.loads(schema_json())
    assert list(tmp_path.iterdir()) == [out]


def test_schema_to_a_folder_that_is_not_there_leaves_nothing(tmp_path: Path) -> None:
    answer = CliRunner().invoke(app, ["schema", "--out", str(tmp_path / "none" / "schema.json")])
    assert answer.exit_code == 2
    assert "Cannot write" in answer.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_vocabulary_of_the_facts() -> None:
    vocabulary = vocabulary_of(load_facts())
    assert vocabulary.commodities["ndpr_metal"].inputs == {"ndpr_oxide"}
    assert "magnet_scrap" in vocabulary.commodities["ndpr_oxide"].inputs
    assert "ndpr_oxide" in vocabulary.upstream_of("pm_motor")
    assert {"EU27", "CHN", "ROW"} <= vocabulary.regions
    assert 20_000 < vocabulary.prices["ndpr_oxide"] < 250_000


def test_a_new_rulebook_is_accepted_and_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    assert CliRunner().invoke(app, ["new", str(file)]).exit_code == 0
    answer = CliRunner().invoke(app, ["check", str(file)])
    assert answer.exit_code == 0, answer.output
    assert "\nNo faults." in answer.stdout
    again = CliRunner().invoke(app, ["new", str(file)])
    assert again.exit_code == 2
    assert "exists" in again.stderr


def test_a_new_rulebook_can_be_written_only_where_a_folder_is(tmp_path: Path) -> None:
    answer = CliRunner().invoke(app, ["new", str(tmp_path / "nowhere" / "mine.yaml")])
    assert answer.exit_code == 2
    assert "Cannot write" in answer.stderr


def test_check_lays_amendments_over_a_rulebook(tmp_path: Path) -> None:
    file = tmp_path / "amendment.yaml"
    head = "author: A ministry\nlegal_basis: An act\nbaseline: My rulebook\n"
    change = "set: {floors.ndpr_oxide.reference.price: 95 USD/kg}\n"
    file.write_text(f"title: Lower floor\n{head}effective_date: 2026-01-01\n{change}", encoding="utf-8")
    later = tmp_path / "later.yaml"
    later.write_text(f"title: Later floor\n{head}effective_date: 2099-01-01\n{change}", encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    CliRunner().invoke(app, ["new", str(mine)])
    answer = CliRunner().invoke(app, ["check", str(mine), "--amend", str(file), "--amend", str(later)])
    assert answer.exit_code == 0, answer.output
    assert "a fixed floor of 95 USD/kg" in answer.stdout
    assert "Lower floor, by A ministry" in answer.stdout
    assert "'Later floor' is not effective" in answer.stdout


def test_check_refuses_what_a_run_would_refuse(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "name: Without data\nzone: {members: [USA, JPN]}\nfloors:\n"
        "  cobalt_metal: {reference: {method: cost_curve_percentile, percentile: 90%}}\n"
    )
    answer = CliRunner().invoke(app, ["check", str(file)])
    assert answer.exit_code == 2
    assert "[REFERENCE-9] at floors.cobalt_metal.reference" in answer.stderr
    assert "No faults" not in answer.stdout


def test_check_of_several_chains_says_of_each_what_concerns_it(tmp_path: Path) -> None:
    """A cascade of one chain and a quota of another are no news to the others."""
    file = tmp_path / "mine.yaml"
    file.write_text(
        "name: Two\nzone: {members: [USA, JPN]}\nfloors:\n"
        "  ndpr_oxide: {reference: {price: 110 USD/kg}}\n"
        "  lithium_carbonate: {reference: {price: 20 USD/kg}}\n"
        "  cascade: {to: [ndpr_metal]}\n"
        "measures:\n"
        "  - {by: COD, kind: export_quota, commodities: [cobalt_hydroxide], quota: 100 kt/year}\n"
    )
    answer = CliRunner().invoke(app, ["check", str(file)])
    assert answer.exit_code == 0, answer.stderr
    assert "no process of the network" not in answer.stdout
    assert "has no exports" not in answer.stdout
