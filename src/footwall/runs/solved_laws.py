"""Many laws on one network, each at parameters of its own, solved together.

Laws whose quotas differ in nothing but their limits are one batch of the kernel: charges and limits are
stacked along its scenario axis. A law that finds no solution has none here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np

from footwall.enacted.charges import ArcCharges, Enactment
from footwall.market.calibrate import Calibration, calibrate
from footwall.market.parameters import Parameters
from footwall.market.under_law import solve_law_batch
from footwall.measure.state import State


def solve_laws(drawn: Calibration, laws: Sequence[Enactment]) -> list[State | None]:
    """One state a law, None where it has no solution; ``drawn`` has one scenario for each."""
    found: list[State | None] = [None] * len(laws)
    for places in alike(laws):
        whole = len(places) == len(laws)
        calibration = (
            drawn
            if whole
            else calibrate(drawn.network, drawn.base_charges, rows_of(drawn.parameters, places))
        )
        group = [laws[place] for place in places]
        batch = solve_law_batch(
            calibration, group[0], charges=stacked([law.charges for law in group]), limits=limits_of(group)
        )
        for scenario, (place, law) in enumerate(zip(places, group, strict=True)):
            if batch.converged[scenario]:
                found[place] = State(calibration, law, batch.equilibrium(scenario), scenario=scenario)
    return found


def alike(laws: Sequence[Enactment]) -> list[list[int]]:
    """Places of the laws that differ in charges and in the limits of quotas alone."""
    grouped: dict[object, list[int]] = {}
    for place, law in enumerate(laws):
        quotas = tuple(replace(quota, limit=0.0, clause="") for quota in law.quotas)
        grouped.setdefault((quotas, law.supports, law.feedbacks), []).append(place)
    return list(grouped.values())


def limits_of(laws: Sequence[Enactment]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """(laws, quotas) limits of laws that are alike."""
    return np.array([[quota.limit for quota in law.quotas] for law in laws]).reshape(len(laws), -1)


def stacked(charges: Sequence[ArcCharges]) -> ArcCharges:
    """Charges of all laws: (S, arcs) for the fields that differ, (arcs,) for the others."""
    differing = {}
    for name in ArcCharges.names():
        columns = [np.asarray(getattr(item, name), dtype=float) for item in charges]
        if any(not np.array_equal(column, columns[0]) for column in columns[1:]):
            differing[name] = np.stack(columns)
    return replace(charges[0], **differing)


def rows_of(parameters: Parameters, rows: list[int]) -> Parameters:
    """The parameters of some of the draws."""
    return Parameters(**{item.name: getattr(parameters, item.name)[rows] for item in fields(Parameters)})
