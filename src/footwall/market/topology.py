"""Who connects to whom in a packed problem, as the row pointers that the compiled kernel reads.

Years and draws of one network differ in numbers, seldom in connections: those of a wiring are kept as long as
the wiring lives.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from weakref import WeakKeyDictionary

import numpy as np

from footwall.enacted.charges import Quota, Support
from footwall.market.calibrate import Calibration, Wiring
from footwall.market.system import EXPORT_LIMIT, TARIFF_RATE, IntArray, Topology

MOST_KEPT = 32
"""Topologies kept of one wiring: a sweep over rulebooks may meet any number of them."""
_kept: WeakKeyDictionary[Wiring, dict[Hashable, Topology]] = WeakKeyDictionary()


def topology_of(
    calibration: Calibration,
    quotas: Sequence[Quota],
    supports: Sequence[Support],
    arc_reference: IntArray,
    stock_places: tuple[IntArray, IntArray],
) -> Topology:
    """Who connects to whom; ``arc_reference`` holds the reference price of each arc, or -1."""
    kept = _kept.setdefault(calibration.wiring, {})
    connected = (
        tuple((quota.kind, tuple(quota.arcs)) for quota in quotas),
        tuple((item.commodity, item.region, item.recipe, item.index_market) for item in supports),
        arc_reference.tobytes(),
        stock_places[0].tobytes(),
        stock_places[1].tobytes(),
    )
    found = kept.get(connected)
    if found is None:
        found = _built(calibration, quotas, supports, arc_reference, stock_places)
        if len(kept) < MOST_KEPT:
            kept[connected] = found
    return found


def _built(
    calibration: Calibration,
    quotas: Sequence[Quota],
    supports: Sequence[Support],
    arc_reference: IntArray,
    stock_places: tuple[IntArray, IntArray],
) -> Topology:
    network, wiring = calibration.network, calibration.wiring
    of_reference = [
        np.flatnonzero(arc_reference == r).tolist() for r in range(int(arc_reference.max(initial=-1)) + 1)
    ]
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
        stock_buyer=stock_places[0],
        stock_market=stock_places[1],
    )


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
