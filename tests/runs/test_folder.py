"""The result folder: what is in it, and that it is written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from footwall.errors import OutputError
from footwall.facts import load_facts
from footwall.rulebook import read_rulebook
from footwall.runs import Result, folder
from footwall.runs.folder import refuse_target, replacing_file
from footwall.runs.manifest import asked_by, sha256_of_tables

FILES = {
    "manifest.json",
    "report.html",
    "results.csv",
    "results.parquet",
    "results.xlsx",
    "rulebook.yaml",
    "summary.json",
    "why.json",
}


def page(_: Result) -> str:
    return "<!doctype html>"


def left_in(place: Path) -> set[str]:
    return {item.name for item in place.iterdir()}


def raising(problem: BaseException, on: int) -> Callable[..., None]:
    """A file writer that works until its call number ``on``."""
    write = folder.write_text
    calls = 0

    def failing(path: Path, text: str) -> None:
        nonlocal calls
        calls += 1
        if calls == on:
            path.write_text(text[: len(text) // 2], encoding="utf-8")
            raise problem
        write(path, text)

    return failing


def test_the_folder_holds_everything(folder: Path) -> None:
    assert left_in(folder) == FILES


def test_the_manifest_says_what_the_result_was_made_of(folder: Path, cascade: Result) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    results = (folder / "results.csv").read_bytes()
    rulebook = (folder / "rulebook.yaml").read_bytes()
    assert manifest["results_sha256"] == hashlib.sha256(results).hexdigest()
    assert manifest["rulebook_sha256"] == hashlib.sha256(rulebook).hexdigest()
    assert manifest["facts_sha256"] == sha256_of_tables(load_facts().directory)
    assert manifest["seed"] == cascade.options.seed
    assert manifest["model"] == cascade.model
    assert {"python", "numpy", "numba", "polars", "pydantic"} <= set(manifest["versions"])


def test_the_command_does_not_say_where_the_program_lies() -> None:
    assert asked_by(["/opt/somewhere/bin/footwall", "run", "cascade"]) == "footwall run cascade"
    assert asked_by(["/opt/somewhere/footwall/__main__.py", "run"]) == "python -m footwall run"
    assert asked_by([]) == ""


def test_the_rulebook_of_the_folder_can_be_run_again(folder: Path, cascade: Result) -> None:
    assert read_rulebook(folder / "rulebook.yaml") == cascade.rulebook


def test_a_result_replaces_a_result_and_leaves_nothing_of_the_old(cascade: Result, tmp_path: Path) -> None:
    target = cascade.write(tmp_path / "out", render=page)
    (target / "report.html").write_text("old", encoding="utf-8")
    cascade.write(target, render=page)
    assert left_in(target) == FILES
    assert (target / "report.html").read_text(encoding="utf-8") == page(cascade)
    assert left_in(tmp_path) == {"out"}


def test_a_result_with_other_files_in_it_is_replaced_only_by_force(cascade: Result, tmp_path: Path) -> None:
    target = cascade.write(tmp_path / "out", render=page)
    (target / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match=r"other files in it: notes\.txt\..*--force"):
        cascade.write(target, render=page)
    assert left_in(target) == {*FILES, "notes.txt"}
    cascade.write(target, render=page, force=True)
    assert left_in(target) == FILES


def test_an_empty_folder_is_taken_and_missing_parents_are_made(cascade: Result, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    cascade.write(tmp_path / "empty", render=page)
    cascade.write(tmp_path / "a" / "b" / "c", render=page)
    assert left_in(tmp_path / "empty") == left_in(tmp_path / "a" / "b" / "c") == FILES


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_of_something_else_is_never_replaced(cascade: Result, tmp_path: Path, force: bool) -> None:
    (tmp_path / "thesis.tex").write_text("years of work", encoding="utf-8")
    with pytest.raises(OutputError, match="empty the folder first"):
        cascade.write(tmp_path, render=page, force=force)
    assert left_in(tmp_path) == {"thesis.tex"}


def test_a_manifest_of_another_program_does_not_open_the_door(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "an app"}', encoding="utf-8")
    with pytest.raises(OutputError, match="something else"):
        refuse_target(tmp_path)


def test_home_and_the_working_folder_are_never_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for place in (tmp_path, tmp_path.parent, Path.home()):
        with pytest.raises(OutputError, match="work or live"):
            refuse_target(place, force=True)


def test_a_file_in_the_way_is_refused(cascade: Result, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        cascade.write(tmp_path / "out", render=page)
    with pytest.raises(OutputError, match="out is a file"):
        cascade.write(tmp_path / "out" / "below", render=page)
    assert (tmp_path / "out").read_text(encoding="utf-8") == "a file"


def test_a_broken_link_is_refused(cascade: Result, tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OutputError, match="link to nothing"):
        cascade.write(tmp_path / "out", render=page)


@pytest.mark.parametrize("on", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (OSError(errno.EROFS, "Read-only file system"), "read-only"),
    ],
)
def test_a_disk_that_gives_out_leaves_nothing(
    cascade: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on: int, problem: OSError, told: str
) -> None:
    monkeypatch.setattr(folder, "write_text", raising(problem, on))
    with pytest.raises(OutputError, match=told):
        cascade.write(tmp_path / "a" / "out", render=page)
    assert left_in(tmp_path) == set()


@pytest.mark.parametrize("problem", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt(), RuntimeError("bug")])
def test_the_old_folder_survives_whatever_happens(
    cascade: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: BaseException
) -> None:
    target = cascade.write(tmp_path / "out", render=page)
    before = {item.name: item.read_bytes() for item in target.iterdir()}
    monkeypatch.setattr(folder, "write_text", raising(problem, 4))
    with pytest.raises((OutputError, KeyboardInterrupt, RuntimeError)):
        cascade.write(target, render=page)
    assert {item.name: item.read_bytes() for item in target.iterdir()} == before
    assert left_in(tmp_path) == {"out"}


def test_a_rename_that_fails_puts_the_old_folder_back(
    cascade: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = cascade.write(tmp_path / "out", render=page)
    before = {item.name: item.read_bytes() for item in target.iterdir()}
    rename = Path.rename

    def failing(self: Path, to: Path) -> Path:
        if self.suffix == ".partial":
            raise OSError(errno.EACCES, "Permission denied")
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OutputError, match="permission is denied"):
        cascade.write(target, render=page)
    monkeypatch.undo()
    assert {item.name: item.read_bytes() for item in target.iterdir()} == before
    assert left_in(tmp_path) == {"out"}


def test_a_report_that_fails_leaves_nothing(cascade: Result, tmp_path: Path) -> None:
    def broken(_: Result) -> str:
        raise ValueError("no page")

    with pytest.raises(ValueError, match="no page"):
        cascade.write(tmp_path / "out", render=broken)
    assert left_in(tmp_path) == set()


def test_a_folder_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(OutputError, match="not writable"):
        refuse_target(tmp_path / "out")


def test_a_single_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "network.json"
    target.write_text("old", encoding="utf-8")

    def write(problem: BaseException | None) -> None:
        with replacing_file(target) as fresh:
            fresh.write_text("half", encoding="utf-8")
            if problem is not None:
                raise problem

    with pytest.raises(OutputError, match="disk is full"):
        write(OSError(errno.ENOSPC, "full"))
    with pytest.raises(KeyboardInterrupt):
        write(KeyboardInterrupt())
    assert target.read_text(encoding="utf-8") == "old"
    write(None)
    assert target.read_text(encoding="utf-8") == "half"
    assert left_in(tmp_path) == {"network.json"}


def test_numbers_that_json_cannot_hold_are_refused(tmp_path: Path) -> None:
    document: dict[str, Any] = {"value": float("nan")}
    with pytest.raises(ValueError, match="not JSON compliant"):
        folder.write_json(tmp_path / "x.json", document)
