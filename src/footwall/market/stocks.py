"""Stocks that trade by schedule: what they buy and release at each price, through a buyer of the network.

A schedule buys in full below ``low`` and nothing above ``high``, or releases nothing below ``low`` and in full
above ``high``; in between it is straight. Several schedules of one buyer add up to any falling curve. What is
bought comes from the buyer's own origins at its landed prices, and what is released takes their place.

Symbol -> field -> unit: q̄ ``tonnes`` (t/year, below zero: a release); P̲, P̄ ``low`` and ``high`` (USD/t of the
buyer's effective price); B ``money`` (USD/year, infinite: no limit). Purchases: min(q̄, B/P)·clip((P̄ − P)/(P̄ −
P̲), 0, 1); releases: q̄·clip((P − P̲)/(P̄ − P̲), 0, 1). They are the band of Gouel (RECS, STO4), whose steps are
straight over [P̲, P̄] here. The tonnes are rates: who holds them says how long they last.
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
    """(schedules,) position in ``Calibration.buyers``."""
    block: FloatArray = field(default_factory=_nothing)
    """(S, schedules, 4) in the order of ``Schedule``; ``high`` is above ``low``."""

    def __post_init__(self) -> None:
        if self.block.shape[1:] != (len(self.buyer), FIELDS):
            raise ValueError(
                f"{len(self.buyer)} schedules need a block of shape (S, {len(self.buyer)}, {FIELDS}), "
                f"not {self.block.shape}."
            )
        if not (self.block[:, :, 2] > self.block[:, :, 1]).all():
            raise ValueError("The high price of a schedule must lie above its low price.")


NO_STOCKS = Stocks()


def stocks_of(schedules: Sequence[tuple[int, Schedule]]) -> Stocks:
    """Stocks of one scenario from (position of the buyer, schedule)."""
    if not schedules:
        return NO_STOCKS
    return Stocks(
        np.array([buyer for buyer, _ in schedules], dtype=np.int64),
        np.array([[astuple(schedule) for _, schedule in schedules]], dtype=float),
    )
