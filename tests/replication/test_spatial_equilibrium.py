"""Homogeneous spatial equilibrium as the limit of the logit: the error falls as 1/θ.

Three countries of Miranda and Fackler's CompEcon demonstration ``demslv14`` (as coded), with and without a
minimum import price that countries 2 and 3 hold on goods from country 1. The exact solutions solve linear
complementarity conditions by hand (Samuelson 1952; Takayama and Judge 1964).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np
import pytest
from numpy.typing import NDArray

from footwall.enacted.charges import ArcCharges
from footwall.market.equilibrium import Equilibrium
from footwall.market.solve import solve
from replication.published import LinearCurves, Published, almost_homogeneous

Array = NDArray[np.float64]
FREIGHT = np.array([[0.0, 3.0, 6.0], [3.0, 0.0, 3.0], [6.0, 3.0, 0.0]])
CURVES = LinearCurves((9.0, 3.0, 18.0), (1.0, 2.0, 1.0), (42.0, 54.0, 51.0), (3.0, 2.0, 1.0))
MARKET = Published(("one", "two", "three"), np.full((3, 3), 5.0), FREIGHT)
LEVEL = 30.0
THETAS = (1e3, 1e4, 1e5, 1e6)


def floor_on_country_one(price: float) -> ArcCharges:
    covered = np.array([[0.0, 1.0, 1.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    return MARKET.charges(floor=price * covered, levied_share=covered)


def no_trade() -> ArcCharges:
    return MARKET.charges(open=np.eye(3))


@dataclass(frozen=True)
class Exact:
    """A solution by hand: prices, then total surplus including levy revenue."""

    charges: ArcCharges
    price: tuple[float, float, float]
    total: float


EXACT = {
    "free trade": Exact(MARKET.charges(), (24.3461538462, 27.3461538462, 30.3461538462), 784.9903846154),
    "autarky": Exact(no_trade(), (17.25, 28.5, 34.5), 733.5),
    "floor of 28": Exact(floor_on_country_one(28.0), (24.15, 28.0, 30.15), 784.7125),
    "floor of 33": Exact(floor_on_country_one(33.0), (18.375, 30.0, 33.0), 750.65625),
}


def path(charges: ArcCharges) -> list[Equilibrium]:
    """Solutions at rising θ, each from the last."""
    found: list[Equilibrium] = []
    start = np.full(3, LEVEL)
    theta = 10.0
    while theta <= THETAS[-1] * 1.001:
        equilibrium = solve(almost_homogeneous(MARKET, CURVES, theta, LEVEL), charges, start=start)
        start = equilibrium.price
        if any(abs(theta / wanted - 1.0) < 1e-9 for wanted in THETAS):
            found.append(equilibrium)
        theta *= 10.0**0.25
    return found


def surplus(equilibrium: Equilibrium) -> float:
    """Producers' and users' triangles plus levy revenue."""
    made, used = equilibrium.activity, equilibrium.use
    producers = 0.5 * np.array(CURVES.supply_slope) @ made**2
    users = 0.5 * np.array(CURVES.use_slope) @ used**2
    return float(producers + users + equilibrium.unit.levy @ equilibrium.flow)


@pytest.mark.parametrize("name", EXACT)
def test_the_error_falls_as_one_over_theta(name: str) -> None:
    exact = EXACT[name]
    errors = [np.abs(e.price - exact.price).max() for e in path(exact.charges)]
    for wide, narrow in itertools.pairwise(errors):
        assert 9.0 < wide / narrow < 11.0, errors
    assert errors[-1] < 1e-3


@pytest.mark.parametrize("name", EXACT)
def test_total_surplus_is_reached(name: str) -> None:
    exact = EXACT[name]
    assert surplus(path(exact.charges)[-1]) == pytest.approx(exact.total, abs=2e-3)


@pytest.mark.parametrize("theta", [0.5, 5.0, 50.0])
def test_autarky_is_exact_at_any_theta_when_the_home_origin_has_all_the_weight(theta: float) -> None:
    """Closed form: p = (a·e + b·d)/(d + e) for price = b + e·supply = a − d·use."""
    calibration = almost_homogeneous(MARKET, CURVES, theta, LEVEL)
    arc = calibration.arc.copy()
    arc[0, :, 0] = MARKET.on_arcs(np.eye(3))
    equilibrium = solve(replace(calibration, arc=arc), no_trade())
    assert equilibrium.price == pytest.approx([17.25, 28.5, 34.5], rel=1e-10)
    assert surplus(equilibrium) == pytest.approx(733.5, rel=1e-10)


def test_trade_and_levy_under_the_floor_of_28() -> None:
    last = path(EXACT["floor of 28"].charges)[-1]
    flow, levy = MARKET.as_matrix(last.flow), MARKET.as_matrix(last.unit.levy)
    assert levy[0] == pytest.approx([0.0, 0.85, 0.0], abs=1e-3)
    assert flow[:, 1].sum() - last.activity[1] == pytest.approx(0.5, abs=1e-3)
    assert flow[:, 2].sum() - last.activity[2] == pytest.approx(8.7, abs=1e-3)
    assert last.unit.levy @ last.flow == pytest.approx(0.425, abs=1e-3)


def test_trade_and_levy_under_the_floor_of_33() -> None:
    last = path(EXACT["floor of 33"].charges)[-1]
    flow, levy = MARKET.as_matrix(last.flow), MARKET.as_matrix(last.unit.levy)
    assert flow[0, 2] == pytest.approx(1.5, abs=1e-3)
    assert flow[1, 2] == pytest.approx(1.5, abs=1e-3)
    assert levy[0, 2] == pytest.approx(8.625, abs=1e-3)
    assert last.unit.levy @ last.flow == pytest.approx(12.9375, abs=2e-3)
