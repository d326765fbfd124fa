"""Terminals, pipes and machines that are not like the author's."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bad_input.command import FOOTWALL, QUICK, footwall, process
from footwall.cli.plain_characters import PLAIN
from footwall.market import compiled

WIDEST = 100


@pytest.mark.parametrize("encoding", ["cp1252", "cp850"])
def test_an_encoding_without_our_signs_keeps_every_sign_of_a_number(tmp_path: Path, encoding: str) -> None:
    done = process(
        "run", "cascade", "--out", tmp_path / "out", *QUICK, PYTHONIOENCODING=encoding, PYTHONUTF8="0"
    )
    assert (done.returncode, done.stderr) == (0, b"")
    plain = done.stdout.decode(encoding)
    as_utf8 = footwall("run", "cascade", "--out", tmp_path / "out", *QUICK).stdout
    for line, original in zip(plain.splitlines(), as_utf8.splitlines(), strict=True):
        spelled = "".join(
            PLAIN.get(character, "?") if character.encode(encoding, "ignore") == b"" else character
            for character in original
        )
        assert line == spelled
    assert "-" in plain and "?" not in plain
    assert (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"NO_COLOR": "1", "COLUMNS": "60", "TERM": "dumb"},
        {"PYTHONWARNINGS": "error"},
    ],
    ids=["LANG=C", "ascii", "narrow and without colour", "warnings are errors"],
)
@pytest.mark.parametrize(
    "command", [("check", "cascade"), ("facts", "list"), ("run", "--help"), ("run",)], ids=" ".join
)
def test_any_terminal(environment: dict[str, str], command: tuple[str, ...]) -> None:
    done = process(*command, **environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    assert max(map(len, done.stdout.decode("utf-8", "replace").splitlines())) <= WIDEST


def test_a_run_under_strict_warnings_without_a_home(tmp_path: Path) -> None:
    """No folder of the user can be written: compiled code comes from the temporary one."""
    nowhere, temporary = str(tmp_path / "none" / "such"), tmp_path / "temporary"
    (tmp_path / "none").write_text("a file", encoding="utf-8")
    kernel = Path(compiled._FOLDER)
    shutil.copytree(kernel, temporary / "footwall" / kernel.name)
    done = process(
        "run", "oxide-only", "--out", tmp_path / "out", *QUICK,
        HOME=nowhere, XDG_CACHE_HOME=nowhere, TMPDIR=str(temporary), PYTHONWARNINGS="error",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    assert (tmp_path / "out" / "summary.json").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="no shell pipes")
@pytest.mark.parametrize("command", ["facts show trade --csv", "check cascade", "schema"])
def test_a_pipe_that_closes_early_is_no_fault(command: str) -> None:
    line = f"{' '.join(FOOTWALL)} {command} | head -c 1"
    done = subprocess.run(line, shell=True, capture_output=True, check=False, timeout=60)
    assert len(done.stdout) == 1
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_an_output_that_is_full_is_told_without_a_traceback() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*FOOTWALL, "check", "cascade"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("Error: The output cannot be written: ")
    assert len(done.stderr.splitlines()) == 1
