"""Concentration, import reliance and contained supply, by hand on the toy and against the leakage code."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from footwall.market.calibrate import calibrate
from footwall.measure.leakage import outside_content
from footwall.measure.security import (
    contained_supplies,
    contained_supply,
    direct_supply,
    governance_risk,
    import_reliance,
    unserved_uses,
)
from footwall.measure.state import State
from measure.looped import looped_baseline, looped_policies, solved
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrate(NETWORK, toy_charges(NETWORK))
BASELINE = solved(CALIBRATION, toy_charges(NETWORK))
ZONE = {"C": 1.0}
GOVERNANCE = {"A": -0.5, "B": 0.5, "C": 1.5}


def test_origins_of_purchases() -> None:
    """C buys 25 t of oxide from A, 75 from B; 200 t of magnets from A, 100 of its own (tests/toy.py)."""
    oxide, magnet = direct_supply(BASELINE, ZONE)
    assert oxide.by_origin == pytest.approx({"A": 25.0, "B": 75.0})
    assert oxide.hhi == pytest.approx(6_250.0)
    assert oxide.outside_share == pytest.approx(1.0)
    assert magnet.share("A") == pytest.approx(2 / 3)
    assert magnet.outside_share == pytest.approx(2 / 3)
    assert magnet.hhi == pytest.approx(10_000.0 * 5 / 9)


def test_governance_weighs_the_squares() -> None:
    """g is 6, 4 and 2: oxide (0.0625·6 + 0.5625·4)·10,000."""
    assert [governance_risk(GOVERNANCE[region]) for region in "ABC"] == [6.0, 4.0, 2.0]
    assert (governance_risk(-2.5), governance_risk(2.5)) == (10.0, 0.0)
    oxide, _ = direct_supply(BASELINE, ZONE)
    assert oxide.hhi_governance(GOVERNANCE) == pytest.approx(26_250.0)
    with pytest.raises(KeyError):
        oxide.hhi_governance({"A": 0.0})


def test_net_import_reliance_of_the_base_year() -> None:
    """C imports 100 t of oxide and exports none; of magnets it makes 200, imports 200 and exports 100."""
    oxide, magnet = import_reliance(BASELINE, ZONE)
    assert oxide.net_import_reliance == pytest.approx(1.0)
    assert (magnet.output, magnet.imports, magnet.exports) == pytest.approx((200.0, 200.0, 100.0))
    assert magnet.apparent_consumption == pytest.approx(300.0)
    assert magnet.net_import_reliance == pytest.approx(1 / 3)
    exporter = import_reliance(BASELINE, {"A": 1.0})[1]
    assert exporter.net_import_reliance == pytest.approx((50.0 - 350.0) / 500.0)
    assert math.isnan(import_reliance(BASELINE, {})[0].net_import_reliance)


def test_oxide_in_the_magnets_of_c() -> None:
    """112.5 t in C's 300 magnets: A's 9.375 + 65.625, B's 28.125 + 9.375 (test_leakage.py, by hand)."""
    oxide = contained_supply(BASELINE, ZONE, "oxide", "El")
    assert oxide is not None
    assert oxide.by_origin == pytest.approx({"A": 75.0, "B": 37.5})
    assert oxide.hhi == pytest.approx(10_000.0 * 5 / 9)
    assert oxide.outside_share == pytest.approx(1.0)
    magnet = contained_supply(BASELINE, ZONE, "magnet", "El")
    assert magnet is not None
    assert magnet.by_origin == pytest.approx({"A": 75.0, "C": 37.5})
    assert magnet.outside_share == pytest.approx(2 / 3)


@given(policy=looped_policies())
def test_outside_supply_is_outside_content(policy: State) -> None:
    """Followed backward from final use here, forward from every crossing in ``leakage``: the same tonnes."""
    zone = policy.enactment.membership
    for supply in contained_supplies(policy, zone):
        content = outside_content(policy, zone, supply.commodity, supply.element)
        scale = max(supply.total, 1.0)
        assert supply.outside == pytest.approx(content.total, abs=1e-7 * scale)
        for region, tonnes in content.by_producer.items():
            outside = 1.0 - zone.get(region, 0.0)
            assert supply.by_origin.get(region, 0.0) * outside == pytest.approx(tonnes, abs=1e-7 * scale)


@given(policy=looped_policies())
def test_apparent_consumption_is_what_the_zone_buys(policy: State) -> None:
    zone = policy.enactment.membership
    for row in import_reliance(policy, zone):
        bought = sum(
            float(tonnes) * zone.get(region, 0.0)
            for (name, region), tonnes in zip(policy.wiring.buyers, policy.equilibrium.purchases, strict=True)
            if name == row.commodity
        )
        assert row.apparent_consumption == pytest.approx(bought, rel=1e-7, abs=1e-6)


def test_concentration_lies_between_equal_shares_and_one_origin() -> None:
    for supply in (*direct_supply(looped_baseline(), ZONE), *contained_supplies(looped_baseline(), ZONE)):
        assert 10_000.0 / len(supply.by_origin) - 1e-9 <= supply.hhi <= 10_000.0 + 1e-9


def test_stock_purchases_are_not_consumption() -> None:
    """20 t of C's magnets go into a stock: output − trade − stock is still what users and plants take."""
    purchase = np.array([0.0, 0.0, 0.0, 20.0])
    bought = solved(CALIBRATION, toy_charges(NETWORK), zone=ZONE, purchase=purchase)
    magnet = import_reliance(bought, ZONE)[1]
    assert magnet.withheld == pytest.approx(20.0)
    assert magnet.apparent_consumption == pytest.approx(float(bought.equilibrium.use[2]), rel=1e-8)


def test_shortage_by_sector_and_region() -> None:
    """Without any magnet all 300·5^−0.4 t that C would still buy at the choke price are short."""
    closed = np.array([arc.commodity == "magnet" and arc.destination == "C" for arc in NETWORK.arcs])
    banned = solved(CALIBRATION, toy_charges(NETWORK, open=~closed))
    rows = {(row.sector, row.region): row for row in unserved_uses(BASELINE, banned)}
    short = rows["motors", "C"]
    assert short.baseline == pytest.approx(300.0)
    assert short.shortage == pytest.approx(300.0 * 5.0**-0.4)
    assert short.shortage_share == pytest.approx(5.0**-0.4)
    assert (short.shortage_baseline, short.base) == (0.0, pytest.approx(300.0))
    assert short.shortage_of_base == pytest.approx(5.0**-0.4)
    assert rows["motors", "A"].shortage == 0.0


def test_a_chain_without_elements_has_no_contained_supply() -> None:
    bare = replace(
        NETWORK,
        elements=(),
        commodities=tuple(replace(item, contents={}) for item in NETWORK.commodities),
        processes=tuple(replace(process, losses={}) for process in NETWORK.processes),
    )
    state = solved(calibrate(bare, toy_charges(bare)), toy_charges(bare), zone=ZONE)
    assert contained_supplies(state, ZONE) == ()
    assert direct_supply(state, ZONE)[0].hhi == pytest.approx(6_250.0)
