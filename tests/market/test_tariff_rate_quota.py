"""The three regimes of a tariff-rate quota and the two kinks between them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from footwall.enacted.charges import Quota
from footwall.market.equilibrium import Equilibrium
from footwall.market.solve import solve
from market.policies import calibrated, into_c
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrated(NETWORK)
ARCS = into_c(NETWORK, "magnet")
CHARGE = 6_000.0


def under_quota(limit: float, charge: float = CHARGE) -> Equilibrium:
    return solve(CALIBRATION, toy_charges(NETWORK), [Quota("trq", "tariff_rate", ARCS, limit, charge)])


def imports(equilibrium: Equilibrium) -> float:
    return float(equilibrium.flow[list(ARCS)].sum())


def taxed(charge: float) -> Equilibrium:
    """The same charge on every tonne, with no quota."""
    duty = np.zeros(len(NETWORK.arcs))
    duty[list(ARCS)] = charge
    return solve(CALIBRATION, toy_charges(NETWORK, duty_specific=duty))


FREE_IMPORTS, TAXED_IMPORTS = imports(taxed(0.0)), imports(taxed(CHARGE))


def test_free_and_taxed_imports_bracket_the_regimes() -> None:
    assert pytest.approx(200.0, rel=1e-9) == FREE_IMPORTS
    assert TAXED_IMPORTS < FREE_IMPORTS


@pytest.mark.parametrize("limit", [200.5, 250.0, 1e4])
def test_a_wide_quota_is_free_trade(limit: float) -> None:
    equilibrium = under_quota(limit)
    assert equilibrium.rent[0] == pytest.approx(0.0, abs=1e-6)
    assert equilibrium.price == pytest.approx(CALIBRATION.base_price, rel=1e-9)


@pytest.mark.parametrize("weight", [0.1, 0.5, 0.9])
def test_between_the_kinks_imports_fill_the_quota(weight: float) -> None:
    limit = weight * FREE_IMPORTS + (1.0 - weight) * TAXED_IMPORTS
    equilibrium = under_quota(limit)
    assert imports(equilibrium) == pytest.approx(limit, rel=1e-9)
    assert 0.0 < equilibrium.rent[0] < CHARGE
    assert equilibrium.price == pytest.approx(taxed(float(equilibrium.rent[0])).price, rel=1e-9)


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_a_narrow_quota_is_the_charge_on_every_tonne(share: float) -> None:
    equilibrium = under_quota(share * TAXED_IMPORTS)
    assert equilibrium.rent[0] == pytest.approx(CHARGE, rel=1e-9)
    assert imports(equilibrium) == pytest.approx(TAXED_IMPORTS, rel=1e-9)
    assert equilibrium.price == pytest.approx(taxed(CHARGE).price, rel=1e-9)


@pytest.mark.parametrize(("limit", "rent"), [(FREE_IMPORTS, 0.0), (TAXED_IMPORTS, CHARGE)])
@pytest.mark.parametrize("step", [-1e-6, -1e-9, 0.0, 1e-9, 1e-6])
def test_at_and_around_both_kinks_the_solution_is_continuous(limit: float, rent: float, step: float) -> None:
    equilibrium = under_quota(limit * (1.0 + step))
    assert equilibrium.rent[0] == pytest.approx(rent, abs=2.0 + 1e5 * abs(step) * CHARGE)
    assert imports(equilibrium) == pytest.approx(limit, rel=2e-4)
    assert equilibrium.residual < 1e-9


def test_rent_falls_as_the_quota_widens() -> None:
    rents = [float(under_quota(limit).rent[0]) for limit in np.linspace(100.0, 220.0, 25)]
    assert all(narrow >= wide - 1e-6 for narrow, wide in itertools.pairwise(rents))


def test_a_charge_of_zero_is_no_quota() -> None:
    equilibrium = under_quota(50.0, charge=0.0)
    assert equilibrium.rent[0] == pytest.approx(0.0, abs=1e-6)
    assert equilibrium.price == pytest.approx(CALIBRATION.base_price, rel=1e-9)
