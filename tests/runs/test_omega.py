"""Revenue and rent over ω on the toy, each ω an equilibrium of its own."""

from __future__ import annotations

import numpy as np
import pytest

from footwall.market.calibrate import calibrate
from footwall.runs.omega import revenue_over_omega
from footwall.runs.zone import ReportedZone
from measure.looped import solved
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrate(NETWORK, toy_charges(NETWORK))
BASELINE = solved(CALIBRATION, toy_charges(NETWORK))
OXIDE_A_TO_C = np.array([arc.name == "oxide:A>C" for arc in NETWORK.arcs])
ZONE = ReportedZone({"C": 1.0}, "A", members=True)


def test_revenue_is_a_range_over_omega() -> None:
    """A pure levy leaves nothing abroad, a minimum price nothing at home, and their sums agree."""
    charges = toy_charges(
        NETWORK, floor=OXIDE_A_TO_C * 60_000.0, levied_share=OXIDE_A_TO_C, omega=OXIDE_A_TO_C * 0.25
    )
    own = solved(CALIBRATION, charges, zone={"C": 1.0})
    rulebook, pure_levy, minimum_price = revenue_over_omega(BASELINE, own, ZONE)
    assert (rulebook.omega, pure_levy.omega, minimum_price.omega) == (None, 0.0, 1.0)
    assert pure_levy.exporters_rent == 0.0
    assert minimum_price.treasury == 0.0
    assert rulebook.exporters_rent == pytest.approx((rulebook.exporters_rent + rulebook.treasury) / 4.0)
    assert minimum_price.exporters_rent == pytest.approx(pure_levy.treasury, rel=1e-6)


def test_without_a_floor_there_is_no_range() -> None:
    (alone,) = revenue_over_omega(BASELINE, BASELINE, ZONE)
    assert (alone.omega, alone.treasury, alone.exporters_rent) == (None, 0.0, 0.0)
