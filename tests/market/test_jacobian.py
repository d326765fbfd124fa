"""The analytic Jacobian against central differences, and its symmetry under specific charges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.enacted.charges import ArcCharges
from footwall.market.assemble import System, assemble, starting_point
from footwall.market.solve import solve
from market.differences import analytic_and_difference, evaluated
from market.policies import POLICIES, calibrated, floored, policy
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrated(NETWORK)


@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize("seed", range(3))
def test_jacobian_equals_central_differences(name: str, seed: int) -> None:
    charges, quotas = policy(name, NETWORK)
    system = assemble(CALIBRATION, charges, quotas)
    x = starting_point(system, 1)[0]
    generator = np.random.default_rng(seed)
    x *= np.exp(generator.uniform(-0.25, 0.25, x.shape))
    quota_rows = slice(len(NETWORK.markets), len(NETWORK.markets) + len(quotas))
    x[quota_rows] = generator.uniform(100.0, 900.0, len(quotas))
    analytic, difference = analytic_and_difference(system, x)
    assert analytic == pytest.approx(difference, abs=1e-6 * np.abs(difference).max())


rates = st.floats(0.0, 0.4)


@given(
    fields=st.fixed_dictionaries(
        {
            "export_tax": rates,
            "vat_not_refunded": rates,
            "export_specific": st.floats(0.0, 3_000.0),
            "valuation_cif": st.sampled_from([0.0, 1.0]),
            "duty_ad_valorem": rates,
            "duty_specific": st.floats(0.0, 3_000.0),
            "replaced_ad_valorem": rates,
            "replaced_specific": st.floats(0.0, 500.0),
            "netted_ad_valorem": st.sampled_from([0.0, 0.03, 0.2]),
            "netted_specific": st.floats(0.0, 500.0),
            "instrument_ad_valorem": rates,
            "instrument_specific": st.floats(0.0, 3_000.0),
            "floor_cif": st.sampled_from([0.0, 1.0]),
            "levied_share": st.floats(0.05, 1.0),
            "compared": st.sampled_from([0.0, 1.0]),
            "compared_with": st.sampled_from([0.0, 1.0]),
            "cumulation": st.sampled_from([0.0, 1.0, 2.0]),
            "mode_b": st.sampled_from([0.0, 1.0]),
            "top_up": st.floats(0.0, 1.0),
            "dead_band": st.floats(0.0, 0.1),
            "cap_of": st.sampled_from([0.0, 1.0, 2.0, 3.0]),
            "omega": st.floats(0.0, 1.0),
            "evasion_cost": st.floats(0.0, 0.2),
            "evasion_spread": st.floats(0.1, 1.0),
            "evasion_detection": st.floats(0.0, 0.9),
            "evasion_fine": rates,
            "evasion_max": st.floats(0.05, 0.9),
        }
    ),
    cap=st.floats(0.05, 0.5),
    seed=st.integers(0, 2**16),
)
def test_jacobian_equals_central_differences_on_random_charges(
    fields: dict[str, float], cap: float, seed: int
) -> None:
    specific_cap = 50_000.0 if fields["cap_of"] == 3.0 else 1.0
    system = assemble(CALIBRATION, floored(NETWORK, **fields, cap=cap * specific_cap))
    x = starting_point(system, 1)[0]
    x *= np.exp(np.random.default_rng(seed).uniform(-0.2, 0.2, x.shape))
    analytic, difference = analytic_and_difference(system, x)
    if np.isfinite(difference).all():
        assert analytic == pytest.approx(difference, abs=1e-6 * np.abs(analytic).max())


def frozen_as_specific(charges: ArcCharges, dollars: np.ndarray) -> ArcCharges:
    """The same dollars per tonne, all of them as specific export charges."""
    return toy_charges(NETWORK, export_specific=dollars, open=charges.open)


@pytest.mark.parametrize("name", POLICIES)
def test_with_specific_charges_the_jacobian_of_excess_supply_is_symmetric(name: str) -> None:
    """Excess supply is then the gradient of a convex function (model chapter, "Why it solves")."""
    charges, quotas = policy(name, NETWORK)
    equilibrium = solve(CALIBRATION, charges, quotas)
    dollars = equilibrium.landed - equilibrium.unit.fob - charges.freight
    system = assemble(CALIBRATION, frozen_as_specific(charges, dollars))
    _, excess_by_price = evaluated(system, equilibrium.price)
    assert excess_by_price == pytest.approx(excess_by_price.T, abs=1e-12 * np.abs(excess_by_price).max())
    assert np.linalg.eigvalsh(excess_by_price).min() > 0.0


def test_an_ad_valorem_charge_breaks_the_symmetry() -> None:
    """So that the symmetry above is a finding about specific charges, not about the measure of it."""
    system = assemble(CALIBRATION, floored(NETWORK, floor=0.0, instrument_ad_valorem=0.25))
    _, excess_by_price = evaluated(system, CALIBRATION.base_price)
    assert np.abs(excess_by_price - excess_by_price.T).max() > 1e-3 * np.abs(excess_by_price).max()


def determinant_sign(system: System, x: np.ndarray) -> float:
    jacobian, _ = evaluated(system, x)
    return float(np.linalg.slogdet(jacobian * system.curves.price_scale[None, :])[0])


@pytest.mark.parametrize("name", POLICIES)
def test_the_determinant_is_positive_at_the_solution(name: str) -> None:
    """The sign that an index theorem asks of every solution for there to be one (Kehoe 1980)."""
    charges, quotas = policy(name, NETWORK)
    equilibrium = solve(CALIBRATION, charges, quotas)
    x = np.concatenate([equilibrium.price, equilibrium.rent, equilibrium.reference])
    assert determinant_sign(assemble(CALIBRATION, charges, quotas), x) == 1.0


@pytest.mark.parametrize("name", [name for name in POLICIES if "reference" not in name])
def test_the_determinant_is_positive_around_base_prices(name: str) -> None:
    charges, quotas = policy(name, NETWORK)
    system = assemble(CALIBRATION, charges, quotas)
    generator = np.random.default_rng(7)
    for _ in range(20):
        x = starting_point(system, 1)[0]
        x *= np.exp(generator.uniform(-0.2, 0.2, x.shape))
        assert determinant_sign(system, x) == 1.0
