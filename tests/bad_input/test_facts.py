"""A table of facts with a fault stops every command, and the message leads to the cell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.facts.tables_on_disk import copied, set_cell

from bad_input.command import left_in, refused
from footwall.errors import FactsError
from footwall.facts import facts as facts_module
from footwall.facts import load_facts


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the packaged tables that the commands read in their place."""
    directory = copied(tmp_path)
    monkeypatch.setattr(facts_module, "BUNDLED", directory)
    facts_module._bundled.cache_clear()
    yield directory
    facts_module._bundled.cache_clear()


@pytest.mark.parametrize("source", ["", "hearsay"])
def test_a_missing_source(tables: Path, source: str) -> None:
    set_cell(tables, "production", 1, "source", source)
    with pytest.raises(FactsError) as refusal:
        load_facts(tables)
    for command in (
        ("run", "cascade", "--out", tables.parent / "out"),
        ("check", "cascade"),
        ("facts", "list"),
    ):
        message = refused(*command)
        assert message == f"Error: {refusal.value}\n"
    assert f"{tables / 'ree_magnets' / 'production.csv'}:3:" in message
    assert "allowed: " in message
    assert left_in(tables.parent) == {"facts"}


def test_a_missing_table(tables: Path) -> None:
    (tables / "sources.csv").unlink()
    message = refused("run", "cascade", "--out", tables.parent / "out")
    assert "sources.csv" in message
    assert left_in(tables.parent) == {"facts"}
