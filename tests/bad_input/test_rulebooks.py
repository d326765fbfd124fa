"""Every bad rulebook ends with exit code 2 and one message; nothing is printed as a result or written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bad_input.command import QUICK, footwall, left_in, process, refused
from bad_input.rulebook_files import BAD, FLOOR, ZONE


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("command", ["check", "run"])
def test_a_bad_rulebook_is_told_where_what_and_what_now(tmp_path: Path, command: str, case: str) -> None:
    bad = BAD[case]
    file = tmp_path / "mine.yaml"
    file.write_bytes(bad.content)
    options = ("--out", tmp_path / "out", *QUICK) if command == "run" else ()
    message = refused(command, file, *options)
    place = f"{file}:{bad.place}: [" if bad.place else f"{file}: ["
    assert place in message, message
    assert "read " in message and "allowed: " in message
    for words in bad.told:
        assert words in message, message
    assert left_in(tmp_path) == {"mine.yaml"}


def test_a_file_of_50_megabytes_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    with file.open("wb") as sparse:
        sparse.truncate(50_000_000)
    message = refused("run", file, "--out", tmp_path / "out")
    assert message == f"Error: {file}: [RULEBOOK-2]: read 50 MB; allowed: at most 5 MB.\n"
    assert left_in(tmp_path) == {"large.yaml"}


def test_a_real_process_answers_the_same(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_bytes(BAD["NO as Norway"].content)
    done = process("run", file, "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == refused("run", file, "--out", tmp_path / "out")
    assert left_in(tmp_path) == {"mine.yaml"}


@pytest.mark.parametrize(
    "source", ["", " ", ".", "none.yaml", "no/such/folder/mine.yaml", "cascad", "cascade.yaml"]
)
def test_a_rulebook_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    monkeypatch.chdir(tmp_path)
    message = refused("run", source, "--out", "out")
    assert "allowed: a rulebook file" in message
    assert "bundled rulebook" in message
    assert left_in(tmp_path) == set()


def _as_json() -> bytes:
    floors = {"ndpr_oxide": {"reference": {"price": "110 USD/kg"}}}
    return json.dumps({"name": "x", "zone": {"members": ["USA"]}, "floors": floors}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + (ZONE + FLOOR).encode(),
        (ZONE + FLOOR).replace("\n", "\r\n").encode(),
        _as_json(),
    ],
    ids=["byte order mark", "Windows line ends", "JSON"],
)
def test_harmless_forms_are_read(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "mine.yaml"
    file.write_bytes(content)
    done = footwall("check", file)
    assert done.exit_code == 0, done.stderr
    assert "a fixed floor of 110 USD/kg" in done.stdout


def test_a_floor_in_the_wrong_unit_is_pointed_at(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(f"{ZONE}{FLOOR}".replace("USD/kg", "USD/t"), encoding="utf-8")
    checked = footwall("check", file)
    assert checked.exit_code == 0
    assert "The floor on ndpr_oxide (0.11 USD/kg) is slack at base prices" in checked.stdout
    ran = footwall("run", file, "--out", tmp_path / "out", *QUICK)
    assert ran.exit_code == 0, ran.stderr
    assert "binds at no border" in ran.stdout
    assert "Check the unit of the floor." in ran.stdout
