"""The network export holds everything: an independent reader recomputes the solution from it."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from footwall.market.export import export_network, network_json
from footwall.market.solve import solve
from market.policies import POLICIES, calibrated, floored, policy
from market.recompute import read, recompute
from toy import toy_network

NETWORK = toy_network()
CALIBRATION = calibrated(NETWORK)


@pytest.mark.parametrize("name", POLICIES)
def test_flows_and_residuals_follow_from_the_file_alone(name: str) -> None:
    charges, quotas = policy(name, NETWORK)
    equilibrium = solve(CALIBRATION, charges, quotas)
    document = read(network_json(export_network(CALIBRATION, charges, quotas, equilibrium)))
    again = recompute(document)
    assert [arc["flow"] for arc in document["arcs"]] == pytest.approx(again.flow, rel=1e-9)
    assert [arc["landed"] for arc in document["arcs"]] == pytest.approx(again.landed, rel=1e-12)
    assert [buyer["effective"] for buyer in document["buyers"]] == pytest.approx(again.effective, rel=1e-12)
    assert [buyer["purchases"] for buyer in document["buyers"]] == pytest.approx(again.purchases, rel=1e-9)
    assert [process["activity"] for process in document["processes"]] == pytest.approx(
        again.activity, rel=1e-9
    )
    assert [use["use"] for use in document["uses"]] == pytest.approx(again.use, rel=1e-9)
    assert [use["shortage"] for use in document["uses"]] == pytest.approx(again.shortage, rel=1e-9)
    assert max(again.residual) < 1e-9
    assert document["solver"]["status"] == "converged"
    assert document["solver"]["residual"] == pytest.approx(max(again.residual), abs=1e-11)


@pytest.mark.parametrize("name", POLICIES)
def test_unit_components_follow_and_add_up(name: str) -> None:
    charges, quotas = policy(name, NETWORK)
    equilibrium = solve(CALIBRATION, charges, quotas)
    document = read(network_json(export_network(CALIBRATION, charges, quotas, equilibrium)))
    for arc, parts in zip(document["arcs"], recompute(document).components, strict=True):
        for component, amount in parts.items():
            assert arc["unit"][component] == pytest.approx(amount, rel=1e-9, abs=1e-6), component
        added = math.fsum(
            amount for component, amount in arc["unit"].items() if component not in ("landed", "evaded_share")
        )
        assert added == pytest.approx(arc["landed"], rel=1e-12)


def test_a_wrong_flow_in_the_file_is_noticed() -> None:
    charges, quotas = policy("tariff-rate quota", NETWORK)
    document = export_network(CALIBRATION, charges, quotas, solve(CALIBRATION, charges, quotas))
    document["markets"][0]["price"] *= 1.0 + 1e-6
    assert max(recompute(document).residual) > 1e-8


def test_a_quota_that_is_not_in_force_has_no_limit() -> None:
    charges, quotas = policy("export quota", NETWORK)
    open_quota = [type(quotas[0])("export", "export", quotas[0].arcs, math.inf)]
    document = export_network(CALIBRATION, charges, open_quota, solve(CALIBRATION, charges, open_quota))
    assert json.loads(network_json(document))["quotas"][0]["limit"] is None
    assert max(recompute(document).residual) < 1e-9


def test_a_batch_is_refused() -> None:
    charges = floored(NETWORK)
    equilibrium = solve(CALIBRATION, charges)
    batch = floored(NETWORK, duty_ad_valorem=np.zeros((2, len(NETWORK.arcs))))
    with pytest.raises(ValueError, match="pick one scenario"):
        export_network(CALIBRATION, batch, (), equilibrium)
