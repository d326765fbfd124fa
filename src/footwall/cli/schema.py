"""``footwall schema``: the JSON Schema of rulebooks."""

from __future__ import annotations

from pathlib import Path

import typer

from footwall.errors import OutputError
from footwall.rulebook.json_schema import schema_json


def schema(out: Path | None) -> None:
    """Print the schema, or write it to a file; raises OutputError where the file cannot be written."""
    text = schema_json()
    if out is None:
        typer.echo(text)
        return
    unfinished = out.with_name(f".{out.name}.part")
    try:
        unfinished.write_text(f"{text}\n", encoding="utf-8")
        unfinished.replace(out)
    except OSError as problem:
        unfinished.unlink(missing_ok=True)
        raise OutputError(
            f"Cannot write {out}: {problem.strerror}. Name a file in a folder that exists and can be written."
        ) from problem
    typer.echo(f"Wrote {out}.")
