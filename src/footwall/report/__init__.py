"""The report: one HTML file that shows what a rulebook does, made of nothing but a result.

``render`` turns a Result into a page with inline pictures. The page asks nobody for anything: no scripts,
fonts or images from elsewhere. The report computes shares and sums for display; it solves nothing and judges
nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from footwall.report.page import render as render

__all__ = ["render"]


def __getattr__(name: str) -> Any:
    if name != "render":
        raise AttributeError(f"module 'footwall.report' has no attribute {name!r}; it has render")
    return import_module("footwall.report.page").render
