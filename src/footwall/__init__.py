"""Footwall: design, stress-test and run a critical-minerals trading bloc with adjustable price floors.

``run(rulebook)`` simulates a rulebook and returns its result; ``read_rulebook`` and ``load_facts`` return
what it starts from. Each is imported when it is first used, so that ``import footwall`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from footwall.facts import load_facts as load_facts
    from footwall.rulebook import read_rulebook as read_rulebook
    from footwall.runs import run as run

__version__ = "0.1.0"

_ROOM_OF = {"load_facts": "facts", "read_rulebook": "rulebook", "run": "runs"}

__all__ = ["__version__", "load_facts", "read_rulebook", "run"]


def __getattr__(name: str) -> Any:
    room = _ROOM_OF.get(name)
    if room is None:
        raise AttributeError(f"module 'footwall' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(f"footwall.{room}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
