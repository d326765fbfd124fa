"""The part of goods that pays under an origin rule, answered from solved flows.

The share v of a good that does not originate is a mean over its elements, by mass, of shares traced back to
the markets where material takes its origin (``element_shares``). There a process gives what of its region is
outside, and of the rest what named countries own of the plant. The clauses are those of
``footwall.rulebook.origin``. One thing differs: an adverse rule passes from nothing to all over ``PASSAGE``
around its tolerance, or the market would have no solution at it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from footwall.enacted.feedbacks import OriginTrace, OriginTracing
from footwall.market.assemble import System
from footwall.market.charge import LEVIED_SHARE
from footwall.market.element_shares import (
    ElementFlow,
    input_shares,
    origin_shares,
    recipe_pairs,
    supplied_shares,
    traced_shares,
)
from footwall.market.scenario import charges_of
from footwall.market.system import FloatArray, IntArray
from footwall.rulebook.origin import charged_share, non_originating

if TYPE_CHECKING:
    from footwall.market.feedback import Solved

PASSAGE = 0.01
"""Half the width over which an adverse rule passes its tolerance, as a share."""


def charged_in_market(share: float, tracing: OriginTracing) -> float:
    """The part of the goods that pays where ``share`` of them does not originate.

    Around the tolerance of an adverse rule it is the cubic 3w² − 2w³ of the distance w, which has no kink;
    nothing pays where everything originates.
    """
    if not tracing.adverse:
        return charged_share(share, tracing.tolerance, 0.0)
    first, last = max(tracing.tolerance - PASSAGE, 0.0), min(tracing.tolerance + PASSAGE, 1.0)
    if not first < share < last:
        return charged_share(share, tracing.tolerance, 1.0)
    w = (share - first) / (last - first)
    return w * w * (3.0 - 2.0 * w)


class OriginShares:
    """One number for each market of a traced good that exports into the zone: the part that pays."""

    charges: tuple[str, ...] = ("levied_share",)

    def __init__(self, system: System, tracing: OriginTracing) -> None:
        self._system, self._tracing = system, tracing
        calibration = system.calibration
        network, self._wiring = calibration.network, calibration.wiring
        self._pairs = recipe_pairs(self._wiring)
        self._owned = np.array(tracing.owned)
        self._contents = {
            element: np.array(
                [item.contents.get(element, 0.0) if element else 1.0 for item in network.commodities]
            )
            for trace in tracing.goods
            for element, _ in trace.elements
        }
        place = {commodity.id: position for position, commodity in enumerate(network.commodities)}
        self._of_market = np.array([place[market.commodity] for market in network.markets])
        self._of_buyer = np.array([place[commodity] for commodity, _ in self._wiring.buyers])
        self._arcs = [np.array(trace.arcs) for trace in tracing.goods]
        self._markets = [np.unique(self._wiring.arc_market[arcs]) for arcs in self._arcs]
        self._places = [
            np.searchsorted(markets, self._wiring.arc_market[arcs])
            for markets, arcs in zip(self._markets, self._arcs, strict=True)
        ]
        self._edges = np.cumsum([0, *(len(markets) for markets in self._markets)]).tolist()
        self.names = tuple(
            f"share of {network.markets[m].name} that pays under zone.origin"
            for markets in self._markets
            for m in markets
        )
        self.scale = np.ones(len(self.names))
        self.lower, self.upper = np.zeros(len(self.names)), np.ones(len(self.names))
        base = np.array([arc.flow for arc in network.arcs])
        bought = np.bincount(self._wiring.arc_buyer, base, len(self._wiring.buyers))
        self._start = self._charged(
            np.array([process.activity for process in network.processes]),
            base / bought[self._wiring.arc_buyer],
        )

    def start(self) -> FloatArray:
        return self._start

    def apply(self, blocks: dict[str, FloatArray], scenario: int, values: FloatArray) -> None:
        whole = charges_of(self._system.curves, scenario)[:, LEVIED_SHARE]
        for g, arcs in enumerate(self._arcs):
            paying = values[self._edges[g] : self._edges[g + 1]][self._places[g]]
            blocks["levied_share"][scenario, arcs] = whole[arcs] * paying

    def respond(self, solved: Solved) -> FloatArray:
        return self._charged(solved.work.activity[:, 0], solved.work.share)

    def _charged(self, activity: FloatArray, share: FloatArray) -> FloatArray:
        found = [
            self.non_originating(trace, activity, share)[markets]
            for trace, markets in zip(self._tracing.goods, self._markets, strict=True)
        ]
        return np.array([charged_in_market(float(v), self._tracing) for v in np.concatenate(found)])

    def non_originating(self, trace: OriginTrace, activity: FloatArray, share: FloatArray) -> FloatArray:
        """(markets,) share that does not originate, of goods that are bought and made as given.

        ``activity`` (processes,) in t/year, ``share`` (arcs,) of each arc in its buyer's purchases.
        """
        origins = origin_shares(self._wiring, share, len(self._of_market))
        takes_origin, outside = np.array(trace.takes_origin), np.array(trace.outside)
        weight = sum(held for _, held in trace.elements)
        total = np.zeros(len(outside))
        for element, held in trace.elements:
            flow = self._flow(element, activity)
            supplied = supplied_shares(self._wiring, self._pairs, flow)
            given = self._given(flow, supplied, takes_origin, outside)
            mixing = input_shares(self._wiring, self._pairs, flow) @ origins
            mixing[takes_origin] = 0.0
            total += held / weight * traced_shares(mixing, given)
        return np.clip(total, 0.0, 1.0)

    def _flow(self, element: str, activity: FloatArray) -> ElementFlow:
        wiring, content = self._wiring, self._contents[element]
        of_market = content[self._of_market]
        leaving = wiring.recipe_output * of_market[wiring.output_market]
        made = leaving * activity[self._pairs.output_process]
        return ElementFlow(
            wiring.recipe_input * content[self._of_buyer][wiring.input_buyer],
            leaving,
            activity,
            np.bincount(wiring.output_market, made, len(of_market)).astype(np.float64),
        )

    def _given(
        self, flow: ElementFlow, supplied: FloatArray, takes_origin: NDArray[np.bool_], outside: FloatArray
    ) -> FloatArray:
        """(markets,) share that does not originate, of material that takes its origin at the market."""
        made_at: IntArray = self._wiring.output_market
        process = self._pairs.output_process
        bought = np.bincount(self._pairs.input_process, flow.entering, len(flow.activity)) > 0.0
        begins = takes_origin[made_at] | ~bought[process]
        places = zip(outside[made_at].tolist(), self._owned[process].tolist(), strict=True)
        foreign = np.array([non_originating(share, owned) for share, owned in places])
        given = np.bincount(made_at, np.where(begins, supplied * foreign, 0.0), len(outside))
        return np.where(flow.output > 0.0, given, outside)
