"""The answer in words: swapped signs swap verbs, and what prints as zero is told as unmoved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from footwall.runs.headline import HeadlineNumber, findings
from footwall.runs.price_level import OtherLevel, PriceLevel
from footwall.runs.zone import ReportedZone

ZONE = ReportedZone({"USA": 1.0, "JPN": 1.0}, "CHN", members=True)
NOBODY = ReportedZone({"USA": 1.0, "JPN": 1.0}, "CHN", members=False)
LEVEL = PriceLevel("2024", "the prices of 2024", "2024", "ndpr_oxide", "NdPr oxide", "China", 48.0)
LATER = PriceLevel(
    "2026-02", "the prices of February 2026", "2026", "ndpr_oxide", "NdPr oxide", "China", 95.0
)
POINTS = "percentage points"


def _number(figure: str, value: float, unit: str, low: float | None, high: float | None) -> HeadlineNumber:
    texts = {
        "output_change|magnet": "The zone: output of NdFeB magnet",
        "rival_share_change|magnet": "CHN: share of the world's output of NdFeB magnet",
        "user_cost": "The zone: cost to final users",
        "treasury": "The zone: treasury revenue",
    }
    return HeadlineNumber(texts[figure], value, low, high, unit, figure, "", None)


def _numbers(sign: float, ranged: bool = True) -> tuple[HeadlineNumber, ...]:
    told = (
        ("output_change|magnet", -9.0, "%", -15.2, -0.9),
        ("rival_share_change|magnet", 0.4, POINTS, 0.2, 0.8),
        ("user_cost", 1259.0, "million USD/yr", 1110.0, 1526.0),
        ("treasury", 6.4, "million USD/yr", 5.0, 8.0),
    )
    return tuple(
        _number(name, sign * value, unit, *(sorted((sign * low, sign * high)) if ranged else (None, None)))
        for name, value, unit, low, high in told
    )


def test_verbs_follow_the_signs() -> None:
    words = findings(ZONE, _numbers(1.0), LEVEL, None)
    assert words == (
        "At the prices of 2024 (NdPr oxide 48 USD/kg in China before tax): the zone makes 9.0% fewer NdFeB "
        "magnets (−15.2 to −0.9). CHN's share of the world's output of NdFeB magnets rises by 0.4 points "
        "(+0.2 to +0.8). Final users there lose 1,259 million USD a year (1,110 to 1,526). Treasuries there "
        "receive 6.4 million USD a year more (5.0 to 8.0)."
    )
    turned = findings(ZONE, _numbers(-1.0), LEVEL, None)
    for said in (
        "the zone makes 9.0% more NdFeB magnets (+0.9 to +15.2)",
        "CHN's share of the world's output of NdFeB magnets falls by 0.4 points (−0.8 to −0.2)",
        "Final users there gain 1,259 million USD a year (1,110 to 1,526)",
        "Treasuries there receive 6.4 million USD a year less (5.0 to 8.0)",
    ):
        assert said in turned


def test_without_ranges_no_brackets_follow_a_number() -> None:
    words = findings(ZONE, _numbers(1.0, ranged=False), LEVEL, None)
    assert words.count("(") == 1 and "None" not in words


@pytest.mark.parametrize("size", [0.0, 0.004, -0.004])
def test_what_prints_as_zero_does_not_move(size: float) -> None:
    words = findings(ZONE, _numbers(size, ranged=False), LEVEL, None)
    for said in (
        "the zone makes as many NdFeB magnets as before",
        "CHN keeps its share of the world's output of NdFeB magnets",
        "Treasuries there receive as much as before",
    ):
        assert said in words
    for verb in ("more", "less ", "gains", "loses"):
        assert verb not in words


def test_without_members_the_verb_is_plural_and_it_is_said_for_whom() -> None:
    words = findings(NOBODY, _numbers(1.0), LEVEL, None)
    assert "all regions but CHN make 9.0% fewer NdFeB magnets" in words
    assert words.endswith("no members on that day, so the figures are for all regions but CHN.")


def test_signs_that_turn_at_the_other_level_are_told_and_no_others() -> None:
    other = OtherLevel(LATER, True, {})
    first, *rest = _numbers(1.0)
    turned = replace(first, at_latest_prices={"value": 7.0, "set": "2026-02"})
    same = [replace(number, at_latest_prices={"value": number.value, "set": "2026-02"}) for number in rest]
    words = findings(ZONE, (turned, *same), LEVEL, other)
    assert words.endswith(
        "At the prices of February 2026 (NdPr oxide 95 USD/kg) the sign turns: the zone's output of NdFeB "
        "magnet +7.0%."
    )
    assert "turn" not in findings(ZONE, (first, *same), LEVEL, other)
    zero = replace(first, at_latest_prices={"value": 0.02, "set": "2026-02"})
    assert "turn" not in findings(ZONE, (zero, *same), LEVEL, other)


def test_nothing_to_tell_is_said() -> None:
    assert "no headline number" in findings(ZONE, (), LEVEL, None)


def test_a_baseline_far_from_the_quoted_level_is_told_beside_it() -> None:
    price = LEVEL.price
    assert "in the baseline" not in findings(ZONE, _numbers(1.0), LEVEL, None, 1.05 * price)
    told = findings(ZONE, _numbers(1.0), LEVEL, None, 3.0 * price)
    assert f"before tax; {3.0 * price:,.0f} in the baseline, under the measures since)" in told


def test_a_range_over_zero_is_called_uncertain() -> None:
    (first, *others) = _numbers(1.0)
    doubtful = replace(first, value=5.0, low=-2.0, high=9.0)
    assert "−2.0 to +9.0, sign uncertain)" in findings(ZONE, (doubtful, *others), LEVEL, None)
    sure = replace(first, value=5.0, low=2.0, high=9.0)
    assert "uncertain" not in findings(ZONE, (sure,), LEVEL, None)
