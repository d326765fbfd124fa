"""The toy that tests and tutorials share: three countries, two stages, one tracked element.

Oxide is mined in A (the rival) and B; magnets are made from it in A and C; every country uses magnets.
One tonne of magnets takes half a tonne of oxide, of which a quarter is lost. Balanced by hand:

    oxide     to A  to C   output      magnets   to A  to B  to C   output
    from A     350    25      375      from A     450   150   200      800
    from B      50    75      125      from C      50    50   100      200
    bought     400   100      500      bought     500   200   300     1000

Every coefficient is a binary fraction, so the tonnes close exactly in floating point.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from footwall.chain.network import Arc, Commodity, Estimate, Market, Network, Process, Use
from footwall.enacted.charges import ArcCharges

OXIDE_PER_MAGNET = 0.5
ELEMENT_PER_MAGNET = 0.375


def _assumed(value: float, low: float, high: float) -> Estimate:
    return Estimate(value, low, high, source="toy", grade="assumed")


def _mine(region: str, activity: float, capacity: float) -> Process:
    return Process(
        id=f"mine_oxide@{region}",
        kind="mine",
        region=region,
        inputs=(),
        outputs=(("oxide", 1.0),),
        losses={},
        activity=activity,
        capacity=capacity,
        supply_elasticity=_assumed(0.5, 0.25, 1.0),
        avoidable_share=_assumed(0.6, 0.4, 0.8),
    )


def _magnet_plant(region: str, activity: float, capacity: float) -> Process:
    return Process(
        id=f"make_magnet@{region}",
        kind="processor",
        region=region,
        inputs=(("oxide", OXIDE_PER_MAGNET),),
        outputs=(("magnet", 1.0),),
        losses={"El": OXIDE_PER_MAGNET - ELEMENT_PER_MAGNET},
        activity=activity,
        capacity=capacity,
        supply_elasticity=_assumed(0.5, 0.25, 1.0),
        avoidable_share=_assumed(0.6, 0.4, 0.8),
    )


def _use(region: str, quantity: float) -> Use:
    return Use(
        sector="motors",
        commodity="magnet",
        region=region,
        quantity=quantity,
        elasticity=_assumed(0.4, 0.2, 0.8),
        choke_ratio=_assumed(5.0, 3.0, 8.0),
    )


def _arcs(commodity: str, freight: float, flows: Mapping[tuple[str, str], float]) -> tuple[Arc, ...]:
    return tuple(
        Arc(commodity, origin, destination, flow, 0.0 if origin == destination else freight)
        for (origin, destination), flow in flows.items()
    )


def toy_network() -> Network:
    """Three countries, two stages. Quantities t/year, prices USD/t; every balance is exact."""
    oxide_flows = {("A", "A"): 350.0, ("A", "C"): 25.0, ("B", "A"): 50.0, ("B", "C"): 75.0}
    magnet_flows = {
        ("A", "A"): 450.0,
        ("A", "B"): 150.0,
        ("A", "C"): 200.0,
        ("C", "A"): 50.0,
        ("C", "B"): 50.0,
        ("C", "C"): 100.0,
    }
    return Network(
        chain="toy",
        year=2024,
        elements=("El",),
        regions=("A", "B", "C"),
        commodities=(
            Commodity("oxide", "Oxide", "toy mineral", "oxide", "t oxide", ("284690",), {"El": 1.0}),
            Commodity(
                "magnet",
                "Magnet",
                "toy mineral",
                "magnet",
                "t magnet",
                ("850511",),
                {"El": ELEMENT_PER_MAGNET},
            ),
        ),
        markets=(
            Market("oxide", "A", 50_000.0),
            Market("oxide", "B", 52_000.0),
            Market("magnet", "A", 48_000.0),
            Market("magnet", "C", 56_000.0),
        ),
        processes=(
            _mine("A", activity=375.0, capacity=500.0),
            _mine("B", activity=125.0, capacity=156.25),
            _magnet_plant("A", activity=800.0, capacity=1000.0),
            _magnet_plant("C", activity=200.0, capacity=250.0),
        ),
        uses=(_use("A", 500.0), _use("B", 200.0), _use("C", 300.0)),
        arcs=_arcs("oxide", 500.0, oxide_flows) + _arcs("magnet", 1000.0, magnet_flows),
        theta={"oxide": _assumed(20.0, 10.0, 40.0), "magnet": _assumed(10.0, 5.0, 20.0)},
    )


_NEUTRAL = {"open": 1.0, "valuation_cif": 1.0, "floor_cif": 1.0, "top_up": 1.0}


def toy_charges(network: Network, **overrides: ArrayLike) -> ArcCharges:
    """Charges without any policy: all arcs open, freight of the arcs, no duty, no floor, no levied share.

    ``overrides`` replaces fields by name; scalars are spread over the arcs, ``(scenarios, arcs)`` arrays
    are kept as they are. Raises ``TypeError`` for an unknown field.
    """
    unknown = set(overrides) - set(ArcCharges.names())
    if unknown:
        raise TypeError(f"ArcCharges has no field {sorted(unknown)}; fields: {ArcCharges.names()}")
    arcs = len(network.arcs)
    fields = {name: np.full(arcs, _NEUTRAL.get(name, 0.0)) for name in ArcCharges.names()}
    fields["freight"] = np.array([arc.freight for arc in network.arcs])
    for name, value in overrides.items():
        array = np.asarray(value, dtype=np.float64)
        fields[name] = array.copy() if array.ndim == 2 else np.broadcast_to(array, (arcs,)).copy()
    return ArcCharges(**fields)
