"""Prices by stage, what passes through to the next stage, and what final users pay more.

FOB prices are averaged by output, effective and delivered prices by baseline purchases, so that a change is a
change of prices and not of weights. A chain may end at the first traded product whose effective price in the
zone the floors raise by less than 2%: ``chain_end`` reports the figure and whether the rule holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from footwall.market.curves import CHOKE_SPAN, CHOKED_USE
from footwall.market.system import FloatArray
from footwall.measure.state import State, market_output, output_process, totals, zone_weight

END_OF_CHAIN_RISE = 0.02


@dataclass(frozen=True)
class Rung:
    """Average prices of one commodity in the zone, USD/t; NaN where nobody in it sells or buys."""

    commodity: str
    stage: str
    fob_baseline: float
    fob_policy: float
    delivered_baseline: float
    delivered_policy: float
    effective_baseline: float
    effective_policy: float

    @property
    def rise(self) -> float:
        """Relative change of the effective price."""
        return self.effective_policy / self.effective_baseline - 1.0


@dataclass(frozen=True)
class PassThrough:
    """How much of a rise of input costs a process recovers in its output price, USD per t of activity."""

    process: str
    region: str
    stage: str
    input_cost_change: float
    output_price_change: float

    @property
    def ratio(self) -> float:
        """Recovered part of the cost change; NaN where input costs do not change."""
        return self.output_price_change / self.input_cost_change if self.input_cost_change else float("nan")


@dataclass(frozen=True)
class UserCost:
    """What a sector's baseline tonnes cost more, and what it spends more, USD/year."""

    sector: str
    region: str
    commodity: str
    at_baseline_quantity: float
    """D0·(P1 − P0), effective prices."""
    spending_change: float
    """P1·D1 − P0·D0."""


@dataclass(frozen=True)
class ChainEnd:
    """The traded product at the end of the chain, and the rise of its effective price in the zone."""

    commodity: str
    rise: float

    @property
    def holds(self) -> bool:
        """True if the chain may end here; also where nobody in the zone buys the product (rise is NaN)."""
        return not self.rise >= END_OF_CHAIN_RISE


def price_ladder(baseline: State, policy: State, zone: Mapping[str, float]) -> tuple[Rung, ...]:
    """Average prices in the zone for every commodity, in the order of the network."""
    network, wiring = policy.network, policy.wiring
    made = market_output(baseline) * zone_weight([market.region for market in network.markets], zone)
    bought = baseline.equilibrium.purchases * zone_weight([region for _, region in wiring.buyers], zone)
    delivered = [_delivered(state) for state in (baseline, policy)]
    rungs = []
    for commodity in network.commodities:
        sold = made * [market.commodity == commodity.id for market in network.markets]
        wanted = bought * [name == commodity.id for name, _ in wiring.buyers]
        rungs.append(
            Rung(
                commodity.id,
                commodity.stage,
                _average(baseline.equilibrium.price, sold),
                _average(policy.equilibrium.price, sold),
                _average(delivered[0], wanted),
                _average(delivered[1], wanted),
                _average(baseline.equilibrium.effective, wanted),
                _average(policy.equilibrium.effective, wanted),
            )
        )
    return tuple(rungs)


def pass_through(baseline: State, policy: State) -> tuple[PassThrough, ...]:
    """Cost and price change of every process with inputs."""
    network, wiring = policy.network, policy.wiring
    price = policy.equilibrium.price - baseline.equilibrium.price
    revenue = totals(
        output_process(wiring), wiring.recipe_output * price[wiring.output_market], len(network.processes)
    )
    margin = policy.equilibrium.margin - baseline.equilibrium.margin
    stage = {commodity.id: commodity.stage for commodity in network.commodities}
    return tuple(
        PassThrough(
            process.id,
            process.region,
            stage[process.outputs[0][0]],
            input_cost_change=float(revenue[k] - margin[k]),
            output_price_change=float(revenue[k]),
        )
        for k, process in enumerate(network.processes)
        if process.inputs
    )


def user_costs(baseline: State, policy: State) -> tuple[UserCost, ...]:
    """Cost of every final use, at effective prices, but no dearer than the price at which its use ends."""
    before, after = baseline.equilibrium, policy.equilibrium
    costs = []
    for d, use in enumerate(policy.network.uses):
        b = policy.wiring.use_buyer[d]
        highest = _highest_price(policy, d)
        p0, p1 = min(float(before.effective[b]), highest), min(float(after.effective[b]), highest)
        costs.append(
            UserCost(
                use.sector,
                use.region,
                use.commodity,
                at_baseline_quantity=float(before.use[d]) * (p1 - p0),
                spending_change=p1 * float(after.use[d]) - p0 * float(before.use[d]),
            )
        )
    return tuple(costs)


def chain_end(baseline: State, policy: State, zone: Mapping[str, float]) -> ChainEnd:
    """The last commodity of the network that is traded and not an input, and its rise in the zone."""
    network = policy.network
    inputs = {commodity for process in network.processes for commodity, _ in process.inputs}
    last = [commodity.id for commodity in network.commodities if commodity.id not in inputs][-1]
    rung = next(rung for rung in price_ladder(baseline, policy, zone) if rung.commodity == last)
    return ChainEnd(last, rung.rise)


def _delivered(state: State) -> FloatArray:
    """(buyers,) cash price of a tonne, Σ s·ℓ."""
    paid = state.equilibrium.share * state.equilibrium.landed
    return totals(state.wiring.arc_buyer, paid, len(state.wiring.buyers))


def _average(price: FloatArray, weight: FloatArray) -> float:
    total = float(weight.sum())
    return float(price @ weight) / total if total > 0.0 else float("nan")


def _highest_price(state: State, use: int) -> float:
    """Price at which the use ends; infinite for curves without one."""
    form, _, _, _, choke = state.block("use")[use]
    return float(CHOKE_SPAN * choke) if form == CHOKED_USE else float("inf")
