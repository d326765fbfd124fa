"""Private and public stocks through the weeks of a cut-off: what is held, by which schedules it is given out.

Private holders release and refill at their pace (``private_stocks``) and draw all that they hold before
anyone goes short (``users_reserve``). A public stock gives out no more than its pace once the price has risen
to its trigger. Nothing is given out that is not held: a schedule offers at most what is left over the week.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from footwall.errors import UnknownName
from footwall.horizon.private_stocks import DAYS, Holding, private_schedules
from footwall.horizon.users_reserve import reserve_price, reserve_schedules
from footwall.market.calibrate import Calibration
from footwall.market.equilibrium import Equilibrium
from footwall.market.stocks import Stocks, joined
from footwall.market.system import FloatArray

WEEK = 7.0 / DAYS
NO_HOLDERS = Holding(np.zeros(0), 1.0, 0.05, 0.1)
PACED, BOUGHT, SURPLUS, RESERVE, PUBLIC = range(5)
"""Schedules of each buyer, in their order: blocks of one schedule a buyer."""
RELEASED = (PACED, SURPLUS, RESERVE, PUBLIC)


@dataclass(frozen=True)
class PublicStock:
    """What a public stock holds for the users of each place, and when it gives it out."""

    tonnes: Mapping[tuple[str, str], float]
    """(commodity, region) -> t."""
    pace: float = 1.0
    """The most that it gives out in a year, over what the buyers bought in the year before."""
    trigger: float = 2.0
    """Price over that before from which it gives out."""
    paces: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """The pace of single places; empty: as for all."""
    triggers: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """The trigger of single places; empty: as for all."""
    prices: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """Price itself from which it gives out to single places, real USD/t; not named: by their trigger."""
    span: float = 0.1
    """Rise beyond the trigger, over the price before, up to which it gives out in full."""


@dataclass(frozen=True, eq=False)
class WeekStocks:
    """What is held at the beginning of a week, and by which rules it is given out; arrays (buyers,)."""

    holding: Holding
    private: FloatArray
    public: FloatArray
    normal: FloatArray
    level: FloatArray
    reserve: FloatArray
    most_public: FloatArray
    """t/year."""
    opens: tuple[FloatArray, FloatArray]
    """Prices over the level from which a public stock gives out, and gives out in full."""


def first_stocks(
    curves: Calibration, before: Equilibrium, private: Holding | None, public: PublicStock | None
) -> WeekStocks:
    """Full stocks before the stop; None: nobody holds any. Raises UnknownName where nobody buys it."""
    level, bought = before.effective, before.purchases
    nothing = np.zeros(len(level))
    normal = private.cover * bought if private is not None else nothing
    held, most, opens = nothing.copy(), nothing, (nothing + 2.0, nothing + 2.1)
    if public is not None:
        place = {buyer: n for n, buyer in enumerate(curves.buyers)}
        for key, tonnes in public.tonnes.items():
            if key not in place:
                raise UnknownName(
                    f"Public stock of {key[0]} for {key[1]}: nobody there buys it in chain "
                    f"{curves.network.chain}. Allowed: a commodity and a region that buys it."
                )
            held[place[key]] = tonnes
        most = bought * [public.paces.get(buyer, public.pace) for buyer in curves.buyers]
        trigger = np.array([
            public.prices[buyer] / price if buyer in public.prices else
            public.triggers.get(buyer, public.trigger)
            for buyer, price in zip(curves.buyers, level.tolist(), strict=True)
        ])  # fmt: skip
        opens = trigger, trigger + public.span
    reserve = reserve_price(curves, before)
    return WeekStocks(private or NO_HOLDERS, normal.copy(), held, normal, level, reserve, most, opens)


def schedules_of(stock: WeekStocks) -> Stocks:
    """The five schedules of every buyer for one week."""
    level, held = stock.level[None], stock.private[None]
    block = np.full((1, len(stock.public), 4), np.inf)
    block[0, :, 0] = -np.minimum(stock.public / WEEK, stock.most_public)
    block[0, :, 1], block[0, :, 2] = (ratio * stock.level for ratio in stock.opens)
    buyers = np.arange(len(stock.public), dtype=np.int64)
    public = Stocks(buyers, np.full(len(buyers), -1, dtype=np.int64), block)
    paced = private_schedules(stock.holding, held, stock.normal[None], level, WEEK)
    return joined((paced, reserve_schedules(stock.holding, held, stock.reserve[None], level, WEEK), public))


def left_after(stock: WeekStocks, private: FloatArray, public: FloatArray) -> WeekStocks:
    """What is left after (buyers,) t were given out; what rounding leaves below zero is none."""
    return replace(
        stock,
        private=np.maximum(stock.private - private, 0.0),
        public=np.maximum(stock.public - public, 0.0),
    )
