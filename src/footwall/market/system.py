"""The packed equation system that the compiled kernel reads: integer topology and float curves.

Unknowns in order: FOB prices (one per market), quota rents (one per quota), reference prices (one per
commodity whose levy compares with the published price). Every float block but the shared
charges carries a leading scenario axis of length S or 1; length 1 is shared by all scenarios of a batch.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]

EXPORT_LIMIT, TARIFF_RATE = 0, 1


class Topology(NamedTuple):
    """Who connects to whom. ``*_start`` arrays are row pointers into the array that follows them."""

    arc_market: IntArray
    arc_buyer: IntArray
    buyer_start: IntArray
    buyer_arc: IntArray
    input_start: IntArray
    input_buyer: IntArray
    output_start: IntArray
    output_market: IntArray
    use_buyer: IntArray
    quota_start: IntArray
    quota_arc: IntArray
    quota_kind: IntArray
    arc_quota_start: IntArray
    arc_quota: IntArray
    arc_reference: IntArray
    """Index of the reference price that the arc's levy reads, or -1."""
    reference_start: IntArray
    reference_arc: IntArray
    column_start: IntArray
    column: IntArray
    """Unknowns that the price or the purchases of each buyer depend on, rising."""
    arc_column: IntArray
    """Place in ``column`` of the arc's market in its buyer's row."""
    arc_quota_column: IntArray
    """The same for each quota of ``arc_quota``."""
    arc_reference_column: IntArray
    """The same for the reference price that the arc's levy reads, or -1."""
    output_support_start: IntArray
    output_support: IntArray
    """Supports that pay on each output, in the order of ``output_market``."""
    support_index: IntArray
    """Market whose price is the index of each support."""
    stock_buyer: IntArray
    """Buyer through which each stock schedule trades, or -1."""
    stock_market: IntArray
    """Market at which it buys instead, or -1."""


class Curves(NamedTuple):
    """The numbers of the equations; S is the number of scenarios or 1."""

    process: FloatArray
    """(S, processes, 6): form, capacity, then the four curve numbers of ``curves.activity``."""
    recipe_input: FloatArray
    """(inputs,) t per unit activity, in the order of ``Topology.input_buyer``."""
    recipe_output: FloatArray
    """(outputs,) t per unit activity, in the order of ``Topology.output_market``."""
    use: FloatArray
    """(S, uses, 5): form, base quantity, then the three curve numbers of ``curves.use``."""
    buyer: FloatArray
    """(S, buyers, 4): form, θ or σ, price level N, base price level P0."""
    arc: FloatArray
    """(S, arcs, 3): base weight s0, base landed price ℓ0, base flow."""
    purchase: FloatArray
    """(S, markets): stock purchases less releases, t/year."""
    quota: FloatArray
    """(S, quotas, 3): limit t/year, out-of-quota charge USD/t, rent scale USD/t."""
    charge: FloatArray
    """(arcs, 35): the fields of ``ArcCharges``; those of the first scenario where they vary."""
    varying: FloatArray
    """(S, fields, arcs): the charges that differ between scenarios; read them by ``scenario.charges_of``."""
    varying_field: IntArray
    """(fields,) positions of these in ``ArcCharges``."""
    support: FloatArray
    """(S, supports, 5): guaranteed share of the output, strike USD/t, index over price, share of the
    output's index that is given back, index from which it is USD/t."""
    stock: FloatArray
    """(S, schedules, 4): the fields of ``stocks.Schedule``, in its order."""
    price_scale: FloatArray
    """(unknowns,) USD/t."""
    tonnage: FloatArray
    """(markets,) base output, t/year."""


class Options(NamedTuple):
    """Stopping rules of the semismooth Newton method."""

    tolerance: float = 1e-10
    """Stop when every row's relative residual is below this."""
    accepted: float = 1e-9
    """A solve that cannot reach ``tolerance`` counts as converged below this, never above."""
    iterations: int = 80
    backtracks: int = 24
