"""No title makes news of a move that rounds to nothing: it says that hardly anything moves, and how much."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from footwall.report.flow_figure import route_moves, routes_message
from footwall.report.subject import subject_of
from footwall.runs.small_moves import is_small
from report.changed import message, page_after
from report.reading import cells, number, read
from report.results import RULEBOOKS, page_of, page_of_two_chains, result_of

Record = dict[str, Any]
CHANGE = re.compile(r"[+−][\d,.]+%")
BARE = re.compile(r"([\d,.]+)% (?:more|less|fewer)")


def _scaled(largest: float) -> Callable[[Record], None]:
    """The largest change of price and of output is ``largest``, that of others half of it."""

    def change(summary: Record) -> None:
        for place, stage in enumerate(summary["stages"]):
            size = largest if place == 3 else largest / 2.0
            for key in ("price_change", "zone_output_change"):
                if stage[key] is not None:
                    stage[key] |= {"value": size, "low": None, "high": None}

    return change


@pytest.mark.parametrize("largest", [0.2, -0.24])
def test_prices_and_output_that_hardly_move_say_by_how_much(largest: float) -> None:
    tree = page_after("oxide-only", _scaled(largest))
    shown = f"{largest:+.1f}%".replace("-", "−")
    assert message(tree, "prices") == f"Prices in the zone hardly move: at most {shown} (NdPr oxide)"
    assert message(tree, "output") == f"What the zone makes hardly moves: at most {shown} (NdPr oxide)"


def test_a_move_over_the_limit_is_the_news() -> None:
    tree = page_after("oxide-only", _scaled(0.4))
    assert "the price of NdPr oxide rises most: +0.4%" in message(tree, "prices")
    assert "makes 0.4% more NdPr oxide" in message(tree, "output")
    assert message(tree, "prices").endswith("; permanent-magnet motors hardly move (+0.2%)")
    assert "hardly" not in message(tree, "output")


def test_the_last_good_of_a_chain_that_hardly_moves_is_said_to() -> None:
    said = message(read(page_of("oxide-only")), "prices")
    assert said.endswith("; permanent-magnet motors hardly move (under 0.05%)")


@pytest.mark.parametrize("rates", [{"metal": -0.1, "magnet": 0.05}, {"metal": -0.2}])
def test_a_stage_with_a_rate_near_zero_loses_no_protection(rates: dict[str, float]) -> None:
    def change(summary: Record) -> None:
        summary["protection"]["stages"] = [
            {"stage": stage, "nominal_output": 0.0, "nominal_input": None, "effective": rate,
             "effective_low": None, "effective_high": None, "value_added_share": 40.0,
             "negative": rate < 0.0}
            for stage, rate in rates.items()
        ]  # fmt: skip

    said = message(page_after("oxide-only", change), "protection")
    shown = f"−{abs(rates['metal'])}%"
    assert said == f"Protection of stages in the zone hardly moves: at most {shown} (metal making)"


def test_outside_shares_that_hardly_move_are_said_to() -> None:
    def change(summary: Record) -> None:
        for row in summary["security"]["commodities"]:
            if row["baseline"]["hhi"] is not None:
                moved = 0.2 if row["commodity"] == "ndfeb_magnet" else 0.0
                row["baseline"]["outside_share"], row["policy"]["outside_share"] = 50.0, 50.0 + moved

    said = message(page_after("oxide-only", change), "security")
    assert said.endswith("; such shares hardly move, at most +0.2 points (NdFeB magnet)")


def _titles() -> list[str]:
    pages = [page_of(name) for name in RULEBOOKS] + [page_of_two_chains()]
    return [node.text for page in pages for node in read(page).all("h2", "h3")]


def test_no_title_of_any_page_makes_news_of_a_small_move() -> None:
    """Every change in a title is over the limit, or the title says that it hardly moves anything."""
    titles = _titles()
    assert len(titles) > 60
    for title in titles:
        if "over its range" in title:
            continue  # two ends of a range, of which one may be small
        for part in re.split(r"; |, (?=that of)", title):
            found = [*CHANGE.findall(part), *BARE.findall(part)]
            small = any(is_small(number(change)) for change in found)
            assert not small or "hardly" in part, title


def _routes_title(before: float, after: float) -> str:
    """The title of shipments after one route of 1,000 t of a good has moved; those of the other stay."""
    result = result_of("cascade")
    subject = subject_of(result, result.lead)
    states = {
        good: ({("CHN", "JPN"): 1000.0, ("MYS", "JPN"): old}, {("CHN", "JPN"): 1000.0, ("MYS", "JPN"): new})
        for good, old, new in (("ndpr_oxide", before, after), ("ndfeb_magnet", 100.0, 100.0))
    }
    moves = [move for good, pair in states.items() for move in route_moves(subject, good, *pair)]
    return routes_message(subject, moves)


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (250.0, "Shipments of NdPr oxide from Malaysia to Japan shrink by 250 t/yr, 17%"),
        (530.0, "Shipments of NdPr oxide from Malaysia to Japan grow by 30.0 t/yr, 2.0%"),
        (502.0, "Shipments across borders hardly move: at most +0.1% (NdPr oxide from Malaysia to Japan)"),
    ],
)  # fmt: skip
def test_shipments_are_told_with_their_share_and_not_where_they_hardly_move(after: float, said: str) -> None:
    assert _routes_title(500.0, after).removesuffix(" of what crosses borders") == said


@pytest.mark.parametrize("name", RULEBOOKS)
def test_the_title_of_shipments_is_the_largest_share_of_the_table(name: str) -> None:
    """``most`` in tonnes would compare a good of 100,000 t with one of 10,000 t."""
    tree = read(page_of(name))
    said = message(tree, "flows")
    if "t/yr" not in said:
        assert said == "Who ships to whom" or "hardly move" in said
        return
    rows = cells(tree.one("figure", id="figure-flows").one("table"))
    world = {good: sum(number(row[2]) for row in rows if row[0] == good) for good in {row[0] for row in rows}}
    largest = max(rows, key=lambda row: abs(number(row[3]) - number(row[2])) / world[row[0]])
    assert f"Shipments of {largest[0]}" in said
    assert said.endswith("% of what crosses borders")
    size = re.search(r"by ([\d,.]+) t/yr", said)
    assert size is not None
    assert number(size.group(1)) == pytest.approx(abs(number(largest[3]) - number(largest[2])), rel=0.01)
