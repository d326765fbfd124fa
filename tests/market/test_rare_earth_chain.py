"""The same properties on the embedded chain, under the bundled rulebooks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest

from footwall.enacted import enact
from footwall.enacted.charges import ArcCharges, Quota
from footwall.facts.facts import load_facts
from footwall.market.assemble import assemble, starting_point
from footwall.market.calibrate import Calibration
from footwall.market.equilibrium import Equilibrium
from footwall.market.export import export_network, network_json
from footwall.market.newton import CONVERGED
from footwall.market.solve import solve, solve_system
from footwall.rulebook.read import read_rulebook
from footwall.runs.economy import base_economy
from market.differences import analytic_and_difference, evaluated
from market.recompute import read, recompute

RULEBOOKS = ("cascade", "oxide-only", "minimum-import-price", "tariff-25", "export-licence-shock")
STARTS = 20


@cache
def chain() -> Any:
    return base_economy(load_facts())[1]


@cache
def solved(rulebook: str) -> tuple[Calibration, ArcCharges, tuple[Quota, ...], Equilibrium]:
    economy = chain()
    calibration = economy.calibration
    law = enact(read_rulebook(rulebook), economy.facts, calibration.network, date(2027, 12, 31))
    return calibration, law.charges, law.quotas, solve(calibration, law.charges, law.quotas)


@pytest.mark.parametrize("rulebook", RULEBOOKS)
def test_flows_and_residuals_follow_from_the_export_alone(rulebook: str) -> None:
    calibration, charges, quotas, equilibrium = solved(rulebook)
    document = read(network_json(export_network(calibration, charges, quotas, equilibrium)))
    again = recompute(document)
    assert [arc["flow"] for arc in document["arcs"]] == pytest.approx(again.flow, rel=1e-9, abs=1e-9)
    assert max(again.residual) < 1e-9


@pytest.mark.parametrize("rulebook", RULEBOOKS)
def test_jacobian_equals_central_differences(rulebook: str) -> None:
    calibration, charges, quotas, _ = solved(rulebook)
    system = assemble(calibration, charges, quotas)
    x = starting_point(system, 1)[0]
    x *= np.exp(np.random.default_rng(5).uniform(-0.1, 0.1, x.shape))
    markets = len(calibration.network.markets)
    x[markets : markets + len(quotas)] = np.random.default_rng(6).uniform(100.0, 2_000.0, len(quotas))
    analytic, difference = analytic_and_difference(system, x)
    assert analytic == pytest.approx(difference, abs=1e-6 * np.abs(difference).max())


@pytest.mark.parametrize("rulebook", RULEBOOKS)
def test_frozen_as_specific_the_jacobian_is_symmetric_and_positive(rulebook: str) -> None:
    calibration, charges, _, equilibrium = solved(rulebook)
    zero = np.zeros(len(calibration.network.arcs))
    names = set(ArcCharges.names()) - {"open", "freight"}
    frozen = replace(charges, **dict.fromkeys(names, zero))
    frozen = replace(frozen, export_specific=equilibrium.landed - equilibrium.unit.fob - charges.freight)
    _, slopes = evaluated(assemble(calibration, frozen), equilibrium.price)
    size = np.sqrt(np.outer(np.diag(slopes), np.diag(slopes)))
    assert slopes / size == pytest.approx((slopes / size).T, abs=1e-11)
    assert np.linalg.eigvalsh(slopes / size).min() > 0.0


@pytest.mark.parametrize("rulebook", RULEBOOKS)
def test_twenty_random_starts_give_one_solution(rulebook: str) -> None:
    calibration, charges, quotas, first = solved(rulebook)
    system = assemble(calibration, charges, quotas)
    markets = len(calibration.network.markets)
    start = starting_point(system, STARTS)
    start[:, :markets] *= np.exp(np.random.default_rng(9).uniform(-0.4, 0.4, (STARTS, markets)))
    reached = 0
    for one in start:
        other = solve_system(system, start=one[None], threads=1)
        if other.status[0] == CONVERGED:
            reached += 1
            assert other.unknowns[0, :markets] == pytest.approx(first.price, rel=1e-6)
    assert reached >= 0.9 * STARTS


@pytest.mark.parametrize("rulebook", RULEBOOKS)
def test_the_determinant_is_positive_at_the_solution(rulebook: str) -> None:
    calibration, charges, quotas, equilibrium = solved(rulebook)
    system = assemble(calibration, charges, quotas)
    x = np.concatenate([equilibrium.price, equilibrium.rent, equilibrium.reference])
    jacobian, _ = evaluated(system, x)
    assert np.linalg.slogdet(jacobian * system.curves.price_scale)[0] == 1.0
