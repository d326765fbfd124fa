"""What a public stock offers and asks for in one period, as schedules of price.

    buy        up to its target, below its price, while money lasts
    forward    what was agreed a year ago          sell       above its price
    release    in an emergency                     lend       in kind, while a good is dear
    take back  what was lent                       draw       by participants
    replenish  what they drew
    hand over  to participants, who buy back
    raise      sales at any price, because debts or interest exceed the money that is left

All are rates, t/year. Goods leave in the order raise, draw, hand over, release, sell, lend: what is promised
to one is not offered to another. A schedule without a price of its own trades at any price.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

import numpy as np

from footwall.horizon.participants import taken_over
from footwall.horizon.private_stocks import ANY_SALE
from footwall.horizon.public_stocks import DAYS, StockedGood
from footwall.market.stocks import Stocks
from footwall.market.system import FloatArray

BAND = 0.05
"""Share of its price over which a schedule comes to trade in full."""
ANY_BUY = (1e14, 2e14)
"""Price band of a schedule that buys at any price."""


SOON = 1e-9
"""Years by which a loan that is due on the first day of a year is not due in the year before."""


class Trade(IntEnum):
    """Kinds of trade, in the order of the rows of a good."""

    BUY = 0
    FORWARD = 1
    REPLENISH = 2
    TAKE_BACK = 3
    RAISE = 4
    DRAW = 5
    HAND_OVER = 6
    RELEASE = 7
    SELL = 8
    LEND = 9


@dataclass(frozen=True, eq=False)
class GoodState:
    """One good of a stock at the beginning of a period; arrays (S,)."""

    held: FloatArray
    """t in store."""
    lent: FloatArray
    """t out on loan."""
    drawn: FloatArray
    """t that participants still have to put back."""
    agreed: FloatArray
    """t to be delivered in this year, bought a year ago."""
    agreed_price: FloatArray
    """USD/t of the day, of what was agreed."""
    spent: FloatArray
    """USD of the day, payments less receipts so far."""
    book: FloatArray
    """USD of the day, what was paid on average for what is owned."""
    lots: FloatArray
    """(S, years) t by the year in which they came in."""

    @property
    def owned(self) -> FloatArray:
        """t held, lent, or to be put back."""
        return self.held + self.lent + self.drawn


@dataclass(frozen=True, eq=False)
class Surroundings:
    """What a stock sees when a period begins; arrays (S, buyers), real USD/t and t/year."""

    wanted: FloatArray
    """What inputs and uses bought in the year before."""
    trend: FloatArray
    """Mean effective price of the five years before."""
    before: FloatArray
    """Effective price of the year before."""
    floor: FloatArray
    """(buyers,) floor in force, 0 where none is."""
    inflation: float
    """USD of the day over real USD."""
    year: int
    days: tuple[date, date]
    """First and last day of the period."""
    in_force: float
    """Share of the period in which the stockpile is in force."""
    step: float
    """Length of the period, years."""

    @property
    def rest_of_year(self) -> float:
        """Years from the first day of the period to the end of its year."""
        first, ends = self.days[0], date(self.year + 1, 1, 1)
        return (ends - first).days / (ends - date(self.year, 1, 1)).days


def schedules(good: StockedGood, state: GoodState, seen: Surroundings) -> Stocks:
    """(S, kinds·buyers [+ markets]) rows of one good: all kinds of the first buyer, then of the next.

    A stock that chooses its origins buys at markets instead, in rows after those of its buyers.
    """
    clause, at = good.clause, good.buyers
    wanted = good.use_of(seen.wanted)
    use = wanted.sum(axis=1)
    part = wanted / np.maximum(use, 1e-300)[:, None]
    tonnes, bands = _offers(good, state, seen, use)
    scenarios, buyers = part.shape
    block = np.full((scenarios, buyers, len(Trade), 4), np.inf)
    for kind in Trade:
        block[:, :, kind, 0] = part * tonnes[kind][:, None]
        block[:, :, kind, 1], block[:, :, kind, 2] = bands[kind]
    block[:, :, Trade.BUY, 3] = part * (_free_money(good, state, seen) / seen.step)[:, None]
    places = np.repeat(at, len(Trade))
    flat = block.reshape(scenarios, buyers * len(Trade), 4)
    if not clause.avoid:
        return Stocks(places, np.full(len(places), -1, dtype=np.int64), flat)
    own = block[:, :, Trade.BUY, :].sum(axis=1)
    low, high = (block[:, :, Trade.BUY, field].min(axis=1) for field in (1, 2))
    flat[:, Trade.BUY :: len(Trade), 0] = 0.0
    at_markets = np.stack(
        [
            own[:, 0, None] * good.market_share,
            np.broadcast_to(low[:, None], (scenarios, len(good.markets))),
            np.broadcast_to(high[:, None], (scenarios, len(good.markets))),
            own[:, 3, None] * good.market_share,
        ],
        axis=2,
    )
    return Stocks(
        np.concatenate([places, np.full(len(good.markets), -1, dtype=np.int64)]),
        np.concatenate([np.full(len(places), -1, dtype=np.int64), good.markets]),
        np.concatenate([flat, at_markets], axis=1),
    )


def by_kind(good: StockedGood, traded: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(S, buyers, kinds) and (S, markets) t/year of one good, from its rows of ``Outcomes.stock``."""
    buyers = len(good.buyers)
    split = buyers * len(Trade)
    return traded[:, :split].reshape(len(traded), buyers, len(Trade)), traded[:, split:]


def _free_money(good: StockedGood, state: GoodState, seen: Surroundings) -> FloatArray:
    """Real USD that may still be spent: what is left less what is promised for agreed deliveries."""
    left = money_in_all(good, seen) - state.spent - state.agreed * state.agreed_price
    return np.maximum(left, 0.0) / seen.inflation


def _offers(
    good: StockedGood, state: GoodState, seen: Surroundings, use: FloatArray
) -> tuple[dict[Trade, FloatArray], dict[Trade, tuple[FloatArray, FloatArray]]]:
    """Tonnes (S,) and price bands (S, buyers) of every kind of trade."""
    clause, step = good.clause, seen.step
    pace = clause.pace * use * seen.in_force
    missing = good.target(use) - state.owned
    short = np.maximum(missing, 0.0) / step
    unagreed = np.maximum(missing - state.agreed, 0.0) / step
    free = state.held / step
    short_of_money = np.maximum(state.spent - money_in_all(good, seen), 0.0)
    value = np.maximum(good.mean_price(seen.before, seen.wanted) * seen.inflation, 1.0)
    raised = np.minimum(short_of_money / value / step, free)
    drawn = np.minimum(good.drawn_in(seen.year), free - raised)
    over = sum(share for _, share in taken_over(clause, seen.days))
    handed = np.minimum(over * free, free - raised - drawn)
    left = free - raised - drawn - handed
    emergency = clause.release.pace * use if clause.release is not None else np.zeros_like(use)
    released = np.minimum(emergency * seen.in_force, left)
    sold = np.minimum(pace, left - released) if good.fixed_price(clause.sell_above) else np.zeros_like(use)
    lent = _lendable(good, state, left - released - sold, step) * seen.in_force
    back = clause.lending.term / DAYS if clause.lending is not None else 1.0
    owed = np.minimum(good.replenished_in(seen.year), state.drawn / step)
    tonnes = {
        Trade.BUY: np.minimum((1.0 - clause.forward) * np.minimum(pace, short), unagreed),
        Trade.FORWARD: state.agreed / seen.rest_of_year,
        Trade.REPLENISH: owed,
        Trade.TAKE_BACK: state.lent / max(back, step),
        Trade.RAISE: -raised,
        Trade.DRAW: -drawn,
        Trade.HAND_OVER: -handed,
        Trade.RELEASE: -released,
        Trade.SELL: -sold,
        Trade.LEND: -lent,
    }
    return tonnes, _bands(good, seen)


def money_in_all(good: StockedGood, seen: Surroundings) -> float:
    """What may be spent in all, USD: the budget, without the loan from the period in which it is due."""
    tenor, starts = good.clause.tenor, good.clause.starts
    if tenor is None or starts is None:
        return good.budget
    due = _years(starts) + tenor / DAYS
    ends = _years(seen.days[1] + timedelta(days=1))
    return good.budget - good.loan if due < ends - SOON else good.budget


def _years(day: date) -> float:
    """A day as a number of years, so that a year is one whether it is a leap year or not."""
    first = date(day.year, 1, 1)
    return day.year + (day - first).days / (date(day.year + 1, 1, 1) - first).days


def _lendable(good: StockedGood, state: GoodState, left: FloatArray, step: float) -> FloatArray:
    """t/year that may be lent in a period of ``step`` years, of what is ``left`` to give, t/year."""
    if good.clause.lending is None:
        return np.zeros_like(left)
    most = good.clause.lending.share * (state.held + state.lent) - state.lent
    return np.minimum(np.maximum(most, 0.0) / step, left)


def _bands(good: StockedGood, seen: Surroundings) -> dict[Trade, tuple[FloatArray, FloatArray]]:
    clause, at = good.clause, good.buyers
    trend = seen.trend[:, at]
    shape = trend.shape
    any_buy, any_sale = ((np.full(shape, low), np.full(shape, high)) for low, high in (ANY_BUY, ANY_SALE))
    bands = {kind: any_sale if kind >= Trade.RAISE else any_buy for kind in Trade}
    alarm = np.full(shape, ANY_BUY[0])
    if clause.release is not None:
        when = clause.release.when
        alarm = when.value * (trend if when.unit == "x trend" else np.full(shape, 1e3 / seen.inflation))
        bands[Trade.RELEASE] = (alarm, (1.0 + BAND) * alarm)
    highest = alarm
    if clause.buy_below == "floor":
        floor = seen.floor[at][None] * np.ones(shape)
        highest = np.where(floor > 0.0, floor, 0.0)
    elif (named := good.fixed_price(clause.buy_below)) is not None:
        highest = np.full(shape, named / seen.inflation)
    highest = np.minimum(highest, alarm)
    if (named := good.fixed_price(clause.sell_above)) is not None:
        lowest = np.full(shape, named / seen.inflation)
        bands[Trade.SELL] = (lowest, (1.0 + BAND) * lowest)
        highest = np.minimum(highest, lowest)
    bands[Trade.BUY] = ((1.0 - BAND) * highest, np.maximum(highest, 1e-9))
    if clause.lending is not None:
        lowest = clause.lending.above * trend
        bands[Trade.LEND] = (lowest, (1.0 + BAND) * lowest)
    return bands
