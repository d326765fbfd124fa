"""Pages and tables that are written from the code and the facts are those that the code writes today."""

from __future__ import annotations

from pathlib import Path

import pytest

from snippets import PROJECT


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> dict[Path, str]:
    monkeypatch.syspath_prepend(str(PROJECT / "docs"))
    from generator import pages

    return pages()


def test_generated_pages_are_up_to_date(pages: dict[Path, str]) -> None:
    stale = [
        str(path.relative_to(PROJECT))
        for path, text in pages.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run `python docs/generator` and commit what it writes"


def test_no_generated_page_is_left_over(pages: dict[Path, str]) -> None:
    found = {path for folder in ("rulebook", "facts") for path in (PROJECT / "docs" / folder).glob("*.md")}
    assert found <= set(pages)
