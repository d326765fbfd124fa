"""One run of a rulebook: calibration, baseline and policy, their result and its folder.

``run`` does everything from the facts to a ``Result``; ``Result.write`` leaves a folder that explains
itself. A run that does not solve has no result. The report is handed in as a function, because this room
does not know it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from footwall.runs.pipeline import run as run
    from footwall.runs.result import Options as Options
    from footwall.runs.result import Result as Result

_MODULE_OF = {"Options": "result", "Result": "result", "run": "pipeline"}

__all__ = ["Options", "Result", "run"]


def __getattr__(name: str) -> Any:
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'footwall.runs' has no attribute {name!r}")
    return getattr(import_module(f"footwall.runs.{module}"), name)
