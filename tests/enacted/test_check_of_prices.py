"""What `footwall check` tells of prices on the toy: bases, protection, cliffs, rivals, dates."""

from __future__ import annotations

from typing import Any

import pytest

from enacted.law_rows import TODAY, facts, floor, parameter, rulebook, toy
from footwall.enacted import check_report, floor_bases
from footwall.rulebook.describe import explain

NETWORK = toy()
CONVERSION = {"parameters": (parameter("conversion_cost", 10_000.0), parameter("vat_rate", 0.13, region="A"))}


def report(members: Any = ("C",), **floors: Any) -> tuple[str, ...]:
    return check_report(rulebook(members, floors=floors), facts(**CONVERSION), NETWORK, TODAY)


def told(words: str, found: tuple[str, ...]) -> bool:
    return any(words in sentence for sentence in found)


def test_a_floor_is_told_on_every_basis() -> None:
    """60 CIF less freight of 0.5 is 59.5 USD/kg FOB, 67.23 with 13% tax in a quote; half of it a magnet."""
    (line,) = floor_bases(rulebook(("C",), floors={"oxide": floor()}), facts(**CONVERSION), NETWORK, TODAY)
    assert line == (
        "oxide: 60 USD/kg CIF is, from A to C, 59.5 USD/kg FOB; 60 USD/kg CIF; 59.5 USD/kg in A without "
        "value-added tax; 67.23 USD/kg there with 13% tax in the quote; 30 USD/kg in each kg of magnet."
    )


def test_makers_with_negative_effective_protection_are_told() -> None:
    """Oxide lands at 50.5 (25 t) and 52.5 USD/kg (75 t): a floor of 60 adds 8 to it, 4 to a magnet."""
    found = report(oxide=floor())
    assert told("Negative effective protection of makers of magnet", found)
    assert told("add 4 USD/kg to what goes into it and 0 USD/kg to what it sells for", found)
    guarded = report(oxide=floor(), magnet=floor("54 USD/kg"))
    assert not told("Negative effective protection", guarded)


@pytest.mark.parametrize(
    ("maximum", "words"),
    [("10 USD/kg", "a lot a cent cheaper lands 5.2 USD/kg dearer"), ("1 USD/kg", "cheaper lots pay less")],
)
def test_a_cliff_at_which_the_landed_price_is_not_monotonic_is_told(maximum: str, words: str) -> None:
    """At 92% of 60 the gap is 4.8 USD/kg."""
    assert told(words, report(oxide=floor(levy={"steps": {"cliff": "92%", "maximum": maximum}})))


def test_a_rival_inside_the_zone_is_told() -> None:
    assert told(
        "The rival A is a member: its oxide enters free of floors.oxide.", report(("A", "C"), oxide=floor())
    )
    block = {"reference": {"price": "60 USD/kg"}}
    assert not told("The rival", report(("C",), oxide=block))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"from": "2027-01-01", "legal_basis": {"text": "An act", "expires": "2026-12-31"}},
            "begins on 2027-01-01 after its legal basis has expired",
        ),
        (
            {"to": "2027-12-31", "levy": {"phase_in": [{"from": "2028-01-01", "share": "50%"}]}},
            "ends on 2027-12-31 before its phase-in begins",
        ),
    ],
)
def test_dates_that_never_meet_are_told(fields: dict[str, Any], words: str) -> None:
    assert told(words, explain(rulebook(("C",), floors={"oxide": floor(**fields)})).remarks)


def test_an_exemption_that_never_meets_its_goods_is_told() -> None:
    book = rulebook(
        ("C",),
        floors={"oxide": floor(**{"from": "2028-01-01"})},
        border={"exemptions": [{"kind": "defence", "share": "1%", "to": "2027-12-31"}]},
    )
    assert told("border.exemptions[0] (defence) holds on no day", explain(book).remarks)
