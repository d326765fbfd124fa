"""``footwall why``: explanations come from the folder alone, add up, and name their sources."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import pytest
from typer.testing import CliRunner

from footwall.cli.main import app
from footwall.errors import UnknownName
from footwall.measure.floor_status import FloorStatus
from footwall.runs import Result
from footwall.runs.explained_routes import STACK
from footwall.runs.explanation import EXPLAINERS, Explanation, explain
from footwall.runs.provenance import positions, provenance
from footwall.runs.result import SCENARIOS
from footwall.runs.status_words import status_in_words
from footwall.runs.tidy_table import read_csv
from footwall.runs.variables import dictionary, variable


@pytest.fixture(scope="module")
def document(folder: Path) -> Mapping[str, Any]:
    read: Mapping[str, Any] = json.loads((folder / "why.json").read_text(encoding="utf-8"))
    return read


def _why(result: Result, name: str, region: str | None) -> Explanation:
    return explain(provenance(result), result.rows, name, region)


def test_the_folder_is_enough(folder: Path, document: Mapping[str, Any], cascade: Result) -> None:
    rows = tuple(read_csv((folder / "results.csv").read_text(encoding="utf-8")))
    for name, region in (("Price|Landed|ndpr_oxide", "CHN>USA"), ("Output|ndfeb_magnet", "JPN")):
        assert str(explain(document, rows, name, region)) == str(cascade.why(name, region))


def test_the_charge_stack_adds_up_to_the_landed_price(document: Mapping[str, Any], cascade: Result) -> None:
    items = [name for name, _ in STACK[:-1]]
    chain = document["chains"]["ree_magnets"]
    for scenario in SCENARIOS:
        unit = chain["states"][scenario]["unit"]
        for place, arc in enumerate(chain["arcs"]):
            if chain["states"][scenario]["rates"]["open"].get(str(place)):
                total = sum(unit[item][place] for item in items)
                assert total == pytest.approx(unit["landed"][place], rel=1e-8)
                told = cascade.value(f"Price|Landed|{arc['commodity']}", arc["route"], scenario)
                assert told == pytest.approx(unit["landed"][place] / 1000.0, rel=1e-9)


def test_a_landed_price_is_explained_line_by_line(cascade: Result) -> None:
    text = str(cascade.why("Price|Landed|ndpr_oxide", "CHN>USA"))
    for line in ("FOB price, ex VAT", "+ VAT not refunded", "+ freight", "+ duties", "= landed price"):
        assert line in text
    assert "floors.ndpr_oxide" in text
    assert "us-duty-oxide" in text
    assert re.search(r"^Sources$", text, re.MULTILINE)
    assert "Harmonized Tariff Schedule" in text


def test_output_is_explained_by_margin_curve_and_facts(cascade: Result) -> None:
    text = str(cascade.why("Output|ndfeb_magnet", "JPN"))
    for line in (
        "make_magnet@JPN",
        "margin m",
        "centre of costs κ",
        "avoidable share",
        "assumed",
        "ndpr_metal",
    ):
        assert line in text
    assert "make_magnet@CHN" not in text


def test_use_is_explained_by_its_curve(cascade: Result) -> None:
    text = str(cascade.why("Use|ev", "EU27"))
    for line in ("base use D0", "elasticity ε", "choke price", "published", "balanced"):
        assert line in text


def test_a_price_of_origin_names_its_quote(cascade: Result) -> None:
    text = str(cascade.why("Price|FOB|ndpr_oxide", "CHN"))
    for line in ("quoted in", "reported", "disposal", "CHN>CHN"):
        assert line in text


@pytest.mark.parametrize("run_of", ["cascade", "shock"])
def test_every_figure_can_be_explained_within_100_columns(
    run_of: str, request: pytest.FixtureRequest
) -> None:
    result: Result = request.getfixturevalue(run_of)
    document = provenance(result)
    one_of_each: dict[str, tuple[str, str]] = {}
    for row in result.rows:
        one_of_each.setdefault(variable(row.variable).variable, (row.variable, row.region))
    assert len(one_of_each) > 30
    for name, region in one_of_each.values():
        for asked in (region, None):
            explanation = explain(document, result.rows, name, asked)
            long = [line for line in str(explanation).splitlines() if len(line) > 100]
            assert long == [], (name, asked)
            assert explanation.variable.equation


def test_every_explainer_belongs_to_a_variable() -> None:
    known = {"|".join(part for part in row.parts if not part.startswith("<")) for row in dictionary()}
    assert set(EXPLAINERS) <= known


def test_without_a_region_the_regions_are_listed(cascade: Result) -> None:
    text = str(cascade.why("Output|ndfeb_magnet"))
    assert "give --region" in text
    assert "CHN" in text and "JPN" in text


def test_what_is_not_there_is_said(cascade: Result) -> None:
    with pytest.raises(UnknownName, match="no region 'XXX'"):
        _why(cascade, "Output|ndfeb_magnet", "XXX")
    with pytest.raises(UnknownName, match=r"Did you mean 'Output\|ndfeb_magnet'"):
        _why(cascade, "Output|ndfeb_magnt", None)
    with pytest.raises(UnknownName, match="There is no variable"):
        _why(cascade, "Colour|ndfeb_magnet", "JPN")


def test_a_misspelt_variable_lists_a_few_near_names_and_how_to_see_all() -> None:
    with pytest.raises(UnknownName) as refused:
        variable("Price|Efective|ndfeb_magnet")
    told = str(refused.value)
    assert "Did you mean 'Price|Effective|ndfeb_magnet'?" in told
    assert 2 < told.count("|ndfeb_magnet") <= 6
    assert len(told) < 400
    assert "without a variable, lists all" in told


def test_without_a_variable_all_are_listed(folder: Path, cascade: Result) -> None:
    done = CliRunner().invoke(app, ["why", str(folder)])
    assert done.exit_code == 0
    listed = [line.strip() for line in done.stdout.splitlines() if line.startswith("    ")]
    assert set(listed) >= {row.variable for row in cascade.rows}
    assert all(len(line) <= 100 for line in done.stdout.splitlines())


def test_a_status_is_told_in_words(cascade: Result) -> None:
    member = next(
        item["member"] for item in cascade.lead.summary["floors"] if item["commodity"] == "ndpr_oxide"
    )
    told = cascade.value("Floor|Status|ndpr_oxide", member)
    text = str(cascade.why("Floor|Status|ndpr_oxide", member))
    assert f"{status_in_words(told)} (code {told:g})" in text
    assert "Unit" not in text and "rules of the section" not in text
    assert "below 0.1% of the member's purchases" in " ".join(text.split())
    assert status_in_words(told) in str(cascade.why("Floor|Status|ndpr_oxide"))


@pytest.mark.parametrize("status", ["slack", "binding", "prohibitive"])
@pytest.mark.parametrize("undercut", [False, True])
@pytest.mark.parametrize("capped", [False, True])
def test_status_words_undo_the_code(
    status: Literal["slack", "binding", "prohibitive"], undercut: bool, capped: bool
) -> None:
    floor = FloorStatus("oxide", "USA", 1.0, status, undercut, capped, 0.0, 0.0, 1.0, "", 0.0, 0.0)
    beside = [name for name, holds in (("undercut", undercut), ("capped", capped)) if holds]
    assert status_in_words(floor.code) == ", ".join([status, *beside])


@pytest.mark.parametrize("number", [3.0, 7.0, 15.0, 16.0, -1.0, 0.5])
def test_other_numbers_are_no_status(number: float) -> None:
    with pytest.raises(ValueError, match="no code"):
        status_in_words(number)


def test_adjustments_carry_the_source_of_the_published_figure(document: Mapping[str, Any]) -> None:
    published = [
        item
        for item in document["chains"]["ree_magnets"]["adjustments"]
        if item["table"] in ("production", "use", "trade")
    ]
    named = [item for item in published if item["source"] in document["sources"]]
    assert len(named) > 0.8 * len(published)


def test_positions_match_all_fields() -> None:
    records = [{"a": "1", "b": "2"}, {"a": "1", "b": "3"}]
    assert positions(records, a="1") == [0, 1]
    assert positions(records, a="1", b="3") == [1]


def test_the_command_prints_the_explanation(folder: Path) -> None:
    done = CliRunner().invoke(app, ["why", str(folder), "Price|Landed|ndpr_oxide", "--region", "CHN>USA"])
    assert done.exit_code == 0
    assert "= landed price" in done.stdout


def test_another_folder_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["why", str(tmp_path), "Price|Landed|ndpr_oxide"])
    assert done.exit_code == 2
    assert "is not a result folder" in done.stderr
