"""What must not matter: names, order, how a region is cut, the scale of capacity."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.chain.network import Arc, Market, Network, Process, Use
from footwall.enacted.charges import ArcCharges
from footwall.market.calibrate import calibrate
from footwall.market.capacity import with_capacity
from footwall.market.equilibrium import Equilibrium
from footwall.market.solve import solve
from market.policies import POLICIES, calibrated, floored, policy
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrated(NETWORK)


def renamed(network: Network, names: dict[str, str]) -> Network:
    return replace(
        network,
        regions=tuple(names[region] for region in network.regions),
        markets=tuple(replace(m, region=names[m.region]) for m in network.markets),
        processes=tuple(replace(p, region=names[p.region], id=p.id + "'") for p in network.processes),
        uses=tuple(replace(u, region=names[u.region]) for u in network.uses),
        arcs=tuple(
            replace(a, origin=names[a.origin], destination=names[a.destination]) for a in network.arcs
        ),
    )


def picked(charges: ArcCharges, order: list[int]) -> ArcCharges:
    return ArcCharges(**{f.name: getattr(charges, f.name)[..., order] for f in fields(ArcCharges)})


@pytest.mark.parametrize("name", POLICIES)
def test_names_do_not_matter(name: str) -> None:
    charges, quotas = policy(name, NETWORK)
    other = renamed(NETWORK, {"A": "Z", "B": "Y", "C": "X"})
    first = solve(CALIBRATION, charges, quotas)
    second = solve(calibrate(other, toy_charges(other)), charges, quotas)
    assert first.price.tolist() == second.price.tolist()
    assert first.flow.tolist() == second.flow.tolist()


@given(seed=st.integers(0, 2**20), name=st.sampled_from(sorted(POLICIES)))
def test_order_does_not_matter(seed: int, name: str) -> None:
    generator = np.random.default_rng(seed)
    arcs = generator.permutation(len(NETWORK.arcs)).tolist()
    markets = generator.permutation(len(NETWORK.markets)).tolist()
    processes = generator.permutation(len(NETWORK.processes)).tolist()
    uses = generator.permutation(len(NETWORK.uses)).tolist()
    shuffled = replace(
        NETWORK,
        arcs=tuple(NETWORK.arcs[n] for n in arcs),
        markets=tuple(NETWORK.markets[n] for n in markets),
        processes=tuple(NETWORK.processes[n] for n in processes),
        uses=tuple(NETWORK.uses[n] for n in uses),
    )
    charges, quotas = policy(name, NETWORK)
    moved = tuple(replace(q, arcs=tuple(sorted(arcs.index(a) for a in q.arcs))) for q in quotas)
    first = solve(CALIBRATION, charges, quotas)
    second = solve(calibrated(shuffled), picked(charges, arcs), moved)
    assert second.price == pytest.approx(first.price[markets], rel=1e-8)
    assert second.flow == pytest.approx(first.flow[arcs], rel=1e-7, abs=1e-6)
    assert second.use == pytest.approx(first.use[uses], rel=1e-8)


HALVES = {"A": ("A",), "B": ("B",), "C": ("C1", "C2")}


def split(network: Network) -> tuple[Network, list[int]]:
    """Region C in two equal halves that trade with each other; also the arc each new arc was cut from.

    Each half has half of everything C had; what C shipped to itself is shared over four arcs.
    """
    arcs: list[Arc] = []
    source: list[int] = []
    for a, arc in enumerate(network.arcs):
        ends = [(o, d) for o in HALVES[arc.origin] for d in HALVES[arc.destination]]
        for origin, destination in ends:
            arcs.append(replace(arc, origin=origin, destination=destination, flow=arc.flow / len(ends)))
            source.append(a)
    processes: list[Process] = []
    uses: list[Use] = []
    markets: list[Market] = []
    for process in network.processes:
        parts = HALVES[process.region]
        processes += [
            replace(process, id=f"{process.id}{part}", region=part,
                    activity=process.activity / len(parts), capacity=process.capacity / len(parts))
            for part in parts
        ]  # fmt: skip
    for use in network.uses:
        parts = HALVES[use.region]
        uses += [replace(use, region=part, quantity=use.quantity / len(parts)) for part in parts]
    for market in network.markets:
        markets += [replace(market, region=part) for part in HALVES[market.region]]
    parted = replace(
        network,
        regions=("A", "B", "C1", "C2"),
        arcs=tuple(arcs),
        processes=tuple(processes),
        uses=tuple(uses),
        markets=tuple(markets),
    )
    return parted, source


def total_use(equilibrium: Equilibrium) -> float:
    return float(equilibrium.use.sum())


@pytest.mark.parametrize("name", POLICIES)
def test_a_region_cut_in_two_equal_halves_changes_no_total(name: str) -> None:
    charges, quotas = policy(name, NETWORK)
    parted, source = split(NETWORK)
    cut = tuple(
        replace(q, arcs=tuple(a for a, origin in enumerate(source) if origin in q.arcs)) for q in quotas
    )
    whole = solve(CALIBRATION, charges, quotas)
    halves = solve(calibrated(parted), picked(charges, source), cut)
    flow = np.bincount(source, halves.flow)
    assert flow == pytest.approx(whole.flow, rel=1e-7, abs=1e-6)
    assert total_use(halves) == pytest.approx(total_use(whole), rel=1e-9)
    price = {(m.commodity, m.region): p for m, p in zip(parted.markets, halves.price, strict=True)}
    assert price["magnet", "C1"] == pytest.approx(whole.price[3], rel=1e-8)
    assert price["magnet", "C2"] == pytest.approx(whole.price[3], rel=1e-8)


@pytest.mark.parametrize("factor", [0.5, 2.0, 10.0])
def test_capacity_scaled_everywhere_changes_no_weight(factor: float) -> None:
    scaled = with_capacity(CALIBRATION, CALIBRATION.process[0, :, 1] * factor)
    assert scaled.arc[0, :, 0] == pytest.approx(CALIBRATION.arc[0, :, 0], rel=1e-12)


def test_doubling_all_capacity_and_all_use_changes_no_share_and_no_price() -> None:
    scaled = with_capacity(CALIBRATION, CALIBRATION.process[0, :, 1] * 2.0)
    use = scaled.use.copy()
    use[:, :, 1] *= 2.0
    before = solve(CALIBRATION, floored(NETWORK))
    after = solve(replace(scaled, use=use), floored(NETWORK))
    assert after.price == pytest.approx(before.price, rel=1e-9)
    assert after.share == pytest.approx(before.share, rel=1e-8)
    assert after.flow == pytest.approx(2.0 * before.flow, rel=1e-8)


def test_a_plant_that_grows_sells_more_from_its_region() -> None:
    grown = with_capacity(CALIBRATION, {"make_magnet@C": 500.0})
    weight = grown.arc[0, :, 0]
    assert weight[7] > CALIBRATION.arc[0, 7, 0]
    totals = np.bincount(grown.wiring.arc_buyer, weight)
    assert totals == pytest.approx(1.0, rel=1e-12)
    assert solve(grown, toy_charges(NETWORK)).activity[3] > 200.0
