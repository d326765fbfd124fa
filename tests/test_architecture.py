"""The direction of imports, the size of files and their names."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from importlinter import cli as import_linter

PROJECT = Path(__file__).parents[1]
SOURCES = sorted((PROJECT / "src" / "footwall").rglob("*.py"))
LONGEST_FILE = 300
LONGEST_FUNCTION = 80
SAYS_NOTHING = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"}


def test_each_room_rests_on_those_below_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    assert import_linter.lint_imports(config_filename=str(PROJECT / "pyproject.toml"), no_cache=True) == 0


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_file_is_one_room(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_file_is_named_after_what_it_holds(source: Path) -> None:
    words = set(re.split(r"[_/]", source.relative_to(PROJECT).with_suffix("").as_posix()))
    assert not words & SAYS_NOTHING


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_module_says_what_it_does(source: Path) -> None:
    tree = ast.parse(source.read_text(encoding="utf-8"))
    assert not tree.body or ast.get_docstring(tree)
