"""What the stories and the gallery tell is what a fresh run says: tables, figures and sentences."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from footwall.rulebook.library import bundled_names
from snippets import PROJECT

if TYPE_CHECKING:
    from collections.abc import Mapping

DOCS = PROJECT / "docs"
LEARN = DOCS / "learn"
ONE_PERIOD = ("oxide-floor.md", "relabelled.md", "who-keeps-the-wedge.md")
THROUGH_YEARS = ("by-2035.md", "vault-plan.md")
"""Stories of paths, which take minutes."""
STORIES = (*THROUGH_YEARS, *ONE_PERIOD)
FRESH = ("oxide-only", "gallium-germanium")
"""Rulebooks that the test of the gallery runs again: one chain at two price levels, and two chains."""


@pytest.fixture
def stories(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(DOCS))
    from generator import stories

    return stories


@pytest.mark.parametrize(
    "name", [*(pytest.param(name, marks=pytest.mark.long) for name in THROUGH_YEARS), *ONE_PERIOD]
)
def test_a_story_agrees_with_fresh_runs(name: str, stories: Any) -> None:
    told = stories.STORIES[name]()
    files: Mapping[Path, str] = stories.story_files(name, told)
    stale = [str(path.relative_to(PROJECT)) for path, text in files.items() if _text(path) != text]
    assert stale == [], "run `python docs/generator --stories`, read what moved, and commit"

    page = " ".join(_text(LEARN / name).split())
    assert [sentence for sentence in told.claims if sentence not in page] == []
    assert [sentence for sentence, holds in told.claims.items() if not holds] == []


@pytest.mark.parametrize("law", ["cascade", "contracts-instead"])
def test_a_line_of_the_story_of_2035_agrees_with_a_fresh_path(law: str, stories: Any) -> None:
    told = stories.by_2035
    key = (law, "STEPS", told.CERTAIN)
    line = " | ".join(told.scenario_row(told.path(*key), *key))
    assert f"| {line} |" in _text(LEARN / "by-2035.md")


def test_every_story_is_tested(stories: Any) -> None:
    assert set(stories.STORIES) == set(STORIES)


def test_the_gallery_names_every_bundled_rulebook() -> None:
    page = _text(DOCS / "gallery.md")
    commands = set(re.findall(r"`footwall run ([a-z0-9-]+) --years? ", page))
    assert commands | {"baseline"} == set(bundled_names())
    assert "`baseline`" in page


def test_the_gallery_agrees_with_fresh_runs(stories: Any) -> None:
    page = _text(DOCS / "gallery.md")
    for name in FRESH:
        result = stories.gallery.solved(name)
        assert stories.gallery.entry(name, result) in page, "run `python docs/generator --gallery`"
        assert stories.gallery.ranked_row(result) in page
        for file, text in stories.gallery.drawn(name, result).files().items():
            assert _text(DOCS / "gallery" / file) == text


def test_the_gallery_agrees_with_a_fresh_path(stories: Any) -> None:
    years = stories.gallery.gallery_years
    page = _text(DOCS / "gallery.md")
    assert " | ".join(years.row("flood-2027", years.path("flood-2027"))) in page
    assert all(years.entry(name) in page for name in years.NAMES)


def test_contracts_of_equal_cost_cost_as_much_as_the_cascade(stories: Any) -> None:
    """Treasuries pay what users pay under the cascade: to 1%, as the rulebook says."""
    path = stories.gallery.gallery_years.path
    users = path("cascade")["user_bill_cumulative"]["central"][-1]
    treasuries = -path("contracts-equal-cost")["treasury"]["cumulative"]["central"][-1]
    assert treasuries == pytest.approx(users, rel=0.01)


@pytest.mark.parametrize("page", ["gallery.md", *(f"learn/{name}" for name in STORIES)])
def test_every_picture_of_a_page_is_there_and_used(page: str) -> None:
    path = DOCS / page
    shown = {path.parent / image for image in re.findall(r"!\[[^\]]*\]\(([^)]+\.svg)\)", _text(path))}
    assert shown
    assert [image for image in shown if not image.is_file()] == []


def test_no_picture_is_left_over() -> None:
    told = "".join(_text(page) for page in (DOCS / "gallery.md", *(LEARN / name for name in STORIES)))
    pictures = [*(LEARN / "figures").glob("*.svg"), *(DOCS / "gallery").glob("*.svg")]
    assert [path.name for path in pictures if f"/{path.name})" not in told] == []


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
