"""What every stage plans for: the growth of what its product goes into, at unchanged prices and shares.

    G_c(t) = (Σ_uses D0·g(t) + Σ_processes α·Y0·G_out(t)) / Q_c

for every commodity c with uses D0, processes that take α tonnes of it per tonne of activity Y0 and make
``out``, and purchases Q. Recycling closes loops, so the indices are found by repeated substitution.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from footwall.market.system import FloatArray

if TYPE_CHECKING:
    from footwall.chain.network import Network

ROUNDS = 200
CLOSE = 1e-12
LEAST = 1e-3
"""Plans never fall below this share of the base year: capacity retires no faster for it."""


def planned_growth(network: Network, demand: FloatArray) -> FloatArray:
    """(years, processes) planned output over that of the base year; ``demand`` is (years, uses)."""
    names = [commodity.id for commodity in network.commodities]
    place = {name: position for position, name in enumerate(names)}
    used = np.zeros((demand.shape[0], len(names)))
    bought = np.zeros(len(names))
    for use, index in zip(network.uses, demand.T, strict=True):
        used[:, place[use.commodity]] += use.quantity * index
        bought[place[use.commodity]] += use.quantity
    taken = np.zeros((len(names), len(names)))
    for process in network.processes:
        made = place[process.outputs[0][0]]
        for commodity, amount in process.inputs:
            taken[place[commodity], made] += amount * process.activity
            bought[place[commodity]] += amount * process.activity
    unbought = bought <= 0.0
    growth = np.ones((demand.shape[0], len(names)))
    for _ in range(ROUNDS):
        found = np.maximum((used + growth @ taken.T) / np.where(unbought, 1.0, bought), LEAST)
        found[:, unbought] = 1.0
        change = float(np.max(np.abs(found - growth)))
        growth = found
        if change < CLOSE:
            break
    return growth[:, [place[process.outputs[0][0]] for process in network.processes]]
