"""Every command, Python block and rulebook that the documentation shows works as shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from footwall.errors import RulebookError
from snippets import PROJECT, run_snippets, snippets_in, snippets_of

PAGES = [page for page in sorted((PROJECT / "docs").rglob("*.md")) if snippets_of(page)]

WRONG = [
    ("```python\nraise ValueError('shown')\n```\n", ValueError, "shown"),
    ("```console\n$ footwall check no-such-rulebook\n```\n", AssertionError, "page:1: footwall check"),
    ("\n```console\n$ footwall --version\nfootwall 99\n```\n", AssertionError, "page:2: footwall --version"),
    ("```console\n$ make no-such-target\n```\n", AssertionError, "no target 'no-such-target'"),
    ("```console\n$ rm something\n```\n", AssertionError, "nobody runs 'rm'"),
    ("```yaml\nname: A rulebook\nflors: {}\n```\n", RulebookError, "flors"),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_a_page_shows_what_works(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run_snippets(snippets_of(page))


@pytest.mark.parametrize(("page", "error", "message"), WRONG)
def test_a_wrong_snippet_is_found(
    page: str, error: type[Exception], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error, match=message):
        run_snippets(snippets_in(page))


def test_what_matches_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run_snippets(snippets_in("```console\n$ footwall --version\nfootwall ...\n```\n"))
