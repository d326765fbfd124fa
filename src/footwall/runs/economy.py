"""The calibrated economy of a run: the base year as it was, and the same at given prices.

Facts are balanced, the law of the base year puts its wedge on every route, prices are set under it, and the
curves are calibrated to reproduce the result. With given prices (``--prices``) baseline and policy stand on
a second calibration: the same tonnes at those prices, under the law of the simulated day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from footwall.chain import balance_network, landed_wedge, price_network
from footwall.chain.build import BASE_YEAR, BalancedQuantities, BuiltNetwork
from footwall.enacted import Enactment, enact
from footwall.facts import Facts
from footwall.market.calibrate import Calibration, calibrate
from footwall.market.equilibrium import Equilibrium
from footwall.market.solve import solve

PERTURBATION = 0.2
"""The calibration is solved from prices off by up to this share (natural logarithm), not from the answer."""


@dataclass(frozen=True, eq=False)
class Economy:
    """The base year and, where prices were given, its re-anchored twin (otherwise the same objects)."""

    facts: Facts
    base: BuiltNetwork
    base_law: Enactment
    base_calibration: Calibration
    anchored: BuiltNetwork
    calibration: Calibration
    """On which baseline and policy are solved."""


def base_economy(facts: Facts, year: int = BASE_YEAR) -> tuple[BalancedQuantities, Economy]:
    """The base year under the measures in force at its end. Raises CalibrationError."""
    balanced = balance_network(facts, year)
    law = enact(None, facts, balanced.network, date(year, 12, 31))
    built = price_network(balanced, landed_wedge(law.charges))
    calibration = calibrate(built.network, law.charges)
    return balanced, Economy(facts, built, law, calibration, built, calibration)


def anchored_to(
    economy: Economy, balanced: BalancedQuantities, prices: Mapping[str, float], law: Enactment
) -> Economy:
    """The economy at given prices (USD/t, FOB without VAT in the leading market) under the law of the day.

    Raises UnknownName for a commodity that the chain does not hold, CalibrationError for prices at which a
    process cannot live.
    """
    built = price_network(balanced, landed_wedge(law.charges), prices)
    return replace(economy, anchored=built, calibration=calibrate(built.network, law.charges))


def reproduce_base_year(economy: Economy, seed: int) -> tuple[Equilibrium, float]:
    """Solve the base year from perturbed prices; the solution and its largest relative error.

    Compared are the FOB price and output of every market, the activity of every process, every use and the
    flow on every route. Raises NotConverged.
    """
    calibration, law = economy.base_calibration, economy.base_law
    generator = np.random.default_rng(seed)
    start = np.zeros(len(calibration.base_price) + len(law.quotas))
    start[: len(calibration.base_price)] = calibration.base_price * np.exp(
        generator.uniform(-PERTURBATION, PERTURBATION, len(calibration.base_price))
    )
    solved = solve(calibration, law.charges, law.quotas, start=start)
    network = calibration.network
    pairs = (
        (solved.price, calibration.base_price),
        (solved.activity, np.array([process.activity for process in network.processes])),
        (solved.use, np.array([use.quantity for use in network.uses])),
        (solved.flow, np.array([arc.flow for arc in network.arcs])),
    )
    return solved, max(float(np.max(np.abs(found - base) / base, initial=0.0)) for found, base in pairs)
