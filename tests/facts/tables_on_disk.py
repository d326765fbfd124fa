"""Copies of the packaged tables for tests to spoil, one cell or line at a time."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from footwall.errors import FactsError, Fault
from footwall.facts import load_facts
from footwall.facts.facts import BUNDLED


def copied(folder: Path) -> Path:
    """The packaged tables in a folder of their own."""
    copy = folder / "facts"
    shutil.copytree(BUNDLED, copy)
    return copy


def file_of(directory: Path, table: str) -> Path:
    """The file that holds the rare-earth rows of a table."""
    chain = directory / "ree_magnets" / f"{table}.csv"
    return chain if chain.is_file() else directory / f"{table}.csv"


def spoil(directory: Path, table: str, change: Callable[[list[dict[str, str]]], None]) -> None:
    """Rewrite a table after ``change`` has altered its rows in place."""
    path = file_of(directory, table)
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        header = list(reader.fieldnames or ())
        rows = list(reader)
    change(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def set_cell(directory: Path, table: str, row: int, column: str, value: str) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        rows[row][column] = value

    spoil(directory, table, change)


def faults_of(directory: Path) -> tuple[Fault, ...]:
    with pytest.raises(FactsError) as refused:
        load_facts(directory)
    return refused.value.faults
