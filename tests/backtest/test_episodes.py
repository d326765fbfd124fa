"""The bundled episodes: complete, documented, solved in time, and scored with parameters that stand still."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from footwall.backtest import Episode, bundled_episodes, replay
from footwall.backtest.parameters import NAMES, frozen
from footwall.backtest.results import Outcome, outcome_of, record_of, together, worst_first
from footwall.backtest.schema import Figure
from footwall.facts import load_facts

EPISODES = bundled_episodes()
THIRTEEN = {
    "rare_earths_2010", "gallium_2023", "antimony_2024", "nickel_2014", "nickel_2019", "lithium_2020",
    "tin_1985", "rubber_1980", "ndpr_incentive_2024", "us_stockpile_2025", "potash_2013",
    "coffee_1989", "cocoa_1981",
}  # fmt: skip
FROZEN = {
    "supply_elasticity": (0.15, 0.05, 0.3),
    "demand_elasticity": (0.15, 0.05, 0.3),
    "demand_elasticity_5y": (0.4, 0.2, 0.7),
    "monthly_supply_share": (0.5, 0.2, 1.0),
    "monthly_demand_share": (0.34, 0.1, 0.7),
    "avoidable_share": (0.6, 0.4, 0.8),
    "choke_ratio": (5.0, 3.0, 8.0),
    "maker_utilisation": (0.85, 0.7, 0.95),
    "theta_ore": (8.0, 4.0, 15.0),
    "theta_refined": (6.0, 3.0, 10.0),
    "theta_component": (3.5, 2.0, 5.0),
    "theta_short_share": (0.5, 0.3, 0.8),
    "tau_demand": (3.0, 1.5, 5.0),
    "tau_sourcing": (3.0, 1.5, 6.0),
    "private_stock": (45.0, 18.0, 90.0),
    "disruption_expected": (0.5, 0.25, 1.5),
    "private_stock_markup": (0.05, 0.02, 0.15),
    "private_stock_span": (0.1, 0.05, 0.3),
}
"""What was scored with. A change moves every score, as the changelog must say; none follows from scores."""


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return worst_first(outcome_of(name, item) for name, item in EPISODES.items())


def _figures(item: Any) -> Iterator[Figure]:
    for name in type(item).model_fields:
        held = getattr(item, name)
        for part in held if isinstance(held, tuple) else ():
            if isinstance(part, Figure):
                yield part
            elif hasattr(part, "values"):
                yield from part.values


def test_no_episode_is_left_out() -> None:
    assert set(EPISODES) == THIRTEEN


def test_parameters_are_frozen() -> None:
    held = frozen(load_facts())
    assert {name: (held[name].value, held[name].low, held[name].high) for name in NAMES} == FROZEN


@pytest.mark.parametrize("name", EPISODES)
def test_every_source_is_used_and_every_failure_explained(name: str) -> None:
    item = EPISODES[name]
    assert {figure.source for figure in _figures(item)} == set(item.sources)
    assert bool(item.lacks) != bool(item.not_scored)


@pytest.mark.parametrize("name", [name for name, item in EPISODES.items() if not item.not_scored])
def test_the_base_year_is_an_equilibrium(name: str) -> None:
    """Without measures, growth, new supply or departures the market stays where it was."""
    item = EPISODES[name]
    quiet: dict[str, Any] = {"measures": (), "new_supply": (), "buffer_stocks": (), "private_stocks": ()}
    uses = tuple(row.model_copy(update={"growth": None, "until": None}) for row in item.uses)
    found = replay(item.model_copy(update={**quiet, "uses": uses}), draws=2)
    assert found.paths.fob / found.paths.fob[:, :1] == pytest.approx(1.0, rel=1e-7)


def test_every_replay_has_a_score_and_prices_inside_and_outside(outcomes: list[Outcome]) -> None:
    for item in outcomes:
        if item.replay is None:
            continue
        assert item.scores, item.name
        assert item.replay.failed_draws == 0
        assert item.unanswered == ()
        assert np.isfinite(item.replay.paths.fob[0]).all()
        assert np.isfinite(item.replay.paths.delivered[0]).all()


def test_bands_hold_the_central_value_of_a_bundled_episode_or_touch_it(outcomes: list[Outcome]) -> None:
    """Draws are triangular about the central parameters, so that the central path is never far from them."""
    for item in outcomes:
        for score in item.scores:
            assert score.low <= score.high
            assert score.low / 3.0 <= score.predicted <= score.high * 3.0


def test_the_order_is_worst_first(outcomes: list[Outcome]) -> None:
    skills = [item.summary.skill for item in outcomes if item.summary is not None]
    assert skills == sorted(skills)
    assert all(item.replay is None for item in outcomes[len(skills) :])


def test_calibration_and_validation_are_kept_apart(outcomes: list[Outcome]) -> None:
    counts = {
        role: sum(len(item.scores) for item in outcomes if item.episode.role == role)
        for role in ("calibration", "validation")
    }
    for role, count in counts.items():
        found = together(outcomes, role)  # type: ignore[arg-type]
        assert found is not None and found.count == count > 0


def test_a_second_run_says_the_same_to_the_bit(outcomes: list[Outcome]) -> None:
    again = [outcome_of(name, item) for name, item in EPISODES.items()]
    assert record_of(again) == record_of(outcomes)


def test_all_of_them_take_well_under_a_minute() -> None:
    began = time.process_time()
    for name, item in EPISODES.items():
        outcome_of(name, item)
    assert time.process_time() - began < 60.0


def test_a_ban_parts_the_price_inside_from_the_price_outside() -> None:
    item: Episode = EPISODES["gallium_2023"]
    found = replay(item, draws=0).paths
    network = found.calibration.network
    inside = [market.region for market in network.markets].index("CHN")
    outside = [region for _, region in found.calibration.buyers].index("ROW")
    assert found.fob[0, 2, inside] < found.fob[0, 0, inside]
    assert found.delivered[0, 2, outside] > 1.5 * found.delivered[0, 0, outside]
    arcs = [a for a, arc in enumerate(network.arcs) if (arc.origin, arc.destination) == ("CHN", "ROW")]
    assert found.flow[0, 2, arcs].sum() == 0.0
    half = 0.5 * found.flow[0, 0, arcs].sum()
    assert found.flow[0, 8, arcs].sum() == pytest.approx(half, rel=1e-6)
