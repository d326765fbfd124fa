"""What a policy adds to the bill for inputs of a maker of cars, turbines or phones.

    cost of the content = kg per unit · effective price of the commodity     USD per unit of the product

The price is that of buyers in a region, or of the zone's buyers at their baseline purchases. The change is
at a fixed content: an upper bound where makers can save or replace material. Low and high hold the range of
the content alone. A commodity that nobody in the zone buys is left out, not filled. The figure is what
the maker of the product pays for the input: neither what the product sells for, which products from outside
may hold down, nor what a shop charges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from footwall.facts.product_rows import Intensity, Product
from footwall.measure.state import State, zone_weight

KG_PER_T = 1000.0


@dataclass(frozen=True)
class ContentCost:
    """One commodity in one unit of a product, USD per unit; ``region`` is '' for the whole zone."""

    product: Product
    intensity: Intensity
    region: str
    price_baseline: float
    """Effective price, USD/kg."""
    price_policy: float

    @property
    def baseline(self) -> float:
        return self.intensity.kg * self.price_baseline

    @property
    def policy(self) -> float:
        return self.intensity.kg * self.price_policy

    @property
    def change(self) -> float:
        return self.intensity.kg * self._rise

    @property
    def change_range(self) -> tuple[float, float]:
        """Smallest and largest change over the range of the content."""
        ends = (self.intensity.low * self._rise, self.intensity.high * self._rise)
        return min(ends), max(ends)

    @property
    def share_of_price(self) -> float:
        """The change over the price of the product."""
        return self.change / self.product.price

    @property
    def _rise(self) -> float:
        return self.price_policy - self.price_baseline


def content_costs(
    baseline: State,
    policy: State,
    zone: Mapping[str, float],
    products: Iterable[Product],
    intensities: Iterable[Intensity],
) -> tuple[ContentCost, ...]:
    """Cost of every content in the zone as a whole, then in each of its regions that buys the commodity.

    Intensities of commodities of other chains are passed over. Raises KeyError for an intensity whose
    product is not among ``products``.
    """
    known = {product.id: product for product in products}
    return tuple(
        ContentCost(known[row.product], row, region, *prices)
        for row in intensities
        for region, prices in _prices(baseline, policy, zone, row.commodity)
    )


def _prices(
    baseline: State, policy: State, zone: Mapping[str, float], commodity: str
) -> Iterator[tuple[str, tuple[float, float]]]:
    """(region or '', (baseline, policy) USD/kg) of every buyer inside the zone."""
    buyers = policy.wiring.buyers
    chosen = [b for b, (name, region) in enumerate(buyers) if name == commodity and zone.get(region, 0.0)]
    bought = baseline.equilibrium.purchases[chosen]
    weight = bought * zone_weight([buyers[b][1] for b in chosen], zone)
    if weight.sum() <= 0.0:
        return
    before, after = (state.equilibrium.effective[chosen] / KG_PER_T for state in (baseline, policy))
    yield "", (float(np.average(before, weights=weight)), float(np.average(after, weights=weight)))
    for place, b in enumerate(chosen):
        if bought[place] > 0.0:
            yield buyers[b][1], (float(before[place]), float(after[place]))
