"""What a rulebook protects: a commodity, its borders and the tonnage that its own clauses give the zone.

The clauses on one commodity are put on the law of the baseline alone: the charges at the zone's borders, its
tariff-rate quotas and the supports of its makers. What the same rulebook does to other commodities, and what
other governments do, is left out. A rulebook that supports makers and levies nothing is compared with
instruments at the border of the zone as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from footwall.enacted.charges import ArcCharges, Enactment, FloatArray, Support
from footwall.market.under_law import solve_law
from footwall.measure.state import State, market_output, zone_weight

NO_PROTECTION = 1e-6
"""A rise of the zone's output below this share is no protection that others could equal."""
_KEPT = (
    "open", "export_tax", "vat_not_refunded", "export_specific", "freight", "valuation_cif",
    "duty_ad_valorem", "duty_specific",
)  # fmt: skip
"""Charges of the baseline that an instrument at the border leaves as they are."""


@dataclass(frozen=True, eq=False)
class Protected:
    """A commodity, the borders at which it is protected, and the zone's tonnage to be equalled."""

    baseline: State
    policy: State
    zone: Mapping[str, float]
    commodity: str
    levied_share: FloatArray
    """(arcs,) share of the arc that an instrument reaches; 0 for other commodities and origins inside."""
    floor: FloatArray
    """(arcs,) USD/t: the rulebook's floor, else the mean baseline price at the border."""
    made: FloatArray
    """(markets,) share inside the zone of the markets of the commodity, 0 elsewhere."""
    target: float
    """t/year."""

    @property
    def output_baseline(self) -> float:
        return self.output(self.baseline)

    def output(self, state: State) -> float:
        """The zone's output of the commodity, t/year."""
        return float(self.made @ market_output(state))

    def mean_at_border(self, values: FloatArray) -> float:
        """Mean of (arcs,) values over the protected arcs, by baseline tonnes that are reached."""
        return _mean(values, self.levied_share, self.baseline)


def protected(baseline: State, policy: State, zone: Mapping[str, float], commodity: str) -> Protected | None:
    """The protection that the rulebook's own clauses on ``commodity`` alone give; None where they give none.

    Raises NotConverged if the market has no solution under these clauses alone.
    """
    network = policy.network
    into_zone = zone_weight([arc.destination for arc in network.arcs], zone)
    into_zone *= [arc.commodity == commodity for arc in network.arcs]
    levied = np.where(into_zone > 0.0, policy.charges.levied_share, 0.0)
    inside = zone_weight([market.region for market in network.markets], zone)
    made = inside * [market.commodity == commodity for market in network.markets]
    law = _own_clauses(baseline.enactment, policy.enactment, commodity, levied)
    if law is None or made @ market_output(baseline) <= 0.0:
        return None
    alone = State(baseline.calibration, law, solve_law(baseline.calibration, law))
    if not levied.any():
        levied = into_zone * (1.0 - zone_weight([arc.origin for arc in network.arcs], zone))
    if not levied.any():
        return None
    floor = _floors(baseline, policy, levied)
    target = float(made @ market_output(alone))
    found = Protected(baseline, policy, zone, commodity, levied, floor, made, target)
    return found if target > (1.0 + NO_PROTECTION) * found.output_baseline else None


def protected_commodities(baseline: State, policy: State) -> tuple[str, ...]:
    """Commodities that the rulebook levies on or supports, along the chain."""
    supported = {support.commodity for support in _added_supports(baseline.enactment, policy.enactment)}
    return tuple(
        commodity.id
        for commodity in policy.network.commodities
        if commodity.id in policy.enactment.covered or commodity.id in supported
    )


def price_at_border(state: State) -> FloatArray:
    """(arcs,) price at the border before duties, USD/t."""
    unit = state.equilibrium.unit
    return unit.fob + unit.export_tax + unit.vat + unit.export_specific + unit.quota_rent + unit.freight


def _own_clauses(before: Enactment, after: Enactment, commodity: str, levied: FloatArray) -> Enactment | None:
    """The baseline with the rulebook's clauses on one commodity; None where it has none."""
    added = tuple(item for item in _added_supports(before, after) if item.commodity == commodity)
    if not levied.any() and not added:
        return None
    taken = {
        name: np.where(levied > 0.0, getattr(after.charges, name), getattr(before.charges, name))
        for name in ArcCharges.names()
        if name not in _KEPT
    }
    quotas = tuple(
        quota
        for quota in after.quotas
        if quota.kind == "tariff_rate" and all(levied[arc] > 0.0 for arc in quota.arcs)
    )
    return replace(
        before,
        charges=replace(before.charges, **taken),
        quotas=(*before.quotas, *quotas),
        supports=(*before.supports, *added),
    )


def _added_supports(before: Enactment, after: Enactment) -> tuple[Support, ...]:
    return tuple(support for support in after.supports if support not in before.supports)


def _floors(baseline: State, policy: State, levied: FloatArray) -> FloatArray:
    """The rulebook's floor, and on arcs without one the mean price at the border in the baseline."""
    mean = _mean(price_at_border(baseline), levied, baseline)
    own = policy.charges.floor
    return np.where(levied > 0.0, np.where(own > 0.0, own, mean), 0.0)


def _mean(values: FloatArray, levied: FloatArray, state: State) -> float:
    flow = levied * state.equilibrium.flow
    return float(np.average(values, weights=flow if flow.sum() > 0.0 else levied))
