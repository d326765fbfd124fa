"""With the law of the base year, constant demand and no projects, no year differs from the base year.

Every chain of the facts, to 1e-9 of each figure: prices, activities and capacities of 2024 to 2040.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from footwall.chain.chains import facts_of
from footwall.facts import load_facts
from footwall.horizon.course import course_of
from footwall.horizon.periods import Period
from footwall.horizon.pilot_plants import with_pilot_plants
from footwall.horizon.walk import walk
from footwall.runs.economy import base_economy
from horizon.toy_path import nobody

YEARS = tuple(range(2024, 2041))
CHAINS = ("ree_magnets", "lithium", "cobalt", "gallium", "germanium")


@pytest.mark.parametrize("chain", CHAINS)
def test_nothing_drifts(chain: str) -> None:
    facts = with_pilot_plants(load_facts(), 2024)
    _, economy = base_economy(facts, chain=chain)
    calibration = economy.base_calibration
    periods = tuple((Period(date(year, 1, 1), date(year, 12, 31), 1.0, economy.base_law),) for year in YEARS)
    path = walk(course_of(facts_of(facts, chain), calibration, YEARS, "constant", periods, 1), nobody())
    price, activity = path.stacked("price")[:, 0], path.stacked("activity")[:, 0]
    base = np.array([process.activity for process in calibration.network.processes])
    capacity = np.array([process.capacity for process in calibration.network.processes])
    assert np.abs(price / calibration.base_price - 1.0).max() < 1e-9
    assert np.abs(activity / base - 1.0).max() < 1e-9
    assert np.abs(path.stacked("capacity")[:, 0] / capacity - 1.0).max() < 1e-9
