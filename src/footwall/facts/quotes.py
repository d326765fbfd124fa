"""Price quotes on one basis, and the least adjustment that leaves every process its margin.

A quote is taken to FOB without value-added tax, USD/t, by the terms it was published on: domestic quotes with
the tax in, and export quotes of a country that keeps the tax on export, are divided by one plus the rate; CIF
quotes lose the freight. ``least_price_adjustment`` then moves a set of quotes as little as possible (relative
entropy, the weighted least log-adjustment to second order) until linear margins reach their minimum. The
module knows neither recipes nor duties: margins come as a matrix. It refuses margins that no prices reach.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from footwall.facts.balance import GRADE_DEVIATION, Adjusted, minimum_relative_entropy
from footwall.facts.entropy_dual import FloatArray

VatTerm = Literal["included", "excluded", "export_not_refunded", "export_refunded", "none"]
QUOTE_DEVIATION: Mapping[str, float] = {**GRADE_DEVIATION, "measured": GRADE_DEVIATION["reported"]}
"""Relative standard deviation of a quote by grade. A customs unit value is exact as a statistic, not as the
price of the good in this market and year: measured quotes count as reported ones."""

_TAX_IN_THE_PRICE = frozenset({"included", "export_not_refunded"})


@dataclass(frozen=True)
class QuoteTerms:
    """What a published price is quoted on.

    ``per_usd`` is the quote's currency per USD, ``tonnes_per_unit`` the size of the quoted unit in t (0.001
    for a kilogram), ``vat_rate`` the rate of the country that levies it, ``freight`` USD/t in a CIF price.
    """

    per_usd: float
    tonnes_per_unit: float
    vat: VatTerm
    vat_rate: float
    freight: float = 0.0


def fob_without_vat(price: float, terms: QuoteTerms) -> float:
    """USD/t, FOB, without value-added tax.

    ``price / per_usd / tonnes_per_unit / (1 + vat_rate) − freight``, the tax only where it is in the price.
    """
    divisor = 1.0 + terms.vat_rate if terms.vat in _TAX_IN_THE_PRICE else 1.0
    return price / terms.per_usd / terms.tonnes_per_unit / divisor - terms.freight


def nearest(distances: FloatArray) -> int:
    """Index of the least distance; ties go to the first, NaN (no place) counts as farthest."""
    return int(np.argmin(np.where(np.isnan(distances), np.inf, distances)))


def quote_weight(grade: str, value: float) -> float:
    """Weight of a quote: 1/sd² of its grade times the value (USD/year) of the output that it prices.

    A quote for a few tonnes moves before one for a whole market does.
    """
    return float(value / QUOTE_DEVIATION[grade] ** 2)


def least_price_adjustment(
    quotes: FloatArray,
    weights: FloatArray,
    margins: FloatArray,
    constants: FloatArray,
    minimum: FloatArray,
    process_names: Sequence[str],
) -> Adjusted:
    """Prices (quotes,) nearest to ``quotes`` at which ``margins @ prices + constants`` reaches ``minimum``.

    ``margins`` is (processes, quotes) in t per unit activity, ``constants`` and ``minimum`` (processes,) in
    USD per unit activity; ``weights`` (quotes,) of ``quote_weight``, ``inf`` where a price is given. The
    multipliers of the result name the binding processes. Raises ``CalibrationError`` naming those that cannot
    reach their minimum.
    """
    return minimum_relative_entropy(
        start=quotes,
        weights=weights / quotes,
        matrix=margins,
        target=minimum - constants,
        row_names=[f"minimum margin of {name}" for name in process_names],
        at_least=np.ones(minimum.size, dtype=bool),
    )
