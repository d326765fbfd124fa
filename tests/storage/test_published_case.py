"""RECS STO1 and STO2, and the same economy walked through by random draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import numpy as np
import pytest
from tests.storage.published import FLOOR, STO

from footwall.storage import Grid, Policy, StorageEquilibrium, solve


@pytest.fixture(scope="module")
def free() -> StorageEquilibrium:
    return solve(STO)


@pytest.fixture(scope="module")
def floored() -> StorageEquilibrium:
    return solve(STO, FLOOR)


def test_it_converges_and_the_conditions_hold_at_the_nodes(
    free: StorageEquilibrium, floored: StorageEquilibrium
) -> None:
    for found in (free, floored):
        assert found.status == "converged"
        assert found.residual < 1e-8
        assert found.between_nodes < 3e-4  # the bound that docs/model/storage.md states


def test_without_a_policy(free: StorageEquilibrium) -> None:
    """Figures made from STO1 by simulation: 1.017, 0.200 to 0.201, 0.015; P(0.9) 1.6936, P(1.2) 0.7346.

    At 0.9 nobody stores, so the price is 0.9^-5 = 1.69351 by hand: the published figure is off in its last
    digit.
    """
    long_run = free.long_run
    assert long_run.mean_price == pytest.approx(1.017, abs=5e-4)
    assert 0.200 <= long_run.price_variation <= 0.201
    assert long_run.mean_private == pytest.approx(0.015, abs=5e-4)
    assert free.private(0.9) == 0.0
    assert free.price(0.9) == pytest.approx(0.9**-5, abs=1e-12)
    assert free.price(0.9) == pytest.approx(1.6936, abs=1e-4)
    assert free.price(1.2) == pytest.approx(0.7346, abs=5e-5)


def test_a_floor_and_a_capped_stock(floored: StorageEquilibrium) -> None:
    """Figures made from STO2 by simulation: 1.0134, 0.0512, 0.244, 0.0008, 89%.

    Each must be met to 1.1 of its last digit: a simulation of a million years has a sampling error of about
    that. The walk below is the closer test.
    """
    long_run = floored.long_run
    assert long_run.mean_price == pytest.approx(1.0134, abs=1.1e-4)
    assert long_run.price_variation == pytest.approx(0.0512, abs=1.1e-4)
    assert long_run.mean_public == pytest.approx(0.244, abs=1.1e-3)
    assert long_run.mean_private == pytest.approx(0.0008, abs=5e-5)
    assert long_run.at_floor == pytest.approx(0.89, abs=5e-3)


def test_a_capped_stock_does_not_hold_the_floor(
    free: StorageEquilibrium, floored: StorageEquilibrium
) -> None:
    """The teaching point of STO2: the mean price is below the floor, and private stocks are crowded out."""
    assert floored.long_run.below_floor > 0.05
    assert floored.long_run.mean_price < 1.02
    assert floored.long_run.mean_private < 0.1 * free.long_run.mean_private


def _shocks(blocks: int, paths: int) -> Iterator[np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    """Draws in mirrored pairs, so that the mean of a block is one."""
    rng = np.random.default_rng(20260101)
    for _ in range(blocks):
        draw = rng.standard_normal(paths // 2)
        yield 1.0 + 0.05 * rng.permutation(np.concatenate([draw, -draw]))


def test_a_walk_by_random_draws_has_the_same_long_run(floored: StorageEquilibrium) -> None:
    """40,000 paths over 260 periods, the first 60 left out; nothing of the long run's code is used."""
    paths = 40_000
    private, public = np.zeros(paths), np.zeros(paths)
    seen = []
    for period, shock in enumerate(_shocks(260, paths)):
        planned = floored.expectations.planned_at(private, public)
        found = floored.at(0.98 * (private + public) + planned * shock)
        private, public = found.private, found.public
        if period >= 60:
            seen.append(
                (found.price.mean(), (found.price**2).mean(), public.mean(), (found.price == 1.02).mean())
            )
    mean, square, stock, share = np.mean(seen, axis=0)
    long_run = floored.long_run
    assert mean == pytest.approx(long_run.mean_price, abs=6e-5)
    assert np.sqrt(square - mean**2) / mean == pytest.approx(long_run.price_variation, abs=1.5e-4)
    assert stock == pytest.approx(long_run.mean_public, abs=4e-4)
    assert share == pytest.approx(long_run.at_floor, abs=6e-4)


def test_the_published_figures_lie_within_the_error_of_a_million_years(floored: StorageEquilibrium) -> None:
    """They were made by simulation: 1.0134, 0.0512 and 0.244 are within 1.5 standard errors of the long run.

    The errors are those of the means of 1,000 independent paths, scaled from 600 years to a million.
    """
    private, public, sums = np.zeros(1000), np.zeros(1000), np.zeros((3, 1000))
    for period, shock in enumerate(_shocks(660, 1000)):
        planned = floored.expectations.planned_at(private, public)
        found = floored.at(0.98 * (private + public) + planned * shock)
        private, public = found.private, found.public
        if period >= 60:
            sums += np.array([found.price, found.price**2, public])
    mean, square, stock = sums / 600.0
    errors = [
        float(np.std(figure)) * np.sqrt(600.0 / 1e6)
        for figure in (mean, np.sqrt(square - mean**2) / mean, stock)
    ]
    long_run = floored.long_run
    exact = (long_run.mean_price, long_run.price_variation, long_run.mean_public)
    assert max(errors) < 1e-3, "an error so large would let anything pass"
    for value, published, error in zip(exact, (1.0134, 0.0512, 0.244), errors, strict=True):
        assert abs(value - published) < 1.5 * error


@pytest.mark.parametrize("policy", [Policy(), FLOOR], ids=["none", "floor"])
def test_twice_the_nodes_change_no_stated_digit(policy: Policy) -> None:
    once, twice = (solve(STO, policy, Grid(together=nodes)) for nodes in (801, 1601))
    for name, value in asdict(once.long_run).items():
        assert asdict(twice.long_run)[name] == pytest.approx(value, abs=5e-5), name
    places = np.linspace(0.75, 1.7, 60)
    assert once.price(places) == pytest.approx(twice.price(places), abs=5e-5)


def test_one_price_for_buying_and_selling_is_the_band_without_width(floored: StorageEquilibrium) -> None:
    """A budget never used up makes the public stock a state; the long run must be the same."""
    found = solve(STO, Policy(floor=1.02, ceiling=1.02, cap=0.4, budget=10.0))
    assert found.expectations.stocks.remembers
    assert found.residual < 1e-8
    assert found.long_run.mean_price == pytest.approx(floored.long_run.mean_price, abs=3e-5)
    assert found.long_run.price_variation == pytest.approx(floored.long_run.price_variation, abs=1e-4)
    assert found.long_run.mean_public == pytest.approx(floored.long_run.mean_public, abs=2e-4)
    assert found.long_run.at_floor == pytest.approx(floored.long_run.at_floor, abs=1.5e-3)


def test_a_band_from_below_to_above(free: StorageEquilibrium) -> None:
    """RECS STO4's prices: steadier than without a policy, and the documented bound between nodes."""
    found = solve(STO, Policy(floor=0.9, ceiling=1.1, cap=0.4))
    assert found.residual < 1e-8
    assert found.between_nodes < 6e-3  # the bound that docs/model/storage.md states
    assert found.long_run.price_variation < free.long_run.price_variation
    assert 0.0 < found.long_run.at_ceiling < 1.0
    assert found.long_run.above_ceiling <= found.long_run.public_empty
    assert found.long_run.below_floor == pytest.approx(found.long_run.public_full, abs=1e-9)
