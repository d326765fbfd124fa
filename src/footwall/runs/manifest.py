"""What a result was made of: versions, hashes, seed, date and command, so that it can be made again."""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from footwall.runs.result import Options

KIND = "footwall result"
FORMAT = 1
PACKAGES = ("numpy", "numba", "polars", "pydantic", "ruamel.yaml")


def model_name() -> str:
    """Name and version, as in the ``model`` column of results."""
    from footwall import __version__

    return f"Footwall {__version__}"


def manifest(options: Options, facts_directory: Path, rulebook_text: str, command: str) -> dict[str, Any]:
    """The manifest of a run. ``results_sha256`` is added when the folder is written."""
    return {
        "kind": KIND,
        "format": FORMAT,
        "model": model_name(),
        "versions": {
            "python": platform.python_version(),
            **{name: metadata.version(name) for name in PACKAGES},
        },
        "platform": sys.platform,
        "facts_sha256": sha256_of_tables(facts_directory),
        "rulebook_sha256": sha256(rulebook_text),
        "seed": options.seed,
        "draws": options.draws,
        "as_of": options.as_of.isoformat(),
        "price_set": options.price_set,
        "prices_usd_per_t": dict(options.prices),
        "overrides": list(options.overrides),
        "command": command,
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def asked_by(arguments: Sequence[str]) -> str:
    """The command line; of the program only its name: where it is installed changes no result."""
    if not arguments:
        return ""
    program, *others = arguments
    name = "python -m footwall" if Path(program).name == "__main__.py" else Path(program).name
    return " ".join([name, *others])


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def sha256_of_tables(directory: Path) -> str:
    """One hash over the names and bytes of all fact tables below a directory, ordered by name."""
    digest = hashlib.sha256()
    for path in sorted(directory.rglob("*.csv")):
        digest.update(
            path.relative_to(directory).as_posix().encode("utf-8") + b"\0" + path.read_bytes() + b"\0"
        )
    return digest.hexdigest()


def is_manifest(document: object, kind: str = KIND) -> bool:
    """True for the manifest of a Footwall result, or of another kind."""
    return isinstance(document, Mapping) and document.get("kind") == kind
