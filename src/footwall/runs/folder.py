"""The folders that Footwall writes: whole or not at all.

Everything goes into a hidden sibling first, which is then renamed into place. A folder that is already
there is replaced if it is empty or of the same kind (a result by a result, a comparison by a comparison);
one to which other files were added needs ``force``, and anything else is never replaced. Whatever
interrupts the writing (an error, a full disk, Ctrl-C) leaves the old folder as it was and nothing beside it.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footwall.errors import OutputError
from footwall.runs.manifest import KIND, is_manifest, sha256
from footwall.runs.second_process import begun
from footwall.runs.tidy_table import csv_text

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from footwall.runs.result import Render, Result

MANIFEST = "manifest.json"
WRITTEN = {
    MANIFEST, "results.csv", "results.parquet", "results.xlsx", "summary.json", "why.json", "rulebook.yaml",
    "report.html",
}  # fmt: skip
"""All files of a result folder."""


@dataclass(frozen=True)
class FolderKind:
    """What the manifest of a folder calls it, its name in a sentence, and all the files that it holds."""

    kind: str
    name: str
    files: frozenset[str]


RESULT = FolderKind(KIND, "Footwall result", frozenset(WRITTEN))
MOST_NAMED = 3
_CAUSES = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "permission is denied",
    errno.EPERM: "permission is denied",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EEXIST: "something of that name is in the way",
    errno.ENAMETOOLONG: "the name is too long",
}


def refuse_target(folder: Path, force: bool = False, kind: FolderKind = RESULT) -> None:
    """Raise OutputError if a folder of ``kind`` could not be written to ``folder``; writes nothing."""
    try:
        _refuse_target(folder, force, kind)
    except OSError as problem:
        raise OutputError(cannot_write(folder, problem)) from problem


def _refuse_target(folder: Path, force: bool, kind: FolderKind) -> None:
    if folder.is_symlink() and not folder.exists():
        raise OutputError(f"{folder} is a link to nothing. Remove it or choose another --out.")
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file, not a folder. Choose another --out.")
    target = folder.resolve()
    if target in (Path.home(), *_lineage(Path.cwd())):
        raise OutputError(
            f"{folder} is {target}, where you work or live. Choose a folder inside it for --out."
        )
    if folder.is_dir():
        _refuse_contents(folder, force, kind)
    parent = next(place for place in target.parents if place.exists())
    if not parent.is_dir():
        raise OutputError(f"{folder} cannot be made: {parent} is a file. Choose another --out.")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise OutputError(f"{folder} cannot be made: {parent} is not writable. Choose another --out.")


def _refuse_contents(folder: Path, force: bool, kind: FolderKind) -> None:
    """Only an empty folder and one of the same kind may go; other files in it need ``force``."""
    present = {item.name for item in folder.iterdir()}
    if not present:
        return
    if not is_result(folder, kind):
        raise OutputError(
            f"{folder} holds something else than a {kind.name}, and Footwall does not delete that, even "
            "if you give --force. Choose another --out, or empty the folder first."
        )
    added = sorted(present - kind.files)
    if added and not force:
        more = "" if len(added) <= MOST_NAMED else f" and {len(added) - MOST_NAMED} more"
        raise OutputError(
            f"{folder} is a {kind.name} with other files in it: {', '.join(added[:MOST_NAMED])}{more}. "
            f"Move them or choose another --out; --force deletes them with the old {kind.name.split()[-1]}."
        )


def is_result(folder: Path, kind: FolderKind = RESULT) -> bool:
    """True if ``folder`` holds the manifest of a Footwall result, or of another kind."""
    try:
        return is_manifest(json.loads((folder / MANIFEST).read_text(encoding="utf-8")), kind.kind)
    except (OSError, ValueError):
        return False


def write_folder(
    result: Result,
    folder: Path,
    *,
    render: Render | None,
    force: bool = False,
    executor: Executor | None = None,
) -> Path:
    """Write all files of a result. Raises OutputError; returns the folder."""
    refuse_target(folder, force)
    book = _workbook(result, executor)
    report = None if render is None else render(result)
    with replacing(folder) as fresh:
        _write_files(result, fresh, report, book)
    return folder


def _workbook(result: Result, executor: Executor | None) -> Callable[[], bytes]:
    """The bytes of results.xlsx, which ``executor`` begins to make at once."""
    from footwall.runs.workbook import sheets, workbook

    pages = tuple(sheets(result.model, result.manifest, result.summary, result.rows))
    return begun(executor, workbook, result.summary["rulebook"]["name"], result.model, pages)


def _write_files(result: Result, folder: Path, report: str | None, book: Callable[[], bytes]) -> None:
    from footwall.runs.provenance import provenance

    text = csv_text(result.model, result.rows)
    write_json(folder / MANIFEST, {**result.manifest, "results_sha256": sha256(text)})
    write_text(folder / "results.csv", text)
    with (folder / "results.parquet").open("wb") as parquet:
        result.table().write_parquet(parquet)
    write_json(folder / "summary.json", result.summary)
    write_json(folder / "why.json", provenance(result), compact=True)
    write_text(folder / "rulebook.yaml", result.rulebook_text)
    if report is not None:
        write_text(folder / "report.html", report)
    (folder / "results.xlsx").write_bytes(book())


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A fresh folder that takes the place of ``target`` when the block ends well, and vanishes otherwise."""
    target = target.resolve()
    fresh = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.partial")
    retired = fresh.with_suffix(".retired")
    made: list[Path] = []
    try:
        made = _make_parents(target.parent)
        fresh.mkdir()
        yield fresh
        if target.exists():
            target.rename(retired)
        fresh.rename(target)
    except BaseException as problem:
        shutil.rmtree(fresh, ignore_errors=True)
        if retired.exists() and not target.exists():
            retired.rename(target)
        for parent in reversed(made):
            with suppress(OSError):
                parent.rmdir()
        if isinstance(problem, OSError):
            raise OutputError(cannot_write(target, problem)) from problem
        raise
    shutil.rmtree(retired, ignore_errors=True)


@contextmanager
def replacing_file(target: Path) -> Iterator[Path]:
    """A fresh file that takes the place of ``target`` when the block ends well, and vanishes otherwise."""
    if target.is_dir():
        raise OutputError(f"{target} is a folder, not a file. Choose another name.")
    fresh = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.partial")
    try:
        yield fresh
        fresh.replace(target)
    except BaseException as problem:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        if isinstance(problem, OSError):
            raise OutputError(cannot_write(target, problem)) from problem
        raise


def cannot_write(target: Path, problem: OSError) -> str:
    """One sentence: what could not be written, why, what now."""
    cause = _CAUSES.get(problem.errno or 0, problem.strerror or str(problem))
    return f"{target} cannot be written: {cause}. Nothing was left there; make room or choose another place."


def write_json(path: Path, document: Mapping[str, Any], compact: bool = False) -> None:
    """Strict JSON: no NaN, no infinity."""
    layout: dict[str, Any] = {"separators": (",", ":")} if compact else {"indent": 2}
    write_text(path, json.dumps(document, ensure_ascii=False, allow_nan=False, **layout) + "\n")


def write_text(path: Path, text: str) -> None:
    """UTF-8 with plain line feeds on every system."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _make_parents(folder: Path) -> list[Path]:
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    made: list[Path] = []
    for place in reversed(missing):
        place.mkdir(exist_ok=True)
        made.append(place)
    return made


def _lineage(folder: Path) -> tuple[Path, ...]:
    return (folder, *folder.parents)
