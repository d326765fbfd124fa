"""Every command, argument and option has a help text, every command an example that parses."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from footwall.cli.main import app

ROOT: Any = typer.main.get_command(app)


def _commands(group: Any = ROOT, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in group.commands.items():
        yield (*path, name), command
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))


COMMANDS = dict(_commands())
LEAVES = {path: command for path, command in COMMANDS.items() if not hasattr(command, "commands")}


def _name(path: tuple[str, ...]) -> str:
    return " ".join(path)


def test_the_commands_are_these() -> None:
    assert {_name(path) for path in LEAVES} == {
        "run",
        "check",
        "new",
        "schema",
        "why",
        "compare",
        "sweep",
        "storage",
        "backtest",
        "facts list",
        "facts show",
        "facts explain",
        "facts audit",
        "vault plan",
    }


@pytest.mark.parametrize("path", COMMANDS, ids=_name)
def test_a_command_says_what_it_does(path: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*path, "--help"])
    assert result.exit_code == 0
    first = COMMANDS[path].help.partition("\n")[0]
    assert len(first) > 20
    assert first.endswith(".")


@pytest.mark.parametrize("path", COMMANDS, ids=_name)
def test_every_argument_and_option_has_a_help_text(path: tuple[str, ...]) -> None:
    undocumented = [
        parameter.name for parameter in COMMANDS[path].params if not getattr(parameter, "help", None)
    ]
    assert undocumented == []


@pytest.mark.parametrize("path", COMMANDS, ids=_name)
def test_the_example_of_a_command_parses(path: tuple[str, ...]) -> None:
    example = re.search(r"Example: footwall (.+)$", COMMANDS[path].help, re.MULTILINE)
    assert example, "the help text has no line 'Example: footwall ...'"
    words = shlex.split(example[1])
    leaf = tuple(words[: len(path)]) if tuple(words[: len(path)]) in LEAVES else tuple(words[: len(path) + 1])
    assert leaf[: len(path)] == path
    LEAVES[leaf].make_context(_name(leaf), words[len(leaf) :])
