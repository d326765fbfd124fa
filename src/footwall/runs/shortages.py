"""Uses that go without at their choke price: the good that is hit hardest, and notes, so that a shortage is
not only a row of a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from footwall.runs.sector_words import sector_words

if TYPE_CHECKING:
    from footwall.measure.state import State

NOTED = 1e-3
"""Share of base use from which a shortage is told."""
MOST_NAMED = 3


@dataclass(frozen=True)
class ShortGood:
    """The good of one sector and region of which the largest part goes unserved."""

    commodity: str
    share: float
    """Shortage over the use of that good in the baseline."""


def hardest_hit(baseline: State, policy: State) -> dict[tuple[str, str], ShortGood]:
    """(sector, region) -> its hardest-hit good; only where something goes unserved."""
    found: dict[tuple[str, str], ShortGood] = {}
    used, short = baseline.equilibrium.use, policy.equilibrium.shortage
    for use, before, missing in zip(policy.network.uses, used, short, strict=True):
        if missing <= 0.0 or before <= 0.0:
            continue
        hit = ShortGood(use.commodity, float(missing / before))
        key = (use.sector, use.region)
        if key not in found or hit.share > found[key].share:
            found[key] = hit
    return found


def shortage_notes(policy: State) -> Iterator[str]:
    """One sentence for every commodity of which users get less than they would buy at the choke price."""
    short = np.asarray(policy.equilibrium.shortage, dtype=float)
    uses = policy.network.uses
    for commodity in dict.fromkeys(use.commodity for use in uses):
        places = [place for place, use in enumerate(uses) if use.commodity == commodity]
        missing = float(short[places].sum())
        base = sum(uses[place].quantity for place in places)
        if missing <= NOTED * base:
            continue
        largest = sorted(places, key=lambda place: -short[place])[:MOST_NAMED]
        named = ", ".join(
            f"{sector_words(uses[place].sector)} in {uses[place].region} {_tonnes(short[place])} t"
            for place in largest
            if short[place] > 0.0
        )
        yield (
            f"Shortage of {commodity}: at the choke price users go without {_tonnes(missing)} t a year, "
            f"{missing / base:.1%} of base use (largest: {named}). "
            "All are in the results, by sector, as Shortage."
        )


def _tonnes(quantity: float) -> str:
    return f"{quantity:,.0f}" if quantity >= 100.0 else f"{quantity:.2g}"
