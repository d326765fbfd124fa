"""Every instrument of a rulebook on the toy's arcs: what is written in the arrays, and where."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from enacted.law_rows import TODAY, facts, floor, index, measure, rulebook, toy
from footwall.enacted import enact
from footwall.enacted.charges import (
    CAP_CUSTOMS_VALUE,
    CAP_FLOOR,
    CAP_NONE,
    CAP_SPECIFIC,
    DUTY_PAID,
    MAX,
    REFERENCE,
    RENT_EXPORTERS,
    RENT_STATE,
)

NETWORK = toy()
FROM_A = index(NETWORK, "oxide", "A", "C")
FROM_B = index(NETWORK, "oxide", "B", "C")
COVERED = [FROM_A, FROM_B]
ELSEWHERE = [position for position in range(len(NETWORK.arcs)) if position not in COVERED]


def charged(on=TODAY, **blocks):
    return enact(rulebook(("C",), **blocks), facts(), NETWORK, on).charges


def everywhere(result, **values):
    """Every covered arc has these values, no other arc has a floor, tariff or levied share."""
    for name, value in values.items():
        assert getattr(result, name)[COVERED].tolist() == [value, value], name
    for name in ("floor", "instrument_ad_valorem", "instrument_specific", "levied_share", "evasion_spread"):
        assert not getattr(result, name)[ELSEWHERE].any(), name


def test_a_variable_levy_with_its_defaults():
    everywhere(
        charged(floors={"oxide": floor()}),
        floor=60_000.0,
        floor_cif=1.0,
        levied_share=1.0,
        compared=0.0,
        compared_with=0.0,
        cumulation=0.0,
        mode_b=0.0,
        top_up=1.0,
        dead_band=0.0,
        cap_of=CAP_NONE,
        omega=0.0,
        rent_to=RENT_EXPORTERS,
        instrument_ad_valorem=0.0,
        evasion_spread=0.0,
    )


def test_a_variable_levy_with_every_term_set():
    levy = {
        "compared": "reference",
        "compared_with": "duty_paid",
        "cumulation": "max",
        "mode": "B",
        "top_up": "80%",
        "dead_band": "5%",
        "cap": {"of": "specific", "value": "12 USD/kg"},
        "rent_to": "state",
    }
    everywhere(
        charged(floors={"oxide": floor(basis="FOB", levy=levy)}),
        floor=60_000.0,
        floor_cif=0.0,
        compared=REFERENCE,
        compared_with=DUTY_PAID,
        cumulation=MAX,
        mode_b=1.0,
        top_up=0.8,
        dead_band=0.05,
        cap_of=CAP_SPECIFIC,
        cap=12_000.0,
        rent_to=RENT_STATE,
    )


@pytest.mark.parametrize(
    ("cap", "code", "value"),
    [
        ({"of": "customs_value", "value": "35%"}, CAP_CUSTOMS_VALUE, 0.35),
        ({"of": "floor", "value": "50%"}, CAP_FLOOR, 0.5),
        ({"of": "floor"}, CAP_NONE, 0.0),
    ],
)
def test_caps(cap, code, value):
    everywhere(charged(floors={"oxide": floor(levy={"cap": cap})}), cap_of=code, cap=value)


def test_a_minimum_import_price_leaves_the_whole_gap_to_exporters():
    result = charged(floors={"oxide": floor(levy={"instrument": "minimum_import_price"})})
    everywhere(result, floor=60_000.0, omega=1.0, top_up=1.0)


@pytest.mark.parametrize(
    ("levy", "ad_valorem", "specific"),
    [
        ({"instrument": "ad_valorem", "rate": "25%"}, 0.25, 0.0),
        ({"instrument": "specific", "amount": "20 USD/kg"}, 0.0, 20_000.0),
        ({"instrument": "compound", "rate": "10%", "amount": "5 USD/kg"}, 0.1, 5_000.0),
    ],
)
def test_a_fixed_charge_on_a_floor_leaves_the_floor_as_a_reference(levy, ad_valorem, specific):
    result = charged(floors={"oxide": floor(levy=levy)})
    everywhere(
        result, floor=0.0, instrument_ad_valorem=ad_valorem, instrument_specific=specific, levied_share=1.0
    )


def test_a_tariff_without_a_floor():
    result = charged(tariffs={"oxide": {"ad_valorem": "25%", "specific": "1 USD/kg"}})
    everywhere(result, floor=0.0, instrument_ad_valorem=0.25, instrument_specific=1_000.0, levied_share=1.0)


def test_a_floor_and_a_tariff_add_up():
    result = charged(floors={"oxide": floor()}, tariffs={"oxide": {"ad_valorem": "25%"}})
    everywhere(result, floor=60_000.0, instrument_ad_valorem=0.25)


def test_a_floor_and_a_tariff_of_different_reach_each_keep_to_theirs():
    result = charged(
        floors={"oxide": floor(origins=["A"])}, tariffs={"oxide": {"ad_valorem": "25%", "except": ["A"]}}
    )
    assert result.floor[COVERED].tolist() == [60_000.0, 0.0]
    assert result.instrument_ad_valorem[COVERED].tolist() == [0.0, 0.25]
    assert result.levied_share[COVERED].tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("on", "is_levied"),
    [
        (date(2027, 6, 30), False),
        (date(2027, 7, 1), True),
        (date(2031, 6, 30), True),
        (date(2031, 7, 1), False),
    ],
)
def test_a_floor_begins_and_sunsets(on, is_levied):
    result = charged(on, floors={"oxide": floor(**{"from": "2027-07-01", "to": "2031-06-30"})})
    everywhere(result, floor=60_000.0 * is_levied, levied_share=float(is_levied))


def test_exempt_shares_reduce_the_levied_share_independently():
    exemptions = [{"kind": "defence", "share": "10%"}, {"kind": "in_transit", "share": "50%"}]
    everywhere(charged(floors={"oxide": floor()}, border={"exemptions": exemptions}), levied_share=0.45)


def test_an_exemption_for_another_commodity_frees_nothing():
    exemptions = [{"kind": "defence", "share": "10%", "commodities": ["magnet"]}]
    everywhere(charged(floors={"oxide": floor()}, border={"exemptions": exemptions}), levied_share=1.0)


def test_an_exemption_without_a_share_frees_nothing_in_the_market_and_is_noted():
    exemptions = [{"kind": "small_lot", "below": "5 kg"}, {"kind": "scrap"}]
    book = rulebook(("C",), floors={"oxide": floor()}, border={"exemptions": exemptions})
    result = enact(book, facts(), NETWORK, TODAY)
    everywhere(result.charges, levied_share=1.0)
    assert any("small_lot frees nothing in the market" in note for note in result.notes)


def test_scrap_is_exempt_by_its_stage():
    from dataclasses import replace

    oxide, magnet = NETWORK.commodities
    network = replace(NETWORK, commodities=(replace(oxide, stage="scrap"), magnet))
    book = rulebook(
        ("C",), floors={"oxide": floor(), "magnet": floor()}, border={"exemptions": [{"kind": "scrap"}]}
    )
    charges = enact(book, facts(), network, TODAY).charges
    assert not charges.levied_share[COVERED].any()
    assert charges.levied_share[index(NETWORK, "magnet", "A", "C")] == 1.0


def test_evasion_stands_on_covered_arcs_only():
    evasion = {"cost": "12%", "spread": "25%", "detection": 0.6, "fine": "10%", "max": "60%"}
    result = charged(floors={"oxide": floor()}, border={"evasion": evasion})
    everywhere(
        result,
        evasion_cost=0.12,
        evasion_spread=0.25,
        evasion_detection=0.6,
        evasion_fine=0.1,
        evasion_max=0.6,
    )


def test_an_undated_rulebook_without_instruments_equals_the_baseline():
    rows = facts(measures=(measure("import_duty", "C", 0.05),))
    baseline, empty = enact(None, rows, NETWORK, TODAY), enact(rulebook(("C",)), rows, NETWORK, TODAY)
    for name in baseline.charges.names():
        np.testing.assert_array_equal(getattr(baseline.charges, name), getattr(empty.charges, name))


def test_a_rulebook_with_nothing_in_force_says_when_something_will_be():
    book = rulebook(("C",), floors={"oxide": floor(**{"from": "2029-03-01"})})
    notes = enact(book, facts(), NETWORK, TODAY).notes
    assert any("the first year with something in force is 2029" in note for note in notes)
    ended = rulebook(("C",), floors={"oxide": floor(to="2020-03-01")})
    assert any("all of it has ended" in note for note in enact(ended, facts(), NETWORK, TODAY).notes)


def test_covered_commodities_are_those_with_an_instrument():
    book = rulebook(("C",), floors={"oxide": floor()}, tariffs={"magnet": {"ad_valorem": "5%"}})
    assert enact(book, facts(), NETWORK, TODAY).covered == ("oxide", "magnet")
