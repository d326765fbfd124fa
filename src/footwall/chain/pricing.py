"""Base prices: quotes moved as little as possible until every process earns its documented minimum margin.

The least move is that of ``footwall.facts.quotes``, weighted by grade and value. The module chooses no
quote and no charge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from footwall.chain.adjustments import PriceAdjustment
from footwall.errors import CalibrationError
from footwall.facts.balance import Adjusted
from footwall.facts.quotes import least_price_adjustment, quote_weight

if TYPE_CHECKING:
    from footwall.chain.base_quotes import Quote
    from footwall.chain.margins import MarginSystem
    from footwall.chain.network import Network
    from footwall.facts.facts import Facts

FloatArray = NDArray[np.float64]

_MARGIN_TOLERANCE = 1e-9


@dataclass(frozen=True)
class MarginBounds:
    """Documented minimum margins (processes,) and the low values of them, USD per t of first output."""

    minimum: FloatArray
    low: FloatArray


def minimum_margins(facts: Facts, network: Network) -> MarginBounds:
    """Documented minimum margin of every process and its low value."""
    rows = [
        facts.parameter(
            "minimum_margin",
            recipe=process.id.partition("@")[0],
            region=process.region,
            commodity=process.outputs[0][0],
        )
        for process in network.processes
    ]
    return MarginBounds(np.array([row.value for row in rows]), np.array([row.low for row in rows]))


def set_prices(
    network: Network,
    margins: MarginSystem,
    start: FloatArray,
    weights: FloatArray,
    minimum: FloatArray,
) -> Adjusted:
    """Prices (markets,) nearest to ``start`` that leave every process its minimum margin.

    Raises ``CalibrationError`` naming the processes that cannot reach it.
    """
    names = [process.id for process in network.processes]
    adjusted = least_price_adjustment(start, weights, margins.matrix, margins.constants, minimum, names)
    short = margins.of(adjusted.values) - minimum
    scale = np.abs(margins.matrix) @ adjusted.values
    missed = [names[row] for row in np.flatnonzero(short < -_MARGIN_TOLERANCE * scale)]
    if missed:
        raise CalibrationError(
            f"No prices leave {', '.join(missed)} a minimum margin; check recipes and quotes."
        )
    return adjusted


def quote_weights(network: Network, quotes: Sequence[Quote]) -> FloatArray:
    """Weight of each quote by its grade and the value of the output that it prices (markets,)."""
    output = dict.fromkeys(((market.commodity, market.region) for market in network.markets), 0.0)
    for arc in network.arcs:
        output[arc.commodity, arc.origin] += arc.flow
    return np.array(
        [
            quote_weight(quote.grade, quote.price * tonnes)
            for quote, tonnes in zip(quotes, output.values(), strict=True)
        ]
    )


def price_adjustments(
    network: Network, quotes: Mapping[str, Quote], margins: MarginSystem, adjusted: Adjusted
) -> tuple[PriceAdjustment, ...]:
    """One line per market: its quote, its base price and the processes that moved it."""
    pull = margins.matrix * adjusted.multipliers[:, None]
    lines = []
    for column, market in enumerate(network.markets):
        quote = quotes[market.name]
        lines.append(
            PriceAdjustment(
                market=market.name,
                quoted_in=quote.quoted_in,
                quote=quote.price,
                low=quote.low,
                high=quote.high,
                price=float(adjusted.values[column]),
                ratio=float(adjusted.ratio[column]),
                grade=quote.grade,
                source=quote.source,
                reason=reason_of_move(network, pull[:, column], float(adjusted.ratio[column])),
            )
        )
    return tuple(lines)


def reason_of_move(network: Network, pull: FloatArray, ratio: float) -> str:
    """Which minimum margins moved a price by ``ratio``; ``pull`` (processes,) are their multipliers on it."""
    toward = pull if ratio > 1.0 else -pull
    binding = [row for row in np.argsort(-toward, kind="stable") if toward[row] > 1e-6 * np.abs(pull).max()]
    if not binding or abs(ratio - 1.0) < 1e-9:
        return "as quoted"
    word = "raised" if ratio > 1.0 else "lowered"
    return f"{word} for the minimum margin of {', '.join(network.processes[row].id for row in binding[:3])}"
