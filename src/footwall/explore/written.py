"""Folders of comparisons and sweeps: a page, a tidy table and a manifest, written whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from footwall.explore.comparison import Comparison
from footwall.explore.comparison_table import comparison_csv
from footwall.runs.folder import MANIFEST, FolderKind, refuse_target, replacing, write_json, write_text
from footwall.runs.manifest import model_name

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
    return _write(folder, COMPARISON, record, files, force)


def _write(
    folder: Path, kind: FolderKind, record: Mapping[str, Any], files: Mapping[str, str], force: bool
) -> Path:
    refuse_target(folder, force, kind)
    with replacing(folder) as fresh:
        made = {
            "kind": kind.kind,
            "format": 1,
            "model": model_name(),
            "written": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        write_json(fresh / MANIFEST, {**made, **record})
        for name, text in files.items():
            write_text(fresh / name, text)
    return folder
