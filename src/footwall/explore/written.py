"""Folders of comparisons and sweeps: a page, a tidy table and a manifest, written whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from footwall.explore.comparison import Comparison
from footwall.explore.comparison_table import comparison_csv
from footwall.explore.sweep import Sweep
from footwall.explore.sweep_table import sweep_csv
from footwall.runs.folder import MANIFEST, FolderKind, refuse_target, replacing, write_json, write_text
from footwall.runs.manifest import model_name, sha256

COMPARISON = FolderKind(
    "footwall comparison",
    "Footwall comparison",
    frozenset({MANIFEST, "comparison.csv", "comparison.html"}),
)


def write_comparison(comparison: Comparison, page: str, folder: Path, force: bool = False) -> Path:
    """Write ``comparison.html``, ``comparison.csv`` and a manifest. Raises OutputError."""
    record = {
        "results": [
            {
                "label": item.label,
                "folder": str(item.folder),
                "results_sha256": item.manifest["results_sha256"],
                "rulebook_sha256": item.manifest["rulebook_sha256"],
            }
            for item in comparison.results
        ]
    }
    files = {"comparison.csv": comparison_csv(comparison), "comparison.html": page}
    return write_kind(folder, COMPARISON, record, files, force)


SWEEP = FolderKind(
    "footwall sweep", "Footwall sweep", frozenset({MANIFEST, "sweep.csv", "sweep.html", "rulebook.yaml"})
)


def write_sweep(sweep: Sweep, page: str, folder: Path, force: bool = False) -> Path:
    """Write ``sweep.html``, ``sweep.csv``, the rulebook as it stands and a manifest. Raises OutputError."""
    record = {
        "rulebook": sweep.rulebook,
        "grid": {axis.path: list(axis.values) for axis in sweep.axes},
        "overrides": list(sweep.overrides),
        "as_of": sweep.as_of,
        "base_year": sweep.base_year,
        "price_set": sweep.price_set,
        "draws": sweep.draws,
        "seed": sweep.seed,
        "rulebook_sha256": sha256(sweep.rulebook_text),
        "facts_sha256": sweep.facts_sha256,
        "seconds": {"kernel": sweep.speed.kernel, "total": sweep.speed.total},
        "policies_solved": sweep.speed.policies,
    }
    files = {"sweep.csv": sweep_csv(sweep), "sweep.html": page, "rulebook.yaml": sweep.rulebook_text}
    return write_kind(folder, SWEEP, record, files, force)


def write_kind(
    folder: Path,
    kind: FolderKind,
    record: Mapping[str, Any],
    files: Mapping[str, str],
    force: bool,
    documents: Mapping[str, Mapping[str, Any]] | None = None,
) -> Path:
    """Write a folder of ``kind``: a manifest with ``record``, text ``files``, JSON ``documents``.

    Raises OutputError.
    """
    refuse_target(folder, force, kind)
    with replacing(folder) as fresh:
        made = {
            "kind": kind.kind,
            "format": 1,
            "model": model_name(),
            "written": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        write_json(fresh / MANIFEST, {**made, **record})
        for name, document in (documents or {}).items():
            write_json(fresh / name, document)
        for name, text in files.items():
            write_text(fresh / name, text)
    return folder
