"""Notes on floors that bind at no border, so that a run without effect says why it has none.

Only routes that are open and on which the floor may charge count: a banned origin offers nothing, however
cheap it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from footwall.runs.rows import KG_PER_T

if TYPE_CHECKING:
    from footwall.measure.floor_status import FloorStatus
    from footwall.measure.state import State

SUSPICIOUS = 0.01
"""Below this share of the price a floor was probably given in the wrong unit."""


def slack_floor_notes(floors: Iterable[FloorStatus], policy: State) -> Iterator[str]:
    """A note for every commodity whose floor is slack at all borders; prices in USD/kg."""
    by_commodity: dict[str, list[FloorStatus]] = {}
    for status in floors:
        by_commodity.setdefault(status.commodity, []).append(status)
    for commodity, statuses in by_commodity.items():
        if all(status.status == "slack" for status in statuses):
            floor = max(status.floor for status in statuses)
            told = f"The floor on {commodity} ({floor / KG_PER_T:,.6g} USD/kg) binds at no border"
            yield f"{told}: {_why_slack(floor, cheapest_origin(policy, commodity))}"


def cheapest_origin(policy: State, commodity: str) -> tuple[str, float] | None:
    """The origin with the lowest price (USD/t) on open routes that bear the charge; None without any."""
    charges = policy.charges
    charged = np.flatnonzero((charges.levied_share > 0.0) & (charges.open > 0.0))
    arcs = [int(a) for a in charged if policy.network.arcs[a].commodity == commodity]
    if not arcs:
        return None
    prices = policy.equilibrium.price[policy.wiring.arc_market]
    lowest = min(arcs, key=lambda a: float(prices[a]))
    return policy.network.arcs[lowest].origin, float(prices[lowest])


def _why_slack(floor: float, cheapest: tuple[str, float] | None) -> str:
    if cheapest is None:
        return "no open route bears it."
    origin, price = cheapest
    told = f"{price / KG_PER_T:,.4g} USD/kg ({origin})"
    offer = f"on open routes that bear it the lowest price at origin is {told}"
    if price >= floor:
        unit = " Check the unit of the floor." if floor < SUSPICIOUS * price else ""
        return f"{offer}, not below the floor.{unit}"
    return f"{offer}, but freight, export charges, duties or a clause of the levy leave no gap to charge."
