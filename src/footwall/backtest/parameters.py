"""The frozen parameters of every backtest: rows of the facts, none of them fitted to an episode.

Monthly answers are shares of the yearly ones. The share of use is derived: from a monthly answer ε_m, moving
towards the answer ε_L of five to ten years over τ years, use must have answered by ε after one year,
ε = ε_m + (ε_L − ε_m)·(1 − e^(−1/τ)), which gives ε_m/ε = 0.34 at the central values. The share of mines and
plants within the year is a judgement.

Symbol -> parameter -> unit: ε ``demand_elasticity``, ε_L ``demand_elasticity_5y``, ε_m/ε
``monthly_demand_share``, τ ``tau_demand`` (years).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from footwall.chain.network import Estimate, Network
from footwall.facts import Facts
from footwall.horizon.private_stocks import DAYS, Holding
from footwall.horizon.responses import Responses
from footwall.market.parameters import FloatArray, Parameters, central, draws, stratified

STEP = 1.0 / 12.0
"""Years of a step of the clock."""
SEED = 20_100_708
DRAWS = 64
STREAM = 7
"""Number of this stream of random numbers beside that of the curves."""
NAMES = (
    "supply_elasticity",
    "demand_elasticity",
    "demand_elasticity_5y",
    "monthly_supply_share",
    "monthly_demand_share",
    "avoidable_share",
    "choke_ratio",
    "maker_utilisation",
    "theta_ore",
    "theta_refined",
    "theta_component",
    "theta_short_share",
    "tau_demand",
    "tau_sourcing",
    "private_stock",
    "disruption_expected",
    "private_stock_markup",
    "private_stock_span",
)
"""Every parameter that a backtest reads."""


@dataclass(frozen=True)
class Frozen:
    """The parameters by name."""

    estimates: dict[str, Estimate]

    def __getitem__(self, name: str) -> Estimate:
        return self.estimates[name]

    def monthly(self, share: str, yearly: Estimate) -> Estimate:
        """A yearly elasticity within a month; low and high are those of both at once."""
        part = self[share]
        return Estimate(
            part.value * yearly.value, part.low * yearly.low, part.high * yearly.high, part.source, "assumed"
        )


def frozen(facts: Facts) -> Frozen:
    """The parameters of the facts that apply to every good. Raises UnknownName."""
    rows = {name: facts.parameter(name) for name in NAMES}
    return Frozen({name: Estimate(r.value, r.low, r.high, r.source, r.grade) for name, r in rows.items()})


@dataclass(frozen=True, eq=False)
class Behaviour:
    """What drives the clock beside the curves; scenario 0 is central, the others are joint draws."""

    responses: Responses
    holding: Holding
    cover: FloatArray
    """(S, 1) usual private stock over a year's purchases, years."""
    pick: Callable[[Estimate], FloatArray]
    """(S,) draws of one more estimate; equal estimates move together."""


def with_draws(network: Network, count: int) -> Parameters:
    """Central parameters of the curves, then ``count`` joint draws."""
    middle = central(network)
    if count == 0:
        return middle
    drawn = draws(network, count, SEED)
    return Parameters(
        *(
            np.concatenate([getattr(middle, name), getattr(drawn, name)])
            for name in ("theta", "supply_elasticity", "avoidable_share", "demand_elasticity", "choke_ratio")
        )
    )


def behaviour(parameters: Frozen, curves: Parameters, processes: int) -> Behaviour:
    """How use, sourcing and private stocks move from month to month, for the scenarios of ``curves``."""
    scenarios = curves.scenarios
    generator = np.random.default_rng([SEED, STREAM])
    found: dict[Estimate, FloatArray] = {}

    def pick(estimate: Estimate) -> FloatArray:
        if estimate not in found:
            values = np.full(scenarios, estimate.value)
            if scenarios > 1:
                values[1:] = stratified(generator, estimate, scenarios - 1)
            found[estimate] = values
        return found[estimate]

    def of(name: str) -> FloatArray:
        return pick(parameters[name])[:, None]

    def speed(name: str) -> FloatArray:
        return np.asarray(-np.expm1(-STEP / of(name)))

    month = parameters.monthly("monthly_demand_share", parameters["demand_elasticity"])
    stretch = of("demand_elasticity_5y") / month.value
    nothing = np.zeros((scenarios, processes))
    responses = Responses(
        use_more=np.maximum(stretch - 1.0, 0.0) * curves.demand_elasticity,
        use_speed=speed("tau_demand"),
        sourcing_short=of("theta_short_share"),
        sourcing_speed=speed("tau_sourcing"),
        capacity_more=nothing,
        capacity_speed=nothing,
        retirement=nothing,
        growth_place=np.full(scenarios, 0.5),
    )
    cover = of("private_stock") / DAYS
    holding = Holding(
        cover=cover,
        expected=of("disruption_expected"),
        markup=of("private_stock_markup"),
        span=of("private_stock_span"),
    )
    return Behaviour(responses, holding, cover, pick)
