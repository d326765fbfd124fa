"""Leakage by hand on the toys, and the conventions of its terms.

Expected numbers follow from the tables in ``tests/toy.py`` and ``tests/measure/looped.py``.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from footwall.enacted.charges import Support
from footwall.market.calibrate import calibrate
from footwall.measure.leakage import leakage, leakages, outside_content
from footwall.measure.state import State
from measure.looped import looped_baseline, looped_calibration, looped_network, solved
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrate(NETWORK, toy_charges(NETWORK))
BASELINE = solved(CALIBRATION, toy_charges(NETWORK))
ZONE = {"C": 1.0}


def test_oxide_content_that_reaches_users_in_c() -> None:
    """C makes no oxide, so all 112.5 t in its 300 magnets is outside content.

    37.5 t come as oxide into C's own magnets (direct); 75 t as magnets from A, where 350/400 of the oxide
    is A's own (embodied, 65.625) and 50/400 is from B (third country, 9.375).
    """
    content = outside_content(BASELINE, ZONE, "oxide", "El")
    assert content.direct == pytest.approx(37.5, rel=1e-9)
    assert content.embodied == pytest.approx(65.625, rel=1e-9)
    assert content.third_country == pytest.approx(9.375, rel=1e-9)
    assert content.evaded == 0.0
    assert content.total == pytest.approx(112.5, rel=1e-9)
    assert content.traced == pytest.approx(112.5, rel=1e-9)
    assert content.by_producer == pytest.approx({"A": 9.375 + 65.625, "B": 28.125 + 9.375}, rel=1e-9)


def test_a_member_that_mines_is_not_outside() -> None:
    """With B in the zone, B's oxide is inside wherever magnets are made from it; only A's counts.

    Users in B and C: C's 100 + 50 magnets hold 25/100 of A's oxide (14.0625 t, of which B's users 4.6875),
    A's 150 + 200 magnets 350/400 (114.84375 t).
    """
    content = outside_content(BASELINE, {"B": 1.0, "C": 1.0}, "oxide", "El")
    assert content.direct == pytest.approx(14.0625, rel=1e-9)
    assert content.embodied == pytest.approx(114.84375, rel=1e-9)
    assert content.third_country == 0.0
    assert content.traced == pytest.approx(128.90625, rel=1e-9)


def test_material_counts_at_its_last_crossing() -> None:
    """With A and B in the zone, A's oxide that C returns as magnets is inside: outside content is zero.

    With A alone, B's oxide enters A as oxide (direct) or through C's magnets (third country): 450 of A's
    magnets at home hold 50/400 of it (21.09375 t), 50 of C's hold 75/100 (14.0625 t).
    """
    both = outside_content(BASELINE, {"A": 1.0, "B": 1.0}, "oxide", "El")
    assert both.total == both.traced == 0.0
    alone = outside_content(BASELINE, {"A": 1.0}, "oxide", "El")
    assert alone.direct == pytest.approx(21.09375, rel=1e-9)
    assert alone.third_country == pytest.approx(14.0625, rel=1e-9)
    assert alone.embodied == 0.0
    assert alone.traced == pytest.approx(35.15625, rel=1e-9)


def test_evaded_tonnes_leave_the_other_terms() -> None:
    """Half of the declared magnets from A into C are not declared: 37.5 t move from the other terms."""
    into_c = np.array([arc.commodity == "magnet" and arc.name.endswith("A>C") for arc in NETWORK.arcs], float)
    charges = toy_charges(NETWORK, levied_share=into_c)
    unit = replace(BASELINE.equilibrium.unit, evaded_share=0.5 * into_c)
    state = State(
        CALIBRATION,
        replace(BASELINE.enactment, charges=charges, membership=ZONE),
        replace(BASELINE.equilibrium, unit=unit),
    )
    content = outside_content(state, ZONE, "oxide", "El")
    assert content.evaded == pytest.approx(37.5, rel=1e-9)
    assert content.embodied == pytest.approx(0.5 * 65.625, rel=1e-9)
    assert content.third_country == pytest.approx(0.5 * 9.375, rel=1e-9)
    assert content.total == pytest.approx(112.5, rel=1e-9)


def test_scrap_is_followed_through_the_loop() -> None:
    """A's 50 of 64 t scrap make 25 of A's 375 t oxide: 1/15. C's users get it in magnets from A
    (75·0.875/15 = 4.375 t) and from oxide of A in their own (37.5·0.25/15 = 0.625 t)."""
    content = outside_content(looped_baseline(), ZONE, "scrap", "El")
    assert content.direct == 0.0
    assert content.embodied == pytest.approx(5.0, rel=1e-9)
    assert content.traced == pytest.approx(5.0, rel=1e-9)


def test_half_a_region_counts_half() -> None:
    """C makes no oxide itself: with half of C in the zone, half of its users' content is outside content."""
    half = outside_content(BASELINE, {"C": 0.5}, "oxide", "El")
    assert half.total == pytest.approx(0.5 * 112.5, rel=1e-9)


def test_change_against_baseline_uses_the_zone_of_the_policy() -> None:
    """A levy on oxide alone lowers direct imports; the rival is A, the largest outside producer."""
    into_c = np.array([arc.commodity == "oxide" and arc.destination == "C" for arc in NETWORK.arcs], float)
    charges = toy_charges(NETWORK, floor=into_c * 70_000.0, levied_share=into_c)
    policy = solved(CALIBRATION, charges, zone=ZONE)
    rows = leakages(BASELINE, policy)
    assert [(row.commodity, row.element) for row in rows] == [("oxide", "El"), ("magnet", "El")]
    oxide = rows[0]
    assert oxide.rival == "A"
    assert oxide.baseline.total == pytest.approx(112.5)
    assert oxide.change("direct") < -1.0 < 0.0 < oxide.change("embodied")
    parts = sum(oxide.change(form) for form in ("direct", "embodied", "third_country", "evaded"))
    assert parts == pytest.approx(oxide.change("total"), abs=1e-9)
    assert oxide.change("total") == pytest.approx(oxide.change("traced"), abs=1e-9)
    assert leakages(policy, BASELINE) == ()


def test_a_commodity_without_the_element_is_refused() -> None:
    state = solved(looped_calibration(), toy_charges(looped_network()), zone=ZONE)
    with pytest.raises(ValueError, match="heavy contains no El"):
        leakage(state, state, "heavy", "El")


def test_a_chain_without_elements_has_nothing_to_follow() -> None:
    bare = replace(
        NETWORK,
        elements=(),
        commodities=tuple(replace(item, contents={}) for item in NETWORK.commodities),
        processes=tuple(replace(process, losses={}) for process in NETWORK.processes),
    )
    state = solved(calibrate(bare, toy_charges(bare)), toy_charges(bare), zone=ZONE)
    assert leakages(state, state) == ()


def test_each_element_adds_up_with_supports_in_force() -> None:
    """Two elements through a loop; C's magnets are supported: forms add up and agree with the trace."""
    network = looped_network()
    support = Support("own", "magnet", "C", "price_gap_subsidy", 60_000.0, 1.0, 3)
    policy = solved(looped_calibration(), toy_charges(network), zone=ZONE, supports=(support,))
    rows = leakages(looped_baseline(), policy)
    assert {(row.commodity, row.element) for row in rows} == {
        ("oxide", "El"), ("heavy", "Hv"), ("magnet", "El"), ("magnet", "Hv"), ("scrap", "El"),
    }  # fmt: skip
    for row in rows:
        parts = sum(row.change(form) for form in ("direct", "embodied", "third_country", "evaded"))
        assert parts == pytest.approx(row.change("total"), abs=1e-9)
        assert row.error < 1e-9
    magnet = next(row for row in rows if (row.commodity, row.element) == ("magnet", "El"))
    assert magnet.change("direct") < 0.0
