"""Runs what the documentation shows, page by page, in an empty folder.

============================  ======================================================================
block                         what is done with it
============================  ======================================================================
```` ```python ````           executed; the blocks of a page share their names
```` ```console ````          each line ``$ footwall ...`` is run; output shown after it must match
                              (``...`` matches anything); ``$ make target`` must name a target; a
                              command with the comment ``# refused`` must be refused
```` ```yaml ````             a first line ``# file: NAME`` saves it, ``# file: NAME, continued``
                              adds it to the file; a file that starts with ``name:`` must be a
                              valid rulebook
============================  ======================================================================

``refreshed`` replaces the outputs that a page shows by what the commands print now, line by line; lines with
``...`` stay.
"""

from __future__ import annotations

import doctest
import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from footwall import read_rulebook
from footwall.cli.boundary import REFUSED
from footwall.cli.main import app

PROJECT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(?P<language>python|console|yaml)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# file: (?P<name>[^\s,]+)(?P<continued>, continued)?\n")
TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)
LOOSELY = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True)
class Snippet:
    """A fenced block: where it starts (``page:line``), its language and its text."""

    place: str
    language: str
    text: str


def snippets_in(content: str, page: str = "page") -> list[Snippet]:
    """The blocks of a page that are run, in order."""
    return [
        Snippet(f"{page}:{content.count(chr(10), 0, match.start()) + 1}", match["language"], match["text"])
        for match in BLOCK.finditer(content)
    ]


def snippets_of(page: Path) -> list[Snippet]:
    return snippets_in(page.read_text(encoding="utf-8"), str(page.relative_to(PROJECT)))


def run_snippets(snippets: Iterable[Snippet]) -> None:
    """Run the snippets of one page in the current folder; the first wrong one fails, naming its place."""
    names: dict[str, object] = {"__name__": "__snippet__"}
    for snippet in snippets:
        _run(snippet, names)


def refreshed(content: str, page: str = "page") -> str:
    """The page with every output shown below a command replaced by what it prints; not those with ``...``."""
    names: dict[str, object] = {"__name__": "__snippet__"}
    parts, end = [], 0
    for match, snippet in zip(BLOCK.finditer(content), snippets_in(content, page), strict=True):
        parts += [content[end : match.start("text")], _run(snippet, names, keep=False)]
        end = match.end("text")
    return "".join([*parts, content[end:]])


def _run(snippet: Snippet, names: dict[str, object], keep: bool = True) -> str:
    """Run one snippet; its text, with fresh outputs unless they are to be kept (and compared)."""
    if snippet.language == "python":
        exec(compile(snippet.text, snippet.place, "exec"), names)
    elif snippet.language == "yaml":
        _read_yaml(snippet)
    else:
        first, *commands = re.split(r"^\$ ", snippet.text, flags=re.MULTILINE)
        return "$ ".join([first, *(_run_command(snippet, command, keep) for command in commands)])
    return snippet.text


def _run_command(snippet: Snippet, part: str, keep: bool) -> str:
    command, _, shown = part.partition("\n")
    program, *arguments = shlex.split(command, comments=True)
    assert program in {"footwall", "make"}, f"{snippet.place}: nobody runs {program!r}"
    if program == "make":
        targets = TARGET.findall((PROJECT / "Makefile").read_text(encoding="utf-8"))
        assert arguments[-1] in targets, f"{snippet.place}: the Makefile has no target {arguments[-1]!r}"
        return part
    result = CliRunner().invoke(app, arguments)
    expected = REFUSED if command.endswith("# refused") else 0
    assert result.exit_code == expected, f"{snippet.place}: {command}\n{result.output}"
    if not shown.strip():
        return part
    printed = result.stdout if expected == 0 else result.output
    if not keep:
        fresh = _with_ellipses(printed.strip(), shown.strip())
        return f"{command}\n{fresh}\n" + ("\n" if shown.endswith("\n\n") else "")
    matches = doctest.OutputChecker().check_output(shown.strip(), printed.strip(), LOOSELY)
    assert matches, f"{snippet.place}: {command}\nshown:\n{shown}\nprinted:\n{printed}"
    return part


def _with_ellipses(output: str, shown: str) -> str:
    """The output, with each line that was shown with ``...`` as it was shown.

    All of ``shown`` is kept where ``...`` ends it or stands alone on a line: that means any number of lines.
    """
    loose = [line for line in shown.splitlines() if "..." in line]
    if shown.endswith("...") or "..." in (line.strip() for line in loose):
        return shown
    patterns = {line: re.compile(".*".join(map(re.escape, line.split("...")))) for line in loose}

    def as_shown(line: str) -> str:
        return next((kept for kept, pattern in patterns.items() if pattern.fullmatch(line)), line)

    return "\n".join(as_shown(line) for line in output.splitlines())


def _read_yaml(snippet: Snippet) -> None:
    named = FILE.match(snippet.text)
    path = Path(named["name"] if named else "snippet.yaml")
    body = snippet.text[named.end() :] if named else snippet.text
    if named and named["continued"]:
        body = path.read_text(encoding="utf-8") + body
    path.write_text(body, encoding="utf-8")
    if body.startswith("name:"):
        read_rulebook(path)
