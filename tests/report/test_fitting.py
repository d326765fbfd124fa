"""Text that fits its picture, and numbers and places that are worth their room."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.report.axis import horizontal_axis
from footwall.report.chart_bars import Bar, bars
from footwall.report.chart_changes import Change, changes, undwarfed
from footwall.report.chart_flows import End, flows
from footwall.report.chart_lines import Point, lines
from footwall.report.letters import ems
from footwall.report.number_words import moved
from footwall.report.scale import scale
from footwall.report.svg import Words, folded, picture, shortened, text_width
from report.reading import read

WORDS = Words("key", "title in %", "description")


@pytest.mark.parametrize(
    ("words", "regular", "bold"),
    [
        ("CHN 21%", 4.74, 5.15),
        ("European Union", 7.97, 8.97),
        ("Wind turbine, medium-speed gear", 17.15, 19.32),
        ("+12,424 (+10,353 to +17,600) USD per MW", 22.35, 24.61),
    ],
)
def test_widths_are_those_of_a_wide_font(words: str, regular: float, bold: float) -> None:
    """Measured in Chromium with DejaVu Sans (getComputedTextLength over the font size)."""
    assert ems(words) == pytest.approx(regular, rel=0.04)
    assert ems(words, bold=True) == pytest.approx(bold, rel=0.04)


@given(st.lists(st.text("aMil -0", min_size=1, max_size=9), min_size=1, max_size=9), st.floats(120.0, 400.0))
def test_folded_words_fit_and_lose_nothing_without_an_ellipsis(words: list[str], width: float) -> None:
    told = " ".join(words)
    found = folded(told, width, bold=True)
    assert len(found) <= 2
    assert all(text_width(line, bold=True) <= width for line in found)
    assert " ".join(found) == told or found[-1].endswith("…")


def test_a_word_that_fits_is_not_cut() -> None:
    assert shortened("magnet", 100.0) == "magnet"
    assert shortened("magnet making", 50.0).endswith("…")


def test_a_long_label_takes_two_lines_and_its_bar_moves_down() -> None:
    rows = [Bar("Chinese-financed operators in Kachin and Shan (MMR)", -10.0, "−10", "r-MMR")]
    rows.append(Bar("TDK (JPN)", -6.0, "−6.0", "r-JPN"))
    tree = read(bars(WORDS, rows, "million USD/yr"))
    labels = {node.text: float(node.attributes["y"]) for node in tree.all("text")}
    assert not any("…" in label for label in labels)
    tops = [float(node.attributes["y"]) for node in tree.all("rect")]
    assert labels["and Shan (MMR)"] < tops[0] < labels["TDK (JPN)"] < tops[1]


def test_a_dwarfing_row_alone_on_its_side_keeps_room_for_its_arrow() -> None:
    assert max(undwarfed([(0.9,), (-0.01, -0.02), (-0.004,)])) > 0.0
    assert min(undwarfed([(-0.9,), (0.01, 0.02), (0.004,)])) < 0.0
    kept = undwarfed([(0.9,), (0.02,), (0.01,)])
    assert (min(kept), max(kept)) == (0.005, 0.02)  # a stub on the side that is drawn anyway
    rows = [
        Change("magnet", 0.9, 0.8, 1.0, "0.9%", "", "more"),
        Change("car", -0.02, -0.03, 0.0, "", "", "zone"),
    ]
    path = read(changes(WORDS, rows, "%")).one("path").attributes["d"]
    bar = next(
        node for node in read(changes(WORDS, rows, "%")).all("line") if "more" in node.attributes["class"]
    )
    assert float(bar.attributes["x2"]) - float(bar.attributes["x1"]) > 20.0
    assert path.startswith("M330 ")


def test_the_names_of_thin_ends_stay_inside_their_picture() -> None:
    ends = [End(f"{place}", f"Place {place}", "P", "1.00 t", "others") for place in range(7)]
    tonnes = {(end.key, "0"): 1000.0 if end.key == "0" else 0.001 for end in ends}
    tree = read(flows(WORDS, ends, ends[:1], tonnes, ("from", "to")))
    height = float(tree.one("svg").attributes["viewbox"].split()[3])
    assert max(float(node.attributes["y"]) for node in tree.all("text")) <= height - 3.0


def test_the_figure_of_a_falling_end_stands_below_its_line() -> None:
    values = (0.4, 1.5, 1.6, 1.3, 1.0)
    points = [Point(float(place), value, None, None, f"+{value}%") for place, value in enumerate(values)]
    tree = read(lines(WORDS, points, (), ("USD/kg", "%"), "s-0"))
    label = next(node for node in tree.all("text") if node.text == "+1.0%")
    last = tree.all("circle")[-1]
    assert float(label.attributes["y"]) > float(last.attributes["cy"])


@pytest.mark.parametrize(
    ("levels", "told"),
    [((100.2, 99.84), "100.2 → 99.8"), ((63.91, 145.2), "63.9 → 145"), ((4.28, 4.08), "4.28 → 4.08")],
)
def test_close_levels_have_the_same_digits(levels: tuple[float, float], told: str) -> None:
    assert moved(*levels) == told


def test_an_axis_has_labels_on_both_sides_of_zero() -> None:
    """A grid line without a number between two that have one looks like a mistake."""
    axis = scale([-1800.0, 1800.0], 10.0, 330.0)
    tree = read(picture(WORDS, 60.0, horizontal_axis(axis, "million USD/yr", 2.0, 20.0)))
    labels = {node.text for node in tree.all("text")}
    assert {"−2,000", "−1,000", "0", "1,000", "2,000"} <= labels


def test_ticks_of_an_axis_do_not_read_as_one_number() -> None:
    for low, high in ((-1000.0, 1000.0), (-40_000.0, 0.0), (-1000.0, 1500.0)):
        axis = scale([low, high], 10.0, 330.0)
        tree = read(picture(WORDS, 60.0, horizontal_axis(axis, "t", 2.0, 20.0)))
        ends = []
        for node in tree.all("text")[:-1]:
            at, width = float(node.attributes["x"]), text_width(node.text)
            left = {"start": at, "middle": at - width / 2.0, "end": at - width}
            ends.append((left[node.attributes["text-anchor"]], width))
        for (left, width), (following, _) in pairwise(sorted(ends)):
            assert following - left - width >= 6.0
