"""What members hand on of the revenue of the rulebook's charges: who pays, who gets, how much in a year.

The treasury of the place of import collects levies, tariffs and charges beyond a quota (``accounts``); from
there each use gets its share as a lump sum in the same place. What one hands on another receives, so that the
sum of all agents does not change. Fines, auctioned rents and duties are not shared. USD/year.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from footwall.measure.accounts import tariff_quota_by_arc
from footwall.measure.state import State
from footwall.rulebook.revenue import handed_on

Receiver = Literal["users", "fund", "stockpile_fund"]
RECEIVERS: dict[str, Receiver] = {
    "downstream_rebate": "users",
    "producer_fund": "fund",
    "stockpile_fund": "stockpile_fund",
}


@dataclass(frozen=True)
class RevenueShare:
    """A lump sum from the treasury of a region to a receiver there, of the revenue on one commodity."""

    use: str
    receiver: Receiver
    region: str
    commodity: str
    amount: float


def collected(state: State) -> dict[tuple[str, str], float]:
    """(region, commodity) -> levies, tariffs and charges beyond a quota, USD/year."""
    beyond, _ = tariff_quota_by_arc(state)
    revenue = state.equilibrium.flow * state.equilibrium.unit.levy + beyond
    found: dict[tuple[str, str], float] = {}
    for arc, amount in zip(state.network.arcs, revenue.tolist(), strict=True):
        if amount != 0.0:
            key = (arc.destination, arc.commodity)
            found[key] = found.get(key, 0.0) + amount
    return found


def revenue_shares(state: State) -> tuple[RevenueShare, ...]:
    """What is handed on in a state; nothing where all revenue stays with the treasuries."""
    uses = {use: share for use, share in state.enactment.revenue.items() if share > 0.0}
    if not uses:
        return ()
    return tuple(
        RevenueShare(use, RECEIVERS[use], region, commodity, handed_on(amount, share))
        for (region, commodity), amount in collected(state).items()
        for use, share in uses.items()
    )
