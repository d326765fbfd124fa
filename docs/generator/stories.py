"""The pages that are told from runs: five stories and the gallery.

They take some minutes of solving, so that they are written on request only (``--stories``, ``--gallery``);
tests solve them again and compare.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from generator import (
    DOCS,
    backtests,
    by_2035,
    episode_form,
    gallery,
    observed,
    oxide_floor,
    relabelled,
    vault_story,
    wedge_story,
)
from generator.tables import with_tables
from generator.telling import Told

LEARN = DOCS / "learn"
FIGURES = "figures"
STORIES: Mapping[str, Callable[[], Told]] = {
    "by-2035.md": by_2035.told,
    "oxide-floor.md": oxide_floor.told,
    "relabelled.md": relabelled.told,
    "vault-plan.md": vault_story.told,
    "who-keeps-the-wedge.md": wedge_story.told,
}


def story_files(name: str, told: Told) -> dict[Path, str]:
    """A story's page with its marked parts written anew, and its figures."""
    path = LEARN / name
    found = {path: with_tables(path.read_text(encoding="utf-8"), told.blocks(FIGURES))}
    found.update({LEARN / FIGURES / file: text for file, text in told.files().items()})
    return found


def write_stories() -> list[Path]:
    """Write all stories; returns what changed."""
    changed: list[Path] = []
    for name, tell in STORIES.items():
        changed += _write(story_files(name, tell()))
    return changed + _write(observed_page()) + _write(backtest_pages())


def observed_page() -> dict[Path, str]:
    """The page that holds the baseline path beside what happened."""
    path = DOCS / "model" / "years-observed.md"
    return {path: with_tables(path.read_text(encoding="utf-8"), observed.tables())}


def backtest_pages() -> dict[Path, str]:
    """The page of the backtests with its charts, and the form of an episode."""
    page, form = DOCS / "model" / "backtest.md", LEARN / "write-an-episode.md"
    found = {page: with_tables(page.read_text(encoding="utf-8"), backtests.tables())}
    found[form] = with_tables(form.read_text(encoding="utf-8"), episode_form.form())
    charts = DOCS / "model" / backtests.FOLDER
    return found | {charts / name: text for name, text in backtests.files().items()}


def write_gallery() -> list[Path]:
    """Write the gallery and its pictures, and remove pictures of rulebooks that are gone."""
    results = gallery.results()
    folder = DOCS / gallery.FOLDER
    pictures = {folder / name: text for name, text in gallery.files(results).items()}
    changed = _write({DOCS / "gallery.md": gallery.page(results), **pictures})
    for path in set(folder.glob("*.svg")) - set(pictures):
        path.unlink()
        changed.append(path)
    return changed


def _write(found: Mapping[Path, str]) -> list[Path]:
    changed = []
    for path, text in found.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            changed.append(path)
    return changed
