"""Nothing that was learned after the event is read: changing all of it changes no prediction."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backtest.toy_episode import ROW, episode
from footwall.backtest import Episode, bundled_episodes, replay
from footwall.backtest.known import known_part
from footwall.backtest.schema import NewSupply, Value

PLANT = (
    "new_supply:\n  - {{good: metal, region: WLD, capacity: 200 t/year, from: 2020-01-15, date: 2019, "
    "known: {known}, source: desk, grade: reported}}\n"
)
EPISODES = {name: item for name, item in bundled_episodes().items() if not item.not_scored}


def _later(value: Value, event: date) -> bool:
    return value.date.last > event


def changed(item: Episode, factor: float) -> Episode:
    """Every later observation times ``factor``, every later row another, and the words gone."""
    observed = tuple(
        series.model_copy(
            update={
                "values": tuple(
                    value.model_copy(
                        update={
                            key: getattr(value, key) * factor
                            for key in ("value", "tonnes")
                            if getattr(value, key) is not None and _later(value, item.event)
                        }
                    )
                    for value in series.values
                )
            }
        )
        for series in item.observed
    )
    late = tuple(
        row.model_copy(update={"capacity": row.capacity * factor, "starts": item.event + timedelta(days=40)})
        if row.known > item.event
        else row
        for row in item.new_supply
    )
    maker = item.makers[0]
    flood = NewSupply.model_validate(
        {
            "good": maker.good, "region": maker.region, "capacity": f"{10.0 * maker.output * factor} t/year",
            "from": item.event, "date": str(item.event.year + 1), "known": item.event + timedelta(days=1),
            "source": "nobody", "grade": "assumed",
        }
    )  # fmt: skip
    return item.model_copy(
        update={"observed": observed, "new_supply": (*late, flood), "facts": (), "lacks": "", "about": "-"}
    )


@pytest.mark.parametrize("name", EPISODES)
def test_what_came_later_changes_no_prediction_of_a_bundled_episode(name: str) -> None:
    item = EPISODES[name]
    before, after = replay(item, draws=3), replay(changed(item, 7.3), draws=3)
    for ours, theirs in zip(before.ratios, after.ratios, strict=True):
        assert np.array_equal(ours, theirs)


@settings(max_examples=10, deadline=None)
@given(factor=st.floats(0.01, 100.0), later=st.floats(1.0, 50.0))
def test_what_came_later_changes_no_prediction(factor: float, later: float) -> None:
    plant = PLANT.format(known="2020-01-02")
    item = episode(plant, seen=(("2020-02", later), ("2020-07", 2.0 * later)))
    assert np.array_equal(replay(item, draws=2).ratios[0], replay(changed(item, factor), draws=2).ratios[0])


def test_a_plant_that_was_announced_is_read_and_one_that_was_not_is_an_observation() -> None:
    seen = (("2020-06", 5.0),)
    plain, announced, later = (
        replay(episode(*rows, seen=seen), draws=0).ratios[0]
        for rows in ((), (PLANT.format(known="2019-12-31"),), (PLANT.format(known="2020-01-02"),))
    )
    assert np.array_equal(plain, later)
    assert announced[0, 3] < plain[0, 3]


def test_the_day_of_the_event_itself_is_known() -> None:
    item = episode(
        "private_stocks:\n  - {good: metal, region: WLD, held: 10 t, "
        f"{ROW.replace('2019-06-30', '2020-01-01')}}}\n"
    )
    assert known_part(item).private_stocks == item.private_stocks
    assert [value.date.written for value in known_part(item).observed[0].values] == ["2019-06", "2019-12"]
