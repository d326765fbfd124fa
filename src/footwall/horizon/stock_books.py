"""Books of a public stock: tonnes and money of every good after each period of a year.

    tonnes   closing = opening + bought + delivered + put back + taken back
                       − raised − drawn − handed over − released − sold − lent
    money    spent   = before + purchases + deliveries + interest + storage + turning over
                       − sales − hand-over − fees − carrying charges

What participants draw and put back, and what is lent and taken back, moves in kind: the participant or
borrower pays for what it buys. Interest and storage are charged on what is owed and held when a period
begins. Money is of the day, undiscounted; a price paid is what buyers pay in cash. First in, first out.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from footwall.horizon.participants import charged, taken_over
from footwall.horizon.public_stocks import DAYS, StockedGood
from footwall.horizon.stock_trade import GoodState, Surroundings, Trade, by_kind, money_in_all
from footwall.market.system import FloatArray


@dataclass(frozen=True, eq=False)
class GoodYear:
    """One good of a stock over a year; arrays (S,), t and USD of the day."""

    opening: FloatArray
    bought: FloatArray
    delivered: FloatArray
    """Agreed the year before."""
    put_back: FloatArray
    taken_back: FloatArray
    raised: FloatArray
    """Sold because money was short."""
    drawn: FloatArray
    handed_over: FloatArray
    """Taken over by participants, for good."""
    released: FloatArray
    sold: FloatArray
    lent: FloatArray
    closing: FloatArray
    lent_out: FloatArray
    """On loan when the year ends."""
    purchases: FloatArray
    sales: FloatArray
    hand_over: FloatArray
    """What participants pay for what they take over."""
    interest: FloatArray
    storage: FloatArray
    turned_over: FloatArray
    fees: FloatArray
    """Entry and lending fees."""
    carrying_charges: FloatArray
    """Interest and storage that participants pay."""
    money_left: FloatArray
    """Budget less what is spent when the year ends; below zero where debts cannot be paid."""
    debt: FloatArray
    use: FloatArray
    """t/year that its regions bought in the year before."""

    @property
    def cover(self) -> FloatArray:
        """Days of its regions' use that it holds when the year ends."""
        return np.asarray(DAYS * self.closing / np.maximum(self.use, 1e-300))

    @property
    def tonnes_error(self) -> FloatArray:
        """t by which the tonnes do not close."""
        came = self.opening + self.bought + self.delivered + self.put_back + self.taken_back
        out = self.raised + self.drawn + self.handed_over
        went = out + self.released + self.sold + self.lent
        return np.asarray(came - went - self.closing)


_FLOWS = (
    "bought",
    "delivered",
    "put_back",
    "taken_back",
    "raised",
    "drawn",
    "handed_over",
    "released",
    "sold",
    "lent",
    "purchases",
    "sales",
    "hand_over",
    "interest",
    "storage",
    "turned_over",
    "fees",
    "carrying_charges",
)


def empty(good: StockedGood, scenarios: int, years: int) -> GoodState:
    """Before the first period: nothing held, nothing spent."""
    zero = np.zeros(scenarios)
    return GoodState(
        held=zero, lent=zero, drawn=zero, agreed=zero, agreed_price=zero, spent=zero, book=zero,
        lots=np.zeros((scenarios, years)),
    )  # fmt: skip


def after_period(
    good: StockedGood,
    state: GoodState,
    seen: Surroundings,
    traded: FloatArray,
    cash: tuple[FloatArray, FloatArray],
) -> tuple[GoodState, GoodYear]:
    """State and books after a period; ``traded`` (S, rows) t/year of ``stock_trade.schedules``.

    ``cash`` holds the cash price of buyers (S, buyers) and the FOB price of markets (S, markets), real USD/t.
    """
    through, at_markets = by_kind(good, traded)
    tonnes = np.abs(through.sum(axis=1)) * seen.step
    flow = {kind: tonnes[:, kind] for kind in Trade}
    paid = cash[0][:, good.buyers] * seen.inflation * seen.step
    value = np.abs(np.einsum("sbk,sb->sk", through, paid))
    bought = flow[Trade.BUY] + at_markets.sum(axis=1) * seen.step
    purchases = value[:, Trade.BUY] + (
        (at_markets * cash[1][:, good.markets]).sum(axis=1) * seen.inflation * seen.step
    )
    delivery = state.agreed_price * flow[Trade.FORWARD]
    price = good.mean_price(cash[0], seen.wanted) * seen.inflation
    interest = good.clause.rate * good.debt(state.spent) * seen.step
    storage = good.clause.storage * (state.held + state.lent) * price * seen.step
    turned, lots = _turned_over(good, state, seen, price)
    shares, entry = charged(good.clause, seen.days)
    carrying = shares * (interest + storage)
    fees = entry * (purchases + delivery)
    if good.clause.lending is not None:
        fees = fees + good.clause.lending.fee * flow[Trade.LEND] * price
    sales = value[:, Trade.RAISE] + value[:, Trade.RELEASE] + value[:, Trade.SELL]
    came = bought + flow[Trade.FORWARD] + flow[Trade.REPLENISH] + flow[Trade.TAKE_BACK]
    went = sum(flow[kind] for kind in Trade if kind >= Trade.RAISE)
    held = np.maximum(state.held + came - went, 0.0)
    paid_back = _hand_over(good, state, seen, flow[Trade.HAND_OVER])
    spent = (
        state.spent + purchases + delivery + interest + storage + turned - sales - paid_back - fees - carrying
    )
    settled = replace(
        state,
        held=held,
        lent=np.maximum(state.lent + flow[Trade.LEND] - flow[Trade.TAKE_BACK], 0.0),
        drawn=np.maximum(state.drawn + flow[Trade.DRAW] - flow[Trade.REPLENISH], 0.0),
        agreed=np.maximum(state.agreed - flow[Trade.FORWARD], 0.0),
        spent=spent,
        book=state.book + purchases + delivery,
        lots=_first_out(lots, came, went, held),
    )
    before = state.owned + bought + flow[Trade.FORWARD]
    settled = replace(settled, book=settled.book * settled.owned / np.maximum(before, 1e-300))
    books = GoodYear(
        opening=state.held,
        bought=bought,
        delivered=flow[Trade.FORWARD],
        put_back=flow[Trade.REPLENISH],
        taken_back=flow[Trade.TAKE_BACK],
        raised=flow[Trade.RAISE],
        drawn=flow[Trade.DRAW],
        handed_over=flow[Trade.HAND_OVER],
        released=flow[Trade.RELEASE],
        sold=flow[Trade.SELL],
        lent=flow[Trade.LEND],
        closing=held,
        lent_out=settled.lent,
        purchases=purchases + delivery,
        sales=sales,
        hand_over=paid_back,
        interest=interest,
        storage=storage,
        turned_over=turned,
        fees=fees,
        carrying_charges=carrying,
        money_left=good.budget - spent,
        debt=good.debt(spent),
        use=good.use_of(seen.wanted).sum(axis=1),
    )
    return settled, books


def whole_year(parts: list[GoodYear]) -> GoodYear:
    """The books of a year from those of its periods."""
    first, last = parts[0], parts[-1]
    sums = {
        name: sum((getattr(part, name) for part in parts), np.zeros_like(first.opening)) for name in _FLOWS
    }
    ends = {
        item.name: getattr(last, item.name)
        for item in fields(GoodYear)
        if item.name not in (*_FLOWS, "opening")
    }
    return GoodYear(opening=first.opening, **sums, **ends)


def turn_of_year(good: StockedGood, state: GoodState, seen: Surroundings, price: FloatArray) -> GoodState:
    """The state with which the next year begins: what is agreed for it, at this year's real ``price``, USD/t.

    ``seen`` holds the days of the next year, and the price level of this one. Agreed is the stated share of
    what the next year would buy, while money is left. Lots are a year older.
    """
    use = good.use_of(seen.wanted).sum(axis=1)
    short = np.maximum(good.target(use) - state.owned, 0.0)
    wanted = good.clause.forward * np.minimum(good.clause.pace * use, short) * seen.in_force
    each = price * seen.inflation
    left = np.maximum(money_in_all(good, seen) - state.spent, 0.0)
    lots = np.concatenate([np.zeros_like(state.lots[:, :1]), state.lots[:, :-1]], axis=1)
    lots[:, -1] += state.lots[:, -1]
    return replace(
        state, agreed=np.minimum(wanted, left / np.maximum(each, 1e-9)), agreed_price=each, lots=lots
    )


def _hand_over(good: StockedGood, state: GoodState, seen: Surroundings, tonnes: FloatArray) -> FloatArray:
    """USD of the day that participants pay for the ``tonnes`` that they take over, at set or mean prices."""
    items = taken_over(good.clause, seen.days)
    total = sum(share for _, share in items)
    average = state.book / np.maximum(state.owned, 1e-300)
    paid = np.zeros_like(tonnes)
    for item, share in items:
        price = item.set_price.get(good.commodity)
        paid = paid + tonnes * share / total * (average if price is None else price)
    return paid


def _turned_over(
    good: StockedGood, state: GoodState, seen: Surroundings, price: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Cost of turning over what is too old, and the lots after it; the tonnes stay."""
    rotation = good.clause.rotation
    if rotation is None:
        return np.zeros_like(state.held), state.lots
    oldest = min(max(round(rotation.age / DAYS), 1), state.lots.shape[1] - 1)
    lots = state.lots.copy()
    turned = lots[:, oldest:].sum(axis=1)
    lots[:, oldest:] = 0.0
    lots[:, 0] += turned
    return rotation.cost * turned * price, lots


def _first_out(lots: FloatArray, came: FloatArray, went: FloatArray, held: FloatArray) -> FloatArray:
    """Lots by age in years (youngest first) after a period; what went was the oldest."""
    lots = lots.copy()
    lots[:, 0] += came
    left = np.asarray(went).copy()
    for age in range(lots.shape[1] - 1, -1, -1):
        gone = np.minimum(lots[:, age], left)
        lots[:, age] -= gone
        left -= gone
    return np.asarray(lots * (held / np.maximum(lots.sum(axis=1), 1e-300))[:, None])
