"""The policy: schema, reading, and the arithmetic of every clause.

``read_rulebook`` reads a file or a bundled rulebook and reports all its faults at once. The clause functions
(``levy``, ``evasion``, ``floor``, ``tariff``) are written once, over floats and Fractions. Nothing here knows
facts, networks or markets: names that exist come in as a ``Vocabulary``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from footwall.rulebook.describe import explain as explain
    from footwall.rulebook.json_schema import schema_json as schema_json
    from footwall.rulebook.library import bundled_names as bundled_names
    from footwall.rulebook.read import read_rulebook as read_rulebook
    from footwall.rulebook.schema import Rulebook as Rulebook
    from footwall.rulebook.vocabulary import Vocabulary as Vocabulary

_MODULE_OF = {
    "Rulebook": "schema",
    "Vocabulary": "vocabulary",
    "bundled_names": "library",
    "explain": "describe",
    "read_rulebook": "read",
    "schema_json": "json_schema",
}

__all__ = ["Rulebook", "Vocabulary", "bundled_names", "explain", "read_rulebook", "schema_json"]


def __getattr__(name: str) -> Any:
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'footwall.rulebook' has no attribute {name!r}")
    return getattr(import_module(f"footwall.rulebook.{module}"), name)
