"""Cost of the content of products: arithmetic on the toy, and the facts that ship."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from footwall.errors import CalibrationError
from footwall.facts import load_facts
from footwall.facts.product_rows import Product
from footwall.market.calibrate import calibrate
from footwall.measure.product_contents import Bought, Content, bought_contents, mean_content
from footwall.measure.product_costs import content_costs
from measure.looped import solved
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrate(NETWORK, toy_charges(NETWORK))
BASELINE = solved(CALIBRATION, toy_charges(NETWORK))
INTO_C = np.array([arc.name == "magnet:A>C" for arc in NETWORK.arcs], float)
POLICY = solved(CALIBRATION, toy_charges(NETWORK, floor=INTO_C * 60_000.0, levied_share=INTO_C))
CAR = Product("car", "Car", "car", "", 20_000.0, 10_000.0, 30_000.0, source="toy", grade="assumed")
TWO_KG = Content(2.0, 1.0, 4.0, "assumed")
MAGNETS = Bought(CAR, "magnet", {"*": TWO_KG})
OXIDE = Bought(CAR, "oxide", {"*": Content(1.0, 1.0, 1.0, "assumed")})


def test_two_kilograms_of_magnets_in_c() -> None:
    """C pays 51,333.33 USD/t in the base year (docs/learn/toy.md): 2 kg cost 102.67 USD."""
    whole, in_c = content_costs(BASELINE, POLICY, {"C": 1.0}, [MAGNETS])
    after = POLICY.equilibrium.effective[POLICY.wiring.buyers.index(("magnet", "C"))]
    assert (whole.region, in_c.region) == ("", "C")
    assert in_c.baseline == pytest.approx(2.0 * 51.333333333)
    assert in_c.policy == pytest.approx(2.0 * after / 1000.0)
    assert in_c.change == pytest.approx(whole.change) == pytest.approx(in_c.policy - in_c.baseline)
    assert in_c.change_range == pytest.approx((0.5 * in_c.change, 2.0 * in_c.change))
    assert in_c.share_of_price == pytest.approx(in_c.change / 20_000.0)


def test_the_zone_is_weighted_by_baseline_purchases() -> None:
    """B buys 200 t, C 300 t; half of B is inside: weights 100 and 300."""
    whole, in_b, in_c = content_costs(BASELINE, POLICY, {"B": 0.5, "C": 1.0}, [MAGNETS])
    assert whole.price_policy == pytest.approx((100.0 * in_b.price_policy + 300.0 * in_c.price_policy) / 400)


def test_a_commodity_that_nobody_buys_is_left_out() -> None:
    assert content_costs(BASELINE, POLICY, {"B": 1.0}, [OXIDE]) == ()
    elsewhere = Bought(CAR, "lithium", {"*": TWO_KG})
    assert content_costs(BASELINE, POLICY, {"C": 1.0}, [elsewhere]) == ()


def test_a_fall_of_the_price_has_its_range_in_order() -> None:
    (_, in_c) = content_costs(POLICY, BASELINE, {"C": 1.0}, [MAGNETS])
    low, high = in_c.change_range
    assert low < in_c.change < high < 0.0


def test_makers_with_other_recipes_are_weighted_by_what_they_make() -> None:
    """B takes 1 kg a unit, C 2 kg: 200 t and 300 t bought make 200 and 150 thousand units.

    Bill of the zone: (200 · price in B + 300 · price in C) / 350, by hand. Its content is 500 / 350 kg.
    """
    recipe = {"B": Content(1.0, 0.5, 2.0, "measured"), "*": TWO_KG}
    both = {"B": 1.0, "C": 1.0}
    whole, in_b, in_c = content_costs(BASELINE, POLICY, both, [Bought(CAR, "magnet", recipe)])
    assert (in_b.content.kg, in_c.content.kg) == (1.0, 2.0)
    assert whole.content.kg == pytest.approx(500.0 / 350.0)
    assert whole.content.low == pytest.approx((200.0 * 0.5 + 150.0 * 1.0) / 350.0)
    assert whole.content.grade == "assumed"
    assert whole.policy == pytest.approx((200.0 * in_b.price_policy + 300.0 * in_c.price_policy) / 350.0)


def test_a_maker_whose_own_recipe_lacks_an_input_has_no_bill_for_it() -> None:
    recipe = Bought(CAR, "magnet", {"B": None, "*": TWO_KG})
    found = content_costs(BASELINE, POLICY, {"B": 1.0, "C": 1.0}, [recipe])
    assert [cost.region for cost in found] == ["", "C"]


def test_a_mean_of_nothing_made_is_refused() -> None:
    with pytest.raises(ValueError, match="none are made"):
        mean_content([(0.0, TWO_KG)])


def test_a_magnet_holds_what_its_recipe_takes() -> None:
    """Every input of the recipe, region by region: the bill of a magnet cannot leave one out."""
    facts = load_facts()
    found = [bought for bought in bought_contents(facts) if bought.product.id == "magnet"]
    held = {bought.commodity: bought for bought in found}
    rows = [row for row in facts.table("recipes") if (row.recipe, row.role) == ("make_magnet", "input")]
    assert {row.item for row in rows} == {"ndpr_metal", "dy_metal", "tb_metal"}
    for row in rows:
        content = held[row.item].in_region("FRA" if row.region == "*" else row.region)
        assert content == Content(row.coefficient, row.low, row.high, row.grade)


def test_a_product_of_a_recipe_is_counted_in_kg() -> None:
    facts = load_facts()
    magnet = next(row for row in facts.table("products") if row.id == "magnet")
    rows = [replace(magnet, unit="t") if row is magnet else row for row in facts.table("products")]
    with pytest.raises(CalibrationError, match=r"products.csv: magnet .* counted per t"):
        bought_contents(replace(facts, tables={**facts.tables, "products": tuple(rows)}))


def test_no_product_counts_a_chain_twice() -> None:
    """One stage of a chain in a product: costs of its contents may be added, and over the chains too."""
    facts = load_facts()
    goods = {row.id: row for row in facts.table("commodities")}
    stages: dict[tuple[str, str], set[str]] = {}
    for bought in bought_contents(facts):
        good = goods[bought.commodity]
        stages.setdefault((bought.product.id, good.chain), set()).add(good.stage)
    listed = Counter((row.product, goods[row.commodity].chain) for row in facts.table("intensities"))
    assert stages and all(len(found) == 1 for found in stages.values())
    assert set(listed.values()) == {1}


def test_every_product_contains_something() -> None:
    facts = load_facts()
    assert {row.id for row in facts.table("products")} == {
        bought.product.id for bought in bought_contents(facts)
    }
