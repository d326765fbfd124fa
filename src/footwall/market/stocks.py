"""Stocks that trade by schedule: what they buy and release at each price.

A schedule buys in full below ``low`` and nothing above ``high``, or releases nothing below ``low`` and in
full above ``high``; in between it is straight. Several schedules of one buyer add up to any falling curve.
What is bought through a buyer comes from its own origins at its landed prices, and what is released takes
their place.
A stock that chooses its origins buys at their markets instead; it releases through buyers alone.

    purchase  min(q̄, B/P)·clip((P̄ − P)/(P̄ − P̲), 0, 1)        release  q̄·clip((P − P̲)/(P̄ − P̲), 0, 1)

They are the band of Gouel (RECS, STO4), whose steps are straight over [P̲, P̄] here. The tonnes are rates: who
holds them says how long they last.

Symbol -> field -> unit: q̄ ``tonnes`` (t/year, below zero: a release); P̲, P̄ ``low`` and ``high`` (USD/t of the
buyer's effective price, of the FOB price at a market); B ``money`` (USD/year, infinite: no limit).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, field

import numpy as np

from footwall.market.system import FloatArray, IntArray

FIELDS = 4


@dataclass(frozen=True)
class Schedule:
    """What one stock buys (``tonnes`` > 0) or releases (< 0) in a year, by price."""

    tonnes: float
    low: float
    high: float
    money: float = float("inf")


def _nobody() -> IntArray:
    return np.zeros(0, dtype=np.int64)


def _nothing() -> FloatArray:
    return np.zeros((1, 0, FIELDS))


@dataclass(frozen=True, eq=False)
class Stocks:
    """The schedules of a solve: their buyers, and a block with a leading scenario axis (S or 1)."""

    buyer: IntArray = field(default_factory=_nobody)
    """(schedules,) position in ``Calibration.buyers``, or -1."""
    market: IntArray = field(default_factory=_nobody)
    """(schedules,) position in ``Network.markets`` where it buys there, else -1."""
    block: FloatArray = field(default_factory=_nothing)
    """(S, schedules, 4) in the order of ``Schedule``; ``high`` is above ``low``."""

    def __post_init__(self) -> None:
        if len(self.market) != len(self.buyer) or ((self.buyer < 0) == (self.market < 0)).any():
            raise ValueError("A schedule trades through one buyer or at one market.")
        if (self.block[:, self.market >= 0, 0] < 0.0).any():
            raise ValueError("A schedule at a market buys; releases go through buyers.")
        if self.block.shape[1:] != (len(self.buyer), FIELDS):
            raise ValueError(
                f"{len(self.buyer)} schedules need a block of shape (S, {len(self.buyer)}, {FIELDS}), "
                f"not {self.block.shape}."
            )
        if not (self.block[:, :, 2] > self.block[:, :, 1]).all():
            raise ValueError("The high price of a schedule must lie above its low price.")

    def of_scenario(self, scenario: int) -> Stocks:
        """The schedules of one scenario alone."""
        row = scenario if self.block.shape[0] > 1 else 0
        return Stocks(self.buyer, self.market, self.block[row : row + 1])


NO_STOCKS = Stocks()


def stocks_of(
    schedules: Sequence[tuple[int, Schedule]], at_markets: Sequence[tuple[int, Schedule]] = ()
) -> Stocks:
    """Stocks of one scenario: (position of the buyer, schedule), (position of the market, schedule)."""
    every = [schedule for _, schedule in (*schedules, *at_markets)]
    if not every:
        return NO_STOCKS
    return Stocks(
        np.array([buyer for buyer, _ in schedules] + [-1] * len(at_markets), dtype=np.int64),
        np.array([-1] * len(schedules) + [market for market, _ in at_markets], dtype=np.int64),
        np.array([[astuple(schedule) for schedule in every]], dtype=float),
    )


def joined(parts: Sequence[Stocks]) -> Stocks:
    """The schedules of several holders, in their order; scenario axes of length 1 are spread over all."""
    parts = [part for part in parts if len(part.buyer)]
    if not parts:
        return NO_STOCKS
    scenarios = max(part.block.shape[0] for part in parts)
    return Stocks(
        np.concatenate([part.buyer for part in parts]),
        np.concatenate([part.market for part in parts]),
        np.concatenate(
            [np.broadcast_to(part.block, (scenarios, *part.block.shape[1:])) for part in parts], axis=1
        ),
    )
