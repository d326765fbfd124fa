"""From a balanced base year to the curves that reproduce it exactly.

Supply, use and sourcing curves are set so that at base prices and base charges every flow of the network
is an equilibrium. Refuses networks whose processes lose money in the base year.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from footwall.chain.network import Network
from footwall.enacted.charges import ArcCharges
from footwall.errors import CalibrationError
from footwall.market import charge as _charge
from footwall.market.breakdown import landed_without_rents
from footwall.market.curves import CHOKED_USE, LOGISTIC, LOGIT
from footwall.market.parameters import Parameters, central
from footwall.market.system import FloatArray, IntArray

AVOIDABLE_UTILISATION = 0.1
"""Processors run at this share of base utilisation when the margin just covers avoidable cost."""
MINE_TAIL = 0.5
"""Mines leave the logistic curve for a straight line this share of the way from avoidable cost to m0."""


@dataclass(frozen=True, eq=False)
class Wiring:
    """Index arrays of the network; the order of every array is that of the network's own tuples."""

    buyers: tuple[tuple[str, str], ...]
    """(commodity, destination) pairs that buy."""
    arc_market: IntArray
    arc_buyer: IntArray
    input_start: IntArray
    input_buyer: IntArray
    recipe_input: FloatArray
    output_start: IntArray
    output_market: IntArray
    recipe_output: FloatArray
    use_buyer: IntArray


@dataclass(frozen=True)
class Calibration:
    """Curves of one network; blocks carry a leading scenario axis (1, or the number of joint draws)."""

    network: Network
    parameters: Parameters
    wiring: Wiring
    process: FloatArray
    use: FloatArray
    buyer: FloatArray
    arc: FloatArray
    base_price: FloatArray
    base_output: FloatArray
    base_charges: ArcCharges
    base_margin: FloatArray

    @property
    def buyers(self) -> tuple[tuple[str, str], ...]:
        return self.wiring.buyers

    @property
    def scenarios(self) -> int:
        return self.parameters.scenarios


def wire(network: Network) -> Wiring:
    """Index arrays of a network."""
    market = {(m.commodity, m.region): i for i, m in enumerate(network.markets)}
    pairs: dict[tuple[str, str], int] = {}
    for arc in network.arcs:
        pairs.setdefault((arc.commodity, arc.destination), len(pairs))
    input_start, input_buyer, recipe_input = [0], [], []
    output_start, output_market, recipe_output = [0], [], []
    for process in network.processes:
        for commodity, coefficient in process.inputs:
            input_buyer.append(pairs[commodity, process.region])
            recipe_input.append(coefficient)
        for commodity, coefficient in process.outputs:
            output_market.append(market[commodity, process.region])
            recipe_output.append(coefficient)
        input_start.append(len(input_buyer))
        output_start.append(len(output_market))
    return Wiring(
        buyers=tuple(pairs),
        arc_market=_integers([market[arc.commodity, arc.origin] for arc in network.arcs]),
        arc_buyer=_integers([pairs[arc.commodity, arc.destination] for arc in network.arcs]),
        input_start=_integers(input_start),
        input_buyer=_integers(input_buyer),
        recipe_input=np.array(recipe_input, dtype=float),
        output_start=_integers(output_start),
        output_market=_integers(output_market),
        recipe_output=np.array(recipe_output, dtype=float),
        use_buyer=_integers([pairs[use.commodity, use.region] for use in network.uses]),
    )


def _integers(values: list[int]) -> IntArray:
    return np.array(values, dtype=np.int64)


def base_landed(network: Network, wiring: Wiring, price: FloatArray, charges: ArcCharges) -> FloatArray:
    """Landed price of every arc at given FOB prices and no quota rents (USD/t)."""
    packed = np.stack([getattr(charges, name) for name in _charge.FIELDS], axis=-1)
    return landed_without_rents(price, wiring.arc_market, packed)


def calibrate(network: Network, charges: ArcCharges, parameters: Parameters | None = None) -> Calibration:
    """Curves that reproduce the network's base year under its base charges.

    Quotas of the base year are slack by construction (their rents are part of the base prices).
    Raises CalibrationError if any process has no positive base margin.
    """
    parameters = parameters or central(network)
    wiring = wire(network)
    price = np.array([market.base_price for market in network.markets])
    flow = np.array([arc.flow for arc in network.arcs])
    landed = base_landed(network, wiring, price, charges)
    bought = total_by_buyer(wiring, flow)
    weight = flow / bought[wiring.arc_buyer]
    effective = total_by_buyer(wiring, weight * landed)
    margin = _base_margins(wiring, price, effective)
    _refuse_losses(network, margin)
    commodity = {item.id: position for position, item in enumerate(network.commodities)}
    of_buyer = [commodity[name] for name, _ in wiring.buyers]
    scenarios = parameters.scenarios
    buyer = np.empty((scenarios, len(wiring.buyers), 4))
    buyer[:, :, 0] = LOGIT
    buyer[:, :, 1] = parameters.theta[:, of_buyer]
    buyer[:, :, 2] = buyer[:, :, 3] = effective
    activity = np.array([process.activity for process in network.processes])
    output = np.zeros(len(network.markets))
    for k in range(len(network.processes)):
        for i in range(wiring.output_start[k], wiring.output_start[k + 1]):
            output[wiring.output_market[i]] += wiring.recipe_output[i] * activity[k]
    return Calibration(
        network=network,
        parameters=parameters,
        wiring=wiring,
        process=_supply_curves(network, parameters, margin),
        use=_use_curves(network, parameters, effective[wiring.use_buyer]),
        buyer=buyer,
        arc=np.stack([weight, landed, flow], axis=-1)[None],
        base_price=price,
        base_output=output,
        base_charges=charges,
        base_margin=margin,
    )


def total_by_buyer(wiring: Wiring, values: FloatArray) -> FloatArray:
    """Sum (arcs,) values over the arcs of each buyer."""
    return np.bincount(wiring.arc_buyer, values, len(wiring.buyers)).astype(np.float64)


def _base_margins(wiring: Wiring, price: FloatArray, effective: FloatArray) -> FloatArray:
    margin = np.empty(len(wiring.input_start) - 1)
    for k in range(len(margin)):
        outputs = slice(wiring.output_start[k], wiring.output_start[k + 1])
        inputs = slice(wiring.input_start[k], wiring.input_start[k + 1])
        revenue = wiring.recipe_output[outputs] @ price[wiring.output_market[outputs]]
        cost = wiring.recipe_input[inputs] @ effective[wiring.input_buyer[inputs]]
        margin[k] = revenue - cost
    return margin


def _refuse_losses(network: Network, margin: FloatArray) -> None:
    losing = [
        f"{process.id} ({margin[k]:,.0f} USD/t)"
        for k, process in enumerate(network.processes)
        if not margin[k] > 0.0
    ]
    if losing:
        raise CalibrationError(
            "These processes have no positive margin at base prices: "
            + ", ".join(losing)
            + ". Raise their output price or lower their input price in the prices table."
        )


def _logit(share: FloatArray) -> FloatArray:
    return np.log(share / (1.0 - share))


def _supply_curves(network: Network, parameters: Parameters, margin: FloatArray) -> FloatArray:
    """κ, w, join and tail slope of every process (model chapter, "Supply")."""
    capacity = np.array([process.capacity for process in network.processes])
    activity = np.array([process.activity for process in network.processes])
    mine = np.array([process.kind == "mine" for process in network.processes])
    used = activity / capacity
    avoidable = parameters.avoidable_share * margin
    spread = _logit(used) - _logit(AVOIDABLE_UTILISATION * used)
    width = np.where(
        mine,
        (1.0 - used) * margin / np.where(mine, parameters.supply_elasticity, 1.0),
        (margin - avoidable) / spread,
    )
    kappa = margin - width * _logit(used)
    join = np.where(mine, avoidable + MINE_TAIL * (margin - avoidable), avoidable)
    at_join = 1.0 / (1.0 + np.exp(-(join - kappa) / width))
    tail = np.where(
        mine, at_join / (join - np.where(mine, avoidable, join - 1.0)), at_join * (1.0 - at_join) / width
    )
    curves = np.empty((parameters.scenarios, len(capacity), 6))
    curves[:, :, 0] = LOGISTIC
    curves[:, :, 1] = capacity
    for position, block in enumerate((kappa, width, join, tail)):
        curves[:, :, 2 + position] = block
    return curves


def _use_curves(network: Network, parameters: Parameters, anchor: FloatArray) -> FloatArray:
    curves = np.empty((parameters.scenarios, len(network.uses), 5))
    curves[:, :, 0] = CHOKED_USE
    curves[:, :, 1] = [use.quantity for use in network.uses]
    curves[:, :, 2] = anchor
    curves[:, :, 3] = parameters.demand_elasticity
    curves[:, :, 4] = parameters.choke_ratio * anchor
    return curves
