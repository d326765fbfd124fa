"""A title names the largest move that is drawn beneath it, and the rival is always drawn by name."""

from __future__ import annotations

import re
from typing import Any

import pytest

from footwall.report.subject import subject_of
from footwall.runs.figures import outputs
from footwall.runs.sentences import in_sentence
from footwall.runs.small_moves import is_small
from report.changed import message, page_after
from report.reading import Node, cells, number, read
from report.results import page_of, page_of_two_chains, result_of

MOVING = ("cascade", "oxide-only", "tariff-25", "minimum-import-price", "export-licence-shock")


def _good(cell: str) -> str:
    """A name of a table as it stands in a sentence."""
    return in_sentence(cell.partition(" (")[0])


@pytest.mark.parametrize("name", MOVING)
def test_the_title_of_output_names_the_largest_rise_and_the_largest_fall(name: str) -> None:
    tree = read(page_of(name))
    said = message(tree, "output")
    rows = cells(tree.one("figure", id="figure-output").one("table"))
    moves = {_good(row[0]): number(row[3].partition(" (")[0]) for row in rows if row[3] != "–"}
    for sign in (1.0, -1.0):
        good = max(moves, key=lambda item: sign * moves[item])
        if sign * moves[good] > 0.0 and not is_small(moves[good]):
            assert good in said, (good, said)


def test_magnets_that_fall_most_are_in_the_title_of_output() -> None:
    def change(summary: dict[str, Any]) -> None:
        for stage in summary["stages"]:
            if stage["commodity"] == "ndfeb_magnet":
                stage["zone_output_change"]["value"] = -46.1
                stage["zone_output_policy"] = 0.539 * stage["zone_output_baseline"]
            elif stage["commodity"] == "magnet_scrap":
                stage["zone_output_change"]["value"] = -57.1

    said = message(page_after("cascade", change), "output")
    assert "46.1% fewer NdFeB magnets" in said and said.endswith("; NdFeB scrap −57.1%")


@pytest.mark.parametrize("name", ["baseline", *MOVING])
def test_the_title_of_security_names_goods_that_are_drawn(name: str) -> None:
    tree = read(page_of(name))
    figure = tree.one("figure", id="figure-security")
    drawn = {_good(node.text) for node in figure.all("svg")[0].all("text")}
    said = message(tree, "security")
    goods = [_good(row[0]) for row in cells(figure.one("table"))]
    told = {good for good in goods if re.search(rf"\b{re.escape(good)}\b", said)}
    assert told and told <= drawn


def test_scrap_whose_outside_share_moves_most_is_told_and_drawn() -> None:
    def change(summary: dict[str, Any]) -> None:
        for row in summary["security"]["commodities"]:
            if row["commodity"] == "magnet_scrap":
                row["baseline"]["outside_share"], row["policy"]["outside_share"] = 0.1, 71.7

    tree = page_after("cascade", change)
    assert message(tree, "security").endswith(", that of NdFeB scrap rises (0.1% → 72%)")
    drawn = {node.text for node in tree.one("figure", id="figure-security").all("svg")[0].all("text")}
    assert "NdFeB scrap" in drawn
    assert "NdFeB scrap" not in message(read(page_of("cascade")), "security")


@pytest.mark.parametrize("name", MOVING)
def test_the_rival_is_drawn_by_name_where_gains_are_told_by_region(name: str) -> None:
    tree = read(page_of(name))
    for picture in tree.one("figure", id="figure-regions").all("svg"):
        assert "China" in {node.text for node in picture.all("text")}


def _parts(tree: Node) -> dict[str, list[float]]:
    return {
        row[0]: [abs(number(cell)) for cell in row[1:]]
        for row in cells(tree.one("figure", id="figure-regions").one("table"))
    }


@pytest.mark.parametrize("name", MOVING)
def test_the_region_with_the_largest_part_is_drawn(name: str) -> None:
    tree = read(page_of(name))
    parts = _parts(tree)
    largest = max(parts, key=lambda region: max(parts[region]))
    picture = tree.one("figure", id="figure-regions").all("svg")[0]
    assert largest in {node.text for node in picture.all("text")}


@pytest.mark.parametrize("name", MOVING)
def test_output_by_region_is_that_of_the_states_and_the_title_names_the_largest(name: str) -> None:
    lead = result_of(name).lead
    subject = subject_of(result_of(name), lead)
    tree = read(page_of(name))
    figures = [node for node in tree.all("figure") if node.attributes["id"] == "figure-output-regions"]
    before, after = outputs(lead.baseline), outputs(lead.policy)
    rows = cells(figures[0].one("table"))
    goods = {subject.good_counted(good): good for good in subject.goods}
    codes = {name: code for code, name in subject.regions.items()}
    moves: dict[str, dict[str, float]] = {}
    for good, region, old, new, *_ in rows:
        key = goods[good], codes[region]
        assert number(old) == pytest.approx(before.get(key, 0.0), abs=0.51)
        assert number(new) == pytest.approx(after.get(key, 0.0), abs=0.51)
        moves.setdefault(good, {})[region] = after.get(key, 0.0) - before.get(key, 0.0)
    said = message(tree, "output-regions").partition("; ")[0]
    for good, found in moves.items():
        inside = {region: move for region, move in found.items() if lead.zone.weight(codes[region]) > 0.0}
        largest = max(inside, key=lambda region: abs(inside[region]))
        named = said.partition(subject.region_in_sentence(codes[largest]))[2].partition(")")[0]
        assert _good(good) in named, (good, largest, said)


def test_the_grades_of_all_facts_are_told_once() -> None:
    for page in (page_of_two_chains(), page_of("cascade")):
        tree = read(page)
        titles = [node.text for node in tree.all("h3") if "facts of all chains are assumed" in node.text]
        assert len(titles) == 1
    assert read(page_of_two_chains()).one("section", id="facts").one("figure", id="figure-grades")


def test_figures_of_the_facts_are_not_called_published() -> None:
    text = read(page_of("cascade")).one("section", id="data").text
    assert "In the facts" in text and "Figures of the fact tables that balancing moved" in text
    assert "ublished figures" not in text and "published ton" not in text and "published cap" not in text
