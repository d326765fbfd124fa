"""A small move is told with its figure and never as the news; a larger one is never told as small."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.runs.headline import findings
from footwall.runs.price_level import OtherLevel
from footwall.runs.small_moves import HARDLY, at_most, is_small, size_of
from runs.test_headline_words import LATER, LEVEL, POINTS, ZONE, _number

SHARE = "CHN's share of the world's output of NdFeB magnets"


@given(st.floats(-5.0, 5.0).filter(lambda change: abs(abs(change) - HARDLY) > 1e-9))
def test_small_is_what_prints_as_a_fifth_of_a_per_cent_or_less(change: float) -> None:
    assert is_small(change) == (float(f"{abs(change):.1f}") <= 0.2)


@given(st.floats(-HARDLY, HARDLY))
def test_the_figure_of_a_small_move_can_be_read_back(change: float) -> None:
    told = size_of(change).removesuffix("%")
    if told.startswith("under "):
        assert abs(change) < float(told.removeprefix("under "))
    else:
        assert float(told.replace("−", "-")) == pytest.approx(change, abs=0.0501)


def test_the_largest_of_small_moves_is_named_unless_it_prints_as_zero() -> None:
    assert at_most(-0.2, "gallium wafers") == "at most −0.2% (gallium wafers)"
    assert at_most(0.12, "oxide", "points") == "at most +0.1 points (oxide)"
    assert at_most(0.0, "oxide") == at_most(-0.01, "oxide") == "nothing by as much as 0.05%"


@pytest.mark.parametrize(
    ("value", "made", "held"),
    [
        (0.2, "the zone makes hardly more NdFeB magnets (+0.2%; −1.0 to +1.0, sign uncertain).",
         f"{SHARE} hardly rises (+0.2 points; −1.0 to +1.0, sign uncertain)."),
        (-0.1, "the zone makes hardly fewer NdFeB magnets (−0.1%; −1.0 to +1.0, sign uncertain).",
         f"{SHARE} hardly falls (−0.1 points; −1.0 to +1.0, sign uncertain)."),
        (0.3, "the zone makes 0.3% more NdFeB magnets (−1.0 to +1.0, sign uncertain).",
         f"{SHARE} rises by 0.3 points (−1.0 to +1.0, sign uncertain)."),
    ],
)  # fmt: skip
def test_the_answer_makes_no_news_of_a_small_move(value: float, made: str, held: str) -> None:
    output = _number("output_change|magnet", value, "%", -1.0, 1.0)
    share = _number("rival_share_change|magnet", value, POINTS, -1.0, 1.0)
    words = findings(ZONE, (output, share), LEVEL, None)
    assert made in words and held in words
    plain = findings(ZONE, (replace(output, low=None, high=None),), LEVEL, None)
    assert plain.endswith(
        made.replace("; −1.0 to +1.0, sign uncertain", "").replace(" (−1.0 to +1.0, sign uncertain)", "")
    )


def test_a_sign_turns_only_where_it_moves_something_at_one_level() -> None:
    other = OtherLevel(LATER, True, {})

    def told(here: float, there: float) -> bool:
        number = _number("output_change|magnet", here, "%", None, None)
        beside = replace(number, at_latest_prices={"value": there, "set": "2026-02"})
        return "sign turns" in findings(ZONE, (beside,), LEVEL, other)

    assert told(0.2, -1.0) and told(3.0, -0.2)
    assert not told(0.2, -0.2) and not told(-0.1, 0.1)
