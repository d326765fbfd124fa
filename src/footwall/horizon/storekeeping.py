"""All stocks of one network through the years: public ones by their clauses, private ones by their rule.

What a stock does in a period follows from what is known when it begins: stocks held, last year's prices and
purchases, and the mean price of the five years before, its *trend*. A private holder sells once a year's mean
price is above ``year_trigger`` times that trend (``private_stocks`` with that as its level) and refills when
it is not. Where a public stock stands ready, holders keep less of their own:

    H̄ = cover·Q·(1 − χ·min(1, G / (T·Q)))

with G the public tonnes for the buyer, T the time that a disruption is expected to last and χ the *crowding
out*. Private stocks are counted as a share of cover·Q, so that growing use moves no stock by itself: demand
paths count what users stock up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from footwall.horizon.members import Members
from footwall.horizon.private_stocks import Holding, held_after, holding_of, private_schedules
from footwall.horizon.public_stocks import StockedGood, base_purchases, stocked_goods
from footwall.horizon.real_law import deflators
from footwall.horizon.stock_books import GoodYear, after_period, empty, turn_of_year, whole_year
from footwall.horizon.stock_trade import GoodState, Surroundings, Trade, schedules
from footwall.market.stocks import Stocks, joined
from footwall.market.system import FloatArray

if TYPE_CHECKING:
    from footwall.facts import Facts
    from footwall.horizon.periods import Period
    from footwall.market.calibrate import Calibration
    from footwall.market.outcomes import Outcomes
    from footwall.rulebook import Rulebook

TREND_YEARS = 5
SMALLEST = 1e-6
"""t below which a private stock is none."""


@dataclass(frozen=True, eq=False)
class Storekeeping:
    """Who holds stocks on a network, and how private holders behave."""

    goods: tuple[StockedGood, ...]
    holding: Holding
    year_trigger: float
    crowding_out: float
    inflation: tuple[float, ...]
    """USD of the day over real USD, by year."""
    calibration: Calibration
    members: Members | None = None
    """Who is in the zone by day; None: the shares with which the goods were made, on every day."""


@dataclass(frozen=True, eq=False)
class Stores:
    """What is held when a period begins."""

    goods: tuple[GoodState, ...]
    private: FloatArray
    """(S, buyers) share of cover·Q."""


@dataclass(frozen=True, eq=False)
class StoresYear:
    """What stocks did in a year."""

    goods: tuple[GoodYear, ...]
    private: FloatArray
    """(S, buyers) t held when the year ends."""
    private_normal: FloatArray
    """(S, buyers) t that they would hold with no public stock and no disruption."""


@dataclass(frozen=True, eq=False)
class Past:
    """Effective prices and purchases of the years before, latest last; arrays (S, buyers)."""

    prices: tuple[FloatArray, ...]
    wanted: FloatArray

    @property
    def trend(self) -> FloatArray:
        """Mean price of the last years."""
        return np.asarray(np.mean(self.prices[-TREND_YEARS:], axis=0))


def storekeeping_of(
    facts: Facts,
    calibration: Calibration,
    years: Sequence[int],
    ruled: tuple[Rulebook, Members] | None,
) -> Storekeeping:
    """Private holders of a network, and the public stocks of a rulebook with its members.

    Raises UnknownName for facts that are missing, RulebookError for a good that nobody there buys.
    """
    goods: tuple[StockedGood, ...] = ()
    if ruled is not None:
        rulebook, members = ruled
        goods = stocked_goods(rulebook, calibration, members.ever(), members.adopted)
    return Storekeeping(
        goods=goods,
        holding=holding_of(facts, calibration),
        year_trigger=facts.parameter("private_stock_trigger").value,
        crowding_out=facts.parameter("crowding_out").value,
        inflation=deflators(facts, calibration.network.year, years),
        calibration=calibration,
        members=ruled[1] if ruled is not None else None,
    )


def opened(keeping: Storekeeping, calibration: Calibration, years: int) -> tuple[Stores, Past]:
    """Before the first year: full private stocks, empty public ones, base-year prices."""
    scenarios = calibration.scenarios
    base = np.broadcast_to(calibration.buyer[:, :, 3], (scenarios, len(calibration.buyers)))
    bought = np.broadcast_to(base_purchases(calibration), base.shape)
    goods = tuple(empty(good, scenarios, years + 1) for good in keeping.goods)
    return Stores(goods, np.ones(base.shape)), Past((base,), bought)


def surroundings(
    keeping: Storekeeping, past: Past, period: Period, position: int, calibration: Calibration
) -> Surroundings:
    """What all stocks see when a period begins."""
    price = {(item.commodity, item.member): item.price for item in period.law.floors}
    return Surroundings(
        wanted=past.wanted,
        trend=past.trend,
        before=past.prices[-1],
        floor=np.array([price.get(buyer, 0.0) for buyer in calibration.buyers]),
        inflation=keeping.inflation[position],
        year=period.starts.year,
        days=(period.starts, period.ends),
        in_force=1.0,
        step=period.weight,
    )


def offered(keeping: Storekeeping, stores: Stores, seen: Surroundings) -> Stocks:
    """The schedules of all stocks in a period: those of each public good, then private ones."""
    public = [
        schedules(good, state, _dated(good, seen))
        for good, state in zip(serving(keeping, seen.days), stores.goods, strict=True)
    ]
    full, normal = _private_normal(keeping, stores, seen)
    level = seen.trend * keeping.year_trigger / (1.0 + keeping.holding.markup)
    private = private_schedules(keeping.holding, stores.private * full, normal, level, seen.step)
    return joined([*public, private])


def settled(
    keeping: Storekeeping, stores: Stores, seen: Surroundings, outcomes: Outcomes
) -> tuple[Stores, tuple[GoodYear, ...]]:
    """Stores and books after a period that was solved with ``offered``."""
    traded = outcomes.stock
    cash = (outcomes.delivered, outcomes.price)
    goods, books = [], []
    first = 0
    for good, state in zip(serving(keeping, seen.days), stores.goods, strict=True):
        rows = len(Trade) * len(good.buyers) + len(good.markets)
        after, book = after_period(good, state, _dated(good, seen), traded[:, first : first + rows], cash)
        goods.append(after)
        books.append(book)
        first += rows
    full, _ = _private_normal(keeping, stores, seen)
    held = held_after(stores.private * full, traded[:, first:], seen.step)
    share = np.where(full > SMALLEST, held / np.maximum(full, SMALLEST), stores.private)
    return Stores(tuple(goods), share), tuple(books)


def year_of(
    keeping: Storekeeping, stores: Stores, seen: Surroundings, parts: Sequence[tuple[GoodYear, ...]]
) -> StoresYear:
    """The books of a year from those of its periods."""
    full = keeping.holding.cover * seen.wanted
    goods = tuple(whole_year([part[g] for part in parts]) for g in range(len(keeping.goods)))
    return StoresYear(goods, stores.private * full, full)


def next_year(
    keeping: Storekeeping,
    stores: Stores,
    seen: Surroundings,
    last: Period,
    paid: tuple[FloatArray, FloatArray],
) -> Stores:
    """What is agreed for the year to come; ``paid`` holds this year's cash prices and use, (S, buyers)."""
    year = seen.year + 1
    ahead = replace(seen, year=year, days=(date(year, 1, 1), date(year, 12, 31)), step=1.0)
    goods = []
    for good, state in zip(serving(keeping, ahead.days), stores.goods, strict=True):
        signs = replace(
            _dated(good, ahead), in_force=_in_force(good, ahead) * good.clause.in_force(last.ends)
        )
        goods.append(turn_of_year(good, state, signs, good.mean_price(*paid)))
    return replace(stores, goods=tuple(goods))


def _dated(good: StockedGood, seen: Surroundings) -> Surroundings:
    """What the stock of a good sees: the share of the period in which its clause is in force."""
    return replace(seen, in_force=_in_force(good, seen))


def _in_force(good: StockedGood, seen: Surroundings) -> float:
    first = max(seen.days[0], good.clause.starts or seen.days[0])
    last = min(seen.days[1], good.clause.last_day or seen.days[1])
    return max((last - first).days + 1, 0) / ((seen.days[1] - seen.days[0]).days + 1)


def serving(keeping: Storekeeping, days: tuple[date, date]) -> tuple[StockedGood, ...]:
    """The goods with those whom they serve between two days, both included."""
    if keeping.members is None:
        return keeping.goods
    members = keeping.members.over(*days)
    return tuple(good.serving(members, keeping.calibration) for good in keeping.goods)


def _private_normal(
    keeping: Storekeeping, stores: Stores, seen: Surroundings
) -> tuple[FloatArray, FloatArray]:
    """(S, buyers) t that holders keep by themselves, and beside the public stocks."""
    full = keeping.holding.cover * seen.wanted
    public = np.zeros_like(full)
    for good, state in zip(serving(keeping, seen.days), stores.goods, strict=True):
        wanted = good.use_of(seen.wanted)
        part = wanted / np.maximum(wanted.sum(axis=1), 1e-300)[:, None]
        public[:, good.buyers] += part * state.held[:, None]
    need = np.maximum(keeping.holding.expected * seen.wanted, 1e-300)
    return full, full * (1.0 - keeping.crowding_out * np.minimum(1.0, public / need))
