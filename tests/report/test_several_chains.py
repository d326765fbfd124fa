"""A page of two chains: the sum first, then a chapter each with its own cards, contents and swings."""

from __future__ import annotations

import copy
from dataclasses import replace
from itertools import pairwise

import pytest

from footwall.explore.tornado import tornado_of
from footwall.report import render
from footwall.runs import run
from report.reading import Node, cells, number, read
from report.results import page_of_two_chains, two_chains

CHAINS = ("ree_magnets", "gallium")


@pytest.fixture(scope="module")
def tree() -> Node:
    return read(page_of_two_chains())


def test_the_first_screen_has_the_money_of_all_and_every_chapter_its_own_numbers(tree: Node) -> None:
    totals = [record for record in two_chains().summary["headline"] if "chain" not in record]
    answer = tree.one("section", id="answer")
    shown = [node.text for node in answer.all("p") if node.attributes.get("class") == "card-number"]
    assert len(shown) == len(totals) == 2
    for text, record in zip(shown, totals, strict=True):
        assert number(text) == pytest.approx(record["value"], abs=0.51)
    for chain in CHAINS:
        chapter = tree.one("header", id=chain)
        own = [node.text for node in chapter.all("p") if node.attributes.get("class") == "card-number"]
        assert len(own) == len(two_chains().chain(chain).summary["headline"]) >= 4


def test_contents_lead_to_every_section_of_the_chapter(tree: Node) -> None:
    sections = [node.attributes["id"] for node in tree.all("section")]
    assert len(sections) == len(set(sections))
    for chain in CHAINS:
        links = [anchor.attributes["href"][1:] for anchor in tree.one("header", id=chain).all("a")]
        assert links == [key for key in sections if key.startswith(f"{chain}-")]
        assert {f"{chain}-{name}" for name in ("security", "protection", "wedge", "sensitivity")} <= set(
            links
        )
    levels = [int(node.tag[1]) for node in tree.all("h1", "h2", "h3", "h4")]
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))


def test_money_by_chain_adds_up_to_the_answer(tree: Node) -> None:
    rows = cells(tree.one("figure", id="figure-together").one("table"))
    assert [row[0] for row in rows] == [chain.name for chain in two_chains().chains]
    for column, record in zip((1, 2), two_chains().summary["headline"][:2], strict=True):
        parts = [number(row[column].partition(" (")[0]) for row in rows]
        assert sum(parts) == pytest.approx(record["value"], abs=1.1)


def test_a_product_of_two_chains_costs_the_sum_of_its_contents(tree: Node) -> None:
    table = next(
        node
        for node in tree.one("section", id="together").all("table")
        if "inputs of all chains" in node.one("caption").text
    )
    records = [row for chain in two_chains().chains for row in chain.summary["product_costs"]]
    rows = cells(table)
    assert rows
    for row in rows:
        parts = [record for record in records if record["name"] == row[0]]
        assert len(parts) > 1
        shown = number(row[3].partition(" (")[0])
        assert shown == pytest.approx(sum(record["change"] for record in parts), rel=0.02, abs=0.006)


@pytest.mark.parametrize(
    ("costs", "said"),
    [
        ({"ree_magnets": 8.0, "gallium": 0.5}, "lose most on rare-earth magnets, 8.0 million USD/yr"),
        (
            {"ree_magnets": -8.0, "gallium": 0.5},
            "lose most on gallium, 0.5 million USD/yr and gain on rare-earth magnets",
        ),
        ({"ree_magnets": -8.0, "gallium": -0.5}, "gain on rare-earth magnets and gallium"),
        ({"ree_magnets": 0.0, "gallium": 0.01}, "neither lose nor gain on any chain"),
    ],
)
def test_who_loses_on_what_has_the_sign_of_its_numbers(costs: dict[str, float], said: str) -> None:
    runs = []
    for chain in two_chains().chains:
        summary = copy.deepcopy(dict(chain.summary))
        for record in summary["headline"]:
            if record["figure"] == "user_cost":
                record["value"] = costs[chain.id]
        runs.append(replace(chain, summary=summary))
    page = read(render(replace(two_chains(), chains=tuple(runs))))
    assert page.one("h3", id="figure-together-message").text == f"Final users {said}"


def test_a_tornado_shows_the_swings_that_were_solved(tree: Node) -> None:
    chain = two_chains().chain("gallium")
    found = tornado_of(chain)
    rows = cells(tree.one("figure", id="figure-gallium-tornado").one("table"))
    first = chain.summary["headline"][0]
    widest = found.widest(first["figure"], 1)[0]
    assert rows[0][0] == first["text"].replace("CHN", "China")
    assert widest.at_low is not None and widest.at_high is not None
    assert number(rows[0][6].rstrip("%")) == pytest.approx(widest.at_low, abs=0.051)
    assert number(rows[0][7].rstrip("%")) == pytest.approx(widest.at_high, abs=0.051)


def test_a_page_stays_light(tree: Node) -> None:
    assert len(page_of_two_chains().encode()) < 500_000 * len(CHAINS)


def test_the_zone_of_several_chains_names_its_parts_of_the_rest_of_the_world() -> None:
    """Members without a region of their own are inside as a share of the rest, another in every chain."""
    result = run("ministerial-list", year=2026, draws=0, chains=("ree_magnets", "gallium"))
    magnets, gallium = (100.0 * chain.zone.weight("ROW") for chain in result.chains)
    assert magnets > 0.0 and gallium > 0.0 and f"{magnets:.0f}" != f"{gallium:.0f}"
    zone = next(node.text for node in read(render(result)).all("dd") if "Mexico" in node.text)
    assert zone.endswith(
        f"; of the rest of the world, which is another on each chain, {magnets:.0f}% for rare-earth magnets "
        f"and {gallium:.0f}% for gallium."
    )


def test_what_is_told_of_one_of_several_chains_begins_with_its_name() -> None:
    """The answer has the main findings of each chain; charged goods and floors stand in the chapters."""
    result = run("ministerial-list", year=2026, draws=0, chains=("ree_magnets", "gallium"))
    lists = [
        node for node in read(render(result)).all("ul") if node.attributes.get("class") == "remarks further"
    ]
    told = [node.text for node in lists[0].all("li")]
    names = {chain.name for chain in result.chains}
    assert told
    assert {text.partition(": ")[0] for text in told} <= names
    assert any(text.startswith("Rare-earth magnets: The largest loss of output") for text in told)
    assert not any("of what the rulebook charges" in text for text in told)
