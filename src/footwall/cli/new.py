"""``footwall new``: a commented rulebook to start from."""

from __future__ import annotations

from pathlib import Path

import typer

from footwall.errors import OutputError
from footwall.rulebook.template import template_text


def new(file: Path) -> None:
    """Write the template; raises OutputError for a file that exists or cannot be written."""
    try:
        with file.open("x", encoding="utf-8", newline="\n") as target:
            target.write(template_text())
    except FileExistsError:
        raise OutputError(f"{file} exists. Name a file that does not.") from None
    except OSError as problem:
        raise OutputError(
            f"Cannot write {file}: {problem.strerror}. Name a file in a folder that can be written."
        ) from None
    typer.echo(f"Wrote {file}. Next: footwall check {file}")
