"""Responses act on results of the years before, as measures of the rival; undercutting is none."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from enacted.law_rows import facts, index, rulebook, toy
from footwall.enacted import enact
from footwall.enacted.playbook import Answer, answers_in, measures_of_answers

NETWORK = toy()
SHARE = {"variable": "rival_share", "op": "below", "value": 60, "unit": "%"}
RESTRICT = {"kind": "restrict", "commodities": ["oxide", "magnet"], "approval": "50%", "when": SHARE}


def playbook(*responses):
    return rulebook(rival={"by": "A", "responses": responses})


def results(**shares: float):
    """Results of 2027 only: shares of the rival by commodity."""
    return lambda year, variable, commodity: shares.get(commodity) if year == 2027 else None


def test_a_response_acts_on_the_commodities_that_meet_its_condition() -> None:
    book = playbook(RESTRICT)
    assert answers_in(book, 2028, results(oxide=0.55, magnet=0.65)) == (Answer(0, ("oxide",)),)
    assert answers_in(book, 2028, results(oxide=0.6, magnet=0.65)) == ()


def test_a_condition_on_another_commodity_moves_them_all() -> None:
    book = playbook({**RESTRICT, "when": {**SHARE, "commodity": "alloy"}})
    assert answers_in(book, 2028, results(alloy=0.5)) == (Answer(0, ("oxide", "magnet")),)


@pytest.mark.parametrize(("lag", "year"), [(None, 2028), ("1 year", 2028), ("3 years", 2030)])
def test_a_response_follows_by_its_lag_and_no_longer(lag: str | None, year: int) -> None:
    book = playbook({**RESTRICT, **({"lag": lag} if lag else {})})
    acting = [y for y in range(2026, 2034) if answers_in(book, y, results(oxide=0.5))]
    assert acting == [year]


def test_a_response_acts_inside_its_dates_only() -> None:
    bound = {"kind": "undercut", "commodities": ["oxide"], "at_most": "40%"}
    book = playbook({**bound, "from": "2028-07-01", "to": "2029-12-31"})
    acting = [y for y in range(2026, 2034) if answers_in(book, y, results())]
    assert acting == [2028, 2029]


def test_every_response_but_undercutting_is_a_measure_of_the_rival() -> None:
    book = playbook(
        {"kind": "undercut", "commodities": ["oxide"], "at_most": "40%"},
        {"kind": "restrict", "commodities": ["oxide"], "quota": "2 kt/year", "destinations": ["C"]},
        {"kind": "refund_vat", "commodities": ["magnet"], "kept": "3%"},
        {"kind": "retaliate", "measure": {"kind": "export_tax", "commodities": ["magnet"], "rate": "10%"}},
    )
    answers = answers_in(book, 2028, results())
    quota, refund, tax = measures_of_answers(book, answers)
    assert [item.path for item in (quota, refund, tax)] == [f"rival.responses[{i}]" for i in (1, 2, 3)]
    assert {item.by for item in (quota, refund, tax)} == {"A"}
    assert (quota.kind, quota.quota, quota.partners) == ("export_quota", 2000, ("C",))
    assert (refund.kind, refund.rate, refund.additional) == ("vat_not_refunded", Fraction("0.03"), False)
    assert (tax.kind, tax.rate, tax.of_rulebook) == ("export_tax", Fraction("0.1"), True)


def test_answers_enter_the_law_and_nothing_does_without_them() -> None:
    tax = {
        "kind": "export_tax",
        "commodities": ["oxide"],
        "rate": {"value": "10%", "low": "5%", "high": "15%"},
    }
    book = playbook({"kind": "retaliate", "measure": tax, "from": "2028-01-01"})
    arc, on = index(NETWORK, "oxide", "A", "C"), date(2028, 6, 1)
    silent = enact(book, facts(), NETWORK, on)
    assert silent.charges.export_tax[arc] == 0.0
    assert silent.ranged is None
    answered = enact(book, facts(), NETWORK, on, answers_in(book, 2028, results()))
    assert answered.charges.export_tax[arc] == 0.1
    assert answered.ranged is not None
    assert answered.ranged.at([0.15]).charges.export_tax[arc] == 0.15
