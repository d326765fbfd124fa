"""Colours of regions, grades and parties: their contrast with the page and their distance from each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import combinations, product
from math import atan2, degrees, hypot

import pytest

from footwall.report.region_colours import (
    COLOURS,
    OTHER,
    region_class,
    region_style,
    region_style_in_the_dark,
)
from footwall.report.result_colours import COLOURS as PARTY_COLOURS
from report.colour_difference import ciede2000, cielab
from report.reading import read
from report.results import RULEBOOKS, page_of, page_of_two_chains, page_of_years


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255.0 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(first: str, second: str) -> float:
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _style() -> str:
    return files("footwall.report").joinpath("templates/report.css").read_text(encoding="utf-8")


def _schemes() -> list[dict[str, str]]:
    blocks = re.findall(r":root \{([^}]*)\}", _style())
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in blocks]


GRADES = ("measured", "reported", "estimated", "assumed")


def test_text_and_marks_stand_out_in_light_and_dark() -> None:
    schemes = _schemes()
    assert len(schemes) == 2 and schemes[0].keys() == schemes[1].keys()
    for place, scheme in enumerate(schemes):
        for ground in ("page", "soft"):
            for ink in ("ink", "muted", "link"):
                assert _contrast(scheme[ink], scheme[ground]) >= 4.5, (ink, ground)
        for mark in ("baseline", "zone", "others", "less", "more", *GRADES):
            assert _contrast(scheme[mark], scheme["page"]) >= 3.0, mark
        for region, colours in {**COLOURS, "other": OTHER}.items():
            assert _contrast(colours[place], scheme["on"]) >= 4.5, region
            assert _contrast(colours[place], scheme["page"]) >= 3.0, region
        for grade in GRADES:
            assert _contrast(scheme[grade], scheme["on"]) >= 4.5, grade


def test_ribbons_stand_out_where_nothing_lies_below_them() -> None:
    style = _style()
    assert re.search(r"\.ribbon \{ fill-opacity: var\(--ribbon\); stroke-width: \.\d+; \}", style)
    depths = [float(found) for found in re.findall(r"--ribbon: (\.\d+);", style)]
    for place, (scheme, depth) in enumerate(zip(_schemes(), depths, strict=True)):
        for region, colours in {**COLOURS, "others": (scheme["others"],) * 2}.items():
            seen = _mixed(colours[place], scheme["page"], depth)
            assert _contrast(seen, scheme["page"]) >= 3.0, (region, seen)


def _mixed(colour: str, ground: str, depth: float) -> str:
    """``colour`` at an opacity of ``depth`` over ``ground``, in sRGB as browsers mix."""
    pairs = [[int(one[place : place + 2], 16) for one in (colour, ground)] for place in (1, 3, 5)]
    return "#" + "".join(f"{round(depth * over + (1.0 - depth) * under):02x}" for over, under in pairs)


def test_the_difference_of_colours_is_that_of_its_authors() -> None:
    """Pairs 1, 7 and 17 of the test data of Sharma, Wu and Dalal (2005), table 1."""
    for first, second, apart in (
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ):
        assert ciede2000(first, second) == pytest.approx(apart, abs=1e-4)


def test_no_two_colours_of_a_figure_are_hard_to_tell_apart() -> None:
    """All regions at once, so that it holds for those of any figure, with what stands beside them."""
    for place, scheme in enumerate(_schemes()):
        beside = {name: scheme[name] for name in ("zone", "others", "baseline")}
        seen = {region: cielab(colours[place]) for region, colours in COLOURS.items()}
        for one, other in combinations(seen, 2):
            assert ciede2000(seen[one], seen[other]) >= 10.0, (one, other)
        for one, name in product(seen, beside):
            assert ciede2000(seen[one], cielab(beside[name])) >= 10.0, (one, name)
        for one, colour in seen.items():
            assert ciede2000(colour, cielab(OTHER[place])) >= 10.0, one


def _regions_of_figures(page: str) -> Iterator[tuple[str, set[str]]]:
    """The name of every figure and the regions whose colours it has."""
    for figure in read(page).all("figure"):
        classes = {name for node in figure.walk() for name in node.attributes.get("class", "").split()}
        yield figure.attributes["id"], {name[2:] for name in classes if name[2:] in COLOURS}


def test_regions_that_meet_in_a_figure_are_further_apart() -> None:
    pages = [page_of_years(), page_of_two_chains(), *(page_of(name) for name in RULEBOOKS)]
    figures = [found for page in pages for found in _regions_of_figures(page)]
    assert max(len(regions) for _, regions in figures) >= 8
    for name, regions in figures:
        for one, other in combinations(sorted(regions), 2):
            for place in (0, 1):
                apart = ciede2000(cielab(COLOURS[one][place]), cielab(COLOURS[other][place]))
                assert apart >= 12.0, (name, one, other)


@pytest.mark.parametrize(("one", "other"), [("NOR", "CHN"), ("MAR", "JPN"), ("CUB", "EU27"), ("CUB", "JPN")])
def test_suppliers_of_cobalt_and_nickel_do_not_look_like_others(one: str, other: str) -> None:
    for place in (0, 1):
        assert ciede2000(cielab(COLOURS[one][place]), cielab(COLOURS[other][place])) >= 20.0


def test_red_is_china_alone() -> None:
    for place in (0, 1):
        red = cielab(COLOURS["CHN"][place])
        for region, colours in COLOURS.items():
            _, a, b = cielab(colours[place])
            if region != "CHN":
                assert ciede2000(red, cielab(colours[place])) >= 18.0, region
                near = abs(degrees(atan2(b, a)) - degrees(atan2(red[2], red[1]))) < 20.0
                assert not near or hypot(a, b) < 40.0, region


def test_the_dark_rules_replace_those_of_the_light_page() -> None:
    light, dark = str(region_style()), str(region_style_in_the_dark())
    assert dark.startswith("@media screen and (prefers-color-scheme: dark) {")
    for region, colours in {**COLOURS, "other": OTHER}.items():
        for rules, colour in zip((light, dark), colours, strict=True):
            assert f".r-{region}{{fill:{colour};stroke:{colour}}}" in rules


def test_every_region_of_the_facts_has_its_own_colour() -> None:
    from footwall.facts import load_facts

    codes = [row.code for row in load_facts().table("regions")]
    assert {region_class(code) for code in codes} == {f"r-{code}" for code in codes}
    assert region_class("XYZ") == "r-other"


def test_colours_of_parties_keep_their_contrast() -> None:
    assert len(set(PARTY_COLOURS)) == len(PARTY_COLOURS)
    for scheme in _schemes():
        for colour in PARTY_COLOURS:
            assert _contrast(colour, scheme["page"]) >= 3.0, colour
