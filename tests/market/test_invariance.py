"""What must not matter: names, order, how a region is cut, the scale of capacity."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.chain.network import Arc, Market, Network, Process, Use
from footwall.enacted.charges import ArcCharges, Quota
from footwall.errors import CalibrationError, UnknownName
from footwall.market.calibrate import Calibration, calibrate
from footwall.market.capacity import with_capacity
from footwall.market.equilibrium import Equilibrium
from footwall.market.solve import solve
from market.policies import SLACK_LICENCE, Drawn, abroad_from_a, calibrated, drawn, random_policies
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


@given(drawn_policy=random_policies(), names=st.permutations(["A", "B", "C", "X", "Y", "Z"]))
def test_names_do_not_matter(drawn_policy: Drawn, names: list[str]) -> None:
    charges, quotas = drawn(drawn_policy, NETWORK)
    other = renamed(NETWORK, dict(zip("ABC", names, strict=False)))
    first = solve(CALIBRATION, charges, quotas)
    second = solve(calibrate(other, toy_charges(other)), charges, quotas)
    assert first.price.tolist() == second.price.tolist()
    assert first.flow.tolist() == second.flow.tolist()


@given(seed=st.integers(0, 2**20), drawn_policy=random_policies())
def test_order_does_not_matter(seed: int, drawn_policy: Drawn) -> None:
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
    charges, quotas = drawn(drawn_policy, NETWORK)
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


@given(drawn_policy=random_policies())
def test_a_region_cut_in_two_equal_halves_changes_no_total(drawn_policy: Drawn) -> None:
    charges, quotas = drawn(drawn_policy, NETWORK)
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


@given(factor=st.floats(0.05, 20.0))
def test_capacity_scaled_everywhere_changes_no_weight(factor: float) -> None:
    scaled = with_capacity(CALIBRATION, CALIBRATION.process[0, :, 1] * factor)
    assert scaled.arc[0, :, 0] == pytest.approx(CALIBRATION.arc[0, :, 0], rel=1e-12)


def scaled_up(calibration: Calibration, factor: float) -> Calibration:
    """All capacity and all use times a factor."""
    scaled = with_capacity(calibration, calibration.process[0, :, 1] * factor)
    use = scaled.use.copy()
    use[:, :, 1] *= factor
    return replace(scaled, use=use)


@given(drawn_policy=random_policies())
def test_doubling_all_capacity_and_all_use_changes_no_share_and_no_price(drawn_policy: Drawn) -> None:
    charges, quotas = drawn(drawn_policy, NETWORK)
    doubled = [replace(quota, limit=2.0 * quota.limit) for quota in quotas]
    before = solve(CALIBRATION, charges, quotas)
    after = solve(scaled_up(CALIBRATION, 2.0), charges, doubled)
    assert after.price == pytest.approx(before.price, rel=1e-8)
    assert after.share == pytest.approx(before.share, rel=1e-7, abs=1e-12)
    assert after.flow == pytest.approx(2.0 * before.flow, rel=1e-7, abs=1e-6)


@given(drawn_policy=random_policies(), commodity=st.sampled_from(["oxide", "magnet"]))
def test_a_licence_that_nobody_fills_changes_nothing(drawn_policy: Drawn, commodity: str) -> None:
    charges, quotas = drawn(drawn_policy, NETWORK)
    licence = Quota("slack", "licence", abroad_from_a(NETWORK, commodity), SLACK_LICENCE)
    before = solve(CALIBRATION, charges, quotas)
    after = solve(CALIBRATION, charges, [*quotas, licence])
    assert after.rent[-1] == pytest.approx(0.0, abs=1e-6)
    assert after.price == pytest.approx(before.price, rel=1e-8)
    assert after.flow == pytest.approx(before.flow, rel=1e-7, abs=1e-6)


def test_a_plant_that_grows_sells_more_from_its_region() -> None:
    grown = with_capacity(CALIBRATION, {"make_magnet@C": 500.0})
    weight = grown.arc[0, :, 0]
    assert weight[7] > CALIBRATION.arc[0, 7, 0]
    totals = np.bincount(grown.wiring.arc_buyer, weight)
    assert totals == pytest.approx(1.0, rel=1e-12)
    assert solve(grown, toy_charges(NETWORK)).activity[3] > 200.0


def test_a_market_without_base_capacity_is_refused() -> None:
    mine = NETWORK.processes[1]
    bare = replace(
        CALIBRATION,
        network=replace(
            NETWORK, processes=tuple(replace(p, capacity=0.0) if p is mine else p for p in NETWORK.processes)
        ),
    )
    with pytest.raises(CalibrationError, match="No capacity in the base year behind oxide@B"):
        with_capacity(bare, {mine.id: 100.0})


def test_a_process_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownName, match=r"no process 'mine_oxid@B'. Did you mean 'mine_oxide@B'"):
        with_capacity(CALIBRATION, {"mine_oxid@B": 100.0})


@pytest.mark.parametrize("capacity", [-1.0, float("nan"), float("inf")])
def test_a_capacity_that_is_none_is_refused(capacity: float) -> None:
    with pytest.raises(CalibrationError, match="zero or more; it is not for mine_oxide@B"):
        with_capacity(CALIBRATION, {"mine_oxide@B": capacity})


def test_buyers_left_without_origin_are_refused() -> None:
    with pytest.raises(CalibrationError, match="no origin to buyers of oxide@A, oxide@C"):
        with_capacity(CALIBRATION, {"mine_oxide@A": 0.0, "mine_oxide@B": 0.0})


def test_a_mine_that_closes_sells_nothing() -> None:
    closed = with_capacity(CALIBRATION, {"mine_oxide@B": 0.0})
    solved = solve(closed, toy_charges(NETWORK))
    assert solved.activity[1] == 0.0
    assert solved.flow[2:4].tolist() == [0.0, 0.0]
    assert np.isfinite(solved.price).all()
