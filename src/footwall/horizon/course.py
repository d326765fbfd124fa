"""From facts to the course of one chain: demand, hosts, scrap, plans, and how fast things answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from footwall.horizon.generic_capacity import Plans
from footwall.horizon.index_paths import Scenario, demand_indices, host_indices
from footwall.horizon.path import Course
from footwall.horizon.planning import planned_growth
from footwall.horizon.responses import at_place, responses_of
from footwall.horizon.scrap import scrap_index
from footwall.horizon.shocks import calm

if TYPE_CHECKING:
    from footwall.facts import Facts
    from footwall.horizon.periods import Period
    from footwall.market.calibrate import Calibration

COLLECTED = "recycler"
"""Kind of the processes whose capacity is the scrap that is there."""


def course_of(
    facts: Facts,
    calibration: Calibration,
    years: Sequence[int],
    scenario: Scenario,
    periods: tuple[tuple[Period, ...], ...],
    seed: int,
) -> Course:
    """The course of the baseline law; a policy replaces ``periods`` and takes the baseline's ``level``.

    ``calibration`` holds the central parameters first, then any joint draws. Raises UnknownName for facts
    that are missing.
    """
    network = calibration.network
    responses = responses_of(facts, calibration, seed)
    use = at_place(demand_indices(facts, network, scenario, years), responses.growth_place)
    growth = np.stack([planned_growth(network, use[:, s]) for s in range(calibration.scenarios)], axis=1)
    given = at_place(host_indices(facts, network, scenario, years), responses.growth_place)
    collected = [position for position, item in enumerate(network.processes) if item.kind == COLLECTED]
    given[:, :, collected] = scrap_index(facts, network, scenario, years)[:, None, None]
    names = {commodity.id: position for position, commodity in enumerate(network.commodities)}
    product = np.array([float(names[process.outputs[0][0]]) for process in network.processes])
    return Course(
        calibration=calibration,
        responses=responses,
        years=tuple(years),
        periods=periods,
        use=use,
        plans=Plans(growth, given, product),
        shocks=calm(len(years), network),
    )
