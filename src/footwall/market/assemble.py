"""Calibration plus charges and quotas, packed for the compiled kernel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from footwall.enacted.charges import REFERENCE, ArcCharges, Quota, Support
from footwall.market.calibrate import Calibration
from footwall.market.charge import FIELDS
from footwall.market.stocks import NO_STOCKS, Stocks
from footwall.market.system import Curves, FloatArray, IntArray, Topology
from footwall.market.topology import topology_of


@dataclass(frozen=True)
class System:
    """A packed problem with the names of its rows."""

    calibration: Calibration
    charges: ArcCharges
    quotas: tuple[Quota, ...]
    topology: Topology
    curves: Curves
    supports: tuple[Support, ...]
    references: tuple[str, ...]
    """Commodities with a published reference price in the system."""
    stocks: Stocks = NO_STOCKS

    @property
    def unknowns(self) -> int:
        return int(self.curves.price_scale.shape[0])

    def row_name(self, row: int) -> str:
        """Name of an unknown and of its row."""
        markets = self.calibration.network.markets
        if row < len(markets):
            return markets[row].name
        row -= len(markets)
        if row < len(self.quotas):
            return f"quota {self.quotas[row].id}"
        return f"reference price of {self.references[row - len(self.quotas)]}"


def pack_charges(charges: ArcCharges) -> tuple[FloatArray, FloatArray, IntArray]:
    """``Curves.charge``, ``varying`` and ``varying_field``; fields shaped (arcs,) are shared."""
    blocks = [np.atleast_2d(np.asarray(getattr(charges, name), dtype=float)) for name in FIELDS]
    arcs = max(block.shape[1] for block in blocks)
    shared = np.empty((arcs, len(blocks)))
    for position, block in enumerate(blocks):
        shared[:, position] = block[0]
    positions = [position for position, block in enumerate(blocks) if block.shape[0] > 1]
    varying = np.zeros((1, 0, arcs))
    if positions:
        varying = np.empty((max(block.shape[0] for block in blocks), len(positions), arcs))
        for place, position in enumerate(positions):
            varying[:, place] = blocks[position]
    return shared, varying, np.array(positions, dtype=np.int64)


def _references(calibration: Calibration, charges: ArcCharges) -> tuple[tuple[str, ...], IntArray]:
    """Commodities whose levy reads a published price, and the reference of each arc."""
    compared = np.atleast_2d(charges.compared).max(axis=0)
    covered = np.atleast_2d(charges.floor * charges.levied_share).max(axis=0)
    names: dict[str, int] = {}
    of_arc = np.full(len(calibration.network.arcs), -1, dtype=np.int64)
    for a in np.flatnonzero((compared == REFERENCE) & (covered > 0.0)).tolist():
        of_arc[a] = names.setdefault(calibration.network.arcs[a].commodity, len(names))
    return tuple(names), of_arc


def pack_supports(supports: Sequence[Support]) -> FloatArray:
    """(1, supports, 5) block: what each support pays per tonne of output before any yearly limit."""
    packed = np.zeros((1, len(supports), 5))
    for k, support in enumerate(supports):
        shared = support.covered_share * support.upside_share
        packed[0, k] = (
            support.covered_share, support.strike, support.index_factor, shared, support.upside_from,
        )  # fmt: skip
    return packed


def assemble(
    calibration: Calibration,
    charges: ArcCharges,
    quotas: Sequence[Quota] = (),
    limits: FloatArray | None = None,
    purchase: FloatArray | None = None,
    supports: Sequence[Support] = (),
    stocks: Stocks = NO_STOCKS,
) -> System:
    """Pack a problem; a support's budget, volume and annual cap are for ``footwall.market.feedback``.

    ``limits`` (S, quotas) replaces the quotas' own limits in a batch (infinite: not in force);
    ``purchase`` (markets,) or (S, markets) is stock purchases less releases, t/year, whatever the price;
    ``stocks`` trade through buyers and at markets by their schedules.
    """
    markets, wiring = len(calibration.network.markets), calibration.wiring
    references, arc_reference = _references(calibration, charges)
    of_reference = [np.flatnonzero(arc_reference == r).tolist() for r in range(len(references))]
    topology = topology_of(calibration, quotas, supports, arc_reference, (stocks.buyer, stocks.market))
    price_of_arc = calibration.base_price[wiring.arc_market]
    quota_scale = [float(price_of_arc[list(quota.arcs)].mean()) for quota in quotas]
    reference_scale = [float(price_of_arc[group].mean()) for group in of_reference]
    if limits is None:
        limits = np.array([[quota.limit for quota in quotas]]).reshape(1, len(quotas))
    quota_block = np.empty((limits.shape[0], len(quotas), 3))
    quota_block[:, :, 0] = limits
    quota_block[:, :, 1] = [quota.out_of_quota for quota in quotas]
    quota_block[:, :, 2] = quota_scale
    charge, varying, varying_field = pack_charges(charges)
    curves = Curves(
        process=calibration.process,
        recipe_input=wiring.recipe_input,
        recipe_output=wiring.recipe_output,
        use=calibration.use,
        buyer=calibration.buyer,
        arc=calibration.arc,
        purchase=np.zeros((1, markets)) if purchase is None else np.atleast_2d(purchase),
        quota=quota_block,
        charge=charge,
        varying=varying,
        varying_field=varying_field,
        support=pack_supports(supports),
        stock=stocks.block,
        price_scale=np.concatenate([calibration.base_price, quota_scale, reference_scale]),
        tonnage=calibration.base_output,
    )
    return System(calibration, charges, tuple(quotas), topology, curves, tuple(supports), references, stocks)


def starting_point(system: System, scenarios: int) -> FloatArray:
    """(S, unknowns): base prices, no rents, base outside prices as references."""
    start = np.zeros(system.unknowns)
    markets = len(system.calibration.network.markets)
    start[:markets] = system.calibration.base_price
    first = markets + len(system.quotas)
    start[first:] = system.curves.price_scale[first:]
    return np.tile(start, (scenarios, 1))
