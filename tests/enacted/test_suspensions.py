"""Suspensions and truces: off inside the window, back in full on the day after; cut-offs are bans."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enacted.law_rows import facts, index, rulebook, toy
from footwall.enacted import enact
from footwall.enacted.clauses_by_date import first_day_in_force, instruments_in_force
from footwall.enacted.measures import Measure
from footwall.enacted.spans import without
from footwall.enacted.written_measures import measures_of_rulebook

NETWORK = toy()
A_TO_C = index(NETWORK, "oxide", "A", "C")
BAN = {"by": "A", "kind": "ban", "commodities": ["oxide"], "from": "2028-01-01", "to": "2029-12-31"}
WINDOW = {"from": "2028-03-01", "to": "2028-05-31"}
DUTY = {"by": "C", "kind": "import_duty", "commodities": ["oxide"], "rate": "10%", "id": "duty"}


def open_on(book, day: str) -> bool:
    return bool(enact(book, facts(), NETWORK, date.fromisoformat(day)).charges.open[A_TO_C])


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2027-12-31", True),
        ("2028-02-29", False),
        ("2028-03-01", True),
        ("2028-05-31", True),
        ("2028-06-01", False),
        ("2030-01-01", True),
    ],
)
def test_a_suspended_ban_is_open_in_its_window_and_snaps_back(day: str, expected: bool) -> None:
    assert open_on(rulebook(measures=[{**BAN, "suspended": [WINDOW]}]), day) is expected
    event = {"kind": "cut_off", "by": "A", "from": BAN["from"], "to": BAN["to"], "suspended": [WINDOW]}
    assert open_on(rulebook(events=[event]), day) is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-12-31", False), ("2027-01-01", True), ("2028-03-01", False), ("2028-06-01", True)],
)
def test_a_truce_rests_a_measure_while_another_holds(day: str, expected: bool) -> None:
    other = {**DUTY, "from": "2027-01-01", "suspended": [WINDOW]}
    ban = {"by": "A", "kind": "ban", "commodities": ["oxide"], "truce": {"while": "duty"}}
    assert open_on(rulebook(measures=[ban, other]), day) is expected


def test_a_truce_with_a_measure_that_rests_itself() -> None:
    """A rests while B holds, B while C does; C holds in 2028 only: B rests then, and A is back."""
    rows = [
        {**BAN, "from": "2020-01-01", "to": "2035-12-31", "truce": {"while": "b"}},
        {**DUTY, "id": "b", "truce": {"while": "c"}},
        {**DUTY, "id": "c", "from": "2028-01-01", "to": "2028-12-31"},
    ]
    book = rulebook(measures=rows)
    days = ("2027-12-31", "2028-01-01", "2028-12-31", "2029-01-01")
    assert [open_on(book, day) for day in days] == [True, False, False, True]


def test_the_legal_basis_of_a_measure_ends_it() -> None:
    book = rulebook(measures=[{**BAN, "legal_basis": {"text": "Act", "expires": "2028-06-30"}}])
    assert [open_on(book, day) for day in ("2028-06-30", "2028-07-01")] == [False, True]


def test_a_cut_off_of_everything_is_a_ban_on_each_commodity() -> None:
    on = date(2028, 6, 1)
    event = {"kind": "cut_off", "by": "A", "destinations": ["C"], "from": "2028-01-01"}
    ban = {"kind": "ban", "by": "A", "destinations": ["C"], "commodities": ["oxide", "magnet"]}
    cut = enact(rulebook(events=[event]), facts(), NETWORK, on).charges
    banned = enact(rulebook(measures=[ban]), facts(), NETWORK, on).charges
    np.testing.assert_array_equal(cut.open, banned.open)
    assert not cut.open.all()


def test_what_rests_is_told_and_counts_as_out_of_force() -> None:
    book = rulebook(measures=[{**BAN, "suspended": [WINDOW]}])
    inside, after = date(2028, 4, 1), date(2028, 6, 1)
    assert not instruments_in_force(book, inside)
    assert first_day_in_force(book, inside) == after
    notes = enact(book, facts(), NETWORK, inside).notes
    assert "measures[0] is suspended on 2028-04-01: from 2028-03-01 to 2028-05-31." in notes
    ban = {"by": "A", "kind": "ban", "commodities": ["oxide"], "truce": {"while": "duty"}}
    notes = enact(rulebook(measures=[ban, DUTY]), facts(), NETWORK, inside).notes
    assert "measures[0] rests on 2028-04-01: duty is in force." in notes


days = st.integers(0, 40).map(lambda n: date(2028, 1, 1) + timedelta(days=n))
spans = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))


@given(whole=spans, windows=st.lists(spans, max_size=4), day=days)
def test_what_is_left_of_a_span(whole, windows, day) -> None:
    def inside(span):
        return span[0] <= day <= span[1]

    left = without(whole, windows)
    assert any(map(inside, left)) == (inside(whole) and not any(map(inside, windows)))
    assert list(left) == sorted(left)
    held = Measure("x", "A", "ban", ("oxide",), starts=whole[0], ends=whole[1], suspended=tuple(windows))
    assert held.in_force(day) == any(map(inside, left))


@given(window=spans, first=days, last=days, day=days)
def test_the_clause_and_its_enactment_agree(window, first, last, day) -> None:
    dates = {"from": min(first, last).isoformat(), "to": max(first, last).isoformat()}
    suspended = [{"from": window[0].isoformat(), "to": window[1].isoformat()}]
    book = rulebook(measures=[{**BAN, **dates, "suspended": suspended}])
    assert book.measures[0].in_force(day) == measures_of_rulebook(book)[0].in_force(day)
