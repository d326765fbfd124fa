"""Read the fact tables strictly.

A table is the rows of every file of its name: one beside the others for what all chains share, and one in
the folder of each chain. Every table must be there, every column known, every row sourced and graded, every
number inside its own range, every region, commodity and recipe declared. All faults of all tables are
reported at once; nothing is repaired, guessed or dropped.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from footwall.errors import FactsError, Fault
from footwall.facts.chain_faults import Numbered, chain_faults
from footwall.facts.columns import ANY, CellError, Column, columns_of
from footwall.facts.owner_rows import owner_faults
from footwall.facts.path_faults import path_faults
from footwall.facts.project_rows import project_faults
from footwall.facts.schema import TABLES
from footwall.facts.vocabulary import ELEMENTS

LARGEST_TABLE = 20_000_000
"""Bytes; a larger file is refused unread."""
MOST_LISTED = 80
"""Keys that an error lists one by one: regions, commodities and recipes, not sources."""


def read_tables(directory: Path) -> Mapping[str, tuple[Any, ...]]:
    """All tables of ``directory`` as tuples of frozen rows, by table name.

    Raises FactsError with every fault of every table: file, line, column, what was read, what is allowed.
    """
    faults: list[Fault] = []
    numbered: dict[str, list[Numbered]] = {}
    for name, row_type in TABLES.items():
        numbered[name] = [
            row
            for path in table_files(directory, name)
            for row in _read_table(path, directory, row_type, faults)
        ]
    faults += _strangers(directory)
    for name, row_type in TABLES.items():
        faults += _unknown_keys(name, numbered, row_type)
        faults += _repeated(name, numbered[name], row_type)
        faults += _out_of_range(name, numbered[name], row_type)
    faults += chain_faults(numbered)
    faults += owner_faults(numbered["owners"])
    faults += project_faults(numbered)
    faults += path_faults(numbered)
    if faults:
        raise FactsError(str(directory), faults)
    return {name: tuple(row for _, _, row in rows) for name, rows in numbered.items()}


def table_files(directory: Path, name: str) -> list[Path]:
    """Files of a table: the shared one first, then those of the chains by name; the shared one if none is."""
    shared = directory / f"{name}.csv"
    found = [path for path in (shared, *sorted(directory.glob(f"*/{name}.csv"))) if path.is_file()]
    return found or [shared]


def _read_table(path: Path, directory: Path, row_type: type[Any], faults: list[Fault]) -> Iterator[Numbered]:
    file = path.relative_to(directory).as_posix()
    content = _content(path, file, faults)
    if content is None:
        return
    columns = columns_of(row_type)
    reader = csv.reader(content.splitlines(), strict=True)
    try:
        header = next(reader)
        if not _header_is_right(file, header, columns, faults):
            return
        headings = [_Heading(name, *columns[name]) for name in header]
        for cells in reader:
            row = _row(file, reader.line_num, headings, cells, row_type, faults)
            if row is not None:
                yield file, reader.line_num, row
    except csv.Error as error:
        allowed = "comma-separated text, quotes closed on one line"
        faults.append(Fault("FACTS-1", file, str(error), allowed, line=reader.line_num))


def _content(path: Path, file: str, faults: list[Fault]) -> str | None:
    if not path.is_file():
        faults.append(Fault("FACTS-1", file, "no such file", "one CSV file for every table"))
        return None
    if path.stat().st_size > LARGEST_TABLE:
        faults.append(Fault("FACTS-1", file, f"{path.stat().st_size} bytes", f"up to {LARGEST_TABLE} bytes"))
        return None
    raw = path.read_bytes()
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        content = "\0"
    if "\0" in content:
        faults.append(Fault("FACTS-1", file, "bytes that are not text", "a CSV file in UTF-8"))
        return None
    if not content.strip():
        faults.append(Fault("FACTS-1", file, "an empty file", "a header line and rows"))
        return None
    return content


def _header_is_right(
    file: str, header: list[str], columns: Mapping[str, tuple[str, Column]], faults: list[Fault]
) -> bool:
    allowed = ", ".join(columns)
    found = [
        Fault("FACTS-2", file, f"unknown column {name!r}", allowed, line=1, column=place)
        for place, name in enumerate(header, 1)
        if name not in columns
    ]
    found += [
        Fault("FACTS-2", file, f"no column {name!r}", allowed, line=1)
        for name in columns
        if name not in header
    ]
    found += [
        Fault("FACTS-2", file, f"column {name!r} twice", "each column once", line=1)
        for name in columns
        if header.count(name) > 1
    ]
    faults += found
    return not found


@dataclass(frozen=True)
class _Heading:
    """A column of one file; cells repeat, so each distinct one is converted once."""

    name: str
    attribute: str
    column: Column
    converted: dict[str, Any] = field(default_factory=dict)

    def read(self, cell: str) -> Any:
        if cell not in self.converted:
            self.converted[cell] = self.column.convert(cell)
        return self.converted[cell]


def _row(
    file: str,
    line: int,
    headings: list[_Heading],
    cells: list[str],
    row_type: type[Any],
    faults: list[Fault],
) -> Any:
    if len(cells) != len(headings):
        allowed = f"{len(headings)} cells, as in the header"
        hint = "Quote cells that hold commas."
        faults.append(Fault("FACTS-3", file, f"{len(cells)} cells", allowed, hint, line=line))
        return None
    values: dict[str, Any] = {}
    for place, (heading, cell) in enumerate(zip(headings, cells, strict=True), 1):
        try:
            values[heading.attribute] = heading.read(cell)
        except CellError as error:
            where = f"{file} {heading.name}"
            faults.append(Fault("FACTS-4", where, repr(cell), error.allowed, line=line, column=place))
    return row_type(**values) if len(values) == len(headings) else None


def _strangers(directory: Path) -> list[Fault]:
    return [
        Fault(
            "FACTS-1", path.relative_to(directory).as_posix(), "a table without a schema", ", ".join(TABLES)
        )
        for path in sorted((*directory.glob("*.csv"), *directory.glob("*/*.csv")))
        if path.stem not in TABLES
    ]


def _known(table: str, numbered: Mapping[str, list[Numbered]]) -> set[str]:
    if table == "elements":
        return set(ELEMENTS)
    if table == "chains":
        return {row.chain for _, _, row in numbered["commodities"]}
    first = next(iter(columns_of(TABLES[table]).values()))[0]
    return {getattr(row, first) for _, _, row in numbered[table]}


def _unknown_keys(name: str, numbered: Mapping[str, list[Numbered]], row_type: type[Any]) -> Iterator[Fault]:
    for place, (header, (attribute, column)) in enumerate(columns_of(row_type).items(), 1):
        if not column.table:
            continue
        known = set[str]().union(*(_known(table, numbered) for table in column.table.split("|")))
        if column.any_key:
            known.add(ANY)
        for file, line, row in numbered[name]:
            cell = getattr(row, attribute)
            for item in cell if isinstance(cell, tuple) else (cell,):
                if item and item not in known:
                    yield Fault(
                        "FACTS-5",
                        f"{file} {header}",
                        repr(item),
                        _some(known, column.table),
                        line=line,
                        column=place,
                    )


def _some(known: set[str], table: str) -> str:
    listed = sorted(known)
    if len(listed) <= MOST_LISTED:
        return ", ".join(listed)
    return f"one of the {len(listed)} keys of {table}.csv"


def _repeated(name: str, rows: list[Numbered], row_type: type[Any]) -> Iterator[Fault]:
    seen: dict[tuple[Any, ...], tuple[str, int]] = {}
    for file, line, row in rows:
        identity = tuple(getattr(row, attribute) for attribute in row_type.identity)
        if identity in seen:
            read = " ".join(str(part) for part in identity if part)
            yield Fault(
                "FACTS-6",
                file,
                f"{read} again (first on {_place(seen[identity], file)})",
                "each key once",
                line=line,
            )
        seen.setdefault(identity, (file, line))


def _place(first: tuple[str, int], file: str) -> str:
    return f"line {first[1]}" if first[0] == file else f"line {first[1]} of {first[0]}"


def _out_of_range(name: str, rows: list[Numbered], row_type: type[Any]) -> Iterator[Fault]:
    for file, line, row in rows:
        if row_type.central:
            value = getattr(row, row_type.central)
            if not row.low <= value <= row.high:
                yield Fault(
                    "FACTS-7",
                    f"{file} {row_type.central}",
                    f"{value:g}",
                    f"a value from low {row.low:g} to high {row.high:g}",
                    line=line,
                )
        if name == "measures" and row.end is not None and row.end < row.start:
            yield Fault("FACTS-8", f"{file} to", str(row.end), f"a day from {row.start} on", line=line)
