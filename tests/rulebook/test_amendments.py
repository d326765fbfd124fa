"""Amendments: overlays that compose in order, name what they amend and never edit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from footwall.errors import RulebookError
from footwall.rulebook.amendments import pending_notes
from footwall.rulebook.describe import explain
from footwall.rulebook.library import bundled_text
from footwall.rulebook.read import Amendments, read_rulebook, read_rulebook_text
from footwall.rulebook.schema import Rulebook
from rulebook.names import VOCABULARY

BASE = """\
name: Base
version: "1"
zone: {members: [USA, JPN]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
    levy: {top_up: 80%}
  cascade: {to: [ndpr_metal], conversion: {ndpr_metal: 8 USD/kg}}
"""
HEAD = (
    "title: {title}\nauthor: A ministry\nlegal_basis: An act\nbaseline: {baseline}\neffective_date: {day}\n"
)


class Desk:
    """Writes amendments and reads the base under them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[Path] = []

    def amend(
        self, body: str, title: str = "Change", baseline: str = "Base", day: str = "2026-01-01"
    ) -> Path:
        file = self.folder / f"amendment{len(self.files) + 1}.yaml"
        file.write_text(HEAD.format(title=title, baseline=baseline, day=day) + body, encoding="utf-8")
        self.files.append(file)
        return file

    def read(self, on: date | None = None) -> Rulebook:
        return read_rulebook_text(BASE, "base.yaml", (), VOCABULARY, Amendments(tuple(self.files), on))

    def faults(self) -> list[tuple[str, str, int | None]]:
        with pytest.raises(RulebookError) as refusal:
            self.read()
        return [(fault.code, fault.path, fault.line) for fault in refusal.value.faults]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_values_are_set_removed_and_merged(desk: Desk) -> None:
    desk.amend(
        "set:\n  floors.ndpr_oxide.reference.price: 95 USD/kg\nremove: [floors.cascade, zone.members.1]\n"
    )
    desk.amend("merge: {floors: {ndpr_oxide: {levy: {dead_band: 5%}, to: 2030-12-31}}}\n", "Then")
    read = desk.read()
    floor = read.floors.by_commodity["ndpr_oxide"]
    assert (floor.reference.price, floor.levy.top_up, floor.levy.dead_band) == (95_000.0, 0.8, 0.05)
    assert (floor.ends, read.floors.cascade, len(read.zone.members)) == (date(2030, 12, 31), None, 1)


def test_the_rulebook_keeps_a_record_and_check_tells_it(desk: Desk) -> None:
    desk.amend('set: {why: Amended}\nversion: "2"\n', "Second reading")
    read = desk.read()
    assert (read.version, [item.title for item in read.amendments]) == ("2", ["Second reading"])
    assert "Second reading, by A ministry, on the basis of An act" in explain(read, VOCABULARY).text()
    again = Rulebook.model_validate(read.model_dump(mode="json", by_alias=True, exclude_none=True))
    assert again == read


def test_files_stay_as_they_are(desk: Desk) -> None:
    before = bundled_text("oxide-only")
    amendment = desk.amend(
        "set: {floors.ndpr_oxide.reference.price: 95 USD/kg}\n", baseline="Oxide floor only"
    )
    text = amendment.read_text(encoding="utf-8")
    name = read_rulebook("oxide-only").name
    amendment.write_text(text.replace("Oxide floor only", name), encoding="utf-8")
    read = read_rulebook("oxide-only", (), None, Amendments((amendment,)))
    assert read.floors.by_commodity["ndpr_oxide"].reference.price == 95_000.0  # type: ignore[union-attr]
    assert bundled_text("oxide-only") == before


def test_two_amendments_of_one_version_may_not_change_one_place(desk: Desk) -> None:
    desk.amend("set: {floors.ndpr_oxide.reference.price: 95 USD/kg}\n", "First")
    desk.amend("set:\n  floors.ndpr_oxide.reference: {price: 90 USD/kg}\n", "Second")
    assert desk.faults() == [("AMENDMENT-3", "set.floors.ndpr_oxide.reference", 7)]


def test_an_amendment_of_the_amended_version_may(desk: Desk) -> None:
    desk.amend('set: {floors.ndpr_oxide.reference.price: 95 USD/kg}\nversion: "2"\n', "First")
    desk.amend(
        "set: {floors.ndpr_oxide.reference.price: 90 USD/kg}\n", "Second", '{name: Base, version: "2"}'
    )
    assert desk.read().floors.by_commodity["ndpr_oxide"].reference.price == 90_000.0  # type: ignore[union-attr]


def test_order_decides_only_where_versions_say_so(desk: Desk) -> None:
    desk.amend("set: {floors.ndpr_oxide.levy.top_up: 50%}\n", "First")
    desk.amend("set: {floors.ndpr_oxide.reference.price: 95 USD/kg}\n", "Second")
    forward = desk.read().model_copy(update={"amendments": ()})
    desk.files.reverse()
    assert desk.read().model_copy(update={"amendments": ()}) == forward


@pytest.mark.parametrize(
    ("baseline", "path"),
    [("Other", "baseline"), ('{name: Base, version: "7"}', "baseline.version")],
)
def test_the_wrong_baseline_is_refused(desk: Desk, baseline: str, path: str) -> None:
    desk.amend("set: {why: x}\n", baseline=baseline)
    assert desk.faults() == [("AMENDMENT-2", path, 4)]


@pytest.mark.parametrize(
    ("body", "code", "path"),
    [
        ("remove: [floors.dy_oxide]\n", "AMENDMENT-4", "remove.0"),
        ("set: {zone.members.9: KOR}\n", "AMENDMENT-4", "set.zone.members.9"),
        ("{}\n", "RULEBOOK-5", ""),
        ("set: {}\n", "AMENDMENT-1", ""),
        ("sets: {why: x}\n", "RULEBOOK-9", "sets"),
        ("set: {why: x}\nmerge: {why: y}\n", "AMENDMENT-3", "merge.why"),
    ],
)
def test_an_amendment_that_cannot_be_applied_is_told(desk: Desk, body: str, code: str, path: str) -> None:
    desk.amend(body)
    assert (code, path) in [found[:2] for found in desk.faults()]


def test_what_an_amended_value_breaks_is_told_with_its_line(desk: Desk) -> None:
    amendment = desk.amend("set:\n  floors.ndpr_oxide.reference.price: 95 EUR/kg\n")
    with pytest.raises(RulebookError) as refusal:
        desk.read()
    (fault,) = refusal.value.faults
    assert (fault.code, fault.line) == ("RULEBOOK-7", None)
    assert f"The value comes from {amendment}:7:3." in fault.advice


def test_an_amendment_counts_from_its_effective_date(desk: Desk) -> None:
    desk.amend("set: {why: Later}\n", day="2028-01-01")
    assert desk.read(date(2027, 12, 31)).why == ""
    assert desk.read(date(2028, 1, 1)).why == "Later"
    assert desk.read().why == "Later"
    (note,) = pending_notes(desk.files, date(2027, 12, 31))
    assert note == "The amendment 'Change' is not effective on 2027-12-31: it begins on 2028-01-01."
