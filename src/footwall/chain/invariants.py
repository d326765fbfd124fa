"""What every network satisfies: tonnes close at every market and buyer, elements close in every recipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footwall.errors import CalibrationError

if TYPE_CHECKING:
    from footwall.chain.network import Network

TOLERANCE = 1e-9
_CAPACITY_SHARE = 0.97

Place = tuple[str, str]


def check_invariants(network: Network) -> float:
    """The largest relative gap found; raises ``CalibrationError`` listing every breach of 1e-9.

    Checked: arcs start at a market and end at a buyer, once per pair; flows and base prices are positive;
    output of each market and purchases of each buyer equal the sum of their arcs; every recipe conserves each
    element; activity is at most 0.97 of capacity.
    """
    faults, gaps = _balances(network)
    faults += _processes(network)
    faults += _structure(network)
    faults += [f"{name} is off by {gap:.1e}" for name, gap in gaps.items() if not gap <= TOLERANCE]
    if faults:
        raise CalibrationError(
            f"The network of {network.chain} {network.year} is inconsistent: {'; '.join(faults)}."
        )
    return max((*gaps.values(), _element_gap(network)), default=0.0)


def _balances(network: Network) -> tuple[list[str], dict[str, float]]:
    sent: dict[Place, float] = {}
    received: dict[Place, float] = {}
    for arc in network.arcs:
        sent[arc.commodity, arc.origin] = sent.get((arc.commodity, arc.origin), 0.0) + arc.flow
        received[arc.commodity, arc.destination] = (
            received.get((arc.commodity, arc.destination), 0.0) + arc.flow
        )
    made: dict[Place, float] = {}
    bought: dict[Place, float] = {}
    for process in network.processes:
        for total, amounts in ((made, process.outputs), (bought, process.inputs)):
            for commodity, amount in amounts:
                key = (commodity, process.region)
                total[key] = total.get(key, 0.0) + amount * process.activity
    for use in network.uses:
        bought[use.commodity, use.region] = bought.get((use.commodity, use.region), 0.0) + use.quantity
    faults: list[str] = []
    gaps: dict[str, float] = {}
    for word, flows, sums in (("output", sent, made), ("purchases", received, bought)):
        for commodity, region in dict.fromkeys((*flows, *sums)):
            name = f"{word} of {commodity} in {region}"
            if (commodity, region) not in flows or (commodity, region) not in sums:
                faults.append(
                    f"{name} without {'arcs' if (commodity, region) in sums else 'a process or use'}"
                )
                continue
            expected = sums[commodity, region]
            gaps[name] = abs(flows[commodity, region] - expected) / expected
    markets = {(market.commodity, market.region) for market in network.markets}
    faults += [f"{commodity} made in {region} has no market" for commodity, region in made.keys() - markets]
    faults += [f"market {commodity}@{region} has no process" for commodity, region in markets - made.keys()]
    return faults, gaps


def _structure(network: Network) -> list[str]:
    faults = [f"arc {arc.name} has no positive flow" for arc in network.arcs if not arc.flow > 0.0]
    faults += [
        f"market {market.name} has no positive price"
        for market in network.markets
        if not market.base_price > 0
    ]
    pairs = {arc.name for arc in network.arcs}
    if len(pairs) < len(network.arcs):
        faults.append("an arc appears twice")
    return faults


def _processes(network: Network) -> list[str]:
    faults = [
        f"{process.id} runs at {process.activity / process.capacity:.4f} of capacity"
        for process in network.processes
        if not process.activity <= _CAPACITY_SHARE * process.capacity * (1.0 + TOLERANCE)
    ]
    gap = _element_gap(network)
    if not gap <= TOLERANCE:
        faults.append(f"a recipe creates or loses {gap:.1e} of an element")
    return faults


def _element_gap(network: Network) -> float:
    contents = {commodity.id: commodity.contents for commodity in network.commodities}
    worst = 0.0
    for process in network.processes:
        if process.kind == "mine":
            continue
        for element in network.elements:
            entering = sum(amount * contents[item].get(element, 0.0) for item, amount in process.inputs)
            leaving = sum(amount * contents[item].get(element, 0.0) for item, amount in process.outputs)
            leaving += process.losses.get(element, 0.0)
            if entering > 0.0 or leaving > 0.0:
                worst = max(worst, abs(entering - leaving) / max(entering, leaving))
    return worst
