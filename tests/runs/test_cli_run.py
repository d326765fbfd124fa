"""``footwall run`` as a user meets it: listing, summary, bad input, interruption."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from footwall.cli.main import app
from footwall.cli.run import COMPILING
from footwall.cli.run_summary import run_summary
from footwall.errors import NotConverged
from footwall.rulebook import bundled_names
from footwall.runs import Result as RunResult

QUICK = ("--draws", "0", "--year", "2026")


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["run", *(str(argument) for argument in arguments)])


def _too_long(text: str) -> list[str]:
    return [line for line in text.splitlines() if len(line) > 100]


def test_without_a_rulebook_the_bundled_ones_are_listed() -> None:
    done = _run()
    assert done.exit_code == 0
    assert all(name in done.stdout for name in bundled_names())
    assert _too_long(done.stdout) == []


def test_a_run_writes_its_folder_and_says_where(tmp_path: Path) -> None:
    out, network = tmp_path / "out", tmp_path / "network.json"
    done = _run("oxide-only", "--out", out, "--export-network", network, *QUICK)
    assert done.exit_code == 0, done.stderr
    assert str(out) in done.stdout
    assert {path.name for path in tmp_path.iterdir()} == {"out", "network.json"}
    assert (out / "report.html").read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["solver"]["status"] == "converged"
    exported = json.loads(network.read_text(encoding="utf-8"))
    assert exported["solver"]["status"] == "converged"
    documents = json.loads((out / "why.json").read_text(encoding="utf-8"))["chains"]
    assert len(exported["arcs"]) == len(documents["ree_magnets"]["arcs"])
    assert [path for path in done.stdout.splitlines() if len(path) > 100 and str(tmp_path) not in path] == []


@pytest.mark.parametrize("ready", [False, True])
def test_a_first_compilation_is_told_without_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready: bool
) -> None:
    monkeypatch.setattr("footwall.market.readiness.is_compiled", lambda: ready)
    done = _run("oxide-only", "--out", tmp_path / "out", *QUICK)
    assert done.exit_code == 0
    assert done.stderr == ("" if ready else f"{COMPILING}\n")
    assert COMPILING not in done.stdout


def test_what_a_rulebook_asks_is_told_under_the_answer(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["run", "oxide-only", "--draws", "0", "--out", str(tmp_path / "out")])
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    further = summary["chains"]["ree_magnets"]["further"]
    shown = " ".join(done.stdout.split())
    assert further
    for item in further:
        assert f"- {item['text']}" in shown


def test_a_fault_is_told_before_any_compilation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("footwall.market.readiness.is_compiled", lambda: False)
    done = _run("cascad", "--out", tmp_path / "out", *QUICK)
    assert done.exit_code == 2
    assert COMPILING not in done.stderr


def test_the_summary_fits_and_tells_the_story(
    cascade: RunResult, shock: RunResult, baseline: RunResult
) -> None:
    for result in (cascade, shock, baseline):
        text = run_summary(result.summary, Path("out"))
        assert _too_long(text) == []
        for number in result.summary["headline"]:
            assert number["text"] in text
    text = run_summary(cascade.summary, Path("out"), (Path("network.json"),))
    for part in ("NdPr oxide", "rival has", "treasuries", "ω = 1", "out/report.html", "network.json"):
        assert part in text
    floors = next(line for line in text.splitlines() if line.startswith("NdPr oxide  ")).split()[-1]
    assert re.fullmatch(r"\d+[BPSU]", floors)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("cascad",), "Did you mean 'cascade'"),
        (("cascade", "--year", "1990"), "allowed: 2024"),
        (("cascade", "--set", "floors.ndpr_oxid.reference.price=5 USD/kg"), "ndpr_oxide"),
        (("cascade", "--set", "nonsense"), "path=value"),
        (("cascade", "--set", "floors.ndpr_oxide.reference.price=-5 USD/kg"), "floors.ndpr_oxide"),
        (("cascade", "--prices", "gallium=5"), "gallium"),
        (("cascade", "--prices", "yesterday"), "bundled set"),
        (("nowhere/rulebook.yaml",), "rulebook.yaml"),
    ],
)
def test_bad_input_is_one_message_and_leaves_nothing(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = _run(*arguments, "--out", tmp_path / "out", "--draws", "0")
    assert done.exit_code == 2, done.stdout
    assert told in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_refused_before_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    done = _run("cascade", "--out", tmp_path / "file", *QUICK)
    assert done.exit_code == 2
    assert "is a file, not a folder" in done.stderr
    done = _run("cascade", "--out", tmp_path, *QUICK)
    assert done.exit_code == 2
    assert "--force" in done.stderr
    done = _run("cascade", "--out", tmp_path / "out", "--export-network", tmp_path, *QUICK)
    assert done.exit_code == 2
    assert "--export-network" in done.stderr
    done = _run("cascade", "--out", tmp_path / "out", "--export-network", tmp_path / "no" / "x.json", *QUICK)
    assert done.exit_code == 2
    assert "there is no folder" in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"file"}


def test_a_market_that_does_not_clear_gives_no_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsolved(*_: object, **__: object) -> None:
        raise NotConverged("ndpr_oxide@CHN", 0.2, 60, "Try a lower floor.")

    monkeypatch.setattr("footwall.runs.chain_run.solve_law_from_starts", unsolved)
    done = _run("cascade", "--out", tmp_path / "out", *QUICK)
    assert done.exit_code == 2
    assert "ndpr_oxide@CHN" in done.stderr
    assert "Try a lower floor." in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_option_changes_the_rulebook_of_the_folder(tmp_path: Path) -> None:
    setting = "floors.ndpr_oxide.reference.price=61 USD/kg"
    done = _run("oxide-only", "--out", tmp_path / "out", "--set", setting, *QUICK)
    assert done.exit_code == 0, done.stderr
    assert "61 USD/kg" in (tmp_path / "out" / "rulebook.yaml").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["overrides"] == [
        setting
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT between processes")
@pytest.mark.parametrize("after", ["Solving the policy", "Writing the result folder"])
def test_ctrl_c_ends_with_130_and_leaves_nothing(tmp_path: Path, after: str) -> None:
    code = (
        "import os, signal, sys\n"
        "from footwall.cli import run\n"
        "from contextlib import contextmanager\n"
        "@contextmanager\n"
        "def shown():\n"
        "    def step(name):\n"
        f"        if name == {after!r}:\n"
        "            print('READY', flush=True)\n"
        "            import time; time.sleep(30)\n"
        "    yield step\n"
        "run.progress_shown = shown\n"
        "from footwall.cli.main import main\n"
        f"sys.argv = ['footwall', 'run', 'oxide-only', '--draws', '0', '--out', {str(tmp_path / 'out')!r}]\n"
        "main()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline() == "READY\n"
        process.send_signal(signal.SIGINT)
        told = process.stderr.read()
        process.wait(timeout=60)
    assert process.returncode == 130
    assert "Interrupted" in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT between processes")
@pytest.mark.long
@pytest.mark.parametrize("delay", [0.3, 0.8, 1.3, 1.8, 2.3, 2.8])
def test_ctrl_c_at_any_time_leaves_a_whole_folder_or_none(tmp_path: Path, delay: float) -> None:
    code = "from footwall.cli.main import main; main()"
    command = [sys.executable, "-c", code, "run", "oxide-only", "--out", str(tmp_path / "out")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
    left = {path.name for path in tmp_path.iterdir()}
    assert left in (set(), {"out"})
    if left:
        assert json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))["headline"]
