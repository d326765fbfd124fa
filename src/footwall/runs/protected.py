"""What a rulebook protects: a commodity, its borders and the tonnage that its clauses give the zone.

The rulebook's protection of one commodity is taken out of its law: what it levies on the commodity at the
zone's borders, and the supports of its makers there. Everything else stays in force: what it puts on other
commodities, its measures, bans and limits in tonnes, tariff-rate quotas among them, and whom it exempts. What
is left is what instruments are added to and compared with; what the rulebook adds to it is the tonnage that
they have to equal. Only the use of revenue is left out, so that treasuries hold what they collect. A rulebook
that supports makers and levies nothing is compared with instruments at the border of the zone as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from footwall.enacted.charges import ArcCharges, Enactment, FloatArray, Support
from footwall.enacted.feedbacks import Feedbacks
from footwall.market.under_law import solve_law
from footwall.measure.state import State, market_output, purchased_for_stock, zone_weight

NO_PROTECTION = 1e-6
"""A rise of the zone's output below this share is no protection that others could equal."""
_KEPT = (
    "open", "export_tax", "vat_not_refunded", "export_specific", "freight", "valuation_cif",
    "duty_ad_valorem", "duty_specific",
)  # fmt: skip
"""Measures of governments and costs of trade, which an instrument at the border leaves as they are."""
LEVIES, MEASURES, SUPPORTS, PURCHASES = "levies", "measures", "supports", "purchases"
"""Kinds of clauses that stay in force beside every instrument."""


@dataclass(frozen=True, eq=False)
class Protected:
    """A commodity, the borders at which it is protected, and the zone's tonnage to be equalled."""

    without: State
    """The rulebook without its protection of the commodity; the baseline where that is all there is to it."""
    policy: State
    zone: Mapping[str, float]
    commodity: str
    levied_share: FloatArray
    """(arcs,) share of the arc that an instrument reaches; 0 for other commodities and origins inside."""
    floor: FloatArray
    """(arcs,) USD/t: the rulebook's floor, else the mean price at the border without one."""
    made: FloatArray
    """(markets,) share inside the zone of the markets of the commodity, 0 elsewhere."""
    kept: tuple[str, ...]
    """Kinds of the rulebook's other clauses, which are in force beside every instrument."""

    @property
    def target(self) -> float:
        """Tonnage under the whole rulebook, t/year."""
        return self.output(self.policy)

    @property
    def output_without(self) -> float:
        return self.output(self.without)

    def output(self, state: State) -> float:
        """The zone's output of the commodity, t/year."""
        return float(self.made @ market_output(state))

    def mean_at_border(self, values: FloatArray) -> float:
        """Mean of (arcs,) values over the protected arcs, by tonnes that are reached without any."""
        return _mean(values, self.levied_share, self.without)


def protected(baseline: State, policy: State, zone: Mapping[str, float], commodity: str) -> Protected | None:
    """The protection that the rulebook's clauses on ``commodity`` add to all others; None where none does.

    Raises NotConverged if the market has no solution without them.
    """
    network = policy.network
    into_zone = zone_weight([arc.destination for arc in network.arcs], zone)
    into_zone *= [arc.commodity == commodity for arc in network.arcs]
    levied = np.where(into_zone > 0.0, policy.charges.levied_share, 0.0)
    inside = zone_weight([market.region for market in network.markets], zone)
    made = inside * [market.commodity == commodity for market in network.markets]
    law = _other_clauses(baseline.enactment, policy.enactment, commodity, levied)
    if law is None or made @ market_output(baseline) <= 0.0:
        return None
    if not levied.any():
        levied = into_zone * (1.0 - zone_weight([arc.origin for arc in network.arcs], zone))
    if not levied.any():
        return None
    kept = _kept(baseline, policy, law)
    without = baseline
    if kept:
        bought = policy.stock_purchase
        found = solve_law(policy.calibration, law, purchase=bought)
        without = State(policy.calibration, law, found, bought)
    floor = _floors(without, policy, levied)
    given = Protected(without, policy, zone, commodity, levied, floor, made, kept)
    return given if given.target > (1.0 + NO_PROTECTION) * given.output_without else None


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


def _other_clauses(
    before: Enactment, after: Enactment, commodity: str, levied: FloatArray
) -> Enactment | None:
    """The law without the rulebook's protection of one commodity; None where there is none to leave out."""
    added = _added_supports(before, after)
    if not levied.any() and all(item.commodity != commodity for item in added):
        return None
    charges = {
        name: np.where(levied > 0.0, getattr(before.charges, name), getattr(after.charges, name))
        for name in ArcCharges.names()
        if name not in _KEPT
    }
    return replace(
        after,
        charges=replace(after.charges, **charges),
        supports=tuple(item for item in after.supports if item not in added or item.commodity != commodity),
        floors=tuple(floor for floor in after.floors if floor.commodity != commodity),
        feedbacks=_of_others(after.feedbacks, commodity),
        revenue={},
        ranged=None,
    )


def _of_others(feedbacks: Feedbacks, commodity: str) -> Feedbacks:
    """Rules on other commodities; the levied share of this one is that which the policy settled on."""
    origins = feedbacks.origins
    if origins is not None:
        goods = tuple(good for good in origins.goods if good.commodity != commodity)
        origins = replace(origins, goods=goods) if goods else None
    return Feedbacks(tuple(item for item in feedbacks.contents if item.commodity != commodity), origins)


def _kept(baseline: State, policy: State, law: Enactment) -> tuple[str, ...]:
    """Kinds of clauses in which the law, with the policy's purchases, differs from the baseline."""
    before = baseline.enactment
    levied = (before.charges.levied_share > 0.0) | (law.charges.levied_share > 0.0)
    levies = [name for name in ArcCharges.names() if name not in _KEPT]
    told = {
        LEVIES: _moved(before, law, levies, levied) or before.feedbacks != law.feedbacks,
        MEASURES: _moved(before, law, _KEPT, np.ones_like(levied)) or before.quotas != law.quotas,
        SUPPORTS: before.supports != law.supports,
        PURCHASES: not np.array_equal(purchased_for_stock(baseline), purchased_for_stock(policy)),
    }
    return tuple(kind for kind, differs in told.items() if differs)


def _moved(before: Enactment, law: Enactment, names: Iterable[str], arcs: NDArray[np.bool_]) -> bool:
    """True if a charge differs on one of the (arcs,) that are chosen; a levy acts only where it is levied."""
    return any(
        bool(np.any(arcs & (getattr(before.charges, name) != getattr(law.charges, name)))) for name in names
    )


def _added_supports(before: Enactment, after: Enactment) -> tuple[Support, ...]:
    return tuple(support for support in after.supports if support not in before.supports)


def _floors(without: State, policy: State, levied: FloatArray) -> FloatArray:
    """The rulebook's floor, and on arcs without one the mean price at the border without any."""
    mean = _mean(price_at_border(without), levied, without)
    own = policy.charges.floor
    return np.where(levied > 0.0, np.where(own > 0.0, own, mean), 0.0)


def _mean(values: FloatArray, levied: FloatArray, state: State) -> float:
    flow = levied * state.equilibrium.flow
    return float(np.average(values, weights=flow if flow.sum() > 0.0 else levied))
