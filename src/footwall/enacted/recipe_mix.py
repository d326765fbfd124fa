"""What one t of a commodity is made with, averaged over the processes that make it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from footwall.enacted.exact import exact

if TYPE_CHECKING:
    from collections.abc import Callable

    from footwall.chain.network import Network, Process

ZERO = Fraction(0)


@dataclass(frozen=True)
class Mix:
    """What one t of a commodity is made with, averaged over its processes."""

    inputs: Mapping[str, Fraction]
    by_products: Mapping[str, Fraction]
    weights: tuple[tuple[Process, Fraction], ...]
    inside: bool
    """True where the weights are the zone's own processes."""


def recipe_mix(commodity: str, network: Network, zone_share: Callable[[str, str], Fraction]) -> Mix | None:
    """Inputs and by-products per t of a commodity; None where no process makes it from anything."""
    makers = [
        (process, exact(process.activity) * exact(dict(process.outputs)[commodity]))
        for process in network.processes
        if process.inputs and process.kind == "processor" and commodity in dict(process.outputs)
    ]
    inside = [(process, made * zone_share(process.region, commodity)) for process, made in makers]
    in_zone = any(made > 0 for _, made in inside)
    weighted = [(process, made) for process, made in (inside if in_zone else makers) if made > 0]
    total = sum((made for _, made in weighted), ZERO)
    if total == 0:
        return None
    inputs: dict[str, Fraction] = {}
    by_products: dict[str, Fraction] = {}
    for process, made in weighted:
        own = exact(dict(process.outputs)[commodity])
        for item, coefficient in process.inputs:
            inputs[item] = inputs.get(item, ZERO) + exact(coefficient) / own * made / total
        for item, coefficient in process.outputs:
            if item != commodity:
                by_products[item] = by_products.get(item, ZERO) + exact(coefficient) / own * made / total
    return Mix(inputs, by_products, tuple((process, made / total) for process, made in weighted), in_zone)
