"""Result folders on one baseline, each solved once in a test session."""

from __future__ import annotations

from pathlib import Path

import pytest

from footwall.runs import run

DRAWS = 6
RULEBOOKS = ("cascade", "tariff-25", "oxide-only")


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders by the name of the rulebook; ``cascade-90`` has a changed field and no draws."""
    parent = tmp_path_factory.mktemp("results")
    found = {name: run(name, year=2026, draws=DRAWS).write(parent / name) for name in RULEBOOKS}
    changed = run("cascade", year=2026, draws=0, overrides=["floors.ndpr_oxide.reference.price=90 USD/kg"])
    return {**found, "cascade-90": changed.write(parent / "cascade-90")}
