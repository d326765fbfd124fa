"""The command as its user meets it: called in this process, or as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from footwall.cli.main import app

QUICK = ("--draws", "0", "--year", "2026")
FOOTWALL = (sys.executable, "-m", "footwall")


def footwall(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def refused(*arguments: object) -> str:
    """What standard error says of a command that is refused: exit code 2, nothing on standard output."""
    done = footwall(*arguments)
    assert done.exit_code == 2, (done.stdout, done.stderr)
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.stderr


def process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*FOOTWALL, *(str(argument) for argument in arguments)],
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, **environment},
    )


def left_in(folder: Path) -> set[str]:
    """Names of everything in a folder, hidden or not."""
    return {path.name for path in folder.iterdir()}
