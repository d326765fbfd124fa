"""Sphinx settings of the documentation: Markdown pages and equations, no notebooks."""

from __future__ import annotations

import tomllib
from pathlib import Path

_PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]

project = "Footwall"
author = "The Footwall authors"
project_copyright = f"2026, {author}"
release = version = _PROJECT["version"]

extensions = ["myst_parser", "sphinx.ext.mathjax"]
myst_enable_extensions = ["amsmath", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = f"Footwall {release}"
html_static_path = ["_static"] if Path(__file__).with_name("_static").is_dir() else []
