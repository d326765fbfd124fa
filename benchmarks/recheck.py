"""The residual of a batch, written once more in array arithmetic: is every solution that is called one, one?

Covers what the random rulebooks use: export charges and quotas, duties, transaction levies on the CIF
price. Shares no code with the compiled kernel.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from footwall.enacted.charges import ArcCharges
from footwall.market.solve import BatchEquilibrium

Array = NDArray[np.float64]


def _charge(charges: ArcCharges) -> dict[str, Array]:
    return {name: np.atleast_2d(getattr(charges, name)) for name in charges.names()}


def residuals(batch: BatchEquilibrium) -> Array:
    """(S,) largest relative residual of each scenario."""
    system, curves = batch.system, batch.system.curves
    topology, wiring = system.topology, system.calibration.wiring
    markets = curves.tonnage.shape[0]
    price, rent = batch.unknowns[:, :markets], batch.unknowns[:, markets:]
    landed = _landed(batch, price, rent)
    share, effective = _sourcing(batch, landed)
    activity = _activity(batch, price, effective)
    purchases = np.zeros_like(effective)
    for k in range(len(wiring.input_start) - 1):
        for i in range(wiring.input_start[k], wiring.input_start[k + 1]):
            purchases[:, wiring.input_buyer[i]] += wiring.recipe_input[i] * activity[:, k]
    demand = _use(curves.use, effective[:, wiring.use_buyer])
    for u, b in enumerate(wiring.use_buyer):
        purchases[:, b] += demand[:, u]
    flow = share * purchases[:, wiring.arc_buyer]
    excess = np.zeros_like(price)
    for k in range(len(wiring.output_start) - 1):
        for i in range(wiring.output_start[k], wiring.output_start[k + 1]):
            excess[:, wiring.output_market[i]] += wiring.recipe_output[i] * activity[:, k]
    for a, i in enumerate(topology.arc_market):
        excess[:, i] -= flow[:, a]
    rows = [np.abs(np.minimum(price / curves.price_scale[:markets], excess / curves.tonnage)).max(axis=1)]
    for q, quota in enumerate(system.quotas):
        limit = curves.quota[:, q, 0]
        shipped = flow[:, list(quota.arcs)].sum(axis=1)
        unused = np.where(np.isinf(limit), np.inf, 1.0 - shipped / limit)
        rows.append(np.abs(np.minimum(rent[:, q] / curves.quota[:, q, 2], unused)))
    return np.asarray(np.max(rows, axis=0))


def _landed(batch: BatchEquilibrium, price: Array, rent: Array) -> Array:
    system = batch.system
    c = _charge(system.charges)
    assert not (c["compared"].any() or c["omega"].any() or c["evasion_spread"].any() or c["cap_of"].any())
    export = price[:, system.topology.arc_market] * (1.0 + c["export_tax"] + c["vat_not_refunded"])
    export = export + c["export_specific"]
    for q, quota in enumerate(system.quotas):
        export[:, list(quota.arcs)] += rent[:, [q]]
    value = export + c["freight"] * c["valuation_cif"]
    levy = c["top_up"] * np.maximum(c["floor"] - export - c["freight"] * c["floor_cif"], 0.0)
    levy = c["levied_share"] * (levy + c["instrument_ad_valorem"] * value + c["instrument_specific"])
    return np.asarray(export + c["freight"] + c["duty_ad_valorem"] * value + c["duty_specific"] + levy)


def _sourcing(batch: BatchEquilibrium, landed: Array) -> tuple[Array, Array]:
    system = batch.system
    buyer_of, buyer, arc = system.topology.arc_buyer, system.curves.buyer, system.curves.arc
    theta, level, anchor = buyer[:, :, 1], buyer[:, :, 2], buyer[:, :, 3]
    exponent = -theta[:, buyer_of] * (landed / level[:, buyer_of] - arc[:, :, 1] / anchor[:, buyer_of])
    is_open = np.atleast_2d(system.charges.open) > 0.0
    exponent = np.where(is_open & (arc[:, :, 0] > 0.0), exponent, -np.inf)
    buyers = level.shape[1]
    share = np.zeros_like(landed)
    effective = np.empty((landed.shape[0], buyers))
    for b in range(buyers):
        mine = np.flatnonzero(buyer_of == b)
        top = exponent[:, mine].max(axis=1, keepdims=True)
        weight = arc[:, mine, 0] * np.exp(exponent[:, mine] - top)
        total = weight.sum(axis=1, keepdims=True)
        share[:, mine] = weight / total
        effective[:, b] = level[:, b] * (1.0 - (np.log(total[:, 0]) + top[:, 0]) / theta[:, b])
    return share, effective


def _activity(batch: BatchEquilibrium, price: Array, effective: Array) -> Array:
    wiring, process = batch.system.calibration.wiring, batch.system.curves.process
    margin = np.zeros((price.shape[0], process.shape[1]))
    for k in range(process.shape[1]):
        for i in range(wiring.output_start[k], wiring.output_start[k + 1]):
            margin[:, k] += wiring.recipe_output[i] * price[:, wiring.output_market[i]]
        for i in range(wiring.input_start[k], wiring.input_start[k + 1]):
            margin[:, k] -= wiring.recipe_input[i] * effective[:, wiring.input_buyer[i]]
    _, capacity, kappa, width, join, tail = np.moveaxis(process, -1, 0)
    logistic = 0.5 * (1.0 + np.tanh((np.maximum(margin, join) - kappa) / (2.0 * width)))
    used = np.maximum(0.0, logistic - tail * np.maximum(join - margin, 0.0))
    return np.asarray(capacity * used)


def _use(curve: Array, price: Array) -> Array:
    _, base, anchor, epsilon, choke = np.moveaxis(curve, -1, 0)
    cheap, span = 0.05 * anchor, 1.25
    middle = base * (np.clip(price, cheap, choke) / anchor) ** -epsilon
    tangent = epsilon * base * (cheap / anchor) ** -epsilon / cheap * np.maximum(cheap - price, 0.0)
    left = np.clip((span * choke - price) / ((span - 1.0) * choke), 0.0, 1.0)
    return np.asarray((middle + tangent) * left)
