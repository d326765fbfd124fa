"""The same economy with other capacities; sourcing weights follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from footwall.market.calibrate import Calibration
from footwall.market.system import FloatArray


def with_capacity(calibration: Calibration, capacity: Mapping[str, float] | FloatArray) -> Calibration:
    """The same economy with other capacities (t/year of the first output, by process id or as array).

    Arrays are (processes,) or (S, processes). Sourcing weights follow capacity: s0 ∝ s0·K/K0 of the
    origin market, normalised per buyer, so that new plants can sell and doubling all changes nothing.
    """
    network, wiring = calibration.network, calibration.wiring
    base = np.array([process.capacity for process in network.processes])
    if isinstance(capacity, Mapping):
        new = np.array([capacity.get(process.id, process.capacity) for process in network.processes])
    else:
        new = np.asarray(capacity, dtype=float)
    new = np.atleast_2d(new)
    markets = len(network.markets)
    before, after = np.zeros(markets), np.zeros((new.shape[0], markets))
    for k in range(len(network.processes)):
        for i in range(wiring.output_start[k], wiring.output_start[k + 1]):
            before[wiring.output_market[i]] += wiring.recipe_output[i] * base[k]
            after[:, wiring.output_market[i]] += wiring.recipe_output[i] * new[:, k]
    ratio = (after / before)[:, wiring.arc_market]
    raw = calibration.arc[:, :, 0] * ratio
    total = np.zeros((raw.shape[0], len(wiring.buyers)))
    for a in range(raw.shape[1]):
        total[:, wiring.arc_buyer[a]] += raw[:, a]
    arc = np.repeat(calibration.arc, raw.shape[0] // calibration.arc.shape[0], axis=0).copy()
    arc[:, :, 0] = raw / np.maximum(total, np.finfo(float).tiny)[:, wiring.arc_buyer]
    process = np.repeat(
        calibration.process, max(1, new.shape[0] // calibration.process.shape[0]), axis=0
    ).copy()
    process[:, :, 1] = new
    return replace(calibration, process=process, arc=arc)
