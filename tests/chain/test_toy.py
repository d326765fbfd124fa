"""The toy is what its docstring says: balanced to machine precision, profitable, free of policy."""

from __future__ import annotations

import numpy as np
import pytest

from footwall.chain.invariants import check_invariants
from footwall.chain.margins import base_prices, margin_system
from footwall.chain.wedge import freight_only, landed_wedge
from toy import toy_charges, toy_network


def test_the_toy_balances_to_machine_precision() -> None:
    assert check_invariants(toy_network()) == 0.0


def test_every_process_earns_and_runs_between_seven_and_eight_tenths() -> None:
    network = toy_network()
    margins = margin_system(network, freight_only(network)).of(base_prices(network))
    assert np.all(margins > 20_000.0)
    assert all(0.7 <= process.activity / process.capacity <= 0.8 for process in network.processes)


def test_margin_of_the_magnet_plant_in_c_by_hand() -> None:
    """56,000 − 0.5·(0.25·(50,000 + 500) + 0.75·(52,000 + 500)) = 30,000."""
    network = toy_network()
    margins = margin_system(network, freight_only(network)).of(base_prices(network))
    assert margins[3] == pytest.approx(30_000.0, rel=1e-15)


def test_charges_of_the_toy_are_freight_alone() -> None:
    network = toy_network()
    wedge, freight = landed_wedge(toy_charges(network)), freight_only(network)
    assert np.array_equal(wedge.factor, freight.factor)
    assert np.array_equal(wedge.specific, freight.specific)


def test_overrides_replace_fields_and_unknown_fields_are_refused() -> None:
    network = toy_network()
    charges = toy_charges(network, floor=60_000.0, top_up=np.full((2, len(network.arcs)), 0.5))
    assert np.all(charges.floor == 60_000.0)
    assert charges.top_up.shape == (2, len(network.arcs))
    with pytest.raises(TypeError, match="flor"):
        toy_charges(network, flor=1.0)
