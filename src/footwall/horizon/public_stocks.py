"""The public stocks of a rulebook on one network: their goods, where they trade, and what they may spend.

Every good has its own account (``Stockpile.split``). Money of a rulebook is that of the day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from footwall.errors import RulebookError
from footwall.market.system import FloatArray, IntArray
from footwall.rulebook.stockpile_schema import Stockpile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footwall.market.calibrate import Calibration
    from footwall.rulebook import Rulebook

DAYS = 365.0


@dataclass(frozen=True, eq=False)
class StockedGood:
    """One good of one stockpile."""

    stock: str
    commodity: str
    clause: Stockpile
    buyers: IntArray
    """Positions of the buyers that it serves."""
    served: FloatArray
    """(buyers,) share of each that it serves: a member may be a part of its region."""
    markets: IntArray
    """Positions of the markets where it buys; empty where it buys through its buyers."""
    market_share: FloatArray
    """Share of its purchases at each market, by base output."""
    budget: float
    """Money of the day, USD."""
    loan: float
    """The part of it that is borrowed, drawn last."""

    @property
    def name(self) -> str:
        return f"{self.stock}/{self.commodity}"

    def use_of(self, wanted: FloatArray) -> FloatArray:
        """(…, buyers of the good) t/year of ``wanted`` (…, all buyers) that it serves."""
        return np.asarray(wanted[..., self.buyers] * self.served)

    def mean_price(self, price: FloatArray, wanted: FloatArray) -> FloatArray:
        """(S,) of a ``price`` (S, all buyers) by what its buyers want of ``wanted`` (S, all buyers)."""
        used = self.use_of(wanted)
        total = np.maximum(used.sum(axis=-1), 1e-300)
        return np.asarray((price[:, self.buyers] * used).sum(axis=-1) / total)

    def serving(self, members: Mapping[str, float], calibration: Calibration) -> StockedGood:
        """The same good while these are the members; named regions are served whoever is one."""
        if self.clause.regions:
            return self
        regions = (calibration.buyers[buyer][1] for buyer in self.buyers.tolist())
        return replace(self, served=np.array([members.get(region, 0.0) for region in regions]))

    def target(self, use: FloatArray) -> FloatArray:
        """Tonnes wanted at a yearly ``use`` of its buyers, t/year."""
        wanted = float(self.clause.target[self.commodity])
        return wanted / DAYS * use if self.clause.wants_days(self.commodity) else np.full(use.shape, wanted)

    def debt(self, spent: FloatArray) -> FloatArray:
        """Loan drawn once ``spent`` is out, USD."""
        return np.clip(spent - (self.budget - self.loan), 0.0, self.loan)

    def fixed_price(self, prices: Mapping[str, float] | str | None) -> float | None:
        """Price that a clause names for this good, USD/t of the day."""
        return prices.get(self.commodity) if isinstance(prices, dict) else None

    def drawn_in(self, year: int) -> float:
        """Tonnes that participants take out in a year."""
        return sum(
            float(draw.tonnage)
            for item in self.clause.entitlements
            for draw in item.draws
            if draw.commodity == self.commodity and draw.on.year == year
        )

    def replenished_in(self, year: int) -> float:
        """Tonnes that are put back in a year, at the latest."""
        return sum(
            float(draw.tonnage)
            for item in self.clause.entitlements
            for draw in item.draws
            if draw.commodity == self.commodity and _due(draw.on, draw.replenish_within).year == year
        )


def _due(on: date, within: float) -> date:
    """Last day of a term of days; it ends in a later year than the draw, so that a year never does both."""
    last = date.fromordinal(on.toordinal() + round(within))
    return last if last.year > on.year else date(on.year + 1, 1, 1)


def stocked_goods(
    rulebook: Rulebook,
    calibration: Calibration,
    membership: Mapping[str, float],
    adopted: date | None = None,
) -> tuple[StockedGood, ...]:
    """The goods of all stockpiles that this network holds, in the order of the rulebook.

    ``membership`` is the largest share of every region that is ever a member. No stockpile begins before the
    rulebook is ``adopted``; None: each begins when it says. Raises RulebookError where none of a stockpile's
    regions buys the good, or no origin is left to buy from.
    """
    held = {commodity.id for commodity in calibration.network.commodities}
    found = []
    for name, clause in rulebook.stockpile.items():
        regions = dict.fromkeys(clause.regions, 1.0) or {
            region: share for region, share in membership.items() if share > 0.0
        }
        if not regions:
            continue  # the years end before anybody is a member
        goods = [commodity for commodity in clause.target if commodity in held]
        money = _split(clause, goods, calibration, regions)
        for commodity in goods:
            buyers = _buyers(calibration, commodity, regions)
            if not len(buyers):
                raise _refusal(rulebook, name, commodity, f"a good that is bought in {', '.join(regions)}")
            markets, share = _markets(calibration, commodity, clause)
            if clause.avoid and not len(markets):
                raise _refusal(rulebook, name, commodity, f"an origin other than {', '.join(clause.avoid)}")
            budget = money[commodity]
            loan = budget * (clause.loan or 0.0) / clause.budget
            served = np.array([regions[calibration.buyers[buyer][1]] for buyer in buyers.tolist()])
            begun = _begun(clause, adopted)
            found.append(StockedGood(name, commodity, begun, buyers, served, markets, share, budget, loan))
    return tuple(found)


def _begun(clause: Stockpile, adopted: date | None) -> Stockpile:
    if adopted is None or (clause.starts is not None and clause.starts >= adopted):
        return clause
    return clause.model_copy(update={"starts": adopted})


def _refusal(rulebook: Rulebook, name: str, commodity: str, allowed: str) -> RulebookError:
    from footwall.errors import Fault

    place = f"stockpile.{name}.target.{commodity}"
    return RulebookError(rulebook.name, [Fault("STOCK-12", place, commodity, allowed)])


def _buyers(calibration: Calibration, commodity: str, regions: Mapping[str, float]) -> IntArray:
    found = [
        b for b, (good, region) in enumerate(calibration.buyers) if good == commodity and region in regions
    ]
    return np.array(found, dtype=np.int64)


def _markets(calibration: Calibration, commodity: str, clause: Stockpile) -> tuple[IntArray, FloatArray]:
    if not clause.avoid:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    markets = calibration.network.markets
    chosen = [
        m for m, item in enumerate(markets) if item.commodity == commodity and item.region not in clause.avoid
    ]
    output = calibration.base_output[chosen]
    return np.array(chosen, dtype=np.int64), output / max(float(output.sum()), 1e-300)


def _split(
    clause: Stockpile, goods: list[str], calibration: Calibration, regions: Mapping[str, float]
) -> dict[str, float]:
    """Money of each good of this network: as written, or by what the targets cost at base-year prices."""
    if clause.split:
        return {commodity: float(clause.split[commodity]) for commodity in goods}
    bought = base_purchases(calibration)
    cost = {}
    for commodity in goods:
        buyers = _buyers(calibration, commodity, regions)
        part = bought[buyers] * [regions[calibration.buyers[buyer][1]] for buyer in buyers.tolist()]
        use = float(part.sum())
        tonnes = clause.target[commodity] * (use / DAYS if clause.wants_days(commodity) else 1.0)
        price = float(calibration.buyer[0, buyers, 3] @ part) / max(use, 1e-300)
        cost[commodity] = float(tonnes) * price
    total = sum(cost.values())
    return {commodity: clause.budget * amount / total for commodity, amount in cost.items()} if total else {}


def base_purchases(calibration: Calibration) -> FloatArray:
    """(buyers,) t/year bought in the base year."""
    flows = [arc.flow for arc in calibration.network.arcs]
    return np.bincount(calibration.wiring.arc_buyer, flows, len(calibration.buyers)).astype(np.float64)
