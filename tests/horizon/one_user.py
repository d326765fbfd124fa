"""One good, one user, one supplier: A mines 1,000 t a year for B, and nobody else makes any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from footwall.chain.network import Arc, Commodity, Estimate, Market, Network, Process, Use
from footwall.enacted.charges import Enactment
from footwall.horizon.path import SolvedPeriod, YearOfPath
from footwall.horizon.periods import Period
from footwall.horizon.private_stocks import Holding
from footwall.market.calibrate import calibrate
from footwall.market.outcomes import outcomes_of
from footwall.market.under_law import solve_law_batch
from toy import toy_charges

BOUGHT, PRICE, ELASTICITY, CHOKE = 1000.0, 100.0, 0.4, 5.0


def _assumed(value: float) -> Estimate:
    return Estimate(value, value, value, source="toy", grade="assumed")


NETWORK = Network(
    chain="one user",
    year=2024,
    elements=(),
    regions=("A", "B"),
    commodities=(Commodity("metal", "Metal", "toy mineral", "metal", "t", ("811292",), {}),),
    markets=(Market("metal", "A", PRICE),),
    processes=(
        Process(
            "mine@A", "mine", "A", (), (("metal", 1.0),), {}, BOUGHT, 1250.0, _assumed(0.5), _assumed(0.6)
        ),
    ),
    uses=(Use("chips", "metal", "B", BOUGHT, _assumed(ELASTICITY), _assumed(CHOKE)),),
    arcs=(Arc("metal", "A", "B", BOUGHT, 0.0),),
    theta={"metal": _assumed(10.0)},
)
HOLDING = Holding(np.array([0.125]), 0.5, 0.05, 0.1)


def covering(years: float) -> Holding:
    """Private holders with a stock for ``years`` of use."""
    return replace(HOLDING, cover=np.array([years]))


def year_before() -> YearOfPath:
    """The base year as a year of a path."""
    curves = calibrate(NETWORK, toy_charges(NETWORK))
    law = Enactment("2024-01-01", toy_charges(NETWORK), (), (), {}, ())
    batch = solve_law_batch(curves, law)
    outcomes = outcomes_of(batch, np.array([0]))
    period = Period(date(2024, 1, 1), date(2024, 12, 31), 1.0, law)
    solved = SolvedPeriod(period, batch.equilibrium(0), outcomes, batch, np.array([0]))
    return YearOfPath(
        2024, curves, (solved,), curves.process[:, :, 1], curves.process[:, :, 1], curves.buyer[:, :, 2],
        outcomes.price, outcomes.effective, outcomes.landed, outcomes.margin, outcomes.activity,
    )  # fmt: skip
