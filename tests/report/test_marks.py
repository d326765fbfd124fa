"""Numbers, axes and colours: what pictures are made of."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.report.chart_changes import Change, changes
from footwall.report.chart_dumbbell import Level, Mark, dumbbells
from footwall.report.chart_stacked_bars import Part, Whole, stacked_bars
from footwall.report.number_words import changed, percent, plain, share, signed
from footwall.report.region_colours import COLOURS, region_class
from footwall.report.scale import scale, tick_label
from footwall.report.svg import FONT, Words, element
from report.reading import read

WORDS = Words("key", "title in %", "description")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (signed(-17.514), "−17.5"),
        (signed(-0.004), "0.00"),
        (signed(1234.5), "+1,234"),
        (plain(89.47132), "89.5"),
        (plain(float("nan")), "–"),
        (percent(366.8), "+367%"),
        (percent(-0.04), "0.0%"),
        (share(0.0003), "under 0.1%"),
        (changed(-0.28, -0.36, -0.19, "percentage points"), "−0.28 points (−0.36 to −0.19)"),
        (changed(9.21, None, None, "%"), "+9.2%, deterministic"),
    ],
)
def test_numbers_in_words(written: str, expected: str) -> None:
    assert written == expected


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8))
def test_an_axis_holds_its_values_and_zero_and_its_ticks_differ(values: list[float]) -> None:
    axis = scale(values, 10.0, 330.0)
    for value in (*values, 0.0):
        assert axis.low <= value <= axis.high or value == pytest.approx(axis.clipped(value), abs=1e-9)
        assert 10.0 <= axis(value) <= 330.0
    labels = [tick_label(tick, axis.step) for tick in axis.ticks]
    assert 2 <= len(labels) == len(set(labels)) <= 8


@pytest.mark.parametrize("value", [5e-324, -5e-324, 1e-300, 1e-12])
def test_values_that_are_zero_but_for_rounding_get_an_axis(value: float) -> None:
    axis = scale([value], 10.0, 330.0)
    assert (axis.low, axis.high) == (-1.0, 1.0)
    assert axis(value) == pytest.approx(170.0)


def test_floor_marks_end_before_the_text_above_and_below_their_track() -> None:
    rows = [Level("a", 50.0, 70.0, "50.0 → 70.0", "+40% (+30 to +50)", "zone", 65.0, 75.0)] * 2
    tree = read(dumbbells(WORDS, rows, "USD/kg", [Mark(60.0, "floor 60")]))
    marks = [
        sorted((float(node.attributes["y1"]), float(node.attributes["y2"])))
        for node in tree.all("line")
        if node.attributes.get("class") == "floor"
    ]
    lines = [float(node.attributes["y"]) for node in tree.all("text")]
    assert len(marks) == 3
    for top, bottom in marks:
        for baseline in lines:
            assert bottom <= baseline - 0.75 * FONT or top >= baseline, (top, bottom, baseline)


def test_a_change_that_dwarfs_the_others_is_cut_off_with_an_arrow() -> None:
    rows = [
        Change("small", 9.0, 8.0, 10.0, "", "", "zone"),
        Change("huge", 900.0, 800.0, 990.0, "", "", "zone"),
    ]
    tree = read(changes(WORDS, rows, "%"))
    assert len(tree.all("path")) == 1
    assert len(tree.all("circle")) == 1
    assert not read(changes(WORDS, rows[:1], "%")).all("path")


def test_parts_fill_the_bar_and_none_stays_unnamed() -> None:
    shares = {"China": 0.6, "United States": 0.3, "Japan": 0.07, "Korea": 0.03}
    parts = tuple(Part(name, name[:3].upper(), part, "r-other") for name, part in shares.items())
    tree = read(stacked_bars(WORDS, [Whole("Baseline", "10 t/yr", parts)]))
    widths = [float(node.attributes["width"]) for node in tree.all("rect")]
    assert sum(widths) == pytest.approx(336.0, abs=0.1)
    text = " ".join(node.text for node in tree.all("text"))
    assert all(name in text or name[:3].upper() in text for name in shares)


def test_elements_escape_text_and_attributes() -> None:
    written = element("text", "<b>&", class_='"><script>')
    assert "<b>" not in written and "<script>" not in written
    assert read(written).one("text").text == "<b>&"


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255.0 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(first: str, second: str) -> float:
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _schemes() -> list[dict[str, str]]:
    style = files("footwall.report").joinpath("templates/report.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{([^}]*)\}", style)
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in blocks]


def test_text_and_marks_stand_out_in_light_and_dark() -> None:
    schemes = _schemes()
    assert len(schemes) == 2 and schemes[0].keys() == schemes[1].keys()
    for scheme in schemes:
        for ground in ("page", "soft"):
            for ink in ("ink", "muted", "link"):
                assert _contrast(scheme[ink], scheme[ground]) >= 4.5, (ink, ground)
        for mark in ("baseline", "zone", "others", "less", "more"):
            assert _contrast(scheme[mark], scheme["page"]) >= 3.0, mark
        for region, colour in COLOURS.items():
            assert _contrast(colour, "#ffffff") >= 4.5, region
            assert _contrast(colour, scheme["page"]) >= 3.0, region


def test_every_region_of_the_facts_has_its_own_colour() -> None:
    from footwall.facts import load_facts

    codes = [row.code for row in load_facts().table("regions")]
    assert {region_class(code) for code in codes} == {f"r-{code}" for code in codes}
    assert len(set(COLOURS.values())) == len(COLOURS)
    assert region_class("XYZ") == "r-other"
