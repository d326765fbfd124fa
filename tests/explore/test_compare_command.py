"""``footwall compare`` as its user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bad_input.command import footwall, left_in, refused

FILES = {"manifest.json", "comparison.csv", "comparison.html"}


def test_it_prints_a_page_of_a_hundred_columns_and_writes_a_folder(
    folders: dict[str, Path], tmp_path: Path
) -> None:
    out = tmp_path / "comparison"
    done = footwall("compare", folders["cascade"], folders["tariff-25"], "--out", out)
    assert done.exit_code == 0, done.stderr
    assert max(len(line) for line in done.stdout.splitlines() if str(tmp_path) not in line) <= 100
    assert "difference" in done.stdout
    assert "under Tariff of 25%" in done.stdout
    assert left_in(out) == FILES
    again = footwall("compare", folders["cascade"], folders["oxide-only"], "--out", out)
    assert again.exit_code == 0, again.stderr
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert [item["label"] for item in manifest["results"]] == ["Cascading floors", "Oxide floor only"]


def test_many_results_stay_within_the_page(folders: dict[str, Path], tmp_path: Path) -> None:
    done = footwall("compare", *folders.values(), "--out", tmp_path / "comparison")
    assert done.exit_code == 0, done.stderr
    assert max(len(line) for line in done.stdout.splitlines() if str(tmp_path) not in line) <= 100


@pytest.mark.parametrize(
    ("name", "told"),
    [("nowhere", "There is no folder"), ("empty", "is not a result folder"), ("NaN", "There is no folder")],
)
def test_a_folder_that_is_no_result_is_refused(
    folders: dict[str, Path], tmp_path: Path, name: str, told: str
) -> None:
    (tmp_path / "empty").mkdir()
    out = tmp_path / "comparison"
    assert told in refused("compare", folders["cascade"], tmp_path / name, "--out", out)
    assert not out.exists()


def test_a_result_is_never_overwritten_by_a_comparison(folders: dict[str, Path], tmp_path: Path) -> None:
    before = left_in(folders["cascade"])
    message = refused("compare", folders["cascade"], folders["tariff-25"], "--out", folders["cascade"])
    assert "holds something else than a Footwall comparison" in message
    assert left_in(folders["cascade"]) == before


def test_one_folder_is_not_enough(folders: dict[str, Path]) -> None:
    assert "at least two" in refused("compare", folders["cascade"])
