"""A solved market: prices, tonnes and what every tonne paid on its way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from footwall.enacted.charges import ArcCharges
from footwall.market.assemble import System
from footwall.market.breakdown import fill_breakdown
from footwall.market.producers import GIVEN_BACK, GUARANTEED, support_per_tonne
from footwall.market.residual import excess_supply, quantities
from footwall.market.scenario import charges_of
from footwall.market.served import served_uses
from footwall.market.support_limits import output_under_supports
from footwall.market.system import FloatArray
from footwall.market.work import Work


@dataclass(frozen=True)
class UnitCharges:
    """Components of the landed price per arc, USD/t; they add up to ``landed``.

    ``exporter_rent`` is the ω part of the gap, ``tariff_quota_rent`` the rent ρ of a tariff-rate quota.
    ``evaded_share`` is the share of the levied tonnes whose origin is not declared.
    """

    fob: FloatArray
    export_tax: FloatArray
    vat: FloatArray
    export_specific: FloatArray
    quota_rent: FloatArray
    freight: FloatArray
    exporter_rent: FloatArray
    duty: FloatArray
    levy: FloatArray
    fine: FloatArray
    concealment: FloatArray
    tariff_quota_rent: FloatArray
    landed: FloatArray
    evaded_share: FloatArray


@dataclass(frozen=True)
class SupportPayments:
    """What each support pays in a year; arrays of shape (supports,)."""

    output: FloatArray
    """t/year of the output that carries it."""
    paid: FloatArray
    """USD/year to producers."""
    given_back: FloatArray
    """USD/year from producers, as their share of a high index."""
    guaranteed_share: FloatArray
    """Share of the output that is paid the guarantee, once volume and budget hold."""
    given_back_share: FloatArray
    """Share of the output's index above the upside price that is given back, once the annual cap holds."""


@dataclass(frozen=True)
class Equilibrium:
    """One solution. Arrays follow the order of the network's tuples and of ``Calibration.buyers``."""

    price: FloatArray
    """(markets,) FOB without value-added tax, USD/t."""
    rent: FloatArray
    """(quotas,) USD/t."""
    reference: FloatArray
    """(references,) USD/t."""
    landed: FloatArray
    share: FloatArray
    flow: FloatArray
    """(arcs,) t/year."""
    effective: FloatArray
    """(buyers,) the price buyers decide on, USD/t."""
    purchases: FloatArray
    margin: FloatArray
    """(processes,) USD/t of activity."""
    activity: FloatArray
    use: FloatArray
    shortage: FloatArray
    """(uses,) t/year not served above the choke price."""
    disposal: FloatArray
    """(markets,) t/year."""
    stock: FloatArray
    """(schedules,) t/year into each stock schedule; negative: out of it."""
    unit: UnitCharges
    support: SupportPayments
    status: str
    residual: float
    iterations: int
    seconds: float
    starts: int = 1
    """Starting points that led to this solution."""
    rounds: int = 0
    """Solves that charges which follow the solution took to settle; 0 where there are none."""
    charges: ArcCharges | None = None
    """The charges that settled; None where no charge follows the solution."""


def unit_breakdown(x: FloatArray, s: int, system: System) -> UnitCharges:
    """What one tonne pays on every arc at the unknowns ``x`` of scenario ``s``."""
    charge = charges_of(system.curves, s)
    out = np.zeros((14, charge.shape[0]))
    fill_breakdown(x, charge, system.curves.tonnage.shape[0], system.topology, out)
    return UnitCharges(*out)


def support_payments(x: FloatArray, s: int, system: System, activity: FloatArray) -> SupportPayments:
    """What every support pays in a year at the unknowns ``x`` of scenario ``s``."""
    topology, curves = system.topology, system.curves
    tonnes = output_under_supports(system, activity)
    unit = [support_per_tonne(k, x, s, topology, curves) for k in range(len(tonnes))]
    paid = np.array([item[0] for item in unit]) * tonnes
    given_back = np.array([item[1] for item in unit]) * tonnes
    shares = curves.support[s if curves.support.shape[0] > 1 else 0]
    return SupportPayments(
        tonnes, paid, given_back, shares[:, GUARANTEED].copy(), shares[:, GIVEN_BACK].copy()
    )


def describe_solution(
    x: FloatArray, s: int, system: System, work: Work, outcome: tuple[str, float, int, float]
) -> Equilibrium:
    """Expand the unknowns ``x`` of scenario ``s``; ``outcome`` is status, residual, iterations, seconds.

    A price or rent that the solver left below zero by rounding is zero.
    """
    quantities(x, s, system.topology, system.curves, work)
    markets, quotas = system.curves.tonnage.shape[0], len(system.quotas)
    excess = np.zeros(x.shape[0])
    excess_supply(excess, s, system.topology, system.curves, work)
    served, shortage = served_uses(s, system, work)
    status, residual, iterations, seconds = outcome
    cleared = np.abs(excess[:markets]) <= max(residual, 1e-9) * system.curves.tonnage
    return Equilibrium(
        price=np.maximum(x[:markets], 0.0),
        rent=np.maximum(x[markets : markets + quotas], 0.0),
        reference=x[markets + quotas :].copy(),
        landed=work.landed[:, 0].copy(),
        share=work.share.copy(),
        flow=work.flow.copy(),
        effective=work.effective.copy(),
        purchases=work.purchases.copy(),
        margin=work.margin.copy(),
        activity=work.activity[:, 0].copy(),
        use=served,
        shortage=shortage,
        disposal=np.where(cleared, 0.0, np.maximum(excess[:markets], 0.0)),
        stock=work.stock.copy(),
        unit=unit_breakdown(x, s, system),
        support=support_payments(x, s, system, work.activity[:, 0]),
        status=status,
        residual=residual,
        iterations=iterations,
        seconds=seconds,
    )
