"""``footwall why``: one figure of a result folder explained, from the folder alone."""

from __future__ import annotations

import json
from pathlib import Path

import typer

from footwall.errors import OutputError
from footwall.runs.explanation import explain
from footwall.runs.tidy_table import read_csv


def why(folder: Path, variable: str, region: str | None) -> None:
    """Print an explanation; raises UnknownName, or OutputError for a folder that is no result."""
    try:
        document = json.loads((folder / "why.json").read_text(encoding="utf-8"))
        rows = tuple(read_csv((folder / "results.csv").read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError) as problem:
        raise OutputError(
            f"{folder} is not a result folder of footwall run: {problem}. "
            "Give the folder that was named with --out."
        ) from problem
    typer.echo(str(explain(document, rows, variable, region)))
