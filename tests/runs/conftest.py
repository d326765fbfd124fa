"""Runs on the embedded facts that several tests read; a dozen draws are enough to have ranges."""

from __future__ import annotations

from pathlib import Path

import pytest

from footwall.runs import Result, run

DRAWS = 12


@pytest.fixture(scope="session")
def cascade() -> Result:
    return run("cascade", year=2026, draws=DRAWS)


@pytest.fixture(scope="session")
def shock() -> Result:
    return run("export-licence-shock", year=2026, draws=0)


@pytest.fixture(scope="session")
def baseline() -> Result:
    return run("baseline", year=2026, draws=3)


@pytest.fixture(scope="session")
def folder(cascade: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cascade.write(tmp_path_factory.mktemp("results") / "cascade", render=lambda _: "<!doctype html>")
