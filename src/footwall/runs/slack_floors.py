"""Notes on floors that bind at no border, so that a run without effect says why it has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from footwall.runs.rows import KG_PER_T

if TYPE_CHECKING:
    from footwall.measure.floor_status import FloorStatus
    from footwall.measure.state import State

SUSPICIOUS = 0.01
"""Below this share of the price a floor was probably given in the wrong unit."""


def slack_floor_notes(floors: Iterable[FloorStatus], policy: State) -> Iterator[str]:
    """One sentence for every commodity whose floor is slack at all borders; prices in USD/kg."""
    by_commodity: dict[str, list[FloorStatus]] = {}
    for status in floors:
        by_commodity.setdefault(status.commodity, []).append(status)
    for commodity, statuses in by_commodity.items():
        if any(status.status != "slack" for status in statuses):
            continue
        floor = max(status.floor for status in statuses)
        price = min(
            float(found)
            for market, found in zip(policy.network.markets, policy.equilibrium.price, strict=True)
            if market.commodity == commodity
        )
        note = (
            f"The floor on {commodity} ({floor / KG_PER_T:,.6g} USD/kg) binds at no border: nothing from "
            f"outside is offered below it. Its lowest price at origin is {price / KG_PER_T:,.4g} USD/kg."
        )
        yield f"{note} Check the unit of the floor." if floor < SUSPICIOUS * price else note
