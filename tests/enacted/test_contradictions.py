"""What ``check_report`` finds before anything runs, each with a rulebook that is free of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import footwall.enacted
from enacted.law_rows import TODAY, facts, floor, measure, renamed, rulebook, toy
from footwall.enacted import check_report, not_in_force
from footwall.rulebook.clauses import ARITHMETIC, DOCUMENT, ENACTMENT, OVER_YEARS

NETWORK = toy()
CASCADE = {"to": ["magnet"], "conversion": {"magnet": "10 USD/kg"}}
MEMBERS = ("B", "C")
ROOM = Path(footwall.enacted.__file__).parent


def report(members=MEMBERS, *, rows=(), network=NETWORK, on=TODAY, **blocks):
    return check_report(rulebook(members, **blocks), facts(measures=rows), network, on)


def found(text, sentences):
    return any(text in sentence for sentence in sentences)


@pytest.mark.parametrize(("price", "slack"), [("50.5 USD/kg", True), ("50.6 USD/kg", False)])
def test_a_floor_below_every_base_price_is_slack(price, slack):
    """Oxide of A is 50 USD/kg FOB and 0.5 freight."""
    assert found("slack at base prices at every border", report(floors={"oxide": floor(price)})) is slack


def test_a_slack_floor_counts_export_charges_dead_band_and_duties():
    rows = (measure("export_tax", "A", 0.1),)
    assert found("slack at base prices", report(rows=rows, floors={"oxide": floor("55.5 USD/kg")}))
    banded = floor("53 USD/kg", levy={"dead_band": "5%"})
    assert found("slack at base prices", report(floors={"oxide": banded}))
    duty = (measure("import_duty", "C", 0.1),)
    paid = floor("55.5 USD/kg", levy={"compared_with": "duty_paid"})
    assert found("slack at base prices", report(rows=duty, floors={"oxide": paid}))
    assert not found("slack at base prices", report(rows=duty, floors={"oxide": floor("55.5 USD/kg")}))


def test_a_floor_may_be_slack_at_some_borders_only():
    """Magnets of A cost 49 USD/kg at B; no outsider but A sells to C, where a ban leaves nobody."""
    rows = (measure("additional_duty", "C", 0.5, commodity=("magnet",)),)
    levy = {"compared_with": "duty_paid"}
    sentences = report(rows=rows, floors={"magnet": floor("60 USD/kg", levy=levy)})
    assert "The floor on magnet is slack at base prices at the border of C." in sentences


@pytest.mark.parametrize(("cap", "short"), [("18%", True), ("19%", False)])
def test_a_cap_below_the_gap_is_told_with_what_stays_open(cap, short):
    """Gap 60 − 50.5 = 9.5 USD/kg, 18.8% of the CIF value."""
    levy = {"cap": {"of": "customs_value", "value": cap}}
    sentences = report(floors={"oxide": floor(levy=levy)})
    assert found("cap of the levy on oxide is below the gap", sentences) is short
    if short:
        assert found("most from A to C, where 0.41 USD/kg", sentences)


def test_a_stage_without_a_floor_leaks():
    assert found("magnet is made from oxide and has no floor", report(floors={"oxide": floor()}))
    assert not found("has no floor", report(floors={"oxide": floor(), "cascade": CASCADE}))


@pytest.mark.parametrize(("price", "leaks"), [("37.9 USD/kg", True), ("38 USD/kg", False)])
def test_a_floor_below_content_and_conversion_leaks(price, leaks):
    """0.5 · 60 + 8 = 38 USD/kg."""
    from enacted.law_rows import parameter

    book = rulebook(MEMBERS, floors={"oxide": floor(), "magnet": floor(price)})
    tables = facts(parameters=(parameter("conversion_cost", 8_000.0),))
    assert (
        found(
            "The floor on magnet (37.9 USD/kg) leaks 0.1 USD/kg", check_report(book, tables, NETWORK, TODAY)
        )
        is leaks
    )


def test_a_leak_without_conversion_cost_is_left_open():
    assert found("cannot be told", report(floors={"oxide": floor(), "magnet": floor()}))


@pytest.mark.parametrize(("members", "nobody"), [(("C",), True), (("B", "C"), False)])
def test_a_floor_that_protects_nobody(members, nobody):
    """Oxide is mined in A and B."""
    assert found("The floor on oxide protects nobody", report(members, floors={"oxide": floor()})) is nobody


def test_a_floor_that_no_member_can_levy():
    assert found("never levied: no member buys it from outside", report(("B",), floors={"oxide": floor()}))


def test_a_fully_exempt_commodity():
    border = {"exemptions": [{"kind": "petition", "share": "100%"}]}
    assert found("Every tonne of oxide is exempt", report(floors={"oxide": floor()}, border=border))


def test_an_origin_that_is_a_member():
    sentences = report(tariffs={"oxide": {"ad_valorem": "5%", "origins": ["A", "B"]}})
    assert "tariffs.oxide.origins names B, a member: it enters free anyway." in sentences
    assert not found("enters free anyway", report(tariffs={"oxide": {"ad_valorem": "5%", "origins": ["A"]}}))


@pytest.mark.parametrize(("destinations", "against"), [(["C"], "C"), (["A"], None), ([], "C")])
def test_a_measure_by_a_member_against_a_member(destinations, against):
    taken = {"by": "B", "kind": "ban", "commodities": ["oxide"], "destinations": destinations}
    sentences = report(measures=[taken])
    expected = f"measures[0] is a measure by B, a member, against members: {against}."
    assert (expected in sentences) is (against is not None)
    assert not found("against members", report(measures=[{**taken, "by": "A"}]))


def test_a_member_inside_the_union_that_is_a_member():
    network = renamed(NETWORK, {"C": "EU27"}, EU27=("DNK", "DEU"))
    assert found("DNK (zone.members[1]) is inside EU27", report(("EU27", "DNK"), network=network))
    assert not found("is inside", report(("EU27", "B"), network=network))


def test_a_tariff_rate_quota_beside_other_charges():
    quota = {"volume": "5 t", "out_of_quota": {"rate": "20%"}}
    tariff = {"ad_valorem": "5%", "tariff_rate_quota": quota}
    assert found("has a tariff-rate quota and a rate", report(tariffs={"oxide": tariff}))
    both = report(tariffs={"oxide": {"tariff_rate_quota": quota}}, floors={"oxide": floor()})
    assert found("only the quota applies", both)


def test_a_cascade_that_cannot_be_derived_is_reported_and_not_raised():
    sentences = report(floors={"oxide": floor(), "cascade": {"to": ["magnet"]}})
    assert found("CASCADE-6", sentences)


def test_a_clause_out_of_force_is_reported_with_the_first_year():
    blocks = {"floors": {"oxide": floor(**{"from": "2029-01-01"})}}
    waiting = not_in_force(rulebook(("C",), **blocks), TODAY)
    assert waiting == ("floors.oxide is not in force on 2026-06-30: it begins on 2029-01-01.",)
    sentences = report(**blocks)
    assert not found("it begins on", sentences)
    assert found("the first year with something in force is 2029", sentences)
    late = report(floors={"oxide": floor(**{"from": "2029-01-01"})}, on=date(2029, 12, 31))
    assert not found("not in force", late)


def test_a_sound_rulebook_is_answered_with_nothing():
    """The derived floor is 0.5 · 60 + 24 = 54 USD/kg, 5 above magnets of A; oxide adds 4.75 to a magnet."""
    cascade = {"to": ["magnet"], "conversion": {"magnet": "24 USD/kg"}}
    assert report(floors={"oxide": floor(), "cascade": cascade}) == ()


def test_every_rule_of_the_enactment_is_raised_somewhere():
    sources = "".join(file.read_text(encoding="utf-8") for file in ROOM.glob("*.py"))
    assert all(f'"{code}"' in sources for code in ENACTMENT)
    assert not set(ENACTMENT) & {*ARITHMETIC, *DOCUMENT, *OVER_YEARS}
