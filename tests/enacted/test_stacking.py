"""Duties that stand beside the zone's charge: added, replaced, or only the greater of the two."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from enacted.law_rows import TODAY, facts, floor, index, measure, rulebook
from footwall.enacted import Enactment, enact
from footwall.enacted.charges import ArcCharges
from footwall.enacted.decision import applies
from footwall.enacted.law import compile_law
from footwall.market.calibrate import calibrate
from footwall.market.charge import unit_charges
from footwall.market.under_law import solve_law
from footwall.rulebook import levy
from toy import toy_charges, toy_network

NETWORK = toy_network()
A_TO_C = index(NETWORK, "oxide", "A", "C")
FACTS = facts(
    measures=(
        measure("import_duty", "C", 0.02, id="ordinary"),
        measure("additional_duty", "C", 0.25, origin="A", id="section-301"),
        measure("additional_duty", "C", 600.0, origin="A", id="countervailing", unit="USD/t"),
    )
)


def law(*rules: dict[str, Any], **levy_fields: Any) -> Enactment:
    book = rulebook(floors={"oxide": floor(levy=levy_fields)}, border={"stacking": list(rules)})
    return enact(book, FACTS, NETWORK, TODAY)


def landed(enactment: Enactment, price: float) -> tuple[float, float, float]:
    """Landed price, duty and levy of the route from A to C at an FOB price, USD/t."""
    row = np.array([getattr(enactment.charges, name)[A_TO_C] for name in ArcCharges.names()])
    total, _, _, _, duty, paid, *_ = unit_charges(price, 0.0, row)
    return total, duty, paid


def test_without_a_rule_every_duty_is_added() -> None:
    charges = law().charges
    assert charges.duty_ad_valorem[A_TO_C] == pytest.approx(0.27)
    assert charges.replaced_ad_valorem[A_TO_C] == charges.netted_ad_valorem[A_TO_C] == 0.0


def test_a_named_duty_is_replaced_and_the_others_stay() -> None:
    charges = law({"measure": "section-301", "rule": "replace"}).charges
    assert charges.replaced_ad_valorem[A_TO_C] == 0.25
    assert charges.replaced_specific[A_TO_C] == 0.0
    price, freight = 40_000.0, NETWORK.arcs[A_TO_C].freight
    _, duty, paid = landed(law({"measure": "section-301", "rule": "replace"}), price)
    assert duty == pytest.approx(0.02 * (price + freight) + 600.0)
    assert paid == pytest.approx(60_000.0 - price - freight)


def test_a_replaced_duty_is_off_even_where_the_levy_comes_to_nothing() -> None:
    _, duty, paid = landed(law({"kind": "additional_duty", "rule": "replace"}), 80_000.0)
    assert (duty, paid) == pytest.approx((0.02 * (80_000.0 + NETWORK.arcs[A_TO_C].freight), 0.0))


@pytest.mark.parametrize("price", [20_000.0, 45_000.0, 50_000.0, 58_000.0])
def test_the_greater_of_levy_and_duties_is_charged(price: float) -> None:
    """By hand: ordinary duty, plus the greater of the gap and 25% of the value with 600 USD/t."""
    value = price + NETWORK.arcs[A_TO_C].freight
    total, duty, paid = landed(law({"kind": "additional_duty", "rule": "max"}), price)
    gap = max(0.0, 60_000.0 - value)
    assert duty == pytest.approx(0.27 * value + 600.0)
    assert paid == pytest.approx(max(0.0, gap - 0.25 * value - 600.0))
    assert total == pytest.approx(1.02 * value + max(gap, 0.25 * value + 600.0))


def test_the_first_rule_that_fits_decides() -> None:
    rules = (
        {"measure": "countervailing", "rule": "add"},
        {"kind": "additional_duty", "commodities": ["oxide"], "rule": "replace"},
        {"kind": "additional_duty", "rule": "max"},
    )
    charges = law(*rules).charges
    assert charges.replaced_ad_valorem[A_TO_C] == 0.25
    assert charges.replaced_specific[A_TO_C] == 0.0
    assert charges.netted_ad_valorem[A_TO_C] == 0.0


def test_a_cumulation_of_the_levy_outranks_max() -> None:
    charges = law({"kind": "additional_duty", "rule": "max"}, cumulation="absorb").charges
    assert charges.netted_ad_valorem[A_TO_C] == 0.0


def test_exempt_goods_pay_their_duties_as_before() -> None:
    book = rulebook(
        tariffs={"oxide": {"ad_valorem": "10%"}},
        border={
            "stacking": [{"kind": "additional_duty", "rule": "replace"}],
            "exemptions": [{"kind": "petition", "share": "40%"}],
        },
    )
    value = 50_000.0 + NETWORK.arcs[A_TO_C].freight
    total, duty, paid = landed(enact(book, FACTS, NETWORK, TODAY), 50_000.0)
    assert duty == pytest.approx(0.02 * value + 0.4 * (0.25 * value + 600.0))
    assert paid == pytest.approx(0.6 * 0.1 * value)
    assert total == pytest.approx(value + duty + paid)


def test_border_and_market_charge_alike() -> None:
    """The clauses in exact numbers give what the compiled kernel gives."""
    rules = [{"measure": "section-301", "rule": "replace"}, {"measure": "countervailing", "rule": "max"}]
    book = rulebook(floors={"oxide": floor()}, border={"stacking": rules})
    clauses = applies(compile_law(book, FACTS, NETWORK), "oxide", "A", "C", TODAY)
    value = 40_000 + Fraction(NETWORK.arcs[A_TO_C].freight)
    duty = levy.beside(clauses.duty.ad_valorem, clauses.replaced.ad_valorem) * value
    duty += levy.beside(clauses.duty.specific, clauses.replaced.specific)
    netted = clauses.netted.ad_valorem * value + clauses.netted.specific
    due = levy.excess(levy.gap(Fraction(60_000), value, Fraction(0)), netted)
    total, paid_duty, paid = landed(enact(book, FACTS, NETWORK, TODAY), 40_000.0)
    assert (float(duty), float(due)) == pytest.approx((paid_duty, paid))
    assert float(value + duty + due) == pytest.approx(total)
    assert {"STACKING-1", "STACKING-2"} <= set(clauses.codes)


def test_more_replacement_lands_cheaper_and_max_lies_between() -> None:
    calibration = calibrate(NETWORK, toy_charges(NETWORK))
    prices = []
    for rule in ("add", "max", "replace"):
        solved = solve_law(calibration, law({"kind": "additional_duty", "rule": rule}))
        buyer = calibration.wiring.buyers.index(("oxide", "C"))
        prices.append(float(solved.effective[buyer]))
    assert prices[0] > prices[1] > prices[2]
