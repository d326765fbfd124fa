"""The page that holds the baseline path beside what happened is what fresh runs say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from snippets import PROJECT

DOCS = PROJECT / "docs"


@pytest.fixture
def generator(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(DOCS))
    from generator import observed, stories

    return observed, stories


def test_the_page_agrees_with_fresh_runs(generator: Any) -> None:
    observed, stories = generator
    pages: dict[Path, str] = stories.observed_page()
    stale = [path.name for path, text in pages.items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run `python docs/generator --stories`, read what moved, and commit"

    page = " ".join("".join(pages.values()).split())
    claims: dict[str, bool] = observed.claims()
    assert [sentence for sentence in claims if sentence not in page] == []
    assert [sentence for sentence, holds in claims.items() if not holds] == []
