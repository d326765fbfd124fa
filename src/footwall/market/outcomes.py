"""What came of every scenario of a batch, as arrays: prices and tonnes without the breakdown of charges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from footwall.market.residual import quantities
from footwall.market.served import served_uses
from footwall.market.work import workspace

if TYPE_CHECKING:
    from footwall.market.assemble import System
    from footwall.market.scenarios import BatchEquilibrium
    from footwall.market.system import FloatArray
    from footwall.market.work import Work


@dataclass(frozen=True, eq=False)
class Outcomes:
    """Arrays (S, ·) of the fields of ``Equilibrium`` that have these names: USD/t and t/year."""

    price: FloatArray
    landed: FloatArray
    effective: FloatArray
    margin: FloatArray
    activity: FloatArray
    purchases: FloatArray
    use: FloatArray
    shortage: FloatArray
    wanted: FloatArray
    """(S, buyers) t/year that inputs and uses ask for."""
    delivered: FloatArray
    """(S, buyers) cash price Σ s·ℓ."""
    stock: FloatArray
    """(S, schedules) t/year into each stock schedule; negative: out of it."""


def outcomes_of(batch: BatchEquilibrium, rows: Sequence[int]) -> Outcomes:
    """The scenarios ``rows`` of a batch, which must have converged, in their order."""
    system = batch.system
    work = workspace(system.topology, system.curves)
    markets = system.curves.tonnage.shape[0]
    found: list[tuple[FloatArray, ...]] = []
    for s in rows:
        unknowns = batch.unknowns[s]
        quantities(unknowns, s, system.topology, system.curves, work)
        found.append(
            (
                np.maximum(unknowns[:markets], 0.0),
                work.landed[:, 0].copy(),
                work.effective.copy(),
                work.margin.copy(),
                work.activity[:, 0].copy(),
                work.purchases.copy(),
                *served_uses(s, system, work),
                _wanted(system, work),
                _cash_price(system, work),
                work.stock.copy(),
            )
        )
    names = [field.name for field in fields(Outcomes)]
    return Outcomes(**dict(zip(names, map(np.stack, zip(*found, strict=True)), strict=True)))


def _wanted(system: System, work: Work) -> FloatArray:
    """Purchases without what stocks buy, and with what they release."""
    through = system.topology.stock_buyer >= 0
    buyers = len(work.effective)
    stocked = np.bincount(system.topology.stock_buyer[through], work.stock[through], buyers)
    return np.asarray(work.purchases - stocked)


def _cash_price(system: System, work: Work) -> FloatArray:
    paid = np.where(work.share > 0.0, work.share * work.landed[:, 0], 0.0)
    return np.bincount(system.topology.arc_buyer, paid, len(work.effective)).astype(np.float64)
