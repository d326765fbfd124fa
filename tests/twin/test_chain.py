"""The same numbers, other equations, other solvers: Ipopt and PATH agree on toy and chain to 1e-6."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest

from footwall.enacted import enact
from footwall.enacted.charges import CAP_CUSTOMS_VALUE, REFERENCE, ArcCharges, Quota, Support
from footwall.facts.facts import load_facts
from footwall.market.calibrate import Calibration
from footwall.market.export import export_network
from footwall.market.solve import solve
from footwall.rulebook.read import read_rulebook
from footwall.runs.economy import base_economy
from market.policies import POLICIES, calibrated, policy
from market.recompute import recompute
from market.test_supports import VARIANTS as SUPPORTS
from toy import toy_network
from twin.complementarity import Solution, Twin
from twin.solvers import SOLVERS, solver_of

pytestmark = [pytest.mark.twin, pytest.mark.parametrize("solver", SOLVERS)]

AGREEMENT = 1e-6
DEMO_ROWS = 1000
SINCE = date(2027, 12, 31)
NEVER_COLLECTED_WITH_DUTY = {"absorb", "max, exporters keep half"}
"""Policies that the complementarity model does not write."""


def in_another_hand(document: dict[str, Any], solver: str) -> tuple[Solution, list[float]]:
    """Another solver's solution, of the file without its own solution, and the flows that it implies."""
    problem = deepcopy(document)
    for kind, field in (("markets", "price"), ("quotas", "rent"), ("references", "price")):
        for item in problem[kind]:
            item[field] = None
    found = Twin(problem, solver_of(solver)).solve()
    assert found.rows <= DEMO_ROWS
    for kind, field, values in (
        ("markets", "price", found.price),
        ("quotas", "rent", found.rent),
        ("references", "price", found.reference),
    ):
        for item, value in zip(problem[kind], values, strict=True):
            item[field] = value
    return found, recompute(problem).flow


def assert_agreement(
    solver: str,
    calibration: Calibration,
    charges: ArcCharges,
    quotas: tuple[Quota, ...],
    supports: tuple[Support, ...] = (),
) -> None:
    ours = solve(calibration, charges, quotas, supports=supports)
    document = export_network(calibration, charges, quotas, ours, supports=supports)
    theirs, flow = in_another_hand(document, solver)
    assert theirs.price == pytest.approx(ours.price.tolist(), rel=AGREEMENT)
    assert theirs.effective == pytest.approx(ours.effective.tolist(), rel=AGREEMENT)
    assert theirs.purchases == pytest.approx(ours.purchases.tolist(), rel=AGREEMENT)
    assert theirs.reference == pytest.approx(ours.reference.tolist(), rel=AGREEMENT)
    scale = float(calibration.base_price.min())
    assert theirs.rent == pytest.approx(ours.rent.tolist(), rel=AGREEMENT, abs=AGREEMENT * scale)
    bought = ours.purchases[calibration.wiring.arc_buyer]
    assert np.abs(np.array(flow) - ours.flow).max() <= AGREEMENT * bought.max()
    assert np.array(flow) / bought == pytest.approx(ours.flow / bought, abs=AGREEMENT)


@pytest.mark.parametrize("name", [name for name in POLICIES if name not in NEVER_COLLECTED_WITH_DUTY])
def test_the_toy_under_every_field_of_the_charges(solver: str, name: str) -> None:
    network = toy_network()
    charges, quotas = policy(name, network)
    assert_agreement(solver, calibrated(network), charges, quotas)


@pytest.mark.parametrize("name", SUPPORTS)
def test_the_toy_under_supports(solver: str, name: str) -> None:
    network = toy_network()
    charges, quotas = policy("transaction levy", network)
    assert_agreement(solver, calibrated(network), charges, quotas, (SUPPORTS[name],))


def test_a_floor_that_is_a_hundred_thousandth_off_is_seen(solver: str) -> None:
    network = toy_network()
    charges, quotas = policy("transaction levy", network)
    calibration = calibrated(network)
    document = export_network(calibration, charges, quotas, solve(calibration, charges, quotas))
    solutions = []
    for factor in (1.0, 1.0 + 1e-5):
        for arc in document["arcs"]:
            arc["charges"]["floor"] *= factor
        solutions.append(in_another_hand(document, solver)[0].price)
    assert solutions[1] != pytest.approx(solutions[0], rel=AGREEMENT)


@dataclass(frozen=True)
class Chain:
    calibration: Calibration
    facts: Any

    def under(self, rulebook: str) -> tuple[ArcCharges, tuple[Quota, ...]]:
        enacted = enact(read_rulebook(rulebook), self.facts, self.calibration.network, SINCE)
        return enacted.charges, enacted.quotas

    def arcs(self, commodity: str, origin: str, destinations: set[str]) -> tuple[int, ...]:
        return tuple(
            a
            for a, arc in enumerate(self.calibration.network.arcs)
            if arc.commodity == commodity and arc.origin == origin and arc.destination in destinations
        )

    def base_tonnes(self, arcs: tuple[int, ...]) -> float:
        return sum(self.calibration.network.arcs[a].flow for a in arcs)


@cache
def rare_earths() -> Chain:
    economy = base_economy(load_facts())[1]
    return Chain(economy.calibration, economy.facts)


@pytest.mark.parametrize("rulebook", ["cascade", "minimum-import-price", "export-licence-shock"])
def test_the_rare_earth_chain_under_bundled_rulebooks(solver: str, rulebook: str) -> None:
    chain = rare_earths()
    assert_agreement(solver, chain.calibration, *chain.under(rulebook))


@pytest.mark.parametrize("share", [1.5, 0.8, 0.1])
def test_the_rare_earth_chain_under_a_tariff_rate_quota(solver: str, share: float) -> None:
    chain = rare_earths()
    arcs = chain.arcs("ndfeb_magnet", "CHN", {"USA", "EU27", "JPN", "KOR"})
    quota = Quota("trq", "tariff_rate", arcs, share * chain.base_tonnes(arcs), out_of_quota=12_000.0)
    assert_agreement(solver, chain.calibration, chain.calibration.base_charges, (quota,))


@pytest.mark.parametrize("share", [1.5, 0.6, 0.2])
def test_the_rare_earth_chain_under_an_export_quota(solver: str, share: float) -> None:
    chain = rare_earths()
    abroad = set(chain.calibration.network.regions) - {"CHN"}
    arcs = chain.arcs("ndfeb_magnet", "CHN", abroad)
    quota = Quota("export", "export", arcs, share * chain.base_tonnes(arcs))
    assert_agreement(solver, chain.calibration, chain.calibration.base_charges, (quota,))


VARIANTS: dict[str, dict[str, float]] = {
    "reference": {"compared": REFERENCE},
    "capped, half kept": {"cap_of": CAP_CUSTOMS_VALUE, "cap": 0.3, "omega": 0.5},
    "evaded": {
        "evasion_cost": 0.12,
        "evasion_spread": 0.25,
        "evasion_detection": 0.6,
        "evasion_fine": 0.1,
        "evasion_max": 0.6,
    },
}


@pytest.mark.parametrize("name", VARIANTS)
def test_the_rare_earth_chain_under_other_forms_of_the_cascade(solver: str, name: str) -> None:
    chain = rare_earths()
    charges, quotas = chain.under("cascade")
    arcs = charges.floor.shape
    fields = {field: np.full(arcs, value) for field, value in VARIANTS[name].items()}
    assert_agreement(solver, chain.calibration, replace(charges, **fields), quotas)
