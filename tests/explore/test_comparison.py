"""A comparison says what the results say, and refuses results that do not share a baseline."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from footwall.errors import NotComparable, OutputError
from footwall.explore.comparison import GAIN, HEADLINE, LEAKAGE, OUTPUT, PRICE, Compared, Comparison, compare
from footwall.explore.comparison_table import COLUMNS, comparison_csv
from footwall.explore.comparison_words import message, overlap
from footwall.runs.manifest import sha256

CHAIN = "ree_magnets"


@pytest.fixture(scope="module")
def comparison(folders: dict[str, Path]) -> Comparison:
    return compare([folders["cascade"], folders["tariff-25"], folders["oxide-only"]])


def _summary(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    return found


def _spoilt(folder: Path, target: Path, name: str, change: Callable[[dict[str, Any]], None]) -> Path:
    """A copy of a result with one document changed."""
    copy = shutil.copytree(folder, target)
    document = json.loads((copy / name).read_text(encoding="utf-8"))
    change(document)
    (copy / name).write_text(json.dumps(document), encoding="utf-8")
    return copy


def test_every_figure_is_that_of_its_result(comparison: Comparison, folders: dict[str, Path]) -> None:
    for place, name in enumerate(("cascade", "tariff-25", "oxide-only")):
        summary = _summary(folders[name])
        chain = summary["chains"][CHAIN]
        told = {line.item: line.found[place] for line in comparison.table(CHAIN, HEADLINE)}
        for number in chain["headline"]:
            found = told[number["figure"]]
            assert found is not None
            assert (found.value, found.low, found.high) == (number["value"], number["low"], number["high"])
        for table, field in ((OUTPUT, "zone_output"), (PRICE, "price")):
            levels = {line.item: line.found[place] for line in comparison.table(CHAIN, table)}
            for stage in chain["stages"]:
                if stage[f"{field}_change"] is not None:
                    found = levels[stage["commodity"]]
                    assert found is not None
                    assert found.before == stage[f"{field}_baseline"]
                    assert found.after == stage[f"{field}_policy"]
                    assert found.value == stage[f"{field}_change"]["value"]


def test_gains_add_up_to_the_sum_over_all_agents(comparison: Comparison, folders: dict[str, Path]) -> None:
    lines = comparison.table(CHAIN, GAIN)
    for place, name in enumerate(("cascade", "tariff-25", "oxide-only")):
        *parts, together = (line.found[place] for line in lines)
        assert together is not None
        assert together.value == pytest.approx(sum(part.value for part in parts if part is not None))
        summary = _summary(folders[name])
        records = summary["chains"][CHAIN]["who_pays"]
        assert together.value == pytest.approx(sum(record["zone"] for record in records))


def test_a_good_that_one_rulebook_does_not_cover_has_no_figure_there(comparison: Comparison) -> None:
    leaks = {line.item: line.found for line in comparison.table(CHAIN, LEAKAGE)}
    assert leaks["ndfeb_magnet|NdPr"][0] is not None
    assert leaks["ndfeb_magnet|NdPr"][2] is None
    line = next(line for line in comparison.table(CHAIN, LEAKAGE) if line.item == "ndfeb_magnet|NdPr")
    assert line.difference(2) is None


def test_every_element_of_a_good_has_its_own_outside_content(
    comparison: Comparison, folders: dict[str, Path]
) -> None:
    """A magnet holds NdPr, dysprosium and terbium: three records of the summary, three lines."""
    records = _summary(folders["cascade"])["chains"][CHAIN]["leakage"]
    lines = {line.item: line for line in comparison.table(CHAIN, LEAKAGE)}
    assert sum(record["commodity"] == "ndfeb_magnet" for record in records) == 3
    for record in records:
        line = lines[f"{record['commodity']}|{record['element']}"]
        assert (line.unit, line.text.rpartition(": ")[2]) == (record["unit"], record["element"])
        assert line.found[0] is not None
        assert line.found[0].value == record["change"]["total"]


def test_what_a_solver_leaves_of_a_level_is_no_move() -> None:
    assert not Compared(-1.4e-8, before=27_314.0, after=27_314.0).moves
    assert Compared(-0.4, before=27_314.0, after=27_313.6).moves
    assert not Compared(1e-10).moves


def test_the_table_has_a_row_a_figure_and_exact_differences(comparison: Comparison) -> None:
    rows = list(csv.DictReader(io.StringIO(comparison_csv(comparison))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == sum(item is not None for line in comparison.lines for item in line.found)
    values = {(row["table"], row["item"], row["result"]): float(row["value"]) for row in rows}
    for row in rows:
        if row["difference_from_first"]:
            first = values[row["table"], row["item"], comparison.labels[0]]
            assert float(row["difference_from_first"]) == float(row["value"]) - first
    assert all(row["unit"] for row in rows)


def test_the_message_names_the_ends_and_their_cost(comparison: Comparison) -> None:
    line = comparison.table(CHAIN, HEADLINE)[0]
    values = [item.value for item in line.found if item is not None]
    most, least = comparison.labels[values.index(max(values))], comparison.labels[values.index(min(values))]
    told = message(comparison)
    assert told.index(most) < told.index(least)
    assert f"{abs(max(values)):.1f}% {'more' if max(values) > 0 else 'fewer'}" in told
    assert f"{abs(min(values)):.1f}% {'more' if min(values) > 0 else 'fewer'} under {least}" in told


def test_overlap_is_what_the_ranges_do(comparison: Comparison) -> None:
    line = comparison.table(CHAIN, HEADLINE)[0]
    ranges = sorted(
        (item.value, item.low, item.high)
        for item in line.found
        if item is not None and item.low is not None and item.high is not None
    )
    assert len(ranges) == 3
    meets = ranges[-1][1] <= ranges[0][2]
    assert ("do not overlap" in overlap(comparison)) is not meets


def test_results_of_one_rulebook_are_told_apart_by_their_folders(folders: dict[str, Path]) -> None:
    comparison = compare([folders["cascade"], folders["cascade-90"]])
    assert comparison.labels == ("cascade", "cascade-90")
    assert "No ranges were drawn for cascade-90." in comparison.cautions


def test_different_members_are_told_and_not_refused(folders: dict[str, Path], tmp_path: Path) -> None:
    def smaller(summary: dict[str, Any]) -> None:
        del summary["zone"]["members"]["JPN"]

    other = _spoilt(folders["tariff-25"], tmp_path / "other", "summary.json", smaller)
    told = compare([folders["cascade"], other]).cautions
    assert any("different members" in caution and "JPN" in caution for caution in told)


def test_an_associate_is_no_member(folders: dict[str, Path], tmp_path: Path) -> None:
    def lower(summary: dict[str, Any]) -> None:
        zone = summary["zone"]
        zone["associates"]["JPN"] = zone["members"].pop("JPN")

    other = _spoilt(folders["tariff-25"], tmp_path / "other", "summary.json", lower)
    told = compare([folders["cascade"], other]).cautions
    assert any("different members" in caution and "as associates JPN" in caution for caution in told)


@pytest.mark.parametrize(
    ("name", "part", "value", "told"),
    [
        ("manifest.json", "facts_sha256", "0" * 64, "fact tables"),
        ("manifest.json", "prices_usd_per_t", {"ndpr_oxide": 85000.0}, "ndpr_oxide 85.00 USD/kg"),
        ("summary.json", "as_of", "2030-12-31", "day of the law (--year)"),
        ("summary.json", "base_year", 2025, "base year"),
    ],
)
def test_another_baseline_is_refused_with_what_differs(
    folders: dict[str, Path], tmp_path: Path, name: str, part: str, value: object, told: str
) -> None:
    other = _spoilt(
        folders["tariff-25"], tmp_path / "other", name, lambda document: document.update({part: value})
    )
    with pytest.raises(NotComparable) as refusal:
        compare([folders["cascade"], other])
    assert told in str(refusal.value)
    assert "Run them again" in str(refusal.value)


def _rewritten(folder: Path, target: Path, change: Callable[[str], str]) -> Path:
    """A copy whose table was changed together with its hash, as by another version of the model."""
    copy = shutil.copytree(folder, target)
    text = change((copy / "results.csv").read_text(encoding="utf-8"))
    (copy / "results.csv").write_text(text, encoding="utf-8", newline="\n")
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    manifest["results_sha256"] = sha256(text)
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return copy


def _moved(variable: str, written: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        lines = text.splitlines()
        place = next(i for i, line in enumerate(lines) if ",baseline," in line and variable in line)
        lines[place] = f"{lines[place].rpartition(',')[0]},{written}"
        return "\n".join(lines) + "\n"

    return change


def test_baselines_that_differ_in_a_price_are_refused_whatever_the_manifests_say(
    folders: dict[str, Path], tmp_path: Path
) -> None:
    other = _rewritten(folders["tariff-25"], tmp_path / "other", _moved("Price|FOB|ndpr_oxide", "1.0"))
    with pytest.raises(NotComparable, match=r"baseline Price\|FOB\|ndpr_oxide"):
        compare([folders["cascade"], other])


def test_a_figure_that_is_no_number_is_refused(folders: dict[str, Path], tmp_path: Path) -> None:
    other = _rewritten(folders["tariff-25"], tmp_path / "other", _moved("Price|FOB|ndpr_oxide", "nan"))
    with pytest.raises(OutputError, match=r"ndpr_oxide of \w+ is nan"):
        compare([folders["cascade"], other])


def test_a_table_that_was_edited_is_refused(folders: dict[str, Path], tmp_path: Path) -> None:
    other = shutil.copytree(folders["tariff-25"], tmp_path / "other")
    with (other / "results.csv").open("a", encoding="utf-8") as file:
        file.write("Mine,policy,USA,Price|FOB|x,USD/kg,2026,1.0\n")
    with pytest.raises(OutputError, match="changed after the run"):
        compare([folders["cascade"], other])


@pytest.mark.parametrize("word", ["NaN", "Infinity", "{", "[]", '{"kind": "footwall result"}'])
def test_a_damaged_document_is_refused(folders: dict[str, Path], tmp_path: Path, word: str) -> None:
    other = shutil.copytree(folders["tariff-25"], tmp_path / "other")
    (other / "manifest.json").write_text(word, encoding="utf-8")
    with pytest.raises(OutputError, match=r"damaged|not a result folder"):
        compare([folders["cascade"], other])


def test_two_different_folders_are_needed(folders: dict[str, Path]) -> None:
    with pytest.raises(NotComparable, match="at least two"):
        compare([folders["cascade"]])
    with pytest.raises(NotComparable, match="given twice"):
        compare([folders["cascade"], folders["cascade"] / ".." / "cascade"])
