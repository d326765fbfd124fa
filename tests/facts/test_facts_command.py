"""``footwall facts`` within 100 columns: list, show, explain, audit, and what they answer to bad input."""

from __future__ import annotations

import csv
import io

import pytest
from typer.testing import CliRunner, Result

from footwall.cli.columns_of_text import lay_out, readable
from footwall.cli.main import app
from footwall.facts import load_facts
from footwall.facts.columns import columns_of
from footwall.facts.schema import TABLES


def asked(*words: str) -> Result:
    return CliRunner().invoke(app, ["facts", *words])


def widest(text: str) -> int:
    return max(len(line) for line in text.splitlines() if "://" not in line)


def test_list_counts_the_rows_of_every_table() -> None:
    lines = {line.split()[0]: line.split() for line in asked("list").output.splitlines() if line}
    for name in TABLES:
        assert lines[name][1] == str(len(load_facts().table(name)))


@pytest.mark.parametrize("table", sorted(TABLES))
def test_show_fits_the_page(table: str) -> None:
    answer = asked("show", table)
    assert answer.exit_code == 0
    assert widest(answer.output) <= 100


def test_show_keeps_matching_rows_and_says_what_they_share() -> None:
    answer = asked("show", "prices", "--where", "commodity=ndpr_oxide", "--where", "region=MYS")
    assert "47.2" in answer.output
    assert "1 of " in answer.output


def test_show_matches_members_of_lists() -> None:
    answer = asked("show", "measures", "--where", "commodity=dy_oxide", "--where", "kind=export_licence")
    assert "cn-licence-dy-oxide" in answer.output
    assert "cn-licence-magnet" not in answer.output


def test_csv_gives_back_every_cell() -> None:
    answer = asked("show", "trade", "--csv")
    rows = list(csv.DictReader(io.StringIO(answer.output)))
    assert list(rows[0]) == list(columns_of(TABLES["trade"]))
    assert len(rows) == len(load_facts().table("trade"))


def test_explain_gives_range_source_grade_and_balance() -> None:
    answer = asked("explain", "production", "--where", "recipe=recycle_scrap", "--where", "region=CHN")
    for word in ("26504 t oxide/year", "range 25500 to 27500", "reported", "Argus Media", "balanced"):
        assert word in answer.output
    assert widest(answer.output) <= 100


def test_explain_says_when_nothing_matches() -> None:
    assert (
        "No row of capacity matches"
        in asked("explain", "capacity", "--where", "region=MDG", "--where", "recipe=reduce_dy").output
    )


def test_the_audit_has_its_sections_and_fits_the_page() -> None:
    answer = asked("audit")
    assert answer.exit_code == 0
    for title in ("Coverage", "Element balance", "Adjustments over 10%", "Publishers side by side"):
        assert title in answer.output
    assert "USGS has far less monazite from Madagascar" in answer.output
    assert widest(answer.output) <= 100


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("show", "rumours"), "There is no fact table 'rumours'"),
        (("show", "prices", "--where", "colour=red"), "a column of prices: commodity"),
        (("explain", "prices", "--where", "commodity"), "give COLUMN=VALUE"),
    ],
)
def test_bad_questions_are_answered_plainly(words: tuple[str, ...], told: str) -> None:
    answer = asked(*words)
    assert answer.exit_code == 2
    assert told in " ".join(answer.output.split())


def test_columns_are_cut_and_reasons_stand_under_their_row() -> None:
    lines = lay_out([["item", "reason"], ["x" * 120, "because " * 20]])
    assert max(map(len, lines)) <= 100
    assert lines[2].startswith("xxx") and "…" in lines[2]
    assert " ".join(lines[2:]).count("because") == 20


def test_numbers_of_the_audit_are_readable() -> None:
    assert readable(0.25, "assumed") == "25%"
    assert readable(0.133, "difference") == "+13.3%"
    assert readable(430715.0, "ours") == "430,715"
    assert readable(2024, "year") == "2024"
