"""Buyers who live on stock alone: it is served at a store of their own, beside the sourcing of others.

What is released through a buyer takes the place of what the buyer would buy, at the price of the origins. A
buyer whose origins are all closed has no such price, and one whose last origins cost more than any use bears
would pay it and leave the stock where it is. Here the store becomes an origin, whose only charge is
none and whose supply is the release schedule itself, so that price and release are found together. A release
q̄·clip((P − P̲)/(P̄ − P̲), 0, 1) is a process without inputs whose utilisation is that straight line: its
logistic part begins at P̄ and is one there to the last digit. With one origin of weight one and a base landed
price of P0, P = ℓ = p: the buyer pays the price of the store.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from footwall.chain.network import Arc, Estimate, Market, Process
from footwall.enacted.charges import ArcCharges, Enactment
from footwall.market.calibrate import Calibration, total_by_buyer, wire
from footwall.market.curves import LOGISTIC
from footwall.market.equilibrium import Equilibrium
from footwall.market.system import FloatArray

OPEN_FIELDS = ("open", "valuation_cif", "floor_cif", "top_up")
"""Charges that are one where nothing is charged."""
FULL = 40.0
"""Widths of the logistic curve between its centre and full use: e^−40 is nothing beside one."""
NARROW = 1e-3
"""Width of the logistic curve over the span of the schedule."""
_NONE = Estimate(1.0, 1.0, 1.0, "own", "estimated")


@dataclass(frozen=True, eq=False)
class Stores:
    """A market with the stores of some buyers; ``buyer`` (stores,) positions in ``Calibration.buyers``."""

    curves: Calibration
    law: Enactment
    buyer: np.ndarray[tuple[int], np.dtype[np.int64]]
    schedules: int
    """Schedules of each store, a process each, in their order at the end of the processes."""

    def filled(self, process: FloatArray, block: FloatArray) -> FloatArray:
        """(1, processes, 6) with the stores' rows set from their ``block`` (stores, schedules, 3): tonnes a
        year released, price from which and price of full release.
        """
        tonnes, low, high = (block[:, :, field].ravel() for field in range(3))
        rows = np.empty((1, len(tonnes), 6))
        span = high - low
        rows[0] = np.stack(
            [np.full(len(tonnes), LOGISTIC), tonnes, high - FULL * NARROW * span, NARROW * span, high,
             1.0 / span], axis=-1,
        )  # fmt: skip
        return np.concatenate([process, rows], axis=1)


def price_of_open_origins(curves: Calibration, law: Enactment, landed: FloatArray) -> FloatArray:
    """(buyers,) effective price at the landed prices (arcs,) of the open arcs; infinite where none is."""
    wiring, arc = curves.wiring, curves.arc[0]
    theta, level, base = (curves.buyer[0, :, field] for field in (1, 2, 3))
    b = wiring.arc_buyer
    exponent = -theta[b] * (landed / level[b] - arc[:, 1] / base[b])
    trades = (np.broadcast_to(law.charges.open, len(b)) > 0.0) & (arc[:, 0] > 0.0)
    total = total_by_buyer(wiring, np.where(trades, arc[:, 0] * np.exp(np.minimum(exponent, 700.0)), 0.0))
    with np.errstate(divide="ignore"):
        return np.asarray(level * (1.0 - np.log(total) / theta))


def with_stores(
    curves: Calibration, law: Enactment, before: Equilibrium, buyers: Sequence[int], schedules: int
) -> Stores:
    """Curves of one scenario and law with a store at each of ``buyers``, all of which bought ``before``."""
    places = np.array(list(buyers), dtype=np.int64)
    if not len(places):
        return Stores(curves, law, places, schedules)
    names = [curves.buyers[place] for place in places]
    bought, level = before.purchases[places], before.effective[places]
    network = curves.network
    markets = [
        Market(good, _store(region), price) for (good, region), price in zip(names, level, strict=True)
    ]
    arcs = [
        Arc(good, _store(region), region, tonnes, 0.0)
        for (good, region), tonnes in zip(names, bought, strict=True)
    ]
    processes = [
        Process(f"release_{n}@{good}@{region}", "processor", _store(region), (), ((good, 1.0),), {}, tonnes,
                tonnes, _NONE, _NONE)
        for (good, region), tonnes in zip(names, bought, strict=True)
        for n in range(schedules)
    ]  # fmt: skip
    network = replace(
        network,
        markets=(*network.markets, *markets),
        processes=(*network.processes, *processes),
        arcs=(*network.arcs, *arcs),
    )
    arc = np.stack([np.ones(len(places)), curves.buyer[0, places, 3], bought], axis=-1)[None]
    larger = replace(
        curves,
        network=network,
        wiring=wire(network),
        arc=np.concatenate([curves.arc, arc], axis=1),
        base_price=np.concatenate([curves.base_price, level]),
        base_output=np.concatenate([curves.base_output, bought]),
        base_charges=_uncharged(curves.base_charges, len(places)),
        base_margin=np.concatenate([curves.base_margin, np.repeat(level, schedules)]),
    )
    return Stores(larger, _law(law, len(places), len(processes)), places, schedules)


def _store(region: str) -> str:
    return f"store of {region}"


def _uncharged(charges: ArcCharges, more: int) -> ArcCharges:
    """The charges with ``more`` arcs on which nothing is charged."""
    return ArcCharges(**{
        name: np.append(getattr(charges, name), np.full(more, float(name in OPEN_FIELDS)))
        for name in ArcCharges.names()
    })  # fmt: skip


def _law(law: Enactment, stores: int, processes: int) -> Enactment:
    """The law with the stores' arcs; to an origin rule a store is inside and an origin."""
    feedbacks = law.feedbacks
    if feedbacks.origins is not None:
        traced = tuple(
            replace(
                good,
                takes_origin=(*good.takes_origin, *[True] * stores),
                outside=(*good.outside, *[0.0] * stores),
            )
            for good in feedbacks.origins.goods
        )
        owned = (*feedbacks.origins.owned, *[1.0] * processes)
        feedbacks = replace(feedbacks, origins=replace(feedbacks.origins, goods=traced, owned=owned))
    return replace(law, charges=_uncharged(law.charges, stores), feedbacks=feedbacks)
