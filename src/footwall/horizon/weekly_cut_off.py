"""The first year after a supplier stops, week by week: what arrives, what stocks give, who goes short when.

The year's plants, use and memory are those of ``cut_off``; so are the arcs that close. What left before the
stop still arrives: for the first weeks the market is as it was. Then every week is a market of its own at
yearly rates, on curves that answer by a growing share (``short_clock``), with what is left of private and
public stocks. Nobody foresees the next week: holders act by the rules of ``weekly_stocks``. A buyer whose
open origins cost, at the prices before, more than the price at which use goes short lives on its own stock
until that is gone (``own_stores``).

Balance of every buyer and week, in t:

    used by makers and users = supplied by open origins + arrived + private releases + public releases
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from footwall.enacted.charges import Enactment
from footwall.errors import NotConverged
from footwall.horizon.cut_off import closed_abroad, without_arcs
from footwall.horizon.own_stores import Stores, price_of_open_origins, with_stores
from footwall.horizon.private_stocks import Holding
from footwall.horizon.public_stocks import base_purchases
from footwall.horizon.short_clock import ShortClock, within_weeks
from footwall.horizon.weekly_stocks import (
    BOUGHT,
    PACED,
    PUBLIC,
    RELEASED,
    RESERVE,
    SURPLUS,
    WEEK,
    PublicStock,
    WeekStocks,
    first_stocks,
    left_after,
    schedules_of,
)
from footwall.horizon.year_curves import central_curves, highest_price
from footwall.market.assemble import System, assemble
from footwall.market.calibrate import total_by_buyer
from footwall.market.equilibrium import Equilibrium
from footwall.market.solve import solved
from footwall.market.system import FloatArray

if TYPE_CHECKING:
    from footwall.horizon.path import BoolArray, YearOfPath
    from footwall.market.calibrate import Calibration


ALL_GONE = 0.02
"""Share of a week's use below which a stock keeps nobody going."""
CRUMBS = 1e-4
"""Share of base-year purchases below which a buyer is gone before the stop: nobody keeps a store for it."""
NOTHING = 1e-6
"""Share of what was bought before below which nobody buys."""


@dataclass(frozen=True)
class WeeklyTerms:
    """What the weeks are made of besides the year: the answer within weeks, goods at sea, how many weeks."""

    clock: ShortClock
    transit_weeks: int
    weeks: int = 52


@dataclass(frozen=True, eq=False)
class WeeklyCutOff:
    """Every week after the stop; arrays (weeks, buyers), (weeks, uses) or (weeks, processes), t a week."""

    year: int
    supplier: str
    before: Equilibrium
    level: FloatArray
    """(buyers,) effective price before, USD/t."""
    normal: FloatArray
    """(buyers,) private stock before, t."""
    effective: FloatArray
    """USD/t."""
    used: FloatArray
    """By makers and users of each buyer."""
    supplied: FloatArray
    arrived: FloatArray
    private: FloatArray
    """Released less bought."""
    public: FloatArray
    private_left: FloatArray
    """t at the end of the week."""
    public_left: FloatArray
    use: FloatArray
    shortage: FloatArray
    """Not served above the choke price."""
    activity: FloatArray
    residual: float = field(default=0.0)
    """Largest relative residual of all weeks."""

    @property
    def weeks(self) -> int:
        return len(self.effective)

    @property
    def largest_error(self) -> float:
        """Largest gap of the balance of a buyer and week, over what the buyer used a week before the stop."""
        gap = np.abs(self.used - self.supplied - self.arrived - self.private - self.public)
        return float((gap / np.maximum(WEEK * self.before.purchases, 1e-9)).max())


def weekly_cut_off(
    year: YearOfPath,
    supplier: str,
    private: Holding | None,
    public: PublicStock | None,
    terms: WeeklyTerms,
) -> WeeklyCutOff:
    """The weeks under the last law of a year, at central parameters; None: nobody holds such stocks.

    Raises NotConverged that names the week, and UnknownName where a public stock has no buyer.
    """
    before = year.periods[-1].central
    curves = central_curves(year.curves)
    abroad = closed_abroad(curves.network, supplier)
    law = without_arcs(year.periods[-1].period.law, abroad)
    stock = first_stocks(curves, before, private, public)
    dear = price_of_open_origins(curves, law, before.landed)
    on_stock = (dear >= stock.reserve) & (before.purchases > CRUMBS * base_purchases(curves))
    market: _Market | None = None
    keep: dict[str, list[FloatArray]] = {name: [] for name in _BY_WEEK}
    last: Equilibrium | None = None
    residual = 0.0
    for week in range(terms.weeks):
        if week < terms.transit_weeks:
            flows = _as_before(curves, before, abroad)
        else:
            held = stock.private + stock.public > ALL_GONE * WEEK * before.purchases
            still = on_stock & (held | np.isinf(dear))
            if market is None or not np.array_equal(still, on_stock):
                market = _market(curves, law, before, (still, stock))
            on_stock = still
            share = terms.clock.share((week - terms.transit_weeks + 0.5) * WEEK)
            last = _solved(market, stock, within_weeks(curves, before, share), week, last)
            residual = max(residual, last.residual)
            flows = _traded(curves, before.purchases, last, market.stores)
            stock = left_after(stock, flows["private"], flows["public"])
        for name, values in {**flows, "private_left": stock.private, "public_left": stock.public}.items():
            keep[name].append(values)
    return WeeklyCutOff(
        year.year, supplier, before, stock.level, stock.normal,
        **{name: np.stack(values) for name, values in keep.items()}, residual=residual,
    )  # fmt: skip


_BY_WEEK = (
    "effective", "used", "supplied", "arrived", "private", "public", "private_left", "public_left", "use",
    "shortage", "activity",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Market:
    """The market packed once for all weeks in which the same buyers live on stock."""

    stores: Stores
    system: System


def _market(
    curves: Calibration, law: Enactment, before: Equilibrium, held: tuple[BoolArray, WeekStocks]
) -> _Market:
    """``held``: (buyers,) who live on stock, whose arcs are closed, and the stocks."""
    on_stock, stock = held
    alone = without_arcs(law, on_stock[curves.wiring.arc_buyer])
    stores = with_stores(curves, alone, before, np.flatnonzero(on_stock).tolist(), len(RELEASED))
    larger, law = stores.curves, stores.law
    if len(stores.buyer):
        empty = np.ones((len(stores.buyer), len(RELEASED), 3)) * np.array([0.0, 1.0, 2.0])
        larger = replace(larger, process=stores.filled(larger.process, empty))
    system = assemble(larger, law.charges, law.quotas, supports=law.supports, stocks=schedules_of(stock))
    return _Market(stores, system)


def _of_week(market: _Market, stock: WeekStocks, curves: Calibration) -> System:
    """The packed market on the curves and stocks of one week."""
    stores, system = market.stores, market.system
    process, block = curves.process, schedules_of(stock).block
    if len(stores.buyer):
        buyers = len(stock.level)
        served = block[0, stores.buyer[:, None] + buyers * np.array(RELEASED), :3]
        served[:, :, 0] *= -1.0
        process = stores.filled(process, served)
        for kind in (PACED, BOUGHT, SURPLUS, RESERVE, PUBLIC):
            block[:, stores.buyer + kind * buyers, 0] = 0.0
    return replace(system, curves=system.curves._replace(process=process, use=curves.use, stock=block))


def _solved(
    market: _Market, stock: WeekStocks, curves: Calibration, week: int, last: Equilibrium | None
) -> Equilibrium:
    """One week, from the solution of the last; the first week is solved from base prices."""
    system, start = _of_week(market, stock, curves), None
    if last is not None and len(last.rent) == len(system.quotas):
        markets = last.price[: len(curves.base_price)]
        start = np.concatenate([markets, last.effective[market.stores.buyer], last.rent, last.reference])
    try:
        return solved(system, market.stores.law.feedbacks, start=start)
    except NotConverged as refusal:
        raise NotConverged(
            f"{refusal.market}, week {week + 1} after the stop", refusal.residual, refusal.iterations,
            refusal.advice,
        ) from refusal  # fmt: skip


def _as_before(curves: Calibration, before: Equilibrium, abroad: BoolArray) -> dict[str, FloatArray]:
    """A week in which ships from the supplier still come in."""
    arrived = total_by_buyer(curves.wiring, np.where(abroad, before.flow, 0.0))
    nothing = np.zeros(len(curves.buyers))
    return {
        "effective": before.effective,
        "used": WEEK * before.purchases,
        "supplied": WEEK * (total_by_buyer(curves.wiring, before.flow) - arrived),
        "arrived": WEEK * arrived,
        "private": nothing,
        "public": nothing,
        "use": WEEK * before.use,
        "shortage": WEEK * before.shortage,
        "activity": WEEK * before.activity,
    }


def _traded(
    curves: Calibration, bought: FloatArray, solved: Equilibrium, stores: Stores
) -> dict[str, FloatArray]:
    """A week on stocks and open origins, t; ``bought`` (buyers,) t/year before.

    Where nobody buys any more the price is that at which the last user stops: any above it is as true.
    """
    wiring, buyers = curves.wiring, len(curves.buyers)
    processes, arcs = curves.process.shape[1], len(curves.network.arcs)
    activity = solved.activity[:processes]
    fed = np.repeat(np.arange(processes), np.diff(wiring.input_start))
    made_of = np.bincount(wiring.input_buyer, wiring.recipe_input * activity[fed], buyers)
    used = made_of + np.bincount(wiring.use_buyer, solved.use, buyers)
    mark = np.minimum(solved.effective, highest_price(curves)[0])
    traded = solved.stock.reshape(-1, buyers).copy()
    if len(stores.buyer):
        served = solved.activity[processes:].reshape(len(stores.buyer), -1)
        traded[np.ix_(np.array(RELEASED), stores.buyer)] = -served.T
    return {
        "effective": np.where(used > NOTHING * bought, solved.effective, mark),
        "used": WEEK * used,
        "supplied": WEEK * total_by_buyer(wiring, solved.flow[:arcs]),
        "arrived": np.zeros(buyers),
        "private": -WEEK * (traded[PACED] + traded[BOUGHT] + traded[SURPLUS] + traded[RESERVE]),
        "public": -WEEK * traded[PUBLIC],
        "use": WEEK * solved.use,
        "shortage": WEEK * solved.shortage,
        "activity": WEEK * activity,
    }
