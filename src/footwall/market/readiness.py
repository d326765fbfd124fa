"""Whether the solver is compiled already, so that a first run can say what it is waiting for.

Looks at the cache folder alone; compiles nothing.
"""

from __future__ import annotations

from pathlib import Path

from footwall.market import compiled

ENTRY = "newton.solve_scenarios"
"""The outermost compiled function: its code is stored last, after all that it calls."""


def is_compiled() -> bool:
    """True if the cache folder of this version holds the compiled solver."""
    folder = compiled._FOLDER
    return bool(folder) and any(Path(folder).glob(f"*/{ENTRY}-*.nbi"))
