"""Who is in on a day, with which tier, for which goods, and with what part of a region."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from enacted.law_rows import TODAY, facts, index, production, region, renamed, rulebook, toy, use
from footwall.enacted import enact

NETWORK = toy()
TARIFF = {"tariffs": {"oxide": {"ad_valorem": "25%"}, "magnet": {"ad_valorem": "25%"}}}


def levied(members, network=NETWORK, on=TODAY, tables=None, **blocks):
    """Levied shares that are not 0, by arc name, and the enactment."""
    result = enact(rulebook(members, **{**TARIFF, **blocks}), facts(**(tables or {})), network, on)
    shares = zip(network.arcs, result.charges.levied_share, strict=True)
    return {arc.name: share for arc, share in shares if share}, result


def test_members_levy_on_outside_goods_and_not_on_each_other():
    shares, result = levied(["B", "C"])
    assert shares == {"oxide:A>C": 1.0, "magnet:A>B": 1.0, "magnet:A>C": 1.0}
    assert result.membership == {"B": 1.0, "C": 1.0}


@pytest.mark.parametrize(
    ("tier", "expected"),
    [
        ("full", {"oxide:A>C": 1.0, "magnet:A>B": 1.0, "magnet:A>C": 1.0}),
        ("associate", {"oxide:A>C": 1.0, "magnet:A>C": 1.0}),
        (
            "provisional",
            {"oxide:A>C": 1.0, "oxide:B>C": 1.0, "magnet:A>B": 1.0, "magnet:A>C": 1.0},
        ),
        ("observer", {"oxide:A>C": 1.0, "oxide:B>C": 1.0, "magnet:A>C": 1.0}),
    ],
)
def test_tiers_say_who_levies_and_whose_goods_enter_free(tier, expected):
    """B mines oxide that C buys, and buys magnets of A and C."""
    assert levied(["C", {"region": "B", "tier": tier}])[0] == expected


def test_an_associate_enters_free_for_its_goods_only():
    book = {"zone": {"members": ["C"], "associates": {"B": {"commodities": ["magnet"]}}}}
    assert "oxide:B>C" in levied(["C"], **book)[0]
    book["zone"]["associates"]["B"]["commodities"] = ["oxide"]
    assert "oxide:B>C" not in levied(["C"], **book)[0]


def test_associates_are_told_apart_from_members():
    """B's goods enter free and B levies nothing; C levies."""
    _, law = levied([{"region": "B", "tier": "associate"}, "C"])
    assert law.membership == {"B": 1.0, "C": 1.0}
    assert law.associates == ("B",)
    assert levied(["B", "C"])[1].associates == ()


@pytest.mark.parametrize(("limit", "is_levied"), [("toy mineral", True), ("copper", False)])
def test_membership_may_be_limited_to_minerals(limit, is_levied):
    shares, _ = levied([{"region": "C", "minerals": [limit]}])
    assert ("magnet:A>C" in shares) is is_levied


@pytest.mark.parametrize(
    ("on", "inside"),
    [
        (date(2027, 6, 30), False),
        (date(2027, 7, 1), True),
        (date(2030, 12, 31), True),
        (date(2031, 1, 1), False),
    ],
)
def test_a_member_is_in_from_its_first_to_its_last_day(on, inside):
    shares, result = levied([{"region": "C", "from": "2027-07-01", "to": "2030-12-31"}], on=on)
    assert bool(shares) is inside
    assert ("C" in result.membership) is inside
    assert any("zone.members[0] (C) is not in force" in note for note in result.notes) is not inside


UNION = renamed(NETWORK, {"C": "EU27"}, EU27=("DNK", "DEU", "FRA", "ITA"))
REST = renamed(NETWORK, {"B": "ROW"}, ROW=("NOR", "KAZ", "MNG", "ZMB"))


def test_a_customs_union_is_one_member():
    shares, result = levied(["EU27"], UNION)
    assert shares == {"oxide:A>EU27": 1.0, "oxide:B>EU27": 1.0, "magnet:A>EU27": 1.0}
    assert result.membership == {"EU27": 1.0}


def test_a_bundled_list_without_one_state_of_the_union_loses_its_share():
    """us-eu-jp-mx without DNK, one of four equal parts here."""
    shares, result = levied([{"list": "us-eu-jp-mx", "except": ["DNK"]}], UNION)
    assert shares["oxide:A>EU27"] == 0.75
    assert result.membership == {"EU27": 0.75}
    assert any("EU27 belongs to the zone in part" in note and "75%" in note for note in result.notes)


def test_a_state_left_out_of_the_union_pays_at_other_borders():
    network = renamed(UNION, {"A": "USA"}, EU27=UNION.aggregate_members["EU27"])
    shares, _ = levied([{"list": "us-eu-jp-mx", "except": ["DNK"]}], network)
    assert shares["magnet:EU27>USA"] == 0.25


def test_a_member_inside_row_weighs_equally_where_the_facts_do_not_know_it():
    shares, result = levied(["C", "NOR"], REST)
    assert shares["magnet:A>ROW"] == 0.25
    assert shares["oxide:ROW>C"] == 0.75
    assert any("The facts know no part of ROW" in note for note in result.notes)


def test_a_member_inside_row_weighs_its_production_and_use_where_the_facts_know_them():
    """NOR mines 40 of 100 t oxide and uses 10 of 50 t magnets; 60 t and 40 t belong to the others."""
    tables = {
        "production": (production("oxide", "NOR", 40.0), production("oxide", "ROW", 60.0)),
        "use": (use("magnet", "NOR", 10.0), use("magnet", "ROW", 40.0)),
    }
    shares, result = levied(["C", "NOR"], REST, tables=tables)
    assert shares["oxide:ROW>C"] == 0.6
    assert shares["magnet:A>ROW"] == 0.2
    assert any("where the facts know them" in note for note in result.notes)


def test_parts_of_row_come_from_the_facts_or_else_are_all_other_countries():
    bare = renamed(NETWORK, {"B": "ROW"})
    named, _ = levied(["C", "NOR"], bare, tables={"regions": (region("ROW", "NOR", "KAZ"),)})
    assert named["oxide:ROW>C"] == 0.5
    others, _ = levied(["C", "NOR"], bare)
    assert others["oxide:ROW>C"] == pytest.approx(float(1 - Fraction(1, 249)), abs=0)


def test_a_member_that_the_network_does_not_hold_is_noted():
    _, result = levied(["C", "NOR"])
    assert any("NOR (zone.members[1]) is in no region of the network" in note for note in result.notes)


def test_without_members_nothing_is_levied():
    shares, result = levied([])
    assert not shares
    assert not result.membership
    assert not result.floors


def test_an_instrument_limited_to_origins_leaves_others_alone():
    limited = {"tariffs": {"oxide": {"ad_valorem": "25%", "origins": ["A"]}}}
    assert levied(["C"], **limited)[0] == {"oxide:A>C": 1.0}
    excused = {"tariffs": {"oxide": {"ad_valorem": "25%", "except": ["A"]}}}
    assert levied(["C"], **excused)[0] == {"oxide:B>C": 1.0}


def test_an_excused_part_and_a_member_part_of_row_are_not_counted_twice():
    """NOR is a member and excused, KAZ excused: two of four parts pay."""
    limited = {"tariffs": {"oxide": {"ad_valorem": "25%", "except": ["NOR", "KAZ"]}}}
    assert levied(["C", "NOR"], REST, **limited)[0]["oxide:ROW>C"] == 0.5


def test_index_finds_the_arc_it_names():
    assert NETWORK.arcs[index(NETWORK, "oxide", "B", "C")].name == "oxide:B>C"
