"""Ctrl-C at any moment: exit code 130, one line, a whole folder or none."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bad_input.command import FOOTWALL, left_in

MOMENTS = (0.25, 0.6, 1.0, 1.6)
"""Seconds after the start: imports, facts, base year, solves, draws."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT between processes")
@pytest.mark.parametrize("moment", MOMENTS)
def test_ctrl_c(tmp_path: Path, moment: float) -> None:
    command = [*FOOTWALL, "run", "cascade", "--draws", "400", "--out", str(tmp_path / "out")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        time.sleep(moment)
        process.send_signal(signal.SIGINT)
        printed, told = process.communicate(timeout=60)
    left = left_in(tmp_path)
    if left:
        assert left == {"out"}
        assert json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))["headline"]
        return
    # CPython ends by the signal itself where it struck inside exec(); a shell shows 130 for both
    assert process.returncode in (130, -signal.SIGINT), told
    assert printed == b""
    assert told.decode() == "Error: Interrupted; nothing was left half-written.\n"


@pytest.mark.parametrize("part", ["manifest.json", "report.html"])
def test_ctrl_c_while_a_file_is_written(tmp_path: Path, part: str) -> None:
    out = str(tmp_path / "new" / "out")
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "opened = Path.open\n"
        "def interrupted(path, *arguments, **options):\n"
        f"    if path.name == {part!r} and '.partial' in str(path):\n"
        "        raise KeyboardInterrupt\n"
        "    return opened(path, *arguments, **options)\n"
        "Path.open = interrupted\n"
        "from footwall.cli.main import main\n"
        f"sys.argv = ['footwall', 'run', 'oxide-only', '--draws', '0', '--out', {out!r}]\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=120)
    assert done.returncode == 130, done.stderr
    assert done.stderr.decode() == "Error: Interrupted; nothing was left half-written.\n"
    assert left_in(tmp_path) == set()
