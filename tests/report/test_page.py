"""Every bundled rulebook gives a whole page: well formed, self-contained, accessible, with units."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from footwall.report import render
from report.reading import read
from report.results import RULEBOOKS, page_of, result_of

UNITS = re.compile(r"USD/kg|USD/yr|t/yr|t \w+/yr|%|points")
pytestmark = pytest.mark.parametrize("name", RULEBOOKS)


def test_tags_nest_and_ids_are_unique_and_found(name: str) -> None:
    tree = read(page_of(name))
    ids = [node.attributes["id"] for node in tree.walk() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    for node in tree.walk():
        for reference in ("aria-labelledby", "aria-describedby"):
            assert set(node.attributes.get(reference, "").split()) <= set(ids)
        target = node.attributes.get("href", "")
        if target.startswith("#"):
            assert target[1:] in ids


def test_nothing_is_fetched_from_anywhere(name: str) -> None:
    page = page_of(name)
    tree = read(page)
    assert not tree.all(
        "script", "img", "iframe", "object", "embed", "video", "audio", "source", "use", "image"
    )
    assert not [
        node
        for node in tree.walk()
        if {"src", "srcset", "style", "onload", "xlink:href"} & set(node.attributes)
    ]
    style = tree.one("style").text
    assert "url(" not in style and "@import" not in style and "@font-face" not in style
    assert [link.attributes["href"] for link in tree.all("link")] == ["data:,"]
    policy = tree.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"]
    assert policy.startswith("default-src 'none'") and "script" not in policy
    sources = {row.address for row in result_of(name).facts.table("sources")}
    for anchor in tree.all("a"):
        assert anchor.attributes["href"].startswith("#") or anchor.attributes["href"] in sources
    outside_of_links = re.sub(r"<a [^>]*>[^<]*</a>", "", page)
    assert "https://" not in outside_of_links and "http://" not in outside_of_links


def test_landmarks_and_headings_tell_the_order(name: str) -> None:
    tree = read(page_of(name))
    assert tree.one("html").attributes["lang"] == "en"
    for landmark in ("header", "nav", "main", "footer", "h1"):
        assert len(tree.all(landmark)) == 1
    levels = [int(node.tag[1]) for node in tree.all("h1", "h2", "h3", "h4")]
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    for section in tree.all("section"):
        assert section.attributes["aria-labelledby"] == f"{section.attributes['id']}-title"


def test_every_picture_is_named_with_its_unit_and_told_in_words(name: str) -> None:
    pictures = read(page_of(name)).all("svg")
    assert len(pictures) > 10
    for picture in pictures:
        title, description = picture.one("title").text, picture.one("desc").text
        assert picture.attributes["role"] == "img"
        assert UNITS.search(title), title
        assert len(description) > 10, title


def test_every_figure_has_a_message_a_source_and_a_table(name: str) -> None:
    for figure in read(page_of(name)).all("figure"):
        message, source = figure.all("h3")[0].text, figure.one("figcaption").text
        assert len(message) > 15 and not message.endswith(".")
        assert source.startswith("Source: Footwall") and source.endswith(".")
        if "figure-grades" not in figure.attributes["id"]:
            assert "2026-12-31" in source and "base year 2024" in source
            assert "percentile" in source or "deterministic" in source
        table = figure.one("details").one("table")
        columns = len(table.one("thead").all("th"))
        rows = table.one("tbody").all("tr")
        assert rows and all(len(row.all("th", "td")) == columns for row in rows)
        assert table.one("caption").text


def test_no_number_is_missing_in_print(name: str) -> None:
    text = read(page_of(name)).one("main").text
    assert not re.search(r"\bnan\b|\binf\b|None|Undefined|\{\{|<built-in", text)


def test_rendering_repeats_itself(name: str) -> None:
    assert render(result_of(name)) == page_of(name)
