"""The JSON Schema of rulebooks (2020-12), for editors and other programs."""

from __future__ import annotations

import json
from typing import Any

from footwall.rulebook.schema import SCHEMA_VERSION, Rulebook

IDENTIFIER = f"https://footwall.dev/schema/rulebook-{SCHEMA_VERSION}.json"
"""Name of the schema; it is an identifier and need not resolve."""


def json_schema() -> dict[str, Any]:
    """The schema as plain data."""
    schema = Rulebook.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": IDENTIFIER,
        **schema,
        "title": "Footwall rulebook",
    }


def schema_json() -> str:
    """The schema as indented text."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False)
