"""Runs what the documentation shows, page by page, in an empty folder.

============================  ======================================================================
block                         what is done with it
============================  ======================================================================
```` ```python ````           executed; the blocks of a page share their names
```` ```console ````          each line ``$ footwall ...`` is run; output shown after it must match
                              (``...`` matches anything); ``$ make target`` must name a target
```` ```yaml ````             a first line ``# file: NAME`` saves it; one that starts with ``name:``
                              must be a valid rulebook
============================  ======================================================================
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
from footwall.cli.main import app

PROJECT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(?P<language>python|console|yaml)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
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
        if snippet.language == "python":
            exec(compile(snippet.text, snippet.place, "exec"), names)
        elif snippet.language == "console":
            _run_console(snippet)
        else:
            _read_yaml(snippet)


def _run_console(snippet: Snippet) -> None:
    for part in re.split(r"^\$ ", snippet.text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        program, *arguments = shlex.split(command, comments=True)
        assert program in {"footwall", "make"}, f"{snippet.place}: nobody runs {program!r}"
        if program == "make":
            targets = TARGET.findall((PROJECT / "Makefile").read_text(encoding="utf-8"))
            assert arguments[-1] in targets, f"{snippet.place}: the Makefile has no target {arguments[-1]!r}"
            continue
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 0, f"{snippet.place}: {command}\n{result.output}"
        if shown.strip():
            matches = doctest.OutputChecker().check_output(shown.strip(), result.output.strip(), LOOSELY)
            assert matches, f"{snippet.place}: {command}\nshown:\n{shown}\nprinted:\n{result.output}"


def _read_yaml(snippet: Snippet) -> None:
    named = re.match(r"# file: (\S+)\n", snippet.text)
    path = Path(named[1] if named else "snippet.yaml")
    body = snippet.text[named.end() :] if named else snippet.text
    path.write_text(snippet.text, encoding="utf-8")
    if body.startswith("name:"):
        read_rulebook(path)
