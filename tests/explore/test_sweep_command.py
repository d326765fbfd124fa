"""``footwall sweep`` as its user meets it."""

from __future__ import annotations

import json
from pathlib import Path

from bad_input.command import footwall, left_in, refused

PRICE = "floors.ndpr_oxide.reference.price"
FILES = {"manifest.json", "sweep.csv", "sweep.html", "rulebook.yaml"}


def test_it_prints_a_page_of_a_hundred_columns_and_writes_a_folder(tmp_path: Path) -> None:
    out = tmp_path / "sweep"
    done = footwall("sweep", "cascade", f"{PRICE}=60 USD/kg:140 USD/kg:3", "--year", 2026, "--out", out)
    assert done.exit_code == 0, done.stderr
    assert max(len(line) for line in done.stdout.splitlines() if str(tmp_path) not in line) <= 100
    assert "100 USD/kg" in done.stdout
    assert "Solved 3 policies" in done.stdout
    assert left_in(out) == FILES
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["grid"] == {PRICE: ["60 USD/kg", "100 USD/kg", "140 USD/kg"]}
    assert manifest["as_of"] == "2026-12-31"


def test_ranges_are_printed_where_they_are_drawn(tmp_path: Path) -> None:
    grid = f"{PRICE}=60 USD/kg:140 USD/kg:2"
    done = footwall("sweep", "cascade", grid, "--year", 2026, "--draws", 4, "--out", tmp_path / "sweep")
    assert done.exit_code == 0, done.stderr
    assert "change" in done.stdout and "low" in done.stdout
    assert max(len(line) for line in done.stdout.splitlines() if str(tmp_path) not in line) <= 100


def test_a_bad_grid_is_refused_before_anything_is_solved(tmp_path: Path) -> None:
    out = tmp_path / "sweep"
    assert "is empty" in refused("sweep", "cascade", "floors.ndpr_oxide.levy.top_up=1:1:3", "--out", out)
    assert "Did you mean" in refused(
        "sweep", "cascade", "floors.ndpr_oxid.reference.price=60 USD/kg:90 USD/kg:2", "--out", out
    )
    assert "path=FROM:TO:COUNT" in refused("sweep", "cascade", "levy.top_up", "--out", out)
    assert left_in(tmp_path) == set()


def test_a_result_is_never_overwritten_by_a_sweep(folders: dict[str, Path]) -> None:
    grid = f"{PRICE}=60 USD/kg:140 USD/kg:2"
    message = refused("sweep", "cascade", grid, "--out", folders["cascade"])
    assert "holds something else than a Footwall sweep" in message


def test_an_unknown_rulebook_is_refused(tmp_path: Path) -> None:
    assert "Did you mean" in refused(
        "sweep", "casscade", "floors.ndpr_oxide.levy.top_up=0:1:2", "--out", tmp_path / "sweep"
    )
