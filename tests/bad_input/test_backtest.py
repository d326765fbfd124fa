"""``footwall backtest`` with files that are no episode, and with those that are."""

from __future__ import annotations

import json
from pathlib import Path

from bad_input.command import footwall, left_in, refused

SMALL = """name: Small
role: validation
event: 2020-01-01
about: Nothing to replay.
not_scored: There is no series.
sources: {}
"""


def test_the_template_is_written_and_replayed_as_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    assert "Next: footwall backtest --episode" in footwall("backtest", "--template", file).stdout
    done = footwall("backtest", "--episode", file)
    assert done.exit_code == 0
    assert "Export quota on toy oxide, 2020 (validation, event 2020-03-10)" in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 100


def test_a_template_replaces_nothing(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("mine", encoding="utf-8")
    assert "exists. Name a file that does not." in refused("backtest", "--template", file)
    assert "Cannot write" in refused("backtest", "--template", tmp_path / "no" / "mine.yaml")
    assert file.read_text(encoding="utf-8") == "mine" and left_in(tmp_path) == {"mine.yaml"}


def test_json_is_json(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    footwall("backtest", "--template", file)
    told = json.loads(footwall("backtest", "--episode", file, "--json").stdout)
    (episode,) = told["episodes"]
    assert episode["role"] == "validation" and len(episode["scores"]) == 5
    assert set(episode["scores"][0]) >= {"observed", "predicted", "low", "high", "error", "no_change_error"}
    assert told["parameters"]["private_stock"]["high"] == 90.0
    assert told["together"]["calibration"] is None


def test_what_is_not_scored_says_why(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    assert "Not scored. There is no series." in footwall("backtest", "--episode", file).stdout
    (episode,) = json.loads(footwall("backtest", "--episode", file, "--json").stdout)["episodes"]
    assert episode["summary"] is None and episode["not_scored"] == "There is no series."


def test_faults_end_with_exit_code_two(tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(SMALL.replace("role: validation", "role: valid"), encoding="utf-8")
    message = refused("backtest", "--episode", file)
    assert (
        "wrong.yaml:2:1: [EPISODE-12] at role: read 'valid'; allowed: 'calibration' or 'validation'"
        in message
    )
    assert "[EPISODE-1]" in refused("backtest", "--episode", tmp_path / "none.yaml")
    assert "[EPISODE-1]" in refused("backtest", "--episode", tmp_path)


def test_the_table_of_all_episodes_fits_the_terminal() -> None:
    done = footwall("backtest")
    assert done.exit_code == 0
    assert max(len(line) for line in done.stdout.splitlines()) <= 100
    assert "ndpr_incentive_2024: not scored." in done.stdout
