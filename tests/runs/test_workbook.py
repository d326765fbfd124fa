"""The workbook holds what the result holds, as numbers, and equal results give equal bytes.

It is read here with the standard library alone (ECMA-376 part 1, SpreadsheetML): cells of type ``s`` point
into the shared strings, others hold their number.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from footwall.runs import Result
from footwall.runs.result import Row
from footwall.runs.workbook import sheets, workbook

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEETS = ["README", "Headline", "Stages", "Floors", "Leakage", "Who pays", "Notes", "Data"]
Table = list[list[str | float | None]]


def _column(reference: str) -> int:
    """Position of a cell such as ``AB12`` from 0."""
    letters = re.match("[A-Z]+", reference)
    assert letters
    place = 0
    for letter in letters[0]:
        place = 26 * place + ord(letter) - ord("A") + 1
    return place - 1


def read_workbook(content: bytes) -> dict[str, Table]:
    """Sheets by name, rows of cells."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        shared = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        strings = ["".join(part.text or "" for part in item.iter(f"{SPACE}t")) for item in shared]
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        names = [item.attrib["name"] for item in book.iter(f"{SPACE}sheet")]
        found: dict[str, Table] = {}
        for place, name in enumerate(names, 1):
            page = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{place}.xml"))
            found[name] = [_row(row, strings) for row in page.iter(f"{SPACE}row")]
            assert not list(page.iter(f"{SPACE}f")), "a formula"
    return found


def _row(row: ElementTree.Element, strings: list[str]) -> list[str | float | None]:
    cells: dict[int, str | float] = {}
    for cell in row.iter(f"{SPACE}c"):
        value = cell.find(f"{SPACE}v")
        if value is not None and value.text is not None:
            text = cell.attrib.get("t") == "s"
            cells[_column(cell.attrib["r"])] = strings[int(value.text)] if text else float(value.text)
    return [cells.get(place) for place in range(max(cells) + 1)]


def book(model: str, manifest: Mapping[str, Any], summary: Mapping[str, Any], rows: Sequence[Row]) -> bytes:
    """The workbook of a result, from its parts."""
    pages = tuple(sheets(model, manifest, summary, rows))
    return workbook(summary["rulebook"]["name"], model, pages)


@pytest.fixture(scope="module")
def content(cascade: Result) -> bytes:
    return book(cascade.model, cascade.manifest, cascade.summary, cascade.rows)


@pytest.fixture(scope="module")
def read(content: bytes) -> dict[str, Table]:
    return read_workbook(content)


def test_the_sheets_are_these(read: dict[str, Table]) -> None:
    assert [name for name in read if name != "Wedge"] == SHEETS


def test_the_data_sheet_holds_every_row_that_is_not_zero(read: dict[str, Table], cascade: Result) -> None:
    header, *rows = read["Data"]
    assert header[:4] == ["region", "variable", "unit", "year"]
    told = {
        (scenario, *row[:4]): value
        for row in rows
        for scenario, value in zip(header[4:], row[4:], strict=False)
        if value is not None and value != ""
    }
    for row in cascade.rows:
        value = told.pop((*row[:4], row.year), 0.0)
        assert value == pytest.approx(row.value, rel=1e-12, abs=1e-300)
    assert not told, "nothing that results.csv does not have"


def test_what_both_paths_share_stands_once(cascade: Result) -> None:
    """By hand: a price that is the same, one that is not, and a shortage that is zero in every year."""
    rows = [
        Row(scenario, "USA", variable, "unit", year, value)
        for variable, before, after in (("Same", 2.0, 2.0), ("Moved", 3.0, 4.0), ("Zero", 0.0, 0.0))
        for scenario, value in (("baseline path", before), ("policy path", after))
        for year in (2024, 2025)
    ]
    found = {sheet.name: sheet for sheet in sheets(cascade.model, cascade.manifest, cascade.summary, rows)}
    assert found["Years"].header == ("scenario", "region", "variable", "unit", "2024", "2025")
    assert found["Years"].rows == (
        ("both paths", "USA", "Same", "unit", 2.0, 2.0),
        ("baseline path", "USA", "Moved", "unit", 3.0, 3.0),
        ("policy path", "USA", "Moved", "unit", 4.0, 4.0),
    )


def test_headline_numbers_are_those_of_the_summary(read: dict[str, Table], cascade: Result) -> None:
    _, *rows = read["Headline"]
    numbers = [number for chain in cascade.summary["chains"].values() for number in chain["headline"]]
    assert len(rows) == len(numbers)
    for row, number in zip(rows, numbers, strict=True):
        assert row[1] == number["text"]
        assert row[2:5] == pytest.approx([number["value"], number["low"], number["high"]], rel=1e-12)
        assert row[5] == number["unit"]


def test_every_figure_has_a_unit(read: dict[str, Table]) -> None:
    for name, unit in (("Headline", "Unit"), ("Leakage", "Unit"), ("Who pays", "Unit"), ("Floors", "Unit")):
        header, *rows = read[name]
        assert rows
        assert all(row[header.index(unit)] for row in rows)


def test_equal_results_give_equal_bytes(content: bytes, cascade: Result) -> None:
    assert book(cascade.model, cascade.manifest, cascade.summary, cascade.rows) == content


def test_unserved_uses_have_a_sheet_where_there_are_any(cascade: Result) -> None:
    short = {"sector": "ev", "region": "JPN", "shortage": 2.5, "share": 4.0, "unit": "t/yr"}
    chains = {
        name: {**record, "security": {**record["security"], "shortages": [short] * 70}}
        for name, record in cascade.summary["chains"].items()
    }
    summary = {**cascade.summary, "chains": chains}
    found = {sheet.name: sheet for sheet in sheets(cascade.model, cascade.manifest, summary, ())}
    assert found["Unserved uses"].header == ("Chain", "Sector", "Region", "Shortage", "Share", "Unit")
    assert len(found["Unserved uses"].rows) == 70
    assert found["Unserved uses"].rows[0][1:] == ("ev", "JPN", 2.5, 4.0, "t/yr")


def test_text_that_looks_like_a_formula_stays_text(cascade: Result) -> None:
    summary = {**cascade.summary, "notes": ["=1+1", "@x", "https://example.org"]}
    found = read_workbook(book(cascade.model, cascade.manifest, summary, ()))
    assert found["Notes"] == [["Note"], ["=1+1"], ["@x"], ["https://example.org"]]


WEDGE = {
    "commodity": "ndpr_oxide",
    "unit": "million USD/yr",
    "instruments": [{"instrument": "levy", "budget": 1.5}],
}


def test_a_wedge_has_a_sheet_where_the_summary_has_one(cascade: Result) -> None:
    chains = {name: {**record, "wedge": WEDGE} for name, record in cascade.summary["chains"].items()}
    summary = {**cascade.summary, "chains": chains}
    found = {sheet.name: sheet for sheet in sheets(cascade.model, cascade.manifest, summary, ())}
    assert found["Wedge"].header == ("Chain", "Commodity", "Instrument", "Budget", "Unit")
    assert found["Wedge"].rows[0][2:] == ("levy", 1.5, "million USD/yr")


def test_the_folder_holds_the_workbook(folder: Path, content: bytes) -> None:
    assert (folder / "results.xlsx").read_bytes() == content
