"""Calibration plus charges and quotas, packed for the compiled kernel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from footwall.enacted.charges import REFERENCE, ArcCharges, Quota, Support
from footwall.market.calibrate import Calibration, Wiring
from footwall.market.charge import FIELDS
from footwall.market.system import EXPORT_LIMIT, TARIFF_RATE, Curves, FloatArray, IntArray, Topology


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
    shared = np.stack([np.broadcast_to(block[0], arcs) for block in blocks], axis=-1)
    positions = [position for position, block in enumerate(blocks) if block.shape[0] > 1]
    varying = np.zeros((1, 0, arcs))
    if positions:
        varying = np.empty((max(block.shape[0] for block in blocks), len(positions), arcs))
        for place, position in enumerate(positions):
            varying[:, place] = blocks[position]
    return shared, varying, np.array(positions, dtype=np.int64)


def _rows(groups: Sequence[Sequence[int]]) -> tuple[IntArray, IntArray]:
    start = np.zeros(len(groups) + 1, dtype=np.int64)
    start[1:] = np.cumsum([len(group) for group in groups])
    flat = [member for group in groups for member in group]
    return start, np.array(flat, dtype=np.int64)


def _arcs_of_buyers(wiring: Wiring) -> tuple[IntArray, IntArray]:
    of_buyer: list[list[int]] = [[] for _ in wiring.buyers]
    for a, b in enumerate(wiring.arc_buyer.tolist()):
        of_buyer[b].append(a)
    return _rows(of_buyer)


def _references(calibration: Calibration, charges: ArcCharges) -> tuple[tuple[str, ...], IntArray]:
    """Commodities whose levy reads a published price, and the reference of each arc."""
    compared = np.atleast_2d(charges.compared).max(axis=0)
    covered = np.atleast_2d(charges.floor * charges.levied_share).max(axis=0)
    names: dict[str, int] = {}
    of_arc = np.full(len(calibration.network.arcs), -1, dtype=np.int64)
    for a, arc in enumerate(calibration.network.arcs):
        if compared[a] == REFERENCE and covered[a] > 0.0:
            of_arc[a] = names.setdefault(arc.commodity, len(names))
    return tuple(names), of_arc


def _columns(
    wiring: Wiring,
    quota_rows: tuple[IntArray, IntArray],
    arc_reference: IntArray,
    sizes: tuple[int, int, int],
    support_index: Sequence[Sequence[int]],
) -> tuple[IntArray, IntArray, IntArray, IntArray, IntArray]:
    """Column arrays of ``Topology``: where the gradients of each buyer can differ from zero.

    ``support_index`` gives the markets whose prices the supports of each output follow.
    """
    markets, quotas, references = sizes
    buyers, processes = len(wiring.buyers), len(wiring.input_start) - 1
    quota_start, arc_quota = quota_rows
    buyer_of_quota = np.repeat(wiring.arc_buyer, np.diff(quota_start))
    refers = np.flatnonzero(arc_reference >= 0)
    reads = np.zeros((buyers, markets + quotas + references))
    reads[wiring.arc_buyer, wiring.arc_market] = 1.0
    reads[buyer_of_quota, markets + arc_quota] = 1.0
    reads[wiring.arc_buyer[refers], markets + quotas + arc_reference[refers]] = 1.0
    buys = np.zeros((processes, buyers))
    buys[np.repeat(np.arange(processes), np.diff(wiring.input_start)), wiring.input_buyer] = 1.0
    margin = buys @ reads
    margin[np.repeat(np.arange(processes), np.diff(wiring.output_start)), wiring.output_market] = 1.0
    for process, followed in zip(
        np.repeat(np.arange(processes), np.diff(wiring.output_start)), support_index, strict=True
    ):
        margin[process, list(followed)] = 1.0
    reads += buys.T @ margin
    row, column = np.nonzero(reads)
    place = np.full(reads.shape, -1)
    place[row, column] = np.arange(len(column))
    of_reference = np.full(len(arc_reference), -1)
    of_reference[refers] = place[wiring.arc_buyer[refers], markets + quotas + arc_reference[refers]]
    start = np.searchsorted(row, np.arange(buyers + 1))
    of_market = place[wiring.arc_buyer, wiring.arc_market]
    return start, column.astype(np.uintp), of_market, place[buyer_of_quota, markets + arc_quota], of_reference


def _supports_by_output(calibration: Calibration, supports: Sequence[Support]) -> list[list[int]]:
    """Supports that pay on each output of each process, in the order of the wiring."""
    return [
        [
            k
            for k, support in enumerate(supports)
            if (support.commodity, support.region) == (commodity, process.region)
            and support.recipe in ("", process.id.partition("@")[0])
        ]
        for process in calibration.network.processes
        for commodity, _ in process.outputs
    ]


def pack_supports(supports: Sequence[Support]) -> FloatArray:
    """(1, supports, 5) block: what each support pays per tonne of output before any yearly limit."""
    packed = np.zeros((1, len(supports), 5))
    for k, support in enumerate(supports):
        shared = support.covered_share * support.upside_share
        packed[0, k] = (
            support.covered_share, support.strike, support.index_factor, shared, support.upside_from,
        )  # fmt: skip
    return packed


def _topology(
    calibration: Calibration,
    quotas: Sequence[Quota],
    supports: Sequence[Support],
    arc_reference: IntArray,
    of_reference: Sequence[Sequence[int]],
) -> Topology:
    """Who connects to whom; ``of_reference`` lists the arcs of each reference price."""
    network, wiring = calibration.network, calibration.wiring
    arcs, markets = len(network.arcs), len(network.markets)
    of_arc: list[list[int]] = [[] for _ in range(arcs)]
    for q, quota in enumerate(quotas):
        for a in quota.arcs:
            of_arc[a].append(q)
    buyer_start, buyer_arc = _arcs_of_buyers(wiring)
    quota_start, quota_arc = _rows([quota.arcs for quota in quotas])
    arc_quota_start, arc_quota = _rows(of_arc)
    reference_start, reference_arc = _rows(of_reference)
    by_output = _supports_by_output(calibration, supports)
    output_support_start, output_support = _rows(by_output)
    columns = _columns(
        wiring,
        (arc_quota_start, arc_quota),
        arc_reference,
        (markets, len(quotas), len(of_reference)),
        [[supports[k].index_market for k in paying] for paying in by_output],
    )
    return Topology(
        arc_market=wiring.arc_market,
        arc_buyer=wiring.arc_buyer,
        buyer_start=buyer_start,
        buyer_arc=buyer_arc,
        input_start=wiring.input_start,
        input_buyer=wiring.input_buyer,
        output_start=wiring.output_start,
        output_market=wiring.output_market,
        use_buyer=wiring.use_buyer,
        quota_start=quota_start,
        quota_arc=quota_arc,
        quota_kind=np.array(
            [TARIFF_RATE if quota.kind == "tariff_rate" else EXPORT_LIMIT for quota in quotas], dtype=np.int64
        ),
        arc_quota_start=arc_quota_start,
        arc_quota=arc_quota,
        arc_reference=arc_reference,
        reference_start=reference_start,
        reference_arc=reference_arc,
        column_start=columns[0],
        column=columns[1],
        arc_column=columns[2],
        arc_quota_column=columns[3],
        arc_reference_column=columns[4],
        output_support_start=output_support_start,
        output_support=output_support,
        support_index=np.array([support.index_market for support in supports], dtype=np.int64),
    )


def assemble(
    calibration: Calibration,
    charges: ArcCharges,
    quotas: Sequence[Quota] = (),
    limits: FloatArray | None = None,
    purchase: FloatArray | None = None,
    supports: Sequence[Support] = (),
) -> System:
    """Pack a problem; a support's budget, volume and annual cap are for ``footwall.market.feedback``.

    ``limits`` (S, quotas) replaces the quotas' own limits in a batch (infinite: not in force);
    ``purchase`` (markets,) or (S, markets) is stock purchases less releases, t/year.
    """
    markets, wiring = len(calibration.network.markets), calibration.wiring
    references, arc_reference = _references(calibration, charges)
    of_reference = [np.flatnonzero(arc_reference == r).tolist() for r in range(len(references))]
    topology = _topology(calibration, quotas, supports, arc_reference, of_reference)
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
        price_scale=np.concatenate([calibration.base_price, quota_scale, reference_scale]),
        tonnage=calibration.base_output,
    )
    return System(calibration, charges, tuple(quotas), topology, curves, tuple(supports), references)


def starting_point(system: System, scenarios: int) -> FloatArray:
    """(S, unknowns): base prices, no rents, base outside prices as references."""
    start = np.zeros(system.unknowns)
    markets = len(system.calibration.network.markets)
    start[:markets] = system.calibration.base_price
    first = markets + len(system.quotas)
    start[first:] = system.curves.price_scale[first:]
    return np.tile(start, (scenarios, 1))
