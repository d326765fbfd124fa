"""Money of the years over ω, the share of the gap to a floor that exporters keep by raising invoices.

Every period of the policy path is solved again at ω = 0 and ω = 1 on its own curves: capacity and memory are
those that came of the rulebook's own ω, so that the answer is who keeps the gap of these years, not what
would have been built. Central parameters, million USD a year.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from footwall.errors import NotConverged
from footwall.horizon.year_curves import central_curves
from footwall.market.under_law import solve_law
from footwall.measure.state import State
from footwall.runs.figures import MILLION, treasury
from footwall.runs.omega import OMEGAS, leaves_a_gap, with_omega
from footwall.runs.year_series import user_bill_at

if TYPE_CHECKING:
    from footwall.horizon.path import SolvedPeriod, YearOfPath
    from footwall.market.equilibrium import Equilibrium
    from footwall.market.system import FloatArray
    from footwall.runs.through_years import ChainYears

NO_GAP = (
    "no floor without a cliff compares an entry's own price in any year, so that exporters can keep nothing "
    "of a gap by raising invoices"
)


@dataclass(frozen=True, eq=False)
class YearsAtOmega:
    """By year, at one ω: treasuries and users against the baseline path, and what exporters keep."""

    omega: float
    treasury: FloatArray
    user_bill: FloatArray
    exporters_rent: FloatArray


def years_over_omega(chain: ChainYears, before: FloatArray) -> tuple[tuple[YearsAtOmega, ...], str]:
    """The years at every ω with a solution, and why one is missing; ``before`` (years,) are the baseline's
    treasuries."""
    laws = [solved.period.law for year in chain.pair.policy.path.years for solved in year.periods]
    if not chain.touched or not any(leaves_a_gap(law.charges) for law in laws):
        return (), NO_GAP
    found, missing = [], []
    for omega in OMEGAS:
        try:
            found.append(_at(chain, omega, before))
        except NotConverged as refusal:
            missing.append(f"at ω = {omega:g} a year has no solution ({refusal})")
    return tuple(found), "; ".join(missing)


def _at(chain: ChainYears, omega: float, before: FloatArray) -> YearsAtOmega:
    years = chain.pair.policy.path.years
    inside = chain.zone.weights(tuple(arc.destination for arc in chain.network.arcs))
    received, kept = np.zeros(len(years)), np.zeros(len(years))
    effective = np.zeros((len(years), 1, len(chain.pair.policy.path.course.calibration.buyers)))
    for place, year in enumerate(years):
        for solved in year.periods:
            state = _solved_at(year, solved, omega)
            found, weight = state.equilibrium, solved.period.weight
            received[place] += weight * treasury(state, chain.zone)
            kept[place] += weight * float(inside @ (found.flow * found.unit.exporter_rent)) / MILLION
            effective[place, 0] += weight * found.effective
    return YearsAtOmega(omega, received - before, user_bill_at(chain, effective)[:, 0], kept)


def _solved_at(year: YearOfPath, solved: SolvedPeriod, omega: float) -> State:
    """One period at ω; the state itself where its law leaves exporters no gap."""
    law = solved.period.law
    central: Equilibrium = solved.central
    if leaves_a_gap(law.charges):
        law = replace(law, charges=with_omega(law.charges, omega), ranged=None)
        central = solve_law(
            central_curves(year.curves), law, start=solved.unknowns[0], stocks=solved.stocks.of_scenario(0)
        )
    return State(year.curves, law, central, scenario=0, stocks=solved.stocks)
