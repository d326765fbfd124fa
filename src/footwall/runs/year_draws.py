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
from typing import TYPE_CHECKING

import numpy as np

from footwall.measure.security import direct_supply
from footwall.measure.state import State
from footwall.measure.support_accounts import support_payments
from footwall.runs.figures import MILLION, TREASURY, treasury

if TYPE_CHECKING:
    from footwall.horizon.path import Path
    from footwall.market.system import FloatArray
    from footwall.runs.zone import ReportedZone

SUPPORT = "support|"
BOUGHT, BOUGHT_OUTSIDE, BOUGHT_RIVAL = "bought", "bought_outside", "bought_rival"


def drawn_sums(path: Path, zone: ReportedZone) -> dict[str, FloatArray]:
    """Figure -> (years, S): weighted means over the periods of a year.

    A draw that was left out holds the figures of the central case, as everywhere on the path.
    """
    shape = len(path.years), len(path.alive)
    found: dict[str, FloatArray] = {}
    for place, year in enumerate(path.years):
        for solved in year.periods:
            for draw, row in enumerate(solved.rows.tolist()):
                equilibrium = solved.central if row == 0 else solved.batch.equilibrium(row)
                state = State(year.curves, solved.period.law, equilibrium, scenario=row, stocks=solved.stocks)
                for name, value in _sums(state, zone):
                    sums = found.setdefault(name, np.zeros(shape))
                    sums[place, draw] += solved.period.weight * value
    return found


def _sums(state: State, zone: ReportedZone) -> Iterator[tuple[str, float]]:
    yield TREASURY, treasury(state, zone)
    for payment in support_payments(state):
        yield f"{SUPPORT}{payment.kind}", payment.amount / MILLION
    for supply in direct_supply(state, zone.share):
        yield f"{BOUGHT}|{supply.commodity}", supply.total
        yield f"{BOUGHT_OUTSIDE}|{supply.commodity}", supply.outside
        yield f"{BOUGHT_RIVAL}|{supply.commodity}", supply.by_origin.get(zone.rival, 0.0)
