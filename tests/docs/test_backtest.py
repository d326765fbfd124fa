"""The page of the backtests and the form of an episode are what fresh replays say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from snippets import PROJECT

DOCS = PROJECT / "docs"


@pytest.fixture
def generator(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(DOCS))
    from generator import backtests, stories

    return backtests, stories


def test_the_page_agrees_with_fresh_replays(generator: Any) -> None:
    backtests, stories = generator
    pages: dict[Path, str] = stories.backtest_pages()
    stale = [
        path.name
        for path, text in pages.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run `python docs/generator --stories`, read what moved, and commit"

    page = " ".join(pages[DOCS / "model" / "backtest.md"].split())
    claims: dict[str, bool] = backtests.claims()
    assert [sentence for sentence in claims if sentence not in page] == []
    assert [sentence for sentence, holds in claims.items() if not holds] == []


def test_no_chart_is_left_over_and_every_chart_is_shown(generator: Any) -> None:
    backtests, _ = generator
    charts = {path.name for path in (DOCS / "model" / backtests.FOLDER).glob("*")}
    assert charts == set(backtests.files())
    page = (DOCS / "model" / "backtest.md").read_text(encoding="utf-8")
    assert all(f"({backtests.FOLDER}/{name})" in page for name in charts)
