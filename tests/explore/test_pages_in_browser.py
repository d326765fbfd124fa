"""The pages of comparisons and sweeps in headless Chromium, as the report is looked at."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from footwall.explore.comparison import compare
from footwall.explore.sweep import sweep
from footwall.report.comparison_page import comparison_page
from footwall.report.sweep_page import sweep_page
from report.reading import read
from report.test_browser import CHROMIUM, _measure, _open, sound

PRICE = "floors.ndpr_oxide.reference.price"
GRIDS: dict[str, tuple[tuple[str, ...], int]] = {
    "one path": ((f"{PRICE}=60 USD/kg:140 USD/kg:9",), 4),
    "words": (("zone.members={list: us-eu-jp-mx},[USA, JPN],[USA, EU27]",), 0),
    "two paths": ((f"{PRICE}=60 USD/kg:140 USD/kg:5", "floors.cascade.margin=0%:10%:3"), 0),
    "three paths": (
        (
            f"{PRICE}=60 USD/kg:90 USD/kg:2",
            "floors.cascade.margin=0%:10%:2",
            "floors.ndpr_oxide.levy.top_up=0.5,1",
        ),
        0,
    ),
}
in_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is absent: the page is not opened"),
]


@cache
def sweep_of(name: str) -> str:
    grid, draws = GRIDS[name]
    return sweep_page(sweep("cascade", grid, year=2026, draws=draws), "footwall sweep")


@pytest.fixture(scope="module")
def comparison_html(folders: dict[str, Path]) -> str:
    return comparison_page(compare(list(folders.values())))


def test_the_pages_are_well_formed_and_carry_their_tables(comparison_html: str) -> None:
    for page in (comparison_html, *(sweep_of(name) for name in GRIDS)):
        tree = read(page)
        keys = [node.attributes["id"] for node in tree.walk() if "id" in node.attributes]
        assert len(keys) == len(set(keys))
        figures = tree.all("figure")
        assert figures
        assert all(figure.all("table") and figure.all("svg") for figure in figures)
        assert all("Source: " in figure.one("figcaption").text for figure in figures)
        assert "http" not in page.replace("http-equiv", "")


def test_a_rival_has_its_name(comparison_html: str) -> None:
    for page in (comparison_html, sweep_of("one path")):
        assert "China: share of the world&#39;s output" in page
        assert "CHN: share" not in page


def test_a_command_line_is_text() -> None:
    page = sweep_page(sweep("cascade", ["floors.ndpr_oxide.levy.top_up=0,1"], year=2026), "footwall '<b>'")
    assert "&lt;b&gt;" in page
    assert "<b>" not in page


@pytest.mark.parametrize("width", [360, 1200])
@pytest.mark.parametrize("name", ["comparison", *GRIDS])
class TestInBrowser:
    pytestmark = in_browser

    def test_nothing_overflows_or_overprints(
        self, name: str, width: int, comparison_html: str, tmp_path: Path
    ) -> None:
        page = comparison_html if name == "comparison" else sweep_of(name)
        sound(_measure(page, tmp_path, width), width)


@pytest.mark.parametrize("name", ["comparison", "two paths"])
class TestLoading:
    pytestmark = in_browser

    def test_no_error_and_no_request(self, name: str, comparison_html: str, tmp_path: Path) -> None:
        page = comparison_html if name == "comparison" else sweep_of(name)
        document, console = _open(page, tmp_path)
        assert console == []
        assert document.count("<svg") == page.count("<svg") > 0
