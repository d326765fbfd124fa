"""Dated quotes within their published bands: moved by the least adjustment until they can stand together.

Quotes of one day come from several publishers, each with a low and a high. Where they leave a process less
than its minimum margin, each may move inside its own band, in its leading market; other origins move by the
same ratio. Where no prices inside the bands reach the documented minimum margin of a process
that turns one quoted good into another, the low value of that minimum holds. No quote leaves its band.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from footwall.chain.adjustments import LowMargin, QuoteMove
from footwall.chain.anchors import leading_market
from footwall.chain.pricing import MarginBounds, reason_of_move
from footwall.errors import CalibrationError
from footwall.facts.balance import Adjusted, minimum_relative_entropy

if TYPE_CHECKING:
    from footwall.chain.anchors import Anchoring
    from footwall.chain.network import Network

FloatArray = NDArray[np.float64]
Bands = Mapping[str, tuple[float, float]]
"""Commodity -> low and high of its quote, USD/t FOB without value-added tax, in its leading market."""

_SAME = 1e-9


@dataclass(frozen=True)
class WithinBands:
    """Prices (markets,) at which quotes stand together, every move, every margin below its minimum."""

    prices: FloatArray
    moves: tuple[QuoteMove, ...]
    low_margins: tuple[LowMargin, ...]


def set_within_bands(
    anchoring: Anchoring, bands: Bands, start: FloatArray, weights: FloatArray, bounds: MarginBounds
) -> WithinBands:
    """The least adjustment of ``start`` (markets,) by ``weights`` (markets,) inside ``bands``.

    Raises ``CalibrationError`` naming the minimum margins and bands that exclude each other.
    """
    required = bounds.minimum
    try:
        adjusted = _least_move(anchoring, bands, start, weights, required)
    except CalibrationError:
        between = _between_quotes(anchoring.network, set(anchoring.named))
        required = np.where(between, bounds.low, bounds.minimum)
        adjusted = _least_move(anchoring, bands, start, weights, required)
    return WithinBands(
        adjusted.values,
        _moves(anchoring, bands, adjusted),
        _low_margins(anchoring, adjusted.values, bounds),
    )


def _least_move(
    anchoring: Anchoring, bands: Bands, start: FloatArray, weights: FloatArray, required: FloatArray
) -> Adjusted:
    network, margins = anchoring.network, anchoring.later
    rows = [margins.matrix]
    targets = [required - margins.constants]
    names = [f"minimum margin of {process.id}" for process in network.processes]
    for commodity, (low, high) in bands.items():
        row = np.zeros((1, start.size))
        row[0, leading_market(network, commodity)] = 1.0
        rows += [row, -row]
        targets.append(np.array([low, -high]))
        names += [f"low quote of {commodity}", f"high quote of {commodity}"]
    followers = _followers(network, bands, start)
    names += [f"ratio of origins {row}" for row in range(len(followers))]
    target = np.concatenate([*targets, np.zeros(len(followers))])
    return minimum_relative_entropy(
        start=start,
        weights=weights / start,
        matrix=np.vstack([*rows, followers]),
        target=target,
        row_names=names,
        at_least=np.arange(target.size) < target.size - len(followers),
    )


def _followers(network: Network, bands: Bands, start: FloatArray) -> FloatArray:
    """Rows (other origins, markets), zero where an origin moves by the ratio of its leading market."""
    rows = []
    for commodity in bands:
        leading = leading_market(network, commodity)
        for other, market in enumerate(network.markets):
            if market.commodity == commodity and other != leading:
                row = np.zeros(start.size)
                row[other], row[leading] = 1.0, -start[other] / start[leading]
                rows.append(row)
    return np.array(rows).reshape(-1, start.size)


def _between_quotes(network: Network, quoted: set[str]) -> NDArray[np.bool_]:
    """Processes (processes,) that make a quoted good from a quoted good."""
    return np.array(
        [
            any(item in quoted for item, _ in process.inputs)
            and any(item in quoted for item, _ in process.outputs)
            for process in network.processes
        ]
    )


def _moves(anchoring: Anchoring, bands: Bands, adjusted: Adjusted) -> tuple[QuoteMove, ...]:
    network = anchoring.network
    pull = anchoring.later.matrix * adjusted.multipliers[: len(network.processes), None]
    moves = []
    for commodity, (low, high) in bands.items():
        at = leading_market(network, commodity)
        quote, price = anchoring.named[commodity], float(adjusted.values[at])
        if abs(price / quote - 1.0) > _SAME:
            origins = [i for i, market in enumerate(network.markets) if market.commodity == commodity]
            reason = reason_of_move(network, pull[:, origins] @ adjusted.values[origins], price / quote)
            moves.append(QuoteMove(commodity, network.markets[at].name, quote, low, high, price, reason))
    return tuple(moves)


def _low_margins(anchoring: Anchoring, prices: FloatArray, bounds: MarginBounds) -> tuple[LowMargin, ...]:
    margin = anchoring.later.of(prices)
    scale = np.abs(anchoring.later.matrix) @ prices
    return tuple(
        LowMargin(
            anchoring.network.processes[row].id,
            float(bounds.minimum[row]),
            float(bounds.low[row]),
            float(margin[row]),
        )
        for row in np.flatnonzero(margin < bounds.minimum - _SAME * scale)
    )
