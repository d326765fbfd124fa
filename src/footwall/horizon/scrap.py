"""Scrap that comes back: what was built into products a product life ago, times what is collected.

Index of a year t over the base year, for all recyclers of a chain alike:

    Σ_s w_s·c_s(t)·g_s(t − L_s) / Σ_s w_s·c_s(t0)·g_s(t0 − L_s)

with the value w of sector s in the base year, product life L, collected share c and the index g of use.
Before the base year use is taken to have grown as fast as it grows from there to 2030.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from footwall.horizon.index_paths import CONSTANT, Scenario, interpolated
from footwall.market.system import FloatArray

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.facts import Facts

COLLECTION_KNOWN_UNTIL = 2040
NEAR = 2030
"""Year to which growth is carried back before the base year."""


def scrap_index(facts: Facts, network: Network, scenario: Scenario, years: Sequence[int]) -> FloatArray:
    """(years,) scrap that can be collected over that of the base year; ones where nothing is collected."""
    base = network.year
    if scenario == CONSTANT:
        return np.ones(len(years))
    now, then = 0.0, np.zeros(len(years))
    for (sector, commodity), value in _values(network).items():
        life = round(facts.lifetime("product_life", sector=sector).value)
        collected = np.interp(
            [base, *years],
            [base, COLLECTION_KNOWN_UNTIL],
            [facts.lifetime(name, sector=sector).value for name in ("collection", "collection_2040")],
        )
        built = _use_index(facts, (sector, commodity), scenario, base, [y - life for y in (base, *years)])
        weighted = value * collected * built
        now += weighted[0]
        then += weighted[1:]
    return np.asarray(then / now) if now > 0.0 else np.ones(len(years))


def _values(network: Network) -> dict[tuple[str, str], float]:
    """(sector, commodity) -> USD/year of the base year."""
    price: dict[str, list[float]] = {}
    for market in network.markets:
        price.setdefault(market.commodity, []).append(market.base_price)
    found: dict[tuple[str, str], float] = {}
    for use in network.uses:
        key = (use.sector, use.commodity)
        found[key] = found.get(key, 0.0) + use.quantity * float(np.mean(price[use.commodity]))
    return found


def _use_index(
    facts: Facts, use: tuple[str, str], scenario: Scenario, base: int, years: Sequence[int]
) -> FloatArray:
    sector, commodity = use
    rows = [r for r in facts.table("demand_paths") if r.sector == sector and r.scenario == scenario]
    own = [row for row in rows if row.commodity == commodity] or [row for row in rows if not row.commodity]
    ahead = interpolated(own, years)[1]
    near = float(interpolated(own, [NEAR])[1, 0])
    growth = near ** (1.0 / (NEAR - base)) if near > 0.0 else 1.0
    return np.asarray(np.where(np.array(years) < base, growth ** (np.array(years) - float(base)), ahead))
