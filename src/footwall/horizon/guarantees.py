"""The margin that contracts guarantee once a rulebook is repealed.

A contract for difference or an offtake outlives its rulebook; a levy does not, nor a subsidy that a budget
votes each year. Per t of activity, at the prices of the baseline:

    guaranteed = baseline margin + Σ_contracts β·φ·max(0, strike − f·p_index)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from footwall.horizon.outlook import FloatArray
from footwall.rulebook.support import guarantee

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.enacted.charges import Support

CONTRACTS = ("contract_for_difference", "offtake_floor")
"""Kinds of support that outlive the rulebook."""


def guaranteed_margin(
    network: Network, supports: Sequence[Support], price: FloatArray, margin: FloatArray
) -> FloatArray:
    """(scenarios, processes) USD/t of activity after repeal; −inf for processes that no contract covers.

    ``price`` (scenarios, markets) and ``margin`` (scenarios, processes) are those of the baseline. The
    ``supports`` are the rulebook's own: contracts of the facts are part of the baseline margin. Each counts
    for its covered share; volumes and budgets are not looked at.
    """
    paid = np.full(margin.shape, -np.inf)
    for support in supports:
        if support.kind not in CONTRACTS:
            continue
        index = support.index_factor * price[:, support.index_market]
        per_tonne = support.covered_share * np.array([guarantee(support.strike, float(at)) for at in index])
        for position, process in enumerate(network.processes):
            tonnes = dict(process.outputs).get(support.commodity, 0.0)
            named = support.recipe in ("", process.id.partition("@")[0])
            if tonnes and named and process.region == support.region:
                before = np.where(np.isfinite(paid[:, position]), paid[:, position], margin[:, position])
                paid[:, position] = before + tonnes * per_tonne
    return paid
