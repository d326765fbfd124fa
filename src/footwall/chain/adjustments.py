"""What calibration changed: figures, prices, utilisations, and the shifts of a re-anchored price level."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Adjustment:
    """One published figure (t/year) beside its balanced value; ``ratio`` = balanced / published."""

    table: str
    key: str
    published: float
    balanced: float
    ratio: float
    grade: str
    reason: str


@dataclass(frozen=True)
class PriceAdjustment:
    """One market's quote beside its base price, both USD/t FOB without value-added tax.

    ``quoted_in`` is the region whose quote was taken; ``low`` and ``high`` are the range of the quote on the
    same basis. ``reason`` names the processes whose minimum margin moved the price.
    """

    market: str
    quoted_in: str
    quote: float
    low: float
    high: float
    price: float
    ratio: float
    grade: str
    source: str
    reason: str


@dataclass(frozen=True)
class PriceShift:
    """FOB price of a market (USD/t) before and after re-anchoring; ``how`` says by which rule it moved."""

    market: str
    before: float
    after: float
    how: str


@dataclass(frozen=True)
class DemandShift:
    """How far a demand curve moved so that quantity stays: ``factor`` = (P_after / P_before)^ε."""

    commodity: str
    region: str
    sector: str
    before: float
    after: float
    factor: float


@dataclass(frozen=True)
class CostShift:
    """Base margin of a process (USD per t of first output) before and after re-anchoring."""

    process: str
    before: float
    after: float


@dataclass(frozen=True)
class QuoteMove:
    """A dated quote (USD/t) that moved inside its band; ``reason`` names the margins that moved it."""

    commodity: str
    market: str
    quote: float
    low: float
    high: float
    price: float
    reason: str


@dataclass(frozen=True)
class LowMargin:
    """A process whose margin (USD per t of first output) lies between its minimum and the low value of it."""

    process: str
    minimum: float
    low: float
    margin: float


@dataclass(frozen=True)
class Anchors:
    """Report of a re-anchored price level: quantities stay, costs and demand curves move."""

    named: tuple[tuple[str, float], ...]
    """Commodity and its given price, USD/t FOB without value-added tax, in its leading market."""
    prices: tuple[PriceShift, ...]
    demand: tuple[DemandShift, ...]
    costs: tuple[CostShift, ...]
    moves: tuple[QuoteMove, ...] = ()
    """Dated quotes that moved inside their bands; given prices never move."""
    low_margins: tuple[LowMargin, ...] = ()
