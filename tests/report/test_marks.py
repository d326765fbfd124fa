"""Numbers, axes and colours: what pictures are made of."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.report.chart_bars import Bar, bars
from footwall.report.chart_changes import Change, changes, undwarfed
from footwall.report.chart_diverging import Party, Split, diverging_bars
from footwall.report.chart_dumbbell import Level, Mark, dumbbells
from footwall.report.chart_rates import Pair, Rate, rate_pairs
from footwall.report.chart_stacked_bars import Part, Whole, stacked_bars
from footwall.report.marked_words import with_code, with_days
from footwall.report.number_words import (
    changed,
    dollars,
    money_among,
    percent,
    plain,
    plain_dollars,
    plain_range,
    share,
    share_of_price,
    signed,
)  # fmt: skip
from footwall.report.scale import around, scale, tick_label
from footwall.report.svg import FONT, INSET, WIDTH, Words, element, text_width
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
        (plain_range(4.0, 15.0), "4.0 to 15.0"),
        (money_among([1.085, -0.2])(-0.194), "−0.19"),
        (money_among([1324.0, -0.2])(-0.194), "−0.2"),
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


def test_an_arrow_has_a_stem_at_its_own_side_of_zero() -> None:
    assert undwarfed([[-1.0], [-2.0], [90.0]]) == [-1.0, -2.0, 0.5]
    assert undwarfed([[1.0, 2.0], [-90.0, -80.0, -95.0]]) == [1.0, 2.0, -0.5]


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


@given(st.lists(st.floats(-1e4, 1e4).filter(lambda value: abs(value) > 1e-3), min_size=1, max_size=8))
def test_gains_and_losses_are_stacked_away_from_zero_in_proportion(values: list[float]) -> None:
    parties = tuple(
        Party(f"party {place}", value, f"{value:.0f}", "zone") for place, value in enumerate(values)
    )
    tree = read(diverging_bars(WORDS, [Split("levy", "zone 1", parties)], "million USD/yr"))
    bars = [node.attributes for node in tree.all("rect") if node.attributes["class"].startswith("part ")]
    (zero,) = {node.attributes["x1"] for node in tree.all("line") if node.attributes["class"] == "zero"}
    scale = max(float(bar["width"]) for bar in bars) / max(abs(value) for value in values)
    for bar, value in zip(bars, values, strict=True):
        assert float(bar["width"]) == pytest.approx(scale * abs(value), abs=0.02)
        left, right = float(bar["x"]), float(bar["x"]) + float(bar["width"])
        assert right <= float(zero) + 0.02 if value < 0.0 else left >= float(zero) - 0.02
    for sign in (-1.0, 1.0):
        ends = sorted(
            (float(bar["x"]), float(bar["x"]) + float(bar["width"]))
            for bar, value in zip(bars, values, strict=True)
            if sign * value > 0.0
        )
        assert all(one[1] == pytest.approx(other[0], abs=0.03) for one, other in pairwise(ends))


def test_every_party_is_named_beside_a_swatch_inside_the_panel() -> None:
    names = ("treasuries", "makers", "other makers", "exporters abroad", "users", "budgets", "others abroad")
    parties = tuple(Party(name, 1234.0, "+1,234", f"s-{place}") for place, name in enumerate(names))
    tree = read(diverging_bars(WORDS, [Split("A long name of an instrument", "zone −12", parties)], "USD"))
    labels = {node.text: node.attributes for node in tree.all("text")}
    swatches = {
        (node.attributes["class"], float(node.attributes["x"]))
        for node in tree.all("rect")
        if not node.attributes["class"].startswith("part ")
    }
    for place, name in enumerate(names):
        label = labels[f"{name} +1,234"]
        start = float(label["x"])
        assert start + text_width(f"{name} +1,234") <= WIDTH
        assert any(kind == f"s-{place}" and x < start for kind, x in swatches)


def test_a_rate_that_dwarfs_the_others_ends_in_an_arrow_with_its_number_beside_it() -> None:
    rows = [
        Pair(
            "metal making", Rate("nominal", 50.0, "+50%", "plain"), Rate("effective", 432.0, "+432%", "zone")
        ),
        Pair("magnet making", Rate("nominal", 47.0, "+47%", "plain"), Rate("effective", -5.0, "−5%", "more")),
        Pair("motor making", Rate("nominal", None, "–", "plain"), Rate("effective", None, "–", "zone")),
    ]
    tree = read(rate_pairs(WORDS, rows, "change, %"))
    assert [node.attributes["class"] for node in tree.all("path")] == ["zone"]
    assert len(tree.all("rect")) == 4
    ends = [float(node.attributes["x"]) + float(node.attributes["width"]) for node in tree.all("rect")]
    numbers = [node for node in tree.all("text") if node.text.startswith(("nominal", "effective"))]
    assert len(numbers) == 6
    longest = max(text_width(node.text, bold=True) for node in numbers)
    assert max(ends) + 7.0 <= WIDTH - longest - INSET
    assert "effective –" in [node.text for node in numbers]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (dollars(12_423.7), "+12,424"),
        (dollars(-2.114), "−2.11"),
        (dollars(0.0413), "+0.041"),
        (dollars(-0.0004), "0"),
        (dollars(0.0), "0"),
        (plain_dollars(583.43), "583"),
        (plain_dollars(0.467), "0.47"),
        (share_of_price(51.4), "51%"),
        (share_of_price(-3.62), "−3.6%"),
        (share_of_price(0.148), "0.15%"),
        (share_of_price(0.0011), "0 to 0.01%"),
        (share_of_price(-0.0011), "−0.01 to 0%"),
        (share_of_price(0.0), "0%"),
    ],
)
def test_costs_of_products_in_words(written: str, expected: str) -> None:
    assert written == expected


def test_an_axis_far_from_zero_does_not_reach_it() -> None:
    axis = around([-48.2, -44.1, -46.1], 10.0, 330.0)
    assert (axis.low, axis.high) == (-50.0, -44.0)
    near = around([-5.0, -2.0], 10.0, 330.0)
    assert near.low <= -5.0 and near.high == 0.0
    assert around([3.0, 3.0], 10.0, 330.0).low == 0.0


def test_code_and_days_are_marked_and_the_rest_is_escaped() -> None:
    assert with_code("the floors of `a<b`, <i>") == "the floors of <code>a&lt;b</code>, &lt;i&gt;"
    assert with_code("one ` alone") == "one ` alone"
    assert with_days("on 2026-02-04 & later") == "on <time>2026-02-04</time> &amp; later"


def test_tick_labels_are_thinned_evenly_and_do_not_touch() -> None:
    tree = read(bars(WORDS, [Bar("a", -38_000_000.0, "", "zone")], "t"))
    labels = [node.text for node in tree.all("text") if node.attributes["class"] == "t m"]
    assert labels == ["−40,000,000", "−20,000,000", "0", "t"]
    assert len([node for node in tree.all("line") if node.attributes["class"] == "grid"]) == 4


@given(st.lists(st.floats(-1e7, 1e7).filter(lambda value: abs(value) > 1e-3), min_size=1, max_size=4))
def test_labels_of_any_axis_are_evenly_spaced_with_zero_among_them(values: list[float]) -> None:
    tree = read(bars(WORDS, [Bar("", value, "", "zone") for value in values], ""))
    labels = [node for node in tree.all("text") if node.attributes["class"] == "t m" and node.text]
    told = [float(node.text.replace("−", "-").replace(",", "")) for node in labels]
    gaps = [other - one for one, other in pairwise(told)]
    assert len(told) >= 2 and 0.0 in told
    assert gaps == pytest.approx([gaps[0]] * len(gaps), rel=0.01)


def test_lines_of_an_axis_do_not_cross_numbers() -> None:
    """Below every text of a row lies a stroke of the ground, drawn after the lines that it covers."""
    rows = [Change("row", -9.0, -10.0, -8.0, "1,553 → 1,693", "−8.1% (−10.2 to −6.8)", "zone")]
    drawn = changes(WORDS, rows, "%")
    tree = read(drawn)
    grounds = [node.attributes for node in tree.all("line") if node.attributes["class"] == "ground"]
    for node in tree.all("text"):
        if node.text not in ("row", rows[0].figures, rows[0].change):
            continue
        x, y, anchor = (node.attributes[key] for key in ("x", "y", "text-anchor"))
        width = text_width(node.text, bold=node.attributes["class"] == "t b")
        left = float(x) - (width if anchor == "end" else 0.0)
        assert any(
            float(ground["x1"]) <= left
            and float(ground["x2"]) >= left + width
            and float(y) - FONT <= float(ground["y1"]) <= float(y)
            for ground in grounds
        ), node.text
    assert len(grounds) == 3
    assert drawn.index('class="ground"') > max(drawn.rindex('class="grid"'), drawn.rindex('class="zero"'))
