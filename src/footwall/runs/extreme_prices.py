"""Prices that fixed recipes drive far beyond what makers would pay before they thrift, and their caveat.

Nobody in the model thrifts, changes grade or finds a substitute; a use ends at its choke price alone. A price
beyond ``EXTREME`` times that of the base year is therefore shown with a caveat wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from footwall.runs.sentences import in_sentence, listed

if TYPE_CHECKING:
    from footwall.measure.state import State

EXTREME = 5.0
"""Times the base price, from which a price at origin is told."""
LIVE_SHARE = 1e-3
"""Share of base output below which a market's price tells nothing."""
CHOKED, FIXED = "choked", "fixed_recipes"
REASONS = {CHOKED: "use is choked off at this price", FIXED: "recipes stay fixed at this price"}
NO_ADAPTING = "no thrift or substitute in the model"
NOTED = 1e-3
"""Share of base use from which a use counts as choked off."""
MOST_NAMED = 2


def extreme_markets(state: State) -> dict[str, tuple[int, float]]:
    """Commodity -> its market with the highest price over that of the base year, and that ratio."""
    calibration, equilibrium = state.calibration, state.equilibrium
    network = calibration.network
    made = np.bincount(calibration.wiring.arc_market, equilibrium.flow, len(network.markets))
    ratio = equilibrium.price / calibration.base_price
    live = made > LIVE_SHARE * calibration.base_output
    found: dict[str, tuple[int, float]] = {}
    for commodity in network.commodities:
        over = [
            position
            for position, market in enumerate(network.markets)
            if market.commodity == commodity.id and live[position] and ratio[position] > EXTREME
        ]
        if over:
            top = max(over, key=lambda position: float(ratio[position]))
            found[commodity.id] = top, float(ratio[top])
    return found


def price_caveats(policy: State) -> dict[str, str]:
    """Commodity -> why its price is to be read with care, one of ``REASONS``; only where it is extreme."""
    short = np.asarray(policy.equilibrium.shortage, dtype=float)
    found = {}
    for name in extreme_markets(policy):
        places = [place for place, use in enumerate(policy.network.uses) if use.commodity == name]
        base = sum(policy.network.uses[place].quantity for place in places)
        found[name] = CHOKED if float(short[places].sum()) > NOTED * base else FIXED
    return found


def caveat_words(kinds: Iterable[str]) -> str:
    """What is said beside extreme prices of some kinds."""
    return f"{' or '.join(REASONS[kind] for kind in dict.fromkeys(kinds))}; {NO_ADAPTING}"


def cost_caveat(policy: State, caveats: Mapping[str, str]) -> str:
    """What is said beside a cost that counts extreme prices; empty where none is counted."""
    if not caveats:
        return ""
    names = [in_sentence(policy.network.commodity(name).name.partition(",")[0]) for name in caveats]
    return f"before anybody adapts: {NO_ADAPTING} for {_some(names)}"


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    if more <= 0:
        return listed(list(names))
    return f"{', '.join(names[:MOST_NAMED])} and {more} more good{'s' if more > 1 else ''}"


def extreme_price_notes(state: State) -> Iterator[str]:
    """One sentence per commodity whose price at origin is over five times that of the base year."""
    network = state.network
    for name, (top, ratio) in extreme_markets(state).items():
        price = state.equilibrium.price[top] / 1e3
        yield (
            f"{network.commodity(name).name} rises to {ratio:,.0f} times its base price at origin "
            f"({network.markets[top].region}: {price:,.0f} USD/kg). Recipes are fixed "
            "in this release: nobody thrifts or changes grade. Read it as the price before anybody adapts."
        )
