"""``applies`` answers exactly, for countries and regions alike; the arrays of ``enact`` are its answers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from enacted.law_rows import TODAY, facts, floor, index, measure, renamed, rulebook, toy
from footwall.enacted import applies, compile_law, enact
from footwall.enacted.clauses import CODES
from footwall.errors import UnknownName
from footwall.rulebook.clauses import ARITHMETIC

NETWORK = toy()
ROWS = facts(
    measures=(
        measure("vat_not_refunded", "A", 0.13),
        measure("import_duty", "C", 0.037),
        measure("additional_duty", "C", 0.25, origin="A"),
    )
)
BOOK = rulebook(
    ("C",),
    floors={"oxide": floor("113 USD/kg", vat="included", vat_rate="13%", levy={"top_up": "90%"})},
    tariffs={"oxide": {"specific": "1 USD/kg"}},
    border={"exemptions": [{"kind": "defence", "share": "10%"}]},
)


def test_every_number_is_the_decimal_that_was_written():
    clauses = applies(compile_law(BOOK, ROWS, NETWORK), "oxide", "A", "C", TODAY)
    assert clauses.vat_not_refunded == Fraction(13, 100)
    assert clauses.duty.ad_valorem == Fraction(287, 1000)
    assert clauses.floor.price == Fraction(113_000) / Fraction(113, 100) == 100_000
    assert clauses.floor.top_up == Fraction(9, 10)
    assert clauses.tariff.specific == 1000
    assert (clauses.liable_share, clauses.exempt_share) == (1, Fraction(1, 10))
    assert clauses.levied_share == Fraction(9, 10)


def test_clauses_are_cited_in_the_order_of_the_charges():
    clauses = applies(compile_law(BOOK, ROWS, NETWORK), "oxide", "A", "C", TODAY)
    assert clauses.codes == (
        "MEASURE-VAT",
        "MEASURE-DUTY",
        "MEASURE-DUTY",
        "FLOOR-1",
        "LEVY-1",
        "TARIFF-1",
        "EXEMPT-1",
    )
    assert [citation.path for citation in clauses.citations[:3]] == [
        "measures.csv A-vat_not_refunded",
        "measures.csv C-import_duty",
        "measures.csv C-additional_duty",
    ]


def test_every_code_cited_is_one_that_is_declared():
    cascade = {"to": ["magnet"], "conversion": {"magnet": "10 USD/kg"}}
    quota = {"tariff_rate_quota": {"volume": "5 t", "out_of_quota": {"rate": "20%"}}}
    books = [
        BOOK,
        rulebook(("B", "C"), floors={"oxide": floor(), "cascade": cascade}),
        rulebook(("C",), tariffs={"oxide": quota}),
    ]
    rows = facts(measures=(*ROWS.table("measures"), measure("ban", "A"), measure("export_tax", "B", 0.1)))
    codes = {
        code
        for book in books
        for arc in NETWORK.arcs
        for code in applies(
            compile_law(book, rows, NETWORK), arc.commodity, arc.origin, arc.destination, TODAY
        ).codes
    }
    assert codes <= {*CODES, *ARITHMETIC}
    assert codes >= {*CODES, "FLOOR-1", "FLOOR-3", "LEVY-1", "TARIFF-1", "QUOTA-1"}


def test_a_country_inside_an_aggregate_is_asked_by_its_own_code():
    network = renamed(NETWORK, {"C": "EU27", "B": "USA"}, EU27=("DNK", "DEU"))
    book = rulebook(
        ["USA", {"list": "us-eu-jp-mx", "except": ["DNK", "USA"]}], tariffs={"magnet": {"ad_valorem": "25%"}}
    )
    law = compile_law(book, None, network)
    assert applies(law, "magnet", "DNK", "USA", TODAY).levied_share == 1
    assert applies(law, "magnet", "DEU", "USA", TODAY).levied_share == 0
    assert applies(law, "magnet", "EU27", "USA", TODAY).levied_share == Fraction(1, 2)
    assert applies(law, "magnet", "A", "DNK", TODAY).levied_share == 0
    assert applies(law, "magnet", "A", "DEU", TODAY).levied_share == 1
    assert applies(law, "magnet", "DEU", "DNK", TODAY).domestic


def test_the_same_law_answers_for_every_date():
    book = rulebook(("C",), floors={"oxide": floor(**{"from": "2027-01-01"})})
    law = compile_law(book, None, NETWORK)
    assert applies(law, "oxide", "A", "C", date(2026, 12, 31)).floor is None
    assert applies(law, "oxide", "A", "C", date(2027, 1, 1)).floor is not None


@pytest.mark.parametrize(
    ("commodity", "origin", "member"), [("neodymium", "A", "C"), ("oxide", "Z", "C"), ("oxide", "A", "Z")]
)
def test_unknown_names_are_refused_with_those_that_exist(commodity, origin, member):
    with pytest.raises(UnknownName, match="it has"):
        applies(compile_law(BOOK, ROWS, NETWORK), commodity, origin, member, TODAY)


def test_the_arrays_are_the_answers():
    law, charges = compile_law(BOOK, ROWS, NETWORK), enact(BOOK, ROWS, NETWORK, TODAY).charges
    for position, arc in enumerate(NETWORK.arcs):
        clauses = applies(law, arc.commodity, arc.origin, arc.destination, TODAY)
        assert charges.duty_ad_valorem[position] == float(clauses.duty.ad_valorem)
        assert charges.levied_share[position] == float(clauses.levied_share)
        assert charges.floor[position] == (float(clauses.floor.price) if clauses.floor else 0.0)


def test_arrays_are_float64_and_finite():
    charges = enact(BOOK, ROWS, NETWORK, TODAY).charges
    for name in charges.names():
        array = getattr(charges, name)
        assert array.dtype == np.float64
        assert array.shape == (len(NETWORK.arcs),)
        assert np.isfinite(array).all()


def test_the_levy_terms_are_those_of_the_market_arrays():
    charges = enact(BOOK, ROWS, NETWORK, TODAY).charges
    assert charges.top_up[index(NETWORK, "oxide", "B", "C")] == 0.9
