"""A network that breaks an invariant is refused with the name of what is off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from footwall.chain.invariants import check_invariants
from footwall.chain.network import Network
from footwall.errors import CalibrationError
from toy import toy_network


def _with_flow(network: Network, flow: float) -> Network:
    return replace(network, arcs=(replace(network.arcs[0], flow=flow), *network.arcs[1:]))


def _with_process(network: Network, **changes: object) -> Network:
    changed = replace(network.processes[3], **changes)  # type: ignore[arg-type]
    return replace(network, processes=(*network.processes[:3], changed))


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (_with_flow(toy_network(), 350.001), "output of oxide in A is off"),
        (_with_flow(toy_network(), -350.0), "oxide:A>A has no positive flow"),
        (replace(toy_network(), arcs=toy_network().arcs * 2), "an arc appears twice"),
        (replace(toy_network(), markets=toy_network().markets[1:]), "oxide made in A has no market"),
        (replace(toy_network(), uses=toy_network().uses[:2]), "purchases of magnet in C"),
        (_with_process(toy_network(), losses={"El": 0.2}), "a recipe creates or loses"),
        (_with_process(toy_network(), capacity=201.0), "make_magnet@C runs at 0.99"),
    ],
)
def test_a_breach_is_named(broken: Network, message: str) -> None:
    with pytest.raises(CalibrationError, match=message):
        check_invariants(broken)
