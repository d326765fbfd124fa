"""Scratch arrays of the compiled kernel."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from footwall.market.linear import padded
from footwall.market.system import Curves, FloatArray, IntArray, Topology


class Work(NamedTuple):
    """Scratch arrays of one scenario, all overwritten by ``evaluate``."""

    charge: FloatArray
    line: FloatArray
    exponent: FloatArray
    landed: FloatArray
    share: FloatArray
    effective: FloatArray
    support: FloatArray
    margin: FloatArray
    activity: FloatArray
    purchases: FloatArray
    flow: FloatArray
    outside: FloatArray
    gradient: FloatArray
    purchase_gradient: FloatArray
    margin_gradient: FloatArray
    use_slope: FloatArray
    stock: FloatArray
    stock_slope: FloatArray
    market_stock_slope: FloatArray
    passed_on: FloatArray
    wanted: FloatArray
    balance: FloatArray
    weight: FloatArray
    by_pair: FloatArray
    jacobian: FloatArray
    matrix: FloatArray
    right: FloatArray
    step: FloatArray
    rows: IntArray
    value: FloatArray
    relative: FloatArray


def workspace(topology: Topology, curves: Curves) -> Work:
    """Allocate scratch arrays for one thread."""
    arcs, buyers = topology.arc_market.shape[0], topology.buyer_start.shape[0] - 1
    processes, unknowns = topology.input_start.shape[0] - 1, curves.price_scale.shape[0]
    return Work(
        charge=np.zeros(curves.charge.shape),
        line=np.zeros((arcs, 5)),
        exponent=np.zeros(arcs),
        landed=np.zeros((arcs, 4)),
        share=np.zeros(arcs),
        effective=np.zeros(buyers),
        support=np.zeros((topology.support_index.shape[0], 2)),
        margin=np.zeros(processes),
        activity=np.zeros((processes, 2)),
        purchases=np.zeros(buyers),
        flow=np.zeros(arcs),
        outside=np.zeros((topology.reference_start.shape[0] - 1, 2)),
        gradient=np.zeros(topology.column.shape[0]),
        purchase_gradient=np.zeros(topology.column.shape[0]),
        margin_gradient=np.zeros(unknowns),
        use_slope=np.zeros(buyers),
        stock=np.zeros(curves.stock.shape[1]),
        stock_slope=np.zeros(buyers),
        market_stock_slope=np.zeros(curves.stock.shape[1]),
        passed_on=np.ones(buyers),
        wanted=np.zeros(buyers),
        balance=np.zeros((curves.tonnage.shape[0], 2)),
        weight=np.ones((curves.tonnage.shape[0], 2)),
        by_pair=np.zeros((unknowns, 2)),
        jacobian=np.zeros((unknowns, unknowns)),
        matrix=np.zeros((unknowns, padded(unknowns))),
        right=np.zeros(unknowns),
        step=np.zeros(padded(unknowns)),
        rows=np.zeros(unknowns, dtype=np.int64),
        value=np.zeros(unknowns),
        relative=np.zeros(unknowns),
    )
