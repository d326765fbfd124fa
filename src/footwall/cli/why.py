"""``footwall why``: one figure of a result folder explained, from the folder alone."""

from __future__ import annotations

import json
from pathlib import Path

import typer

from footwall.errors import OutputError
from footwall.runs.explanation import explain, listed_variables
from footwall.runs.tidy_table import read_csv

ADVICE = "Give the folder that was named with --out."
AGAIN = "Run the rulebook again."
PARTS = {
    "adjustments", "anchors", "arcs", "buyers", "floors", "measures", "names", "prices", "processes",
    "quotas", "states", "theta", "uses",
}  # fmt: skip
"""What an explanation reads of each chain."""


def why(folder: Path, variable: str | None, region: str | None) -> None:
    """Print an explanation, or the variables where none is named.

    Raises UnknownName, or OutputError for a folder that is no result.
    """
    if not folder.is_dir():
        raise OutputError(f"There is no folder {folder}. {ADVICE}")
    try:
        document = json.loads((folder / "why.json").read_text(encoding="utf-8"))
        rows = tuple(read_csv((folder / "results.csv").read_text(encoding="utf-8")))
    except OSError as problem:
        name = Path(problem.filename or "").name
        raise OutputError(
            f"{folder} is not a result folder of footwall run: {name}: {problem.strerror}. {ADVICE}"
        ) from problem
    except (ValueError, KeyError, TypeError) as problem:
        raise OutputError(f"{folder} holds a damaged result ({problem}). {AGAIN}") from problem
    lacking = _lacking(document)
    if lacking:
        raise OutputError(
            f"{folder / 'why.json'} is damaged or of another version of Footwall: it lacks "
            f"{', '.join(lacking)}. {AGAIN}"
        )
    typer.echo(listed_variables(rows) if variable is None else str(explain(document, rows, variable, region)))


def _lacking(document: object) -> list[str]:
    """Parts of a document that an explanation would read and that are not there."""
    if not isinstance(document, dict):
        return ["everything"]
    missing = [part for part in ("chains", "sources") if not isinstance(document.get(part), dict)]
    if missing:
        return missing
    return sorted({part for chain in document["chains"].values() for part in PARTS - set(chain)})
