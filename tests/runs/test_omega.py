"""Revenue and rent over ω on the toy, each ω an equilibrium of its own."""

from __future__ import annotations

import numpy as np
import pytest

from footwall.market.calibrate import calibrate
from footwall.runs.omega import leaves_a_gap, revenue_over_omega, with_omega
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


def test_a_floor_with_a_cliff_leaves_no_gap_to_share() -> None:
    """LEVY-16: the law forbids ω beside steps, so no case of it is solved or told."""
    stepped = toy_charges(
        NETWORK,
        floor=OXIDE_A_TO_C * 60_000.0,
        levied_share=OXIDE_A_TO_C,
        cliff=OXIDE_A_TO_C * 0.92,
        cliff_charge=OXIDE_A_TO_C * 20_000.0,
    )
    own = solved(CALIBRATION, stepped, zone={"C": 1.0})
    (alone,) = revenue_over_omega(BASELINE, own, ZONE)
    assert alone.omega is None and alone.treasury > 0.0
    assert not leaves_a_gap(stepped)


def test_omega_is_shared_only_where_the_law_leaves_a_gap() -> None:
    """One floor with a cliff beside one without: only the second takes another ω."""
    magnets = np.array([arc.name == "magnet:A>C" for arc in NETWORK.arcs])
    both = toy_charges(
        NETWORK,
        floor=(OXIDE_A_TO_C | magnets) * 60_000.0,
        levied_share=(OXIDE_A_TO_C | magnets) * 1.0,
        cliff=OXIDE_A_TO_C * 0.92,
        cliff_charge=OXIDE_A_TO_C * 20_000.0,
    )
    assert leaves_a_gap(both)
    assert with_omega(both, 1.0).omega.tolist() == (magnets * 1.0).tolist()


def test_without_a_floor_there_is_no_range() -> None:
    (alone,) = revenue_over_omega(BASELINE, BASELINE, ZONE)
    assert (alone.omega, alone.treasury, alone.exporters_rent) == (None, 0.0, 0.0)
