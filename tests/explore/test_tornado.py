"""A tornado gives what single solves at the ends of each range give, widest first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from footwall.explore.tornado import Tornado, tornado
from footwall.market.calibrate import calibrate
from footwall.market.parameters import central
from footwall.market.under_law import solve_law
from footwall.measure.state import State
from footwall.runs import run
from footwall.runs.figures import figures
from footwall.runs.headline import HeadlineNumber
from footwall.runs.result import ChainRun
from footwall.runs.sensitivity import CONVERSION_COST

MAGNET, COST = "output_change|ndfeb_magnet", "user_cost"


@pytest.fixture(scope="module")
def chain() -> ChainRun:
    return run("cascade", year=2026, draws=0).chain("ree_magnets")


@pytest.fixture(scope="module")
def numbers(chain: ChainRun) -> list[HeadlineNumber]:
    return [HeadlineNumber(**record) for record in chain.summary["headline"]]


@pytest.fixture(scope="module")
def found(chain: ChainRun, numbers: list[HeadlineNumber]) -> Tornado:
    return tornado(chain.baseline, chain.policy, chain.zone, numbers)


def test_every_headline_number_has_its_swings_widest_first(
    found: Tornado, numbers: list[HeadlineNumber]
) -> None:
    assert set(found.swings) == {number.figure for number in numbers}
    for number in numbers:
        swings = found.swings[number.figure]
        assert len(swings) == found.inputs > 5
        widths = [swing.width for swing in swings]
        assert widths == sorted(widths, reverse=True)
        assert all(swing.central == pytest.approx(number.value, rel=1e-6, abs=1e-6) for swing in swings)
        assert all(swing.low < swing.high and swing.grade and swing.source for swing in swings)


@pytest.mark.parametrize("name", ["theta", "demand_elasticity", "avoidable_share"])
def test_an_end_is_a_solve_of_its_own(chain: ChainRun, found: Tornado, name: str) -> None:
    """The widest input of its kind, put to its high by hand: all its places at once, all else central."""
    swing = next(swing for swing in found.swings[COST] if swing.parameter == name)
    network, middle = chain.policy.network, central(chain.policy.network)
    column = getattr(middle, name).copy()
    owners = {
        "theta": [item.id for item in network.commodities],
        "demand_elasticity": [use.sector for use in network.uses],
        "avoidable_share": [process.id for process in network.processes],
    }[name]
    at_value = np.isclose(column[0], swing.value)
    held = np.array([owner in swing.of for owner in owners])
    column[:, held & at_value] = swing.high
    moved = calibrate(network, chain.policy.calibration.base_charges, replace(middle, **{name: column}))
    states = [
        State(moved, state.enactment, solve_law(moved, state.enactment))
        for state in (chain.baseline, chain.policy)
    ]
    expected = figures(states[0], states[1], chain.zone)[COST]
    assert swing.at_high == pytest.approx(expected, rel=1e-6)


def test_conversion_costs_move_the_derived_floors(found: Tornado) -> None:
    swings = [swing for swing in found.swings[MAGNET] if swing.parameter == CONVERSION_COST]
    assert swings
    assert swings[0].width > 1.0
    assert swings[0].at_low != swings[0].at_high


def test_the_widest_come_first(found: Tornado) -> None:
    widths = [swing.width for swing in found.widest(MAGNET, 3)]
    assert len(widths) == 3
    assert widths == sorted(widths, reverse=True)


def test_a_rulebook_that_does_nothing_has_flat_swings() -> None:
    still = run("baseline", year=2026, draws=0).chains[0]
    numbers = [HeadlineNumber(**record) for record in still.summary["headline"]]
    found = tornado(still.baseline, still.policy, still.zone, numbers)
    assert found.inputs > 0
    assert max(swing.width for swings in found.swings.values() for swing in swings) < 1e-5
