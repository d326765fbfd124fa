"""Cost of the content of products: arithmetic on the toy, and the facts that ship."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from footwall.facts import load_facts
from footwall.facts.product_rows import Intensity, Product
from footwall.market.calibrate import calibrate
from footwall.measure.product_costs import content_costs
from measure.looped import solved
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrate(NETWORK, toy_charges(NETWORK))
BASELINE = solved(CALIBRATION, toy_charges(NETWORK))
INTO_C = np.array([arc.name == "magnet:A>C" for arc in NETWORK.arcs], float)
POLICY = solved(CALIBRATION, toy_charges(NETWORK, floor=INTO_C * 60_000.0, levied_share=INTO_C))
CAR = Product("car", "Car", "car", 20_000.0, 10_000.0, 30_000.0, source="toy", grade="assumed")
MAGNETS = Intensity("car", "magnet", 2.0, 1.0, 4.0, source="toy", grade="assumed")
OXIDE = Intensity("car", "oxide", 1.0, 1.0, 1.0, source="toy", grade="assumed")


def test_two_kilograms_of_magnets_in_c() -> None:
    """C pays 51,333.33 USD/t in the base year (docs/learn/toy.md): 2 kg cost 102.67 USD."""
    whole, in_c = content_costs(BASELINE, POLICY, {"C": 1.0}, [CAR], [MAGNETS])
    after = POLICY.equilibrium.effective[POLICY.wiring.buyers.index(("magnet", "C"))]
    assert (whole.region, in_c.region) == ("", "C")
    assert in_c.baseline == pytest.approx(2.0 * 51.333333333)
    assert in_c.policy == pytest.approx(2.0 * after / 1000.0)
    assert in_c.change == pytest.approx(whole.change) == pytest.approx(in_c.policy - in_c.baseline)
    assert in_c.change_range == pytest.approx((0.5 * in_c.change, 2.0 * in_c.change))
    assert in_c.share_of_price == pytest.approx(in_c.change / 20_000.0)


def test_the_zone_is_weighted_by_baseline_purchases() -> None:
    """B buys 200 t, C 300 t; half of B is inside: weights 100 and 300."""
    whole, in_b, in_c = content_costs(BASELINE, POLICY, {"B": 0.5, "C": 1.0}, [CAR], [MAGNETS])
    assert whole.price_policy == pytest.approx((100.0 * in_b.price_policy + 300.0 * in_c.price_policy) / 400)


def test_a_commodity_that_nobody_buys_is_left_out() -> None:
    assert content_costs(BASELINE, POLICY, {"B": 1.0}, [CAR], [OXIDE]) == ()
    elsewhere = Intensity("car", "lithium", 1.0, 1.0, 1.0, source="toy", grade="assumed")
    assert content_costs(BASELINE, POLICY, {"C": 1.0}, [CAR], [elsewhere]) == ()


def test_a_fall_of_the_price_has_its_range_in_order() -> None:
    (_, in_c) = content_costs(POLICY, BASELINE, {"C": 1.0}, [CAR], [MAGNETS])
    low, high = in_c.change_range
    assert low < in_c.change < high < 0.0


def test_no_product_counts_a_chain_twice() -> None:
    """One stage of a chain in a product: costs of its contents may be added over the chains."""
    facts = load_facts()
    chain = {row.id: row.chain for row in facts.table("commodities")}
    used = Counter((row.product, chain[row.commodity]) for row in facts.table("intensities"))
    assert used and set(used.values()) == {1}


def test_every_product_contains_something() -> None:
    facts = load_facts()
    assert {row.id for row in facts.table("products")} == {row.product for row in facts.table("intensities")}
