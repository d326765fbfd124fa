"""Notes of the report and of the terminal hold no identifier that only an author of tables knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from footwall.cli.run_summary import run_summary
from footwall.report import render
from report.changed import changed
from report.reading import read
from report.results import page_of, page_of_two_chains, result_of, two_chains

IDENTIFIER = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")
CODE = re.compile(r"\b(?:USA|EU27|JPN|CHN|KOR|GBR|VNM|ROW)\b")
NAMES = ["cascade", "export-licence-shock", "oxide-only", "tariff-25"]


def _notes(page: str) -> list[str]:
    remarks = [node for node in read(page).all("ul") if node.attributes.get("class") == "remarks"]
    return [item.text for node in remarks for item in node.all("li")]


@pytest.mark.parametrize("name", NAMES)
def test_notes_of_a_report_name_goods_and_regions(name: str) -> None:
    notes = _notes(page_of(name))
    assert len(notes) >= len(result_of(name).notes) >= 2
    for note in notes:
        assert not IDENTIFIER.search(note) and not CODE.search(note), note
        assert note[0] == note[0].upper()


def test_notes_of_two_chains_do_too() -> None:
    for note in _notes(page_of_two_chains()):
        assert not IDENTIFIER.search(note) and not CODE.search(note), note


@pytest.mark.parametrize("name", [*NAMES, "two chains"])
def test_the_terminal_speaks_in_names_but_for_what_is_typed(name: str) -> None:
    result = two_chains() if name == "two chains" else result_of(name)
    text = run_summary(dict(result.summary), Path("results"))
    told, _, typed = text.partition("Explain a number: ")
    assert typed.startswith("footwall why results")
    assert not IDENTIFIER.findall(told)


def test_a_code_in_a_note_is_told_by_name() -> None:
    def change(summary: dict[str, object]) -> None:
        summary["notes"] = ["ROW sells to USA (CHN: 5 USD/kg), not a.USA nor USAGE."]

    (said,) = [note for note in _notes(render(changed(result_of("oxide-only"), change))) if "sells" in note]
    assert said == (
        "The rest of the world sells to the United States (China: 5 USD/kg), not a.USA nor USAGE."
    )
