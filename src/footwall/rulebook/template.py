"""The commented rulebook that ``footwall new`` writes."""

from __future__ import annotations

from importlib.resources import files


def template_text() -> str:
    """Text of the template; it reads without a fault."""
    return files("footwall.rulebook").joinpath("template.yaml").read_text(encoding="utf-8")
