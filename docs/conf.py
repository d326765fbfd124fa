"""Sphinx settings of the documentation: Markdown pages and equations, no notebooks.

Pages and tables that come from the code are written before Sphinx reads anything; see ``generator``.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

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
exclude_patterns = ["_build", "generator"]

html_theme = "furo"
html_title = f"Footwall {release}"
html_static_path = ["_static"] if Path(__file__).with_name("_static").is_dir() else []


def setup(app: Any) -> None:
    """Write the generated pages when the builder starts."""
    app.connect("builder-inited", lambda _: write_generated_pages())


def write_generated_pages() -> None:
    sys.path.insert(0, str(Path(__file__).parent))
    from generator import write

    write()
