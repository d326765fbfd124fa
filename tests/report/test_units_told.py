"""Prices and tonnages of a report name what they count where that is not the good itself."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from footwall.report import render
from footwall.report.subject import subject_of
from footwall.runs import Result, run
from report.changed import message
from report.reading import Node, cells, read

RULEBOOK = """
name: Floors on batteries
zone: {members: [USA, EU27, JPN, KOR, AUS, CAN, GBR]}
floors:
  lithium_carbonate: {reference: {price: 20 USD/kg}}
  lithium_hydroxide: {reference: {price: 20 USD/kg}}
"""
BARE_PRICE = re.compile(r"USD/kg(?! of )")
BARE_TONNES = re.compile(r"\bt/yr(?! of )")


@cache
def lithium() -> Result:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "floors.yaml"
        file.write_text(RULEBOOK, encoding="utf-8")
        return run(file, year=2026, draws=0, chains=("lithium",))


@cache
def page() -> Node:
    return read(render(lithium()))


def _pictures(figure: str) -> dict[str, list[str]]:
    """Panel -> its title and what is written in it."""
    panels = [
        node for node in page().one("figure", id=f"figure-{figure}").all("div")
        if node.attributes.get("class") == "panel"
    ]  # fmt: skip
    return {
        node.all("h4")[0].text: [node.all("title")[0].text, *(text.text for text in node.all("text"))]
        for node in panels
    }


def test_the_axis_of_every_price_names_what_a_kg_is_of() -> None:
    subject = subject_of(lithium(), lithium().lead)
    goods = {subject.good(stage["commodity"]): stage["commodity"] for stage in subject.summary["stages"]}
    pictures = _pictures("prices")
    assert len(pictures) > 6
    for heading, written in pictures.items():
        unit = subject.per_kg(goods[heading])
        assert unit in written and f"in {unit}, baseline" in written[0]
    assert "USD/kg of LCE contained" in pictures["Spodumene concentrate"]
    assert "USD/kg of LiOH.H2O" in pictures["Lithium hydroxide"]
    assert "USD/kg" in pictures["LFP cathode"]


@pytest.mark.parametrize("figure", ["prices", "origins", "flows", "output", "output-regions"])
def test_tables_name_what_a_tonne_of_a_good_counts(figure: str) -> None:
    subject = subject_of(lithium(), lithium().lead)
    table = page().one("figure", id=f"figure-{figure}").one("table")
    assert "of the good or of what is in brackets" in table.one("caption").text
    names = {row[0] for row in cells(table)}
    counted = {subject.good_counted(good) for good in subject.goods}
    assert names <= counted
    bare = {subject.good(good) for good in subject.bases}
    assert not names & bare


def test_tonnes_of_panels_name_what_they_count() -> None:
    for figure in ("origins", "output-regions"):
        for heading, written in _pictures(figure).items():
            if heading.startswith(("Lithium", "Spodumene", "NMC and other oxide cells")):
                assert " of L" in written[0], heading
    assert any(
        "LiOH.H2O" in words for words in _pictures("output")["Output in the zone t/yr, and change in %"]
    )


def test_titles_name_what_they_count() -> None:
    levels = message(page(), "prices").partition(";")[0]
    assert "of Li2CO3" in levels and not BARE_PRICE.search(levels)
    assert re.search(r"lithium hydroxide \([\d,.]+ to [\d,.]+ t/yr of LiOH\.H2O\)", message(page(), "output"))


def test_contained_lithium_is_told_as_the_carbonate_that_is_counted() -> None:
    section = page().one("section", id="leakage")
    assert "t Li/yr" not in section.text and "of the element" not in section.text
    assert not BARE_TONNES.search(message(page(), "leakage"))
    for heading, written in _pictures("leakage").items():
        assert "t/yr of LCE in final use" in heading and "change, t/yr of LCE" in written
    for figure in ("leakage", "leakage-producers"):
        assert {row[2] for row in cells(page().one("figure", id=f"figure-{figure}").one("table"))} == {
            "t/yr of LCE"
        }


def test_contained_tonnes_are_those_that_the_facts_count() -> None:
    """A tonne of cells holds one of LCE: the zone uses as many of lithium as it uses of cells."""
    lead = lithium().lead
    leak = lead.summary["leakage"][0]
    used = sum(
        lead.zone.weight(use.region) * tonnes * lead.policy.network.commodity(use.commodity).contents["Li"]
        for use, tonnes in zip(
            lead.baseline.network.uses, lead.baseline.equilibrium.use.tolist(), strict=True
        )
    )
    assert leak["zone_final_use"] == pytest.approx(used, rel=1e-6)
    assert leak["unit"] == "t LCE/yr"


def test_floors_and_price_levels_name_what_a_kg_is_of() -> None:
    answer = page().one("section", id="answer").text
    assert "lithium hydroxide 20.0 USD/kg of LiOH.H2O" in answer
    rows = cells(page().one("section", id="floors").all("table")[0])
    assert {row[0] for row in rows} == {"Lithium carbonate (Li2CO3)", "Lithium hydroxide (LiOH.H2O)"}
