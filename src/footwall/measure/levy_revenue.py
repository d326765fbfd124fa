"""What a floor collects and what exporters keep of it, over the share ω that they keep.

With a full top-up against its own price an exporter can invoice at the floor and keep the gap: a revenue is
a range: from ω = 0, a pure levy, to ω = 1, a minimum import price. Every ω is its own equilibrium, which the
caller solves. USD/year.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from footwall.enacted.charges import ArcCharges
from footwall.measure.accounts import tariff_quota_by_arc
from footwall.measure.state import State


@dataclass(frozen=True)
class LevyRevenue:
    """How the zone's charges split at one ω, USD/year."""

    omega: float | None
    """The share imposed on all floors; None for the rulebook's own."""
    levy: float
    """Levy and tariffs of the rulebook, net of what evasion hides."""
    fine: float
    tariff_quota: float
    """Out-of-quota charges paid to treasuries."""
    exporter_rent: float

    @property
    def treasury(self) -> float:
        return self.levy + self.fine + self.tariff_quota

    @property
    def total(self) -> float:
        return self.treasury + self.exporter_rent


def levy_revenue(state: State, commodity: str | None = None, omega: float | None = None) -> LevyRevenue:
    """Revenue and exporters' rent of a solved state, of one commodity or all; ``omega`` only labels it."""
    chosen = np.array([commodity in (None, arc.commodity) for arc in state.network.arcs])
    flow = np.where(chosen, state.equilibrium.flow, 0.0)
    unit = state.equilibrium.unit
    out_of_quota, _ = tariff_quota_by_arc(state)
    return LevyRevenue(
        omega=omega,
        levy=float(flow @ unit.levy),
        fine=float(flow @ unit.fine),
        tariff_quota=float(out_of_quota[chosen].sum()),
        exporter_rent=float(flow @ unit.exporter_rent),
    )


def with_omega(charges: ArcCharges, omega: float) -> ArcCharges:
    """The same charges with the share ω of every floor's gap kept by exporters."""
    return replace(charges, omega=np.where(charges.floor > 0.0, omega, charges.omega))


def revenue_over_omega(
    state: State,
    solve_with: Callable[[ArcCharges], State],
    commodity: str | None = None,
    omegas: Sequence[float] = (0.0, 1.0),
) -> tuple[LevyRevenue, ...]:
    """The split at the rulebook's own ω (first, solved already), then at each of ``omegas``.

    ``solve_with`` solves the state's economy under other charges. Where the gap is that of a published
    reference price ω has no effect: an exporter cannot raise that price by its invoice.
    """
    others = (
        levy_revenue(solve_with(with_omega(state.enactment.charges, omega)), commodity, omega)
        for omega in omegas
    )
    return (levy_revenue(state, commodity), *others)
