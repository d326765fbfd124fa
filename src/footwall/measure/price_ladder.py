"""Prices by stage in the zone, and where a chain may end.

Effective and delivered prices are averaged by baseline purchases, so that a change is a change of prices and
not of weights. A chain may end at the first traded product whose effective price in the
zone the floors raise by less than 2%: ``chain_end`` reports the figure and whether the rule holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from footwall.market.system import FloatArray
from footwall.measure.state import State, totals, zone_weight

END_OF_CHAIN_RISE = 0.02


@dataclass(frozen=True)
class Rung:
    """Average prices of one commodity in the zone, USD/t; NaN where nobody in it buys."""

    commodity: str
    stage: str
    delivered_baseline: float
    delivered_policy: float
    effective_baseline: float
    effective_policy: float

    @property
    def rise(self) -> float:
        """Relative change of the effective price."""
        return self.effective_policy / self.effective_baseline - 1.0


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
    bought = baseline.equilibrium.purchases * zone_weight([region for _, region in wiring.buyers], zone)
    delivered = [_delivered(state) for state in (baseline, policy)]
    rungs = []
    for commodity in network.commodities:
        wanted = bought * [name == commodity.id for name, _ in wiring.buyers]
        rungs.append(
            Rung(
                commodity.id,
                commodity.stage,
                _average(delivered[0], wanted),
                _average(delivered[1], wanted),
                _average(baseline.equilibrium.effective, wanted),
                _average(policy.equilibrium.effective, wanted),
            )
        )
    return tuple(rungs)


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
