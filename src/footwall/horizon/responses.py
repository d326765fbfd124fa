"""How fast and how far use, sourcing and capacity answer a price that lasts, as arrays over draws and items.

The market of one period holds the short answers. The long ones come over τ years: partial adjustment by
1 − e^(−1/τ) of the remaining distance each year, so that after a lasting change the answer at t years is
short + (long − short)·(1 − e^(−t/τ)).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from footwall.chain.network import Estimate
from footwall.errors import UnknownName
from footwall.market.calibrate import Calibration
from footwall.market.parameters import stratified
from footwall.market.system import FloatArray

if TYPE_CHECKING:
    from collections.abc import Callable

    from footwall.facts import Facts

    Pick = Callable[[Estimate], FloatArray]

STREAM = 3
"""Number of this stream of random numbers beside those of the curves, of costs and of amounts."""


@dataclass(frozen=True, eq=False)
class Responses:
    """Arrays (S, ·) with S the scenarios of the calibration; times in years, speeds as share of a year."""

    use_more: FloatArray
    """(S, uses) long-run elasticity of use less the short-run one, ≥ 0."""
    use_speed: FloatArray
    """(S, 1) share of the distance to the long-run answer that a year closes."""
    sourcing_short: FloatArray
    """(S, 1) short-run θ over the long-run one."""
    sourcing_speed: FloatArray
    """(S, 1)."""
    capacity_more: FloatArray
    """(S, processes) elasticity of capacity to the margin over that of the base year."""
    capacity_speed: FloatArray
    """(S, processes)."""
    retirement: FloatArray
    """(S, processes) share of capacity that ends each year unless it is renewed."""
    growth_place: FloatArray
    """(S,) place of use between its low (0), central (1/2) and high (1) path."""


def responses_of(facts: Facts, calibration: Calibration, seed: int) -> Responses:
    """Scenario 0 is central; further scenarios of the calibration are joint draws. Raises UnknownName."""
    generator = np.random.default_rng([seed, STREAM])
    scenarios = calibration.scenarios
    drawn: dict[Estimate, FloatArray] = {}

    def pick(estimate: Estimate) -> FloatArray:
        if estimate not in drawn:
            values = np.full(scenarios, estimate.value)
            if scenarios > 1:
                values[1:] = stratified(generator, estimate, scenarios - 1)
            drawn[estimate] = values
        return drawn[estimate]

    def speed(estimate: Estimate) -> FloatArray:
        return np.asarray(1.0 - np.exp(-1.0 / pick(estimate)))

    network, parameters = calibration.network, calibration.parameters
    recipes = [process.id.partition("@")[0] for process in network.processes]
    stretch = pick(_parameter(facts, "demand_elasticity_5y")) / _parameter(facts, "demand_elasticity").value
    short = parameters.demand_elasticity
    mine = np.array([process.kind == "mine" for process in network.processes])
    long = np.stack([pick(_parameter(facts, "supply_elasticity_20y", recipe)) for recipe in recipes], axis=1)
    life = np.stack([pick(_lifetime(facts, "plant_life", recipe)) for recipe in recipes], axis=1)
    return Responses(
        use_more=np.maximum(stretch[:, None] - 1.0, 0.0) * short,
        use_speed=speed(_parameter(facts, "tau_demand"))[:, None],
        sourcing_short=pick(_parameter(facts, "theta_short_share"))[:, None],
        sourcing_speed=speed(_parameter(facts, "tau_sourcing"))[:, None],
        capacity_more=np.maximum(long - np.where(mine, parameters.supply_elasticity, 0.0), 0.0),
        capacity_speed=np.stack(
            [speed(_parameter(facts, "tau_supply", recipe)) for recipe in recipes], axis=1
        ),
        retirement=1.0 / life,
        growth_place=pick(Estimate(0.5, 0.0, 1.0, "path", "assumed")),
    )


def at_place(indices: FloatArray, place: FloatArray) -> FloatArray:
    """(years, S, ·) of (3, years, ·) low, central and high, straight between them at ``place`` (S,)."""
    low, central, high = indices[:, :, None, :]
    p = place[None, :, None]
    below, above = np.minimum(2.0 * p, 1.0), np.maximum(2.0 * p - 1.0, 0.0)
    return np.asarray(low + below * (central - low) + above * (high - central))


def _parameter(facts: Facts, name: str, recipe: str = "") -> Estimate:
    row = facts.parameter(name, recipe=recipe)
    return Estimate(row.value, row.low, row.high, row.source, row.grade)


def _lifetime(facts: Facts, name: str, recipe: str) -> Estimate:
    try:
        row = facts.lifetime(name, recipe=recipe)
    except UnknownName as missing:
        raise UnknownName(f"{missing} Every recipe needs one for a run over years.") from missing
    return Estimate(row.value, row.low, row.high, row.source, row.grade)
