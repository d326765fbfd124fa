"""Tonnes that final uses get, and those that are not served above the choke price."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from footwall.market.compiled import compiled
from footwall.market.curves import CHOKED_USE
from footwall.market.curves import use as use_curve

if TYPE_CHECKING:
    from footwall.market.assemble import System
    from footwall.market.system import FloatArray
    from footwall.market.work import Work


def served_uses(s: int, system: System, work: Work) -> tuple[FloatArray, FloatArray]:
    """(uses,) use and shortage of scenario ``s`` at the effective prices of ``work``, t/year."""
    uses = system.curves.use[s if system.curves.use.shape[0] > 1 else 0]
    served, shortage = np.zeros(len(uses)), np.zeros(len(uses))
    fill_served(uses, work.effective[system.topology.use_buyer], served, shortage)
    return served, shortage


@compiled
def fill_served(uses: FloatArray, price: FloatArray, served: FloatArray, shortage: FloatArray) -> None:
    """Fill use and shortage (uses,) of curves (uses, 5) at effective prices (uses,)."""
    for k in range(uses.shape[0]):
        row = uses[k]
        curve = (row[2], row[3], row[4])
        served[k] = use_curve(row[0], row[1], price[k], curve)[0]
        if row[0] == CHOKED_USE and price[k] > row[4]:
            shortage[k] = use_curve(row[0], row[1], row[4], curve)[0] - served[k]
