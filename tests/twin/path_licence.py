"""Whether PATH can run: GAMSPy ships a demo licence that ends some months after its release."""

from __future__ import annotations

import subprocess
import tempfile
from functools import cache
from pathlib import Path


@cache
def why_path_cannot_run() -> str:
    """What stands in the way, as a reason to skip; empty where PATH runs."""
    try:
        import gamspy_base
    except ImportError:
        return "GAMSPy (extra `twin`) is absent: PATH is not compared"
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder, "empty.gms")
        model.write_text("scalar one / 1 /;\n", encoding="utf-8")
        program = Path(gamspy_base.directory, "gams")
        done = subprocess.run(
            [program, model.name, "lo=3"], cwd=folder, capture_output=True, text=True, timeout=60, check=False
        )
    told = [line.strip("* ") for line in done.stdout.splitlines() if "license" in line.lower()]
    if done.returncode != 0 and told:
        return f"GAMS runs no model here ({told[0]}): PATH is not compared"
    return ""
