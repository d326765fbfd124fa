"""Whether the solver is compiled is read from its cache folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from footwall.market import compiled, newton
from footwall.market.readiness import ENTRY, is_compiled


def test_the_entry_is_a_compiled_function_of_the_solver() -> None:
    module, _, function = ENTRY.partition(".")
    assert newton.__name__.endswith(f".{module}")
    assert hasattr(getattr(newton, function), "py_func")


def test_a_folder_without_the_entry_is_not_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_FOLDER", str(tmp_path))
    assert not is_compiled()
    (tmp_path / "market_1").mkdir()
    (tmp_path / "market_1" / "levy.gap-28.py311.nbi").touch()
    assert not is_compiled()
    (tmp_path / "market_1" / f"{ENTRY}-177.py311.nbi").touch()
    assert is_compiled()


def test_without_a_cache_folder_it_is_never_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_FOLDER", "")
    assert not is_compiled()
