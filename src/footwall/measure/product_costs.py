"""What a policy adds to the bill for inputs of a maker of magnets, cars, turbines or phones.

    cost of the content = kg per unit · effective price of the commodity     USD per unit of the product

The price is that of buyers in a region, or of the zone's buyers at their baseline purchases. Where the recipe
of a product differs by region, the zone's content is the mean over the units that its makers make, so that
cost of the zone = kg of the zone · price of the zone still holds. The change is
at a fixed content: an upper bound where makers can save or replace material. Low and high hold the range of
the content alone. A commodity that nobody in the zone buys is left out, not filled. The figure is what
the maker of the product pays for the input: neither what the product sells for, which products from outside
may hold down, nor what a shop charges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from footwall.facts.product_rows import Product
from footwall.measure.product_contents import Bought, Content, mean_content
from footwall.measure.state import State, zone_weight

KG_PER_T = 1000.0


@dataclass(frozen=True)
class ContentCost:
    """One commodity in one unit of a product, USD per unit; ``region`` is '' for the whole zone."""

    product: Product
    commodity: str
    content: Content
    region: str
    price_baseline: float
    """Effective price, USD/kg."""
    price_policy: float

    @property
    def baseline(self) -> float:
        return self.content.kg * self.price_baseline

    @property
    def policy(self) -> float:
        return self.content.kg * self.price_policy

    @property
    def change(self) -> float:
        return self.content.kg * self._rise

    @property
    def change_range(self) -> tuple[float, float]:
        """Smallest and largest change over the range of the content."""
        ends = (self.content.low * self._rise, self.content.high * self._rise)
        return min(ends), max(ends)

    @property
    def share_of_price(self) -> float:
        """The change over the price of the product."""
        return self.change / self.product.price

    @property
    def _rise(self) -> float:
        return self.price_policy - self.price_baseline


def content_costs(
    baseline: State, policy: State, zone: Mapping[str, float], contents: Iterable[Bought]
) -> tuple[ContentCost, ...]:
    """Cost of every content in the zone as a whole, then in each of its regions that buys the commodity.

    Contents of commodities of other chains are passed over.
    """
    return tuple(cost for bought in contents for cost in _costs(baseline, policy, zone, bought))


def _costs(
    baseline: State, policy: State, zone: Mapping[str, float], bought: Bought
) -> Iterator[ContentCost]:
    """The zone as a whole, then every buyer inside it."""
    buyers = policy.wiring.buyers
    found: list[tuple[str, Content, float, tuple[float, float]]] = []
    for b, (commodity, region) in enumerate(buyers):
        content, inside = bought.in_region(region), zone_weight([region], zone)[0]
        tonnes = float(baseline.equilibrium.purchases[b])
        if content is None or content.kg <= 0.0:
            continue
        if commodity == bought.commodity and inside > 0.0 and tonnes > 0.0:
            before, after = (float(state.equilibrium.effective[b]) / KG_PER_T for state in (baseline, policy))
            found.append((region, content, inside * tonnes, (before, after)))
    if not found:
        return
    tonnes_bought = [tonnes for _, _, tonnes, _ in found]
    before, after = (
        float(np.average([prices[end] for *_, prices in found], weights=tonnes_bought)) for end in (0, 1)
    )
    mean = mean_content([(tonnes / content.kg, content) for _, content, tonnes, _ in found])
    yield ContentCost(bought.product, bought.commodity, mean, "", before, after)
    for region, content, _, prices in found:
        yield ContentCost(bought.product, bought.commodity, content, region, *prices)
