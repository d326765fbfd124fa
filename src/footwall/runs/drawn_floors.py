"""Derived floors of a policy at joint draws of the conversion costs that they hold.

Each row of the facts is drawn by itself, stratified like the parameters of the curves and from the same
seed, but with a stream of its own: the other parameters are drawn alike with and without a cascade.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from footwall.enacted.charges import ArcCharges, Enactment, FloatArray
from footwall.enacted.derived_floors import ConversionCost, at_conversion_costs
from footwall.errors import RulebookError
from footwall.market.parameters import stratified

STREAM = 1
"""Number of this stream of random numbers beside that of the curves."""


@dataclass(frozen=True, eq=False)
class DrawnFloors:
    """A policy per draw; ``values`` (S, costs) are the conversion costs in USD/t."""

    costs: tuple[ConversionCost, ...]
    values: FloatArray
    policies: tuple[Enactment, ...]
    derivable: np.ndarray[tuple[int], np.dtype[np.bool_]]
    """(S,) False where a derived floor is not above zero; the policy of that draw is the central one."""

    @property
    def charges(self) -> ArcCharges:
        """Charges of all draws; the floor is (S, arcs), the rest (arcs,)."""
        central = self.policies[0].charges
        if not self.costs:
            return central
        return replace(central, floor=np.stack([policy.charges.floor for policy in self.policies]))


def draw_floors(policy: Enactment, count: int, seed: int) -> DrawnFloors:
    """``count`` (at least 1) draws of the conversion costs behind the floors of a policy."""
    costs = policy.derived.costs if policy.derived is not None else ()
    generator = np.random.default_rng([seed, STREAM])
    columns = [stratified(generator, cost.estimate, count) for cost in costs]
    values = np.stack(columns, axis=1) if columns else np.zeros((count, 0))
    derived = [_at(policy, row) if costs else policy for row in values]
    return DrawnFloors(
        costs,
        values,
        tuple(policy if item is None else item for item in derived),
        np.array([item is not None for item in derived], dtype=bool),
    )


def _at(policy: Enactment, values: FloatArray) -> Enactment | None:
    try:
        return at_conversion_costs(policy, values.tolist())
    except RulebookError:
        return None
