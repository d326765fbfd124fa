"""Revenue and rent over ω, the share of the gap that exporters keep by raising their invoices.

Who keeps the gap to a floor is not known before it is tried, so the policy is solved again with ω = 0 (all
of it is levy) and ω = 1 (all of it stays with exporters). A floor that compares a published price leaves
nothing to exporters, nor does one with a cliff (LEVY-16): an invoice raised to the floor never meets it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from footwall.enacted.charges import REFERENCE, ArcCharges
from footwall.errors import NotConverged
from footwall.market.under_law import solve_law
from footwall.measure.state import State
from footwall.runs.figures import MILLION, treasury, user_cost
from footwall.runs.zone import ReportedZone

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from footwall.rulebook import Rulebook

OMEGAS = (0.0, 1.0)
MINIMUM_IMPORT_PRICE = "minimum_import_price"


@dataclass(frozen=True)
class RevenueAtOmega:
    """Treasury and users against the baseline, and the rent that exporters keep (million USD a year)."""

    omega: float | None
    """None: the rulebook's own."""
    treasury: float
    exporters_rent: float
    user_cost: float


def revenue_over_omega(baseline: State, policy: State, zone: ReportedZone) -> tuple[RevenueAtOmega, ...]:
    """At the rulebook's ω, at 0 and at 1; only the first where no floor leaves a gap to share.

    An ω at which the market has no solution is left out.
    """
    found = [_at(None, baseline, policy, zone)]
    charges = policy.enactment.charges
    if not leaves_a_gap(charges):
        return tuple(found)
    for omega in OMEGAS:
        law = replace(policy.enactment, charges=with_omega(charges, omega))
        try:
            solved = solve_law(policy.calibration, law)
        except NotConverged:
            continue
        found.append(_at(omega, baseline, State(policy.calibration, law, solved), zone))
    return tuple(found)


def leaves_a_gap(charges: ArcCharges) -> bool:
    """True if exporters may raise invoices up to a floor on some arc."""
    return bool(np.any(_shared(charges) & (charges.levied_share > 0.0)))


def with_omega(charges: ArcCharges, omega: float) -> ArcCharges:
    """The same charges with the share ω of the gap kept by exporters wherever the law leaves them one."""
    return replace(charges, omega=np.where(_shared(charges), omega, charges.omega))


def _shared(charges: ArcCharges) -> NDArray[np.bool_]:
    """(arcs,) floors that compare an entry's own price and have no cliff below them."""
    shared: NDArray[np.bool_] = (
        (charges.floor > 0.0) & (charges.compared != REFERENCE) & (charges.cliff == 0.0)
    )
    return shared


def gap_is_left_to_exporters(rulebook: Rulebook) -> bool:
    """True if every levy on a gap is a minimum import price: the rulebook itself leaves ω no range."""
    levies = [floor.levy for floor in rulebook.floors.by_commodity.values()]
    if rulebook.floors.cascade is not None and rulebook.floors.cascade.levy is not None:
        levies.append(rulebook.floors.cascade.levy)
    instruments = {levy.instrument for levy in levies} & {"variable", MINIMUM_IMPORT_PRICE}
    return instruments == {MINIMUM_IMPORT_PRICE}


def _at(omega: float | None, baseline: State, policy: State, zone: ReportedZone) -> RevenueAtOmega:
    equilibrium = policy.equilibrium
    inside = np.array([zone.weight(arc.destination) for arc in policy.network.arcs])
    rent = float(inside @ (equilibrium.flow * equilibrium.unit.exporter_rent)) / MILLION
    received = treasury(policy, zone) - treasury(baseline, zone)
    return RevenueAtOmega(omega, received, rent, user_cost(baseline, policy, zone))
