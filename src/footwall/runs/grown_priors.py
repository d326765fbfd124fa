"""Notes on trade that a policy makes out of nothing: routes without a record that a result comes to lean on.

A pair without recorded trade carries a small gravity prior, so that new trade can grow. Where it grows
tenfold and more, into a share that buyers would notice, the size rests on the prior and on θ alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from footwall.measure.state import State

GROWTH = 10.0
"""Flow over the prior above which a route is told."""
SHARE = 0.01
"""Share of its buyer's purchases above which a route is told."""
MOST_NAMED = 3
LEAST_TOLD = 0.01
"""Tonnes below which a trickle is told as under it."""


def grown_prior_notes(policy: State) -> Iterator[str]:
    """One sentence where routes without recorded trade grow tenfold to over 1% of their buyer's purchases."""
    arcs, solved = policy.network.arcs, policy.equilibrium
    flow, share = np.asarray(solved.flow, dtype=float), np.asarray(solved.share, dtype=float)
    grown = [
        place
        for place, arc in enumerate(arcs)
        if arc.prior and flow[place] > GROWTH * arc.flow and share[place] > SHARE
    ]
    if not grown:
        return
    grown.sort(key=lambda place: -share[place])
    named = "; ".join(
        f"{arcs[place].commodity} of {arcs[place].origin} in {arcs[place].destination}, "
        f"{_tonnes(flow[place])} t under the policy for {_tonnes(arcs[place].flow)} t assumed in "
        f"{policy.network.year}, {share[place]:.0%} of purchases there"
        for place in grown[:MOST_NAMED]
    )
    rest = f"; {len(grown) - MOST_NAMED} more" if len(grown) > MOST_NAMED else ""
    yield (
        f"Without recorded trade in {policy.network.year}, the base year, but more than tenfold the trickle "
        f"assumed there and over 1% of their buyer's purchases under the policy: {named}{rest}. The size of "
        "such a flow rests on that trickle and on θ."
    )


def _tonnes(quantity: float) -> str:
    if quantity < LEAST_TOLD:
        return f"under {LEAST_TOLD}"
    return f"{quantity:,.0f}" if quantity >= 10.0 else f"{quantity:.2g}"
