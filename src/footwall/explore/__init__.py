"""Many answers side by side: results compared, rulebooks swept over a grid, assumptions moved one at a time.

This room reads result folders and solves batches; it draws nothing and prints nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from footwall.explore.comparison import compare as compare

_MODULE_OF = {"compare": "comparison"}

__all__ = ["compare"]


def __getattr__(name: str) -> Any:
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'footwall.explore' has no attribute {name!r}")
    return getattr(import_module(f"footwall.explore.{module}"), name)
