"""What payments and purchases of a path are in every draw: sums over states, the central case first.

=====================  ==========================================================  ===================
figure                 definition                                                  unit
=====================  ==========================================================  ===================
treasury               receipts of the zone's treasuries less what they pay        million USD/yr
support|<kind>         paid to producers under one kind of instrument              million USD/yr
bought|<good>          purchases of the zone, home supply included                 t/yr
bought_outside|<good>  of these from origins outside the zone                      t/yr
bought_rival|<good>    of these from the rival                                     t/yr
=====================  ==========================================================  ===================

They need every route of every state, which the walk does not keep for draws; it keeps what they follow from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from footwall.measure.state import State, totals
from footwall.measure.support_accounts import support_payments
from footwall.runs.figures import MILLION, TREASURY, treasury

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.horizon.path import Path
    from footwall.market.system import FloatArray, IntArray
    from footwall.runs.zone import ReportedZone

SUPPORT = "support|"
BOUGHT, BOUGHT_OUTSIDE, BOUGHT_RIVAL = "bought", "bought_outside", "bought_rival"


def drawn_sums(path: Path, zone: ReportedZone) -> dict[str, FloatArray]:
    """Figure -> (years, S): weighted means over the periods of a year.

    A draw that was left out holds the figures of the central case, as everywhere on the path.
    """
    shape = len(path.years), len(path.alive)
    arriving = _arriving(path.course.calibration.network, zone)
    found: dict[str, FloatArray] = {}
    for place, year in enumerate(path.years):
        for solved in year.periods:
            for draw, row in enumerate(solved.rows.tolist()):
                equilibrium = solved.central if row == 0 else solved.batch.equilibrium(row)
                state = State(year.curves, solved.period.law, equilibrium, scenario=row, stocks=solved.stocks)
                for name, value in _sums(state, zone, arriving):
                    sums = found.setdefault(name, np.zeros(shape))
                    sums[place, draw] += solved.period.weight * value
    return found


@dataclass(frozen=True, eq=False)
class _Arriving:
    """What of every arc arrives in the zone, and of that from outside and from the rival; arrays (arcs,)."""

    commodities: tuple[str, ...]
    commodity: IntArray
    bought: FloatArray
    outside: FloatArray
    rival: FloatArray


def _arriving(network: Network, zone: ReportedZone) -> _Arriving:
    arcs = network.arcs
    names = {commodity.id: place for place, commodity in enumerate(network.commodities)}
    into = zone.weights(tuple(arc.destination for arc in arcs))
    return _Arriving(
        tuple(names),
        np.array([names[arc.commodity] for arc in arcs], dtype=np.int64),
        into,
        into * (1.0 - zone.weights(tuple(arc.origin for arc in arcs))),
        into * np.array([float(arc.origin == zone.rival) for arc in arcs]),
    )


def _sums(state: State, zone: ReportedZone, arriving: _Arriving) -> Iterator[tuple[str, float]]:
    yield TREASURY, treasury(state, zone)
    for payment in support_payments(state):
        yield f"{SUPPORT}{payment.kind}", payment.amount / MILLION
    flow, goods = state.equilibrium.flow, arriving.commodities
    for figure, share in (
        (BOUGHT, arriving.bought),
        (BOUGHT_OUTSIDE, arriving.outside),
        (BOUGHT_RIVAL, arriving.rival),
    ):
        for commodity, tonnes in zip(
            goods, totals(arriving.commodity, flow * share, len(goods)), strict=True
        ):
            yield f"{figure}|{commodity}", float(tonnes)
