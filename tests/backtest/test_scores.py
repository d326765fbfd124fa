"""Scores and rivals against numbers computed by hand."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from backtest.toy_episode import episode
from footwall.backtest import replay, scores_of
from footwall.backtest.periods import read_period
from footwall.backtest.replay import Replay, months_of
from footwall.backtest.rivals import trend_ratio
from footwall.backtest.scores import Score, nearest, sign, summary_of
from footwall.backtest.words import rank, verdict

SEEN = (("2020-02", 8.0), ("2020-04", 5.0), ("2020-09", 11.0))
ITEM = episode(seen=SEEN)


def _told(*ratios: float) -> Replay:
    """A replay whose three draws say ``ratios``, month after month."""
    real = replay(ITEM, draws=2)
    made = np.tile(np.array(ratios), (3, 2))[:, : real.ratios[0].shape[1]]
    made = made * np.array([[1.0], [0.9], [1.2]])
    return Replay(ITEM, real.paths, (np.pad(made, ((0, 0), (0, 21 - made.shape[1])), mode="edge"),))


def test_scores_are_those_computed_by_hand() -> None:
    """Event on 1 January: February's middle is 1.5 months off, April's 3.4, September's 8.4.

    A step has 30.4375 days: 0.3125 of the 30 days of April are in the third step, the rest in the fourth.
    """
    scores = scores_of(_told(0.9, 0.8, 0.7, 0.6))
    assert [(score.horizon, score.date) for score in scores] == [(1, "2020-02"), (3, "2020-04")]
    first, second = scores
    assert (first.observed, second.observed) == (0.8, 0.5)
    april = (0.3125 * 0.7 + 29.6875 * 0.6) / 30.0
    assert first.predicted == pytest.approx(0.8) and second.predicted == pytest.approx(april)
    assert second.error == pytest.approx(math.log(april / 0.5))
    assert second.still_error == pytest.approx(math.log(2.0))
    low, high = np.percentile([0.9 * april, april, 1.2 * april], (5.0, 95.0))
    assert (second.low, second.high) == pytest.approx((low, high))
    assert first.covered and not second.covered
    assert first.right_sign and second.right_sign
    found = summary_of(scores)
    assert found is not None
    assert found.error == pytest.approx(0.5 * math.log(april / 0.5))
    assert found.skill == pytest.approx(1.0 - math.log(april / 0.5) / (math.log(1.0 / 0.8) + math.log(2.0)))


def test_the_trend_goes_on_from_the_last_figure() -> None:
    """From 9 in June to 10 in December 2019; the middles are 183 and 122 days apart of April 2020."""
    series = ITEM.observed[0]
    grown = trend_ratio(series, ITEM.event, read_period("2020-04"))
    days = [(read_period(month).middle - ITEM.event).days for month in ("2019-06", "2019-12", "2020-04")]
    slope = math.log(10.0 / 9.0) / (days[1] - days[0])
    assert grown == pytest.approx(math.exp(slope * (days[2] - days[1])))


def test_one_figure_in_the_year_before_gives_no_trend() -> None:
    series = ITEM.observed[0].model_copy(update={"values": ITEM.observed[0].values[1:]})
    assert trend_ratio(series, ITEM.event, read_period("2020-04")) is None


def test_the_nearest_observation_counts_within_the_tolerance() -> None:
    series = ITEM.observed[0]
    found = {months: nearest(ITEM, series, months) for months in (1, 3, 6, 12)}
    assert {months: item and item.date.written for months, item in found.items()} == {
        1: "2020-02", 3: "2020-04", 6: None, 12: None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "months"),
    [
        ("2020-01-01", []), ("2020-01-02", [0]), ("2020-02", [1]), ("2020-Q2", [2, 3, 4, 5]),
        ("2020", list(range(13))), ("2019", []),
    ],
)  # fmt: skip
def test_a_period_lies_in_these_months_of_the_clock(written: str, months: list[int]) -> None:
    found = months_of(ITEM, read_period(written))
    assert list(found) == months
    assert sum(found.values()) == pytest.approx(1.0 if months else 0.0)


def test_periods() -> None:
    assert read_period(2014).last == date(2014, 12, 31)
    assert read_period("2014-Q4").first == date(2014, 10, 1)
    assert read_period("2016-02").days == 29
    assert read_period("2014-05-12").middle == date(2014, 5, 12)


def test_signs() -> None:
    assert [sign(x) for x in (1.3, 1.01, 1.0, 0.99, 0.5)] == [1, 0, 0, 0, -1]


def _score(observed: float, predicted: float, trend: float | None) -> Score:
    return Score("x", "use", False, 1, "2020", observed, predicted, 0.9, 1.1, trend)


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ((_score(2.0, 1.9, 1.2),), "better than no change and the trend"),
        ((_score(2.0, 1.5, 1.9),), "better than no change, worse than the trend"),
        ((_score(1.0, 1.5, 1.1),), "worse than no change and the trend"),
        ((_score(1.0, 1.5, None),), "worse than no change (no trend to compare)"),
        ((_score(1.5, 1.0, 1.0),), "as good as no change and the trend"),
    ],
)
def test_words_follow_from_numbers(scores: tuple[Score, ...], words: str) -> None:
    found = summary_of(scores)
    assert found is not None
    assert rank(found) == words
    assert verdict(found).startswith(words)


def test_nothing_observed_is_said() -> None:
    assert verdict(None) == "nothing was observed near a horizon"
