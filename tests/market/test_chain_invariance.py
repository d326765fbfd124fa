"""On the embedded chain too: names, order and scale do not matter."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from functools import cache

import numpy as np
import pytest

from footwall.enacted import enact
from footwall.enacted.charges import ArcCharges, Quota
from footwall.facts import load_facts
from footwall.market.calibrate import calibrate
from footwall.market.capacity import with_capacity
from footwall.market.equilibrium import Equilibrium
from footwall.market.solve import solve
from footwall.rulebook.read import read_rulebook
from footwall.runs.economy import Economy, base_economy

RULEBOOKS = ("cascade", "export-licence-shock")


@cache
def economy() -> Economy:
    return base_economy(load_facts())[1]


@cache
def case(rulebook: str) -> tuple[ArcCharges, tuple[Quota, ...], Equilibrium]:
    calibration = economy().calibration
    law = enact(read_rulebook(rulebook), economy().facts, calibration.network, date(2027, 12, 31))
    return law.charges, law.quotas, solve(calibration, law.charges, law.quotas)


@pytest.mark.parametrize("rulebook", RULEBOOKS)
def test_names_do_not_matter(rulebook: str) -> None:
    network = economy().calibration.network
    other = replace(
        network,
        regions=tuple(f"{region}'" for region in network.regions),
        markets=tuple(replace(m, region=f"{m.region}'") for m in network.markets),
        processes=tuple(replace(p, region=f"{p.region}'", id=f"{p.id}'") for p in network.processes),
        uses=tuple(replace(u, region=f"{u.region}'") for u in network.uses),
        arcs=tuple(replace(a, origin=f"{a.origin}'", destination=f"{a.destination}'") for a in network.arcs),
    )
    charges, quotas, first = case(rulebook)
    second = solve(calibrate(other, economy().base_law.charges), charges, quotas)
    assert second.price.tolist() == first.price.tolist()
    assert second.flow.tolist() == first.flow.tolist()


@pytest.mark.parametrize("rulebook", RULEBOOKS)
def test_order_does_not_matter(rulebook: str) -> None:
    network = economy().calibration.network
    generator = np.random.default_rng(11)
    arcs, markets, processes, uses = (
        generator.permutation(len(items)).tolist()
        for items in (network.arcs, network.markets, network.processes, network.uses)
    )
    shuffled = replace(
        network,
        arcs=tuple(network.arcs[n] for n in arcs),
        markets=tuple(network.markets[n] for n in markets),
        processes=tuple(network.processes[n] for n in processes),
        uses=tuple(network.uses[n] for n in uses),
    )

    def picked(charges: ArcCharges) -> ArcCharges:
        return ArcCharges(**{f.name: getattr(charges, f.name)[..., arcs] for f in fields(ArcCharges)})

    charges, quotas, first = case(rulebook)
    place = {arc: position for position, arc in enumerate(arcs)}
    moved = [replace(quota, arcs=tuple(sorted(place[a] for a in quota.arcs))) for quota in quotas]
    second = solve(calibrate(shuffled, picked(economy().base_law.charges)), picked(charges), moved)
    assert second.price == pytest.approx(first.price[markets], rel=1e-7)
    assert second.flow == pytest.approx(first.flow[arcs], rel=1e-6, abs=1e-5)
    assert second.use == pytest.approx(first.use[uses], rel=1e-7)


@pytest.mark.parametrize("rulebook", RULEBOOKS)
def test_doubling_capacity_use_and_limits_changes_no_share_and_no_price(rulebook: str) -> None:
    calibration = economy().calibration
    charges, quotas, first = case(rulebook)
    larger = with_capacity(calibration, 2.0 * calibration.process[0, :, 1])
    use = larger.use.copy()
    use[:, :, 1] *= 2.0
    doubled = [replace(quota, limit=2.0 * quota.limit) for quota in quotas]
    second = solve(replace(larger, use=use), charges, doubled)
    assert second.price == pytest.approx(first.price, rel=1e-7)
    assert second.share == pytest.approx(first.share, rel=1e-6, abs=1e-9)
    assert second.flow == pytest.approx(2.0 * first.flow, rel=1e-6, abs=1e-5)
