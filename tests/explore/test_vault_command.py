"""``footwall vault plan`` as its user meets it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from bad_input.command import footwall, left_in, refused

QUICK = ("vault", "plan", "--chain", "gallium", "--worth", "0.1")


def test_the_answer_comes_in_words_first() -> None:
    done = footwall(*QUICK, "--budget", "12e9USD")
    assert done.exit_code == 0, done.stderr
    told = done.stdout
    assert told.startswith("With 12 billion USD the zone would avoid ")
    for words in (
        "The first dollar goes to refined gallium",
        "nothing more is worth buying in these chains",
        "are left over",
        "Lost all the same",
        "In order of merit",
        "Cover against money",
        "Replayed in the years model, gallium holds 100.0% of its tonnes",
    ):
        assert words in " ".join(told.split()), words
    assert all(len(line) <= 100 for line in told.splitlines())


def test_a_plan_is_written_as_a_rulebook_that_checks_and_as_tables(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    done = footwall(*QUICK, "--budget", "20e6 USD", "--json", "--out", folder)
    assert done.exit_code == 0, done.stderr
    record = json.loads(done.stdout)
    assert json.loads((folder / "plan.json").read_text(encoding="utf-8")) == record
    files = {"report.html", "plan.json", "plan.csv", "plan.yaml", "frontier.csv"}
    assert left_in(folder) == {"manifest.json", *files}
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["files"]) == files
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "footwall vault plan --budget &#39;20e6 USD&#39; --rulebook vault-alone --chain gallium" in page
    assert footwall(*QUICK, "--budget", "20e6 USD", "--out", folder).exit_code == 0
    assert record["suppliers"] == {"gallium": "CHN"} and record["cost"] <= 20e6
    rows = list(csv.DictReader((folder / "plan.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["commodity"] for row in rows] == [item["commodity"] for item in record["goods"]]
    budgets = csv.DictReader((folder / "frontier.csv").read_text(encoding="utf-8").splitlines())
    assert {float(row["budget_usd"]) for row in budgets} == {2.5e6, 5e6, 10e6, 20e6, 40e6, 80e6}
    assert footwall("check", folder / "plan.yaml").exit_code == 0


def test_too_little_money_buys_nothing_and_says_so(tmp_path: Path) -> None:
    done = footwall(*QUICK, "--budget", "1 USD", "--out", tmp_path / "plan")
    assert done.exit_code == 0, done.stderr
    assert "Nothing is bought" in done.stdout
    assert "More money would find use" in done.stdout
    assert footwall("check", tmp_path / "plan" / "plan.yaml").exit_code == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--budget", "12bn"), "--budget: Read '12bn'; allowed: a money in USD"),
        (("--budget", "0 USD"), "--budget: read '0 USD'; allowed: more than zero"),
        (("--budget", "-1 USD"), "--budget: read '-1 USD'; allowed: nothing below zero"),
        (("--budget", "1e9 USD", "--rate", "high"), "--rate: Read 'high'"),
        (("--budget", "1e9 USD", "--pace", "0%"), "--pace: read '0%'; allowed: more than zero"),
        (("--budget", "1e9 USD", "--year", "2026"), "--year: read 2026; allowed: a year after"),
        (("--budget", "1e9 USD", "--year", "2050"), "allowed: up to 2045"),
        (("--budget", "1e9 USD", "--chain", "galium"), "--chain: read 'galium'; allowed:"),
        (("--budget", "1e9 USD", "--rulebook", "vault"), "Read 'vault'; allowed: a rulebook file"),
        (("--budget", "1e9 USD", "--rulebook", "baseline"), "has no members"),
        (("--budget", "1e9 USD", "--regions", "Atlantis"), "Atlantis"),
        (("--budget", "1e9 USD", "--supplier", "USA"), "--supplier: read 'USA'; allowed: a region outside"),
    ],
)
def test_what_cannot_be_planned_is_refused(options: tuple[str, ...], words: str) -> None:
    told = " ".join(refused("vault", "plan", "--chain", "gallium", *options).split())
    assert words in told


def test_a_folder_of_something_else_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    refused(*QUICK, "--budget", "1e9 USD", "--out", tmp_path)
    assert left_in(tmp_path) == {"notes.txt"}
