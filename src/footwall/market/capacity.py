"""The same economy with other capacities; sourcing weights follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from footwall.chain.network import Network
from footwall.errors import CalibrationError, UnknownName
from footwall.market.calibrate import Calibration
from footwall.market.system import FloatArray
from footwall.spelling import did_you_mean


def with_capacity(calibration: Calibration, capacity: Mapping[str, float] | FloatArray) -> Calibration:
    """The same economy with other capacities (t/year of the first output, by process id or as array).

    Arrays are (processes,) or (S, processes). Sourcing weights follow capacity: s0 ∝ s0·K/K0 of the
    origin market, normalised per buyer, so that new plants can sell and doubling all changes nothing.
    Raises CalibrationError where there is no K0 to scale by, for a capacity that is negative or no number,
    and where a buyer is left without any origin; UnknownName for a process that does not exist.
    """
    network, wiring = calibration.network, calibration.wiring
    base = np.array([process.capacity for process in network.processes])
    if isinstance(capacity, Mapping):
        _refuse_unknown(network, capacity)
        new = np.array([capacity.get(process.id, process.capacity) for process in network.processes])
    else:
        new = np.asarray(capacity, dtype=float)
    new = np.atleast_2d(new)
    _refuse_impossible(network, new)
    markets = len(network.markets)
    before, after = np.zeros(markets), np.zeros((new.shape[0], markets))
    for k in range(len(network.processes)):
        for i in range(wiring.output_start[k], wiring.output_start[k + 1]):
            before[wiring.output_market[i]] += wiring.recipe_output[i] * base[k]
            after[:, wiring.output_market[i]] += wiring.recipe_output[i] * new[:, k]
    _refuse_markets_without_base(network, before)
    ratio = (after / before)[:, wiring.arc_market]
    raw = calibration.arc[:, :, 0] * ratio
    total = np.zeros((raw.shape[0], len(wiring.buyers)))
    for a in range(raw.shape[1]):
        total[:, wiring.arc_buyer[a]] += raw[:, a]
    _refuse_buyers_without_origin(wiring.buyers, total)
    arc = np.repeat(calibration.arc, raw.shape[0] // calibration.arc.shape[0], axis=0).copy()
    arc[:, :, 0] = raw / total[:, wiring.arc_buyer]
    process = np.repeat(
        calibration.process, max(1, new.shape[0] // calibration.process.shape[0]), axis=0
    ).copy()
    process[:, :, 1] = new
    return replace(calibration, process=process, arc=arc)


def _refuse_unknown(network: Network, capacity: Mapping[str, float]) -> None:
    known = [process.id for process in network.processes]
    for name in capacity:
        if name not in known:
            raise UnknownName(f"There is no process {name!r}. {did_you_mean(name, known)}".rstrip())


def _refuse_impossible(network: Network, capacity: FloatArray) -> None:
    wrong = ~(np.isfinite(capacity) & (capacity >= 0.0)).all(axis=0)
    if wrong.any():
        named = ", ".join(network.processes[k].id for k in np.flatnonzero(wrong))
        raise CalibrationError(f"Capacity must be a number of t/year, zero or more; it is not for {named}.")


def _refuse_markets_without_base(network: Network, before: FloatArray) -> None:
    missing = [network.markets[m] for m in np.flatnonzero(~(before > 0.0))]
    if missing:
        named = ", ".join(f"{market.commodity}@{market.region}" for market in missing)
        raise CalibrationError(
            f"No capacity in the base year behind {named}: sourcing weights follow capacity over base "
            "capacity, and there is none to divide by. Give the base year a plant there, however small."
        )


def _refuse_buyers_without_origin(buyers: Sequence[tuple[str, str]], total: FloatArray) -> None:
    stranded = np.flatnonzero(~(total > 0.0).all(axis=0))
    if len(stranded):
        named = ", ".join("@".join(buyers[b]) for b in stranded.tolist())
        raise CalibrationError(
            f"These capacities leave no origin to buyers of {named}. Leave some capacity to one of their "
            "origins, or ban the trade in a rulebook: buyers then go short."
        )
