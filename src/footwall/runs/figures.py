"""The figures that carry a range: one dictionary per pair of baseline and policy states.

They are computed in the same way for the central parameters and for every joint draw.

==========================  ==============================================================  =======
figure                      definition                                                      unit
==========================  ==============================================================  =======
output_change|<commodity>   zone output, policy over baseline                               %
rival_share|<commodity>     rival's share of world output, policy minus baseline            points
price_change|<commodity>    effective price in the zone at baseline purchases, likewise     %
user_cost                   final users' loss of surplus in the zone                        mUSD/yr
treasury                    receipts of the zone's treasuries less what they pay out        mUSD/yr
==========================  ==============================================================  =======
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from footwall.chain.network import Network
from footwall.enacted.charges import RENT_STATE, FloatArray
from footwall.measure.accounts import tariff_quota_split
from footwall.measure.welfare_agents import user_surplus
from footwall.runs.zone import ReportedZone

if TYPE_CHECKING:
    from footwall.measure.state import State
from footwall.measure.revenue_accounts import revenue_shares
from footwall.measure.support_accounts import support_payments

Figures = dict[str, float]
MILLION = 1e6
OUTPUT, RIVAL, PRICE = "output_change", "rival_share", "price_change"
USER_COST, TREASURY = "user_cost", "treasury"


def figures(baseline: State, policy: State, zone: ReportedZone) -> Figures:
    """All figures of one pair of states; ratios to nothing are left out."""
    network = policy.network
    found: Figures = {}
    before, after = outputs(baseline), outputs(policy)
    for commodity in (item.id for item in network.commodities):
        made, making = zone_sum(before, commodity, zone), zone_sum(after, commodity, zone)
        if made > 0.0:
            found[f"{OUTPUT}|{commodity}"] = 100.0 * (making / made - 1.0)
        world_before, world_after = world_sum(before, commodity), world_sum(after, commodity)
        if world_before > 0.0 and world_after > 0.0:
            held = before.get((commodity, zone.rival), 0.0) / world_before
            holding = after.get((commodity, zone.rival), 0.0) / world_after
            found[f"{RIVAL}|{commodity}"] = 100.0 * (holding - held)
        levels = (
            zone_price(baseline, baseline, zone, commodity),
            zone_price(policy, baseline, zone, commodity),
        )
        if levels[0] > 0.0:
            found[f"{PRICE}|{commodity}"] = 100.0 * (levels[1] / levels[0] - 1.0)
    found[USER_COST] = user_cost(baseline, policy, zone)
    found[TREASURY] = treasury(policy, zone) - treasury(baseline, zone)
    return found


def outputs(state: State) -> dict[tuple[str, str], float]:
    """(commodity, region) -> t/year made."""
    return outputs_of(state.network, state.equilibrium.activity)


def outputs_of(network: Network, activity: FloatArray) -> dict[tuple[str, str], float]:
    made: dict[tuple[str, str], float] = {}
    for process, level in zip(network.processes, activity.tolist(), strict=True):
        for commodity, coefficient in process.outputs:
            key = (commodity, process.region)
            made[key] = made.get(key, 0.0) + coefficient * level
    return made


def zone_sum(values: dict[tuple[str, str], float], commodity: str, zone: ReportedZone) -> float:
    return sum(value * zone.weight(region) for (name, region), value in values.items() if name == commodity)


def world_sum(values: dict[tuple[str, str], float], commodity: str) -> float:
    return sum(value for (name, _), value in values.items() if name == commodity)


def zone_price(state: State, weights_of: State, zone: ReportedZone, commodity: str) -> float:
    """Effective price in the zone (USD/t), by the purchases of ``weights_of``; 0 without purchases."""
    tonnes = value = 0.0
    for position, (name, region) in enumerate(state.calibration.buyers):
        if name == commodity:
            bought = float(weights_of.equilibrium.purchases[position]) * zone.weight(region)
            tonnes += bought
            value += bought * float(state.equilibrium.effective[position])
    return value / tonnes if tonnes > 0.0 else 0.0


def treasury(state: State, zone: ReportedZone) -> float:
    """What treasuries of the zone receive at their borders less what they pay out (million USD a year).

    Equals the sum of ``money_accounts(state).receipts`` of recipient ``treasury`` over the zone, less the
    outlays of ``support_payments`` that the treasury pays and the ``revenue_shares`` that it hands on.
    Receipts are written on arrays because every joint draw needs them.
    """
    equilibrium, network = state.equilibrium, state.network
    unit, flow = equilibrium.unit, equilibrium.flow
    importing = zone.weights(tuple(arc.destination for arc in network.arcs))
    exporting = zone.weights(tuple(arc.origin for arc in network.arcs))
    state_rents = np.where(state.charges.rent_to == RENT_STATE, unit.exporter_rent, 0.0)
    received = float(importing @ (flow * (unit.duty + unit.levy + unit.fine)))
    received += float(exporting @ (flow * (unit.export_tax + unit.vat + unit.export_specific + state_rents)))
    for quota, rent in zip(state.enactment.quotas, equilibrium.rent.tolist(), strict=True):
        arcs = list(quota.arcs)
        tonnes = flow[arcs]
        if tonnes.sum() <= 0.0:
            continue
        if quota.kind == "tariff_rate":
            paid, kept = tariff_quota_split(state, quota, rent)
            auctioned = kept if quota.rent_to == "state" else 0.0
            received += (paid + auctioned) * float(importing[arcs] @ tonnes / tonnes.sum())
        elif quota.rent_to == "state":
            received += rent * float(exporting[arcs] @ tonnes)
    for payment in support_payments(state):
        if payment.payer == "treasury":
            received -= zone.weight(payment.payer_region) * payment.amount
    for handed in revenue_shares(state):
        received -= zone.weight(handed.region) * handed.amount
    return received / MILLION


def user_cost(baseline: State, policy: State, zone: ReportedZone) -> float:
    """Loss of the surplus of final users in the zone (million USD a year)."""
    lost = 0.0
    for state, sign in ((baseline, 1.0), (policy, -1.0)):
        price = state.equilibrium.effective[state.wiring.use_buyer]
        for use, row, paid in zip(state.network.uses, state.block("use"), price.tolist(), strict=True):
            weight = zone.weight(use.region)
            if weight > 0.0:
                lost += sign * weight * user_surplus(row, paid)
    return lost / MILLION
