"""What a run must tell of the prices that it was anchored to: quotes moved or left out, limits in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from footwall.chain.anchors import leading_market
from footwall.runs.rows import KG_PER_T

if TYPE_CHECKING:
    from footwall.market.equilibrium import Equilibrium
    from footwall.runs.economy import Economy

NOTED = 0.005
"""Differences beyond this share are told."""
MOVE_NOTED = 0.001
"""Moves of a dated quote beyond this share are told; all are in the record of the anchors."""


def anchor_notes(economy: Economy, baseline: Equilibrium, quotes: Mapping[str, float]) -> Iterator[str]:
    """Notes on ``quotes`` (USD/t); nothing where a run was not anchored."""
    anchors = economy.anchored.anchors
    if anchors is None:
        return
    reasons = {move.commodity: move.reason for move in anchors.moves}
    for commodity, target in economy.targets.items():
        if commodity in reasons and abs(target / quotes[commodity] - 1.0) > MOVE_NOTED:
            yield (
                f"{commodity}: the quote of {quotes[commodity] / KG_PER_T:,.2f} USD/kg is taken as "
                f"{target / KG_PER_T:,.2f}, inside its band: {reasons[commodity]}."
            )
        found = float(baseline.price[leading_market(economy.calibration.network, commodity)])
        if abs(found / target - 1.0) > NOTED:
            yield (
                f"{commodity}: the baseline clears at {found / KG_PER_T:,.2f} USD/kg, not at the given "
                f"{target / KG_PER_T:,.2f}: limits in force hold it there."
            )
    for commodity in economy.left_out:
        yield (
            f"{commodity}: the quote of {quotes[commodity] / KG_PER_T:,.2f} USD/kg is left out: the region "
            "that it is for buys this good and makes none. Its price follows its products."
        )
    for item in anchors.low_margins:
        yield (
            f"{item.process}: the quotes leave it {item.margin / KG_PER_T:,.2f} USD/kg, less than its "
            f"documented minimum of {item.minimum / KG_PER_T:,.2f}; the low value of that minimum, "
            f"{item.low / KG_PER_T:,.2f}, is kept."
        )
