"""The figure of inputs: its caption counts what is drawn, and its title makes no news of a small swing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from footwall.explore.tornado import Swing, Tornado
from footwall.report.figure import Figure
from footwall.report.tornado_figure import tornado_figure
from footwall.runs.headline import PERCENT, HeadlineNumber
from report.reading import read
from report.results import page_of_two_chains

INPUTS = 23


def _figure(*panels: Sequence[tuple[float, float]]) -> Figure:
    """One panel for each list of ends, around a central value of one per cent."""
    swings, numbers = {}, []
    for place, ends in enumerate(panels):
        name = f"output_change|good{place}"
        numbers.append(
            HeadlineNumber(f"The zone: output of good {place}", 1.0, None, None, PERCENT, name, "", None)
        )
        swings[name] = tuple(
            Swing(name, "theta", (f"good{place}",), 4.0, 2.0, 8.0, "assumed", "own", 1.0, low, high)
            for low, high in ends
        )
    found = tornado_figure(Tornado(swings, INPUTS), numbers, ", ".join, "source")
    assert found is not None
    return found


WIDE, NONE = (0.0, 3.0), (1.0, 1.0)


@pytest.mark.parametrize(
    ("panels", "said", "bars"),
    [
        ([[WIDE] * 4 + [NONE] * 2], "the 4 widest of 23 inputs", (4, 4)),
        ([[WIDE] * 9], "the 6 widest of 23 inputs", (6, 6)),
        ([[WIDE] * 9, [WIDE] * 4], "the 4 to 6 widest of 23 inputs", (4, 6)),
        ([[WIDE]], "the widest of 23 inputs", (1, 1)),
    ],
)
def test_the_caption_counts_the_bars_that_are_drawn(
    panels: list[list[tuple[float, float]]], said: str, bars: tuple[int, int]
) -> None:
    figure = _figure(*panels)
    drawn = [str(panel.picture).count('class="band zone"') for panel in figure.panels]
    assert said in figure.shows
    assert (min(drawn), max(drawn)) == bars


def test_captions_of_a_page_count_its_bars() -> None:
    figures = [
        node for node in read(page_of_two_chains()).all("figure") if node.attributes["id"].endswith("tornado")
    ]
    assert len(figures) == 2
    for figure in figures:
        bars = [
            sum(node.attributes.get("class") == "band zone" for node in picture.all("rect"))
            for picture in figure.all("svg")
        ]
        fewest, most = min(bars), max(bars)
        count = f"{most}" if fewest == most else f"{fewest} to {most}"
        assert f"the {count} widest of " in figure.text


@pytest.mark.parametrize(
    ("ends", "news"),
    [((0.9, 1.2), False), ((0.8, 1.0), False), ((0.7, 1.0), True), ((1.0, 3.0), True), ((-4.0, 1.1), True)],
)
def test_a_swing_that_is_small_is_no_news(ends: tuple[float, float], news: bool) -> None:
    title = _figure([ends]).message
    assert ("leans most on" in title) == news
    assert ("hardly moves with any one input" in title) == (not news)


def test_an_input_with_a_unit_shows_it_below_its_bar() -> None:
    name = "output_change|good"
    number = HeadlineNumber("The zone: output of good", 1.0, None, None, PERCENT, name, "", None)
    swings = tuple(
        Swing(name, parameter, ("plant",), 30.0, 20.0, 38.0, "assumed", "own", 1.0, 0.0, 3.0)
        for parameter in ("conversion_cost", "theta")
    )
    figure = tornado_figure(Tornado({name: swings}, 2), [number], ", ".join, "source")
    assert figure is not None
    drawn = str(figure.panels[0].picture)
    assert "plant: 20.0 to 38.0 USD/kg, assumed" in drawn
    assert "plant: 20.0 to 38.0, assumed" in drawn
