"""Policies on the toy network that between them use every field of the charge order."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from footwall.chain.network import Network
from footwall.enacted.charges import (
    ABSORB,
    CAP_CUSTOMS_VALUE,
    CAP_FLOOR,
    CAP_SPECIFIC,
    DUTY_PAID,
    MAX,
    REFERENCE,
    ArcCharges,
    Quota,
)
from footwall.market.calibrate import Calibration, calibrate
from toy import toy_charges, toy_network

OXIDE_FLOOR, MAGNET_FLOOR = 70_000.0, 66_000.0


def calibrated(network: Network | None = None) -> Calibration:
    network = network or toy_network()
    return calibrate(network, toy_charges(network))


def arcs_where(
    network: Network,
    *,
    commodity: str | None = None,
    origin: str | None = None,
    destination: str | None = None,
) -> NDArray[np.bool_]:
    return np.array(
        [
            (commodity is None or arc.commodity == commodity)
            and (origin is None or arc.origin == origin)
            and (destination is None or arc.destination == destination)
            for arc in network.arcs
        ]
    )


def outside(network: Network, *members: str) -> NDArray[np.bool_]:
    """Arcs that enter a member from a non-member."""
    return np.array([arc.destination in members and arc.origin not in members for arc in network.arcs])


def floors(network: Network) -> NDArray[np.float64]:
    return np.where(arcs_where(network, commodity="oxide"), OXIDE_FLOOR, MAGNET_FLOOR)


def floored(network: Network, **overrides: Any) -> ArcCharges:
    """B and C hold floors on both stages against A."""
    fields: dict[str, Any] = {"floor": floors(network), "levied_share": outside(network, "B", "C")}
    return toy_charges(network, **(fields | overrides))


def policy(name: str, network: Network) -> tuple[ArcCharges, tuple[Quota, ...]]:
    """A named policy; ``POLICIES`` lists them."""
    overrides, quotas = POLICIES[name]
    return floored(network, **overrides), tuple(quotas(network)) if quotas else ()


def into_c(network: Network, commodity: str) -> tuple[int, ...]:
    """Arcs from A into C: the rival's shipments to the magnet maker of the zone."""
    chosen = arcs_where(network, commodity=commodity, origin="A", destination="C")
    return tuple(np.flatnonzero(chosen).tolist())


def abroad_from_a(network: Network, commodity: str) -> tuple[int, ...]:
    chosen = arcs_where(network, commodity=commodity, origin="A") & ~arcs_where(network, destination="A")
    return tuple(np.flatnonzero(chosen).tolist())


DUTY = {"duty_ad_valorem": 0.08, "duty_specific": 400.0}
TARIFF = {"floor": 0.0, "instrument_ad_valorem": 0.25, "instrument_specific": 700.0}
EVASION = {
    "evasion_cost": 0.06,
    "evasion_spread": 0.5,
    "evasion_detection": 0.4,
    "evasion_fine": 0.1,
    "evasion_max": 0.6,
}

POLICIES: dict[str, tuple[dict[str, Any], Any]] = {
    "transaction levy": ({}, None),
    "reference levy": ({"compared": REFERENCE}, None),
    "reference levy, duty paid": ({"compared": REFERENCE, "compared_with": DUTY_PAID, **DUTY}, None),
    "duty paid": ({"compared_with": DUTY_PAID, **DUTY}, None),
    "duty paid, exporters keep half": ({"compared_with": DUTY_PAID, "omega": 0.5, **DUTY}, None),
    "mode B on FOB value": ({"mode_b": 1.0, "valuation_cif": 0.0, "floor_cif": 0.0, **DUTY}, None),
    "absorb": ({"cumulation": ABSORB, **DUTY}, None),
    "max, exporters keep half": ({"cumulation": MAX, "omega": 0.5, **DUTY}, None),
    "cap of customs value": ({"cap_of": CAP_CUSTOMS_VALUE, "cap": 0.2}, None),
    "cap of floor": ({"cap_of": CAP_FLOOR, "cap": 0.15}, None),
    "cap specific": ({"cap_of": CAP_SPECIFIC, "cap": 5_000.0}, None),
    "half top-up, dead band": ({"top_up": 0.5, "dead_band": 0.05}, None),
    "ceiling that cuts a part": ({"floor": 20_000.0, "ceiling": 45_000.0, **DUTY}, None),
    "ceiling that cuts the whole duty, mode B": (
        {"floor": 20_000.0, "ceiling": 25_000.0, "mode_b": 1.0, "compared_with": DUTY_PAID, **DUTY},
        None,
    ),
    "ceiling over the published price": (
        {"floor": 20_000.0, "ceiling": 45_000.0, "compared": REFERENCE, **DUTY},
        None,
    ),
    "cliff": ({"cliff": 0.92, "cliff_charge": 9_000.0}, None),
    "cliff on the published price": (
        {"compared": REFERENCE, "cliff": 0.92, "cliff_charge": 9_000.0, **EVASION},
        None,
    ),
    "exporters keep all": ({"omega": 1.0, **DUTY}, None),
    "evasion": (EVASION, None),
    "evasion on tariff": ({**TARIFF, **EVASION, "instrument_ad_valorem": 0.4}, None),
    "tariff": (TARIFF, None),
    "export charges": (
        {"export_tax": 0.1, "vat_not_refunded": 0.13, "export_specific": 250.0, "levied_share": 0.0},
        None,
    ),
    "export quota": (
        {"levied_share": 0.0},
        lambda n: [Quota("export", "export", abroad_from_a(n, "magnet"), 200.0)],
    ),
    "export quota under a levy": (
        {"omega": 0.3, **EVASION},
        lambda n: [Quota("export", "licence", abroad_from_a(n, "magnet"), 100.0)],
    ),
    "quota under a reference levy": (
        {"compared": REFERENCE},
        lambda n: [Quota("export", "licence", into_c(n, "oxide"), 3.0)],
    ),
    "tariff-rate quota": (
        {"levied_share": 0.0},
        lambda n: [Quota("trq", "tariff_rate", into_c(n, "magnet"), 150.0, out_of_quota=12_000.0)],
    ),
    "tariff-rate quota and licence": (
        {"levied_share": 0.0},
        lambda n: [
            Quota("trq", "tariff_rate", into_c(n, "magnet"), 150.0, out_of_quota=2_000.0),
            Quota("licence", "licence", into_c(n, "oxide"), 12.0),
        ],
    ),
}


Drawn = tuple[dict[str, Any], str]
"""Overrides of ``floored``, and the name of the policy whose quotas apply."""
SLACK_LICENCE = 1e9
"""t/year: more than the toy economy can ever ship."""


@st.composite
def random_policies(draw: st.DrawFn) -> Drawn:
    """Policies drawn over the charge order."""

    def rate(high: float) -> float:
        return draw(st.floats(0.0, high))

    fields: dict[str, Any] = {
        "floor": np.array([rate(90_000.0), rate(90_000.0)]),
        "duty_ad_valorem": rate(0.3),
        "duty_specific": rate(2_000.0),
        "export_tax": rate(0.2),
        "vat_not_refunded": rate(0.15),
        "export_specific": rate(1_000.0),
        "instrument_ad_valorem": rate(0.4),
        "instrument_specific": rate(2_000.0),
        "compared": draw(st.sampled_from([0.0, REFERENCE])),
        "compared_with": draw(st.sampled_from([0.0, DUTY_PAID])),
        "cumulation": draw(st.sampled_from([0.0, ABSORB, MAX])),
        "valuation_cif": draw(st.sampled_from([0.0, 1.0])),
        "floor_cif": draw(st.sampled_from([0.0, 1.0])),
        "mode_b": draw(st.sampled_from([0.0, 1.0])),
        "top_up": draw(st.floats(0.3, 1.0)),
        "dead_band": rate(0.1),
        "omega": rate(1.0),
    }
    cap = draw(st.sampled_from([(0.0, 0.0), (CAP_CUSTOMS_VALUE, 0.3), (CAP_FLOOR, 0.2), (CAP_SPECIFIC, 6e3)]))
    fields["cap_of"], fields["cap"] = cap
    if draw(st.booleans()):
        fields |= EVASION
    return fields, draw(st.sampled_from(["transaction levy", "export quota", "quota under a reference levy"]))


def drawn(policy_drawn: Drawn, network: Network) -> tuple[ArcCharges, tuple[Quota, ...]]:
    """A random policy on a network."""
    fields, limited = policy_drawn
    by_commodity = dict(fields)
    oxide, magnet = by_commodity.pop("floor")
    by_commodity["floor"] = np.where(arcs_where(network, commodity="oxide"), oxide, magnet)
    _, quotas = POLICIES[limited]
    return floored(network, **by_commodity), tuple(quotas(network)) if quotas else ()
