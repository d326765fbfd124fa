"""A toy with a scrap loop, a joint product and two elements, and states of it under random law.

The toy of ``tests/toy.py`` plus: mines in A yield heavy oxide beside oxide; magnet plants use both; the
plant in A returns scrap, C collects old scrap, and a recycler in A makes both into oxide. Balanced by hand:

    oxide      from A: 343 mined + 32 recycled = 375;  from B: 125
    heavy      from A: 343/16 = 21.4375, of which 0.0214375 t goes into each of 1,000 magnets
    scrap      from A: 800/16 = 50;  from C: 14;  both to A: 64 into 32 oxide
    element El in magnets 0.375 of 0.5 t oxide; the plant in A returns 0.0625 as scrap, the rest is lost
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from footwall.chain.network import Arc, Commodity, Estimate, Market, Network, Process
from footwall.enacted.charges import ArcCharges, Enactment, FloorInForce, Quota, Support
from footwall.market.calibrate import Calibration, calibrate
from footwall.market.solve import solve
from footwall.measure.state import State
from toy import toy_charges, toy_network

HEAVY_PER_OXIDE = 0.0625
HEAVY_PER_MAGNET = 0.0214375
SCRAP_PER_MAGNET = 0.0625


def _assumed(value: float, low: float, high: float) -> Estimate:
    return Estimate(value, low, high, source="toy", grade="assumed")


def _process(
    name: str,
    kind: str,
    inputs: Sequence[tuple[str, float]],
    outputs: Sequence[tuple[str, float]],
    losses: Mapping[str, float],
    activity: float,
) -> Process:
    return Process(
        id=name,
        kind=kind,  # type: ignore[arg-type]
        region=name.split("@")[1],
        inputs=tuple(inputs),
        outputs=tuple(outputs),
        losses=losses,
        activity=activity,
        capacity=1.25 * activity,
        supply_elasticity=_assumed(0.5, 0.25, 1.0),
        avoidable_share=_assumed(0.6, 0.4, 0.8),
    )


@cache
def looped_network() -> Network:
    """The toy with recycling; quantities t/year, prices USD/t."""
    toy = toy_network()
    oxide, heavy = ("oxide", 0.5), ("heavy", HEAVY_PER_MAGNET)
    return replace(
        toy,
        elements=("El", "Hv"),
        commodities=(
            toy.commodities[0],
            Commodity("heavy", "Heavy oxide", "toy mineral", "oxide", "t oxide", ("284690",), {"Hv": 1.0}),
            replace(toy.commodities[1], contents={"El": 0.375, "Hv": HEAVY_PER_MAGNET}),
            Commodity("scrap", "Scrap", "toy mineral", "scrap", "t oxide eq", ("720449",), {"El": 1.0}),
        ),
        markets=(
            *toy.markets,
            Market("heavy", "A", 300_000.0),
            Market("scrap", "A", 15_000.0),
            Market("scrap", "C", 14_000.0),
        ),
        processes=(
            _process("mine_oxide@A", "mine", (), [("oxide", 1.0), ("heavy", HEAVY_PER_OXIDE)], {}, 343.0),
            _process("mine_oxide@B", "mine", (), [("oxide", 1.0)], {}, 125.0),
            _process("make_magnet@A", "processor", [oxide, heavy],
                     [("magnet", 1.0), ("scrap", SCRAP_PER_MAGNET)], {"El": 0.0625}, 800.0),
            _process("make_magnet@C", "processor", [oxide, heavy], [("magnet", 1.0)], {"El": 0.125}, 200.0),
            _process("collect_scrap@C", "mine", (), [("scrap", 1.0)], {}, 14.0),
            _process("recycle_scrap@A", "recycler", [("scrap", 2.0)], [("oxide", 1.0)], {"El": 1.0}, 32.0),
        ),
        arcs=(
            *toy.arcs,
            Arc("heavy", "A", "A", 17.15, 0.0),
            Arc("heavy", "A", "C", 4.2875, 800.0),
            Arc("scrap", "A", "A", 50.0, 0.0),
            Arc("scrap", "C", "A", 14.0, 300.0),
        ),
        theta={**toy.theta, "heavy": _assumed(15.0, 8.0, 30.0), "scrap": _assumed(12.0, 6.0, 24.0)},
    )  # fmt: skip


@cache
def looped_calibration() -> Calibration:
    network = looped_network()
    return calibrate(network, toy_charges(network))


def solved(
    calibration: Calibration,
    charges: ArcCharges,
    quotas: Sequence[Quota] = (),
    zone: Mapping[str, float] | None = None,
    floors: Sequence[FloorInForce] = (),
    purchase: NDArray[np.float64] | None = None,
    supports: Sequence[Support] = (),
) -> State:
    """A state under given charges, quotas, zone, floors and stock purchases; every commodity is covered."""
    covered = tuple(commodity.id for commodity in calibration.network.commodities)
    enactment = Enactment(
        "2027-01-01", charges, tuple(quotas), tuple(floors), dict(zone or {}), covered,
        supports=tuple(supports),
    )  # fmt: skip
    equilibrium = solve(calibration, charges, quotas, supports=supports, purchase=purchase)
    return State(calibration, enactment, equilibrium, purchase)


@cache
def looped_baseline() -> State:
    return solved(looped_calibration(), toy_charges(looped_network()))


@st.composite
def looped_policies(draw: st.DrawFn) -> State:
    """A solved state of the looped toy under random members, levies, duties, quotas, bans and evasion."""
    network = looped_network()
    zone = {region: draw(st.sampled_from([0.0, 0.3, 1.0])) for region in network.regions}
    inside_origin = np.array([zone[arc.origin] for arc in network.arcs])
    inside_destination = np.array([zone[arc.destination] for arc in network.arcs])
    crosses = inside_destination * (1.0 - inside_origin)
    abroad = np.array([arc.origin != arc.destination for arc in network.arcs])
    price = {(market.commodity, market.region): market.base_price for market in network.markets}
    fob = np.array([price[arc.commodity, arc.origin] for arc in network.arcs])
    fields: dict[str, Any] = {
        "floor": fob * draw(st.sampled_from([0.0, 0.9, 1.2, 2.0])),
        "levied_share": crosses * draw(st.sampled_from([0.0, 0.7, 1.0])),
        "compared": draw(st.sampled_from([0.0, 1.0])),
        "compared_with": draw(st.sampled_from([0.0, 1.0])),
        "cumulation": draw(st.sampled_from([0.0, 1.0, 2.0])),
        "mode_b": draw(st.sampled_from([0.0, 1.0])),
        "top_up": draw(st.sampled_from([0.5, 1.0])),
        "cap_of": draw(st.sampled_from([0.0, 1.0, 2.0])),
        "cap": draw(st.sampled_from([0.1, 0.5])),
        "omega": draw(st.sampled_from([0.0, 0.4, 1.0])),
        "rent_to": draw(st.sampled_from([0.0, 1.0, 2.0])),
        "instrument_ad_valorem": draw(st.sampled_from([0.0, 0.15])),
        "duty_ad_valorem": abroad * draw(st.floats(0.0, 0.3)),
        "duty_specific": abroad * draw(st.floats(0.0, 500.0)),
        "replaced_specific": abroad * draw(st.sampled_from([0.0, 100.0])),
        "netted_ad_valorem": abroad * draw(st.sampled_from([0.0, 0.02])),
        "export_tax": abroad * draw(st.floats(0.0, 0.2)),
        "vat_not_refunded": abroad * draw(st.sampled_from([0.0, 0.13])),
        "export_specific": abroad * draw(st.floats(0.0, 300.0)),
        "evasion_cost": 0.03,
        "evasion_spread": draw(st.sampled_from([0.0, 0.25])),
        "evasion_detection": 0.4,
        "evasion_fine": 0.1,
        "evasion_max": 0.6,
        "open": np.where(
            abroad & (draw(st.sampled_from([0, 0, 1])) == 1) & (inside_destination == 1), 0.0, 1.0
        ),
    }
    quotas = draw(st.sampled_from([(), "export", "licence", "tariff_rate"]))
    limits = (_quota(network, str(quotas), draw(st.floats(0.2, 1.5))),) if quotas else ()
    purchase = np.array([market.commodity == "oxide" for market in network.markets], float)
    purchase *= draw(st.sampled_from([0.0, 0.0, 6.0, -6.0]))
    charges = toy_charges(network, **fields)
    supports = _supports(network, draw(st.sampled_from([0, 0, 1, 2])), draw(st.floats(0.5, 1.6)))
    state = solved(looped_calibration(), charges, limits, zone, purchase=purchase, supports=supports)
    used = draw(
        st.sampled_from([{}, {"downstream_rebate": 0.3, "producer_fund": 0.2, "stockpile_fund": 0.1}])
    )
    return replace(state, enactment=replace(state.enactment, revenue=used))


def _supports(network: Network, count: int, strike: float) -> tuple[Support, ...]:
    """Up to two contracts: on oxide of B, and on magnets of C against A's price, with upside and budget."""
    position = {(market.commodity, market.region): m for m, market in enumerate(network.markets)}
    own, quote = position["oxide", "B"], position["magnet", "A"]
    made = (
        Support("oxide", "oxide", "B", "contract_for_difference", 52_000.0 * strike, 0.8, own, budget=1e6),
        Support(
            "magnet", "magnet", "C", "contract_for_difference", 48_000.0 * strike, 1.0, quote,
            upside_share=0.3, upside_from=50_000.0 * strike, payer="buyers", paid_in="A", volume=150.0,
        ),
    )  # fmt: skip
    return made[:count]


def _quota(network: Network, kind: str, size: float) -> Quota:
    """A limit on the oxide or magnets that A ships abroad, as a multiple of base exports."""
    commodity = "magnet" if kind == "tariff_rate" else "oxide"
    arcs = tuple(
        a
        for a, arc in enumerate(network.arcs)
        if arc.commodity == commodity and arc.origin == "A" and arc.destination != "A"
    )
    base = sum(network.arcs[a].flow for a in arcs)
    rent_to = {"export": "holders", "licence": "state", "tariff_rate": "importers"}[kind]
    return Quota(kind, kind, arcs, size * base, out_of_quota=9_000.0, rent_to=rent_to)  # type: ignore[arg-type]
