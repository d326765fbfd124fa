"""The loader takes the packaged tables and refuses every kind of broken table, all faults at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.tables_on_disk import copied, faults_of, file_of, set_cell

from footwall.errors import FactsError, UnknownName
from footwall.facts import load_facts
from footwall.facts.facts import BUNDLED
from footwall.facts.schema import TABLES
from footwall.facts.vocabulary import GRADES


def test_the_packaged_tables_load_complete() -> None:
    facts = load_facts()
    assert set(facts.tables) == set(TABLES)
    assert all(facts.table(name) for name in TABLES)
    assert load_facts() is facts


def test_every_row_has_a_source_and_a_grade() -> None:
    facts = load_facts()
    for name, rows in facts.tables.items():
        if name != "sources":
            for row in rows:
                assert facts.source(row.source).title
                assert row.grade in GRADES


def test_judgement_is_never_graded_better_than_assumed() -> None:
    facts = load_facts()
    for name, rows in facts.tables.items():
        for row in rows:
            if name != "sources" and row.source == "judgement":
                assert row.grade == "assumed", (name, row)


def test_no_source_is_left_unused() -> None:
    facts = load_facts()
    cited = {row.source for name, rows in facts.tables.items() if name != "sources" for row in rows}
    assert {row.key for row in facts.table("sources")} - cited == set()


def test_a_copy_of_the_tables_reads_the_same(tmp_path: Path) -> None:
    assert load_facts(copied(tmp_path)).tables == load_facts().tables


@pytest.mark.parametrize(
    ("table", "column", "value", "code", "allowed"),
    [
        ("production", "source", "hearsay", "FACTS-5", "keys of sources.csv"),
        ("production", "source", "", "FACTS-4", "may not be empty"),
        ("production", "grade", "guessed", "FACTS-4", "measured or reported or estimated or assumed"),
        ("production", "quantity", "12,5", "FACTS-4", "a number"),
        ("production", "quantity", "1_000", "FACTS-4", "a number"),
        ("production", "quantity", "nan", "FACTS-4", "a number"),
        ("production", "quantity", "1e999", "FACTS-4", "a number"),
        ("production", "quantity", "-1", "FACTS-4", "a number from 0"),
        ("production", "year", "2024.5", "FACTS-4", "a whole number"),
        ("production", "region", "DEU", "FACTS-5", "EU27"),
        ("production", "commodity", "unobtainium", "FACTS-5", "ndpr_oxide"),
        ("production", "recipe", "smelt", "FACTS-5", "reduce_ndpr"),
        ("trade", "destination", "NO", "FACTS-5", "JPN"),
        ("prices", "vat", "perhaps", "FACTS-4", "excluded"),
        ("prices", "low", "1e6", "FACTS-7", "a value from low"),
        ("parameters", "sector", "toys", "FACTS-4", "wind"),
        ("measures", "from", "4 April 2025", "FACTS-4", "YYYY-MM-DD"),
        ("measures", "to", "1999-01-01", "FACTS-8", "a day from"),
        ("measures", "commodity", "dy_oxide;gold", "FACTS-5", "dy_oxide"),
        ("contents", "element", "Nd", "FACTS-5", "NdPr"),
        ("recipes", "region", "", "FACTS-4", "may not be empty"),
    ],
)
def test_a_bad_cell_is_refused_with_its_place(
    tmp_path: Path, table: str, column: str, value: str, code: str, allowed: str
) -> None:
    directory = copied(tmp_path)
    set_cell(directory, table, 0, column, value)
    [fault] = [fault for fault in faults_of(directory) if fault.code == code]
    assert fault.line == 2
    assert fault.path.startswith(file_of(directory, table).relative_to(directory).as_posix())
    assert allowed in fault.allowed
    assert fault.sentence("facts").startswith("facts:2:")


def test_all_faults_of_all_tables_are_reported_at_once(tmp_path: Path) -> None:
    directory = copied(tmp_path)
    set_cell(directory, "production", 0, "region", "DEU")
    set_cell(directory, "production", 3, "quantity", "many")
    set_cell(directory, "trade", 1, "source", "hearsay")
    (directory / "regions.csv").unlink()
    faults = faults_of(directory)
    assert {Path(fault.path).stem for fault in faults} >= {"production", "trade", "regions"}
    assert any("production.csv region" in fault.path and fault.read == "'DEU'" for fault in faults)
    assert any("production.csv quantity" in fault.path and fault.read == "'many'" for fault in faults)


def test_a_repeated_key_names_the_first_line(tmp_path: Path) -> None:
    directory = copied(tmp_path)
    path = file_of(directory, "capacity")
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    [fault] = faults_of(directory)
    assert fault.code == "FACTS-6"
    assert fault.line == len(lines) + 1
    assert "first on line 2" in fault.read


def test_unknown_and_missing_columns_are_named(tmp_path: Path) -> None:
    directory = copied(tmp_path)
    path = file_of(directory, "capacity")
    path.write_text(path.read_text(encoding="utf-8").replace("quantity", "amount", 1), encoding="utf-8")
    reads = [fault.read for fault in faults_of(directory) if fault.path == "ree_magnets/capacity.csv"]
    assert reads == ["unknown column 'amount'", "no column 'quantity'"]


def test_a_line_with_too_many_cells_is_refused(tmp_path: Path) -> None:
    directory = copied(tmp_path)
    path = file_of(directory, "capacity")
    path.write_text(path.read_text(encoding="utf-8") + "one,two\n", encoding="utf-8")
    [fault] = faults_of(directory)
    assert (fault.code, fault.read) == ("FACTS-3", "2 cells")


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xfe\x00a", b'"unclosed']
)
def test_empty_and_binary_files_are_refused(tmp_path: Path, content: bytes) -> None:
    directory = copied(tmp_path)
    file_of(directory, "capacity").write_bytes(content)
    assert any(fault.path == "ree_magnets/capacity.csv" for fault in faults_of(directory))


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    directory = copied(tmp_path)
    with file_of(directory, "capacity").open("wb") as file:
        file.truncate(50_000_000)
    [fault] = faults_of(directory)
    assert fault.read == "50000000 bytes"


def test_a_table_without_schema_is_refused(tmp_path: Path) -> None:
    directory = copied(tmp_path)
    (directory / "rumours.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    [fault] = faults_of(directory)
    assert fault.path == "rumours.csv"


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match="no such file"):
        load_facts(tmp_path / "nowhere")


def test_the_most_specific_parameter_wins() -> None:
    facts = load_facts()
    assert facts.parameter("supply_elasticity", recipe="mine_bastnaesite", region="AUS").recipe == ""
    assert facts.parameter("supply_elasticity", recipe="mine_bastnaesite", region="CHN").region == "CHN"
    assert facts.parameter("theta", commodity="ndpr_oxide", region="USA").commodity == "ndpr_oxide"
    assert facts.parameter("demand_elasticity", sector="defence").sector == "defence"


def test_unknown_names_list_what_there_is() -> None:
    facts = load_facts()
    with pytest.raises(UnknownName, match="theta"):
        facts.parameter("thetta")
    with pytest.raises(UnknownName, match="recipes"):
        facts.table("recipe")
    with pytest.raises(UnknownName, match="no source"):
        facts.source("hearsay")


def test_the_tables_say_nothing_of_where_they_were_compiled() -> None:
    for path in BUNDLED.rglob("*.csv"):
        text = path.read_text(encoding="utf-8").lower()
        assert not any(word in text for word in ("/work", "comtrade", "raw/", "compiled/")), path.name
