"""The cut-off test: one region stops all exports in a year, and nothing has had time to answer.

The year's capacities, its use and the memory of prices stay; every arc from the region abroad is closed.
Limits on arcs that are closed go with them. Where a rulebook has the supplier stop in that very year, what
was before is the year under the last law that let it export.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from footwall.chain.network import Network
from footwall.enacted.charges import Enactment
from footwall.errors import NotConverged
from footwall.horizon.path import BoolArray, YearOfPath
from footwall.horizon.real_law import real
from footwall.horizon.year_curves import central_curves
from footwall.market.equilibrium import Equilibrium
from footwall.market.under_law import solve_law


@dataclass(frozen=True, eq=False)
class CutOff:
    """A year with and without the supplier; ``after`` is None where the market has no solution without it."""

    year: int
    supplier: str
    law: Enactment
    before: Equilibrium
    after: Equilibrium | None
    reason: str = ""


def cut_off(year: YearOfPath, supplier: str) -> CutOff:
    """The test under the last law of a year, at central parameters."""
    last = year.periods[-1]
    before = last.central
    law = without_arcs(last.period.law, closed_abroad(year.curves.network, supplier))
    try:
        after = solve_law(central_curves(year.curves), law)
    except NotConverged as refusal:
        return CutOff(year.year, supplier, law, before, None, str(refusal))
    return CutOff(year.year, supplier, law, before, after)


def exporting(years: Sequence[YearOfPath], place: int, supplier: str, levels: Sequence[float]) -> YearOfPath:
    """The year at ``place``, its last period under the last law in which the supplier may export.

    The year itself where it may, or where it never could. ``levels`` is the price level of every year: money
    of an earlier law is turned into that of the year. No stock trades in what is solved anew. Raises
    NotConverged.
    """
    year = years[place]
    abroad = closed_abroad(year.curves.network, supplier)
    laws = [
        (levels[then], item.period.law)
        for then in range(place + 1)
        for item in years[then].periods
        if (np.broadcast_to(item.period.law.charges.open, len(abroad))[abroad] > 0.0).any()
    ]
    last = year.periods[-1]
    if not laws or laws[-1][1] is last.period.law:
        return year
    level, law = laws[-1]
    law = replace(real(law, levels[place] / level), ranged=None)
    before = replace(
        last, period=replace(last.period, law=law), central=solve_law(central_curves(year.curves), law)
    )
    return replace(year, periods=(*year.periods[:-1], before))


def closed_abroad(network: Network, supplier: str) -> BoolArray:
    """(arcs,) True for what leaves the supplier's region."""
    return np.array([arc.origin == supplier and arc.destination != supplier for arc in network.arcs])


def without_arcs(law: Enactment, closed: BoolArray) -> Enactment:
    """The law with these arcs closed, and without the limits that bear on them alone."""
    charges = replace(law.charges, open=np.where(closed, 0.0, law.charges.open))
    quotas = tuple(
        replace(quota, arcs=left)
        for quota in law.quotas
        if (left := tuple(arc for arc in quota.arcs if not closed[arc]))
    )
    return replace(law, charges=charges, quotas=quotas, ranged=None)
