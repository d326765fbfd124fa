"""The commands as a user meets them: wall time and peak memory of a new process."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

REPEATS = 3


def measure(arguments: list[str]) -> tuple[float, float, int]:
    """(seconds, peak resident MB, exit code) of ``footwall`` with these arguments."""
    command = [sys.executable, "-c", "from footwall.cli.main import main; main()", *arguments]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    return seconds, usage.ru_maxrss / 1024.0, process.returncode


def run() -> dict[str, Any]:
    """Help, and the main job with its report, once cold for the caches and then warm."""
    helps = [measure(["--help"]) for _ in range(1 + REPEATS)][1:]
    with tempfile.TemporaryDirectory() as folder:
        runs = [measure(["run", "cascade", "--out", str(Path(folder) / str(n))]) for n in range(1 + REPEATS)]
    warm = runs[1:]
    return {
        "help_seconds": median(seconds for seconds, _, _ in helps),
        "run_first_seconds": runs[0][0],
        "run_seconds": median(seconds for seconds, _, _ in warm),
        "run_peak_megabytes": max(peak for _, peak, _ in warm),
        "run_exit_code": max(code for _, _, code in runs),
    }
