"""The README works word by word: commands, Python, the rulebook, the links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from snippets import PROJECT, run_snippets, snippets_of

README = PROJECT / "README.md"


def test_what_the_readme_shows_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run_snippets(snippets_of(README))


def test_the_readme_shows_the_two_commands() -> None:
    shown = "".join(snippet.text for snippet in snippets_of(README) if snippet.language == "console")
    assert "$ make demo\n" in shown
    assert "$ make test\n" in shown


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(document: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (PROJECT / document).read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (PROJECT / link).exists()] == []
