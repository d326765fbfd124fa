"""Between two neighbouring change dates the law is one: charges, limits, supports and floors are equal."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enacted.law_rows import facts, floor, measure, rulebook, toy
from footwall.chain import build_network
from footwall.enacted import enact
from footwall.enacted.change_dates import change_dates, periods
from footwall.enacted.charges import ArcCharges, Enactment
from footwall.errors import RulebookError
from footwall.facts import load_facts
from footwall.facts.schema import Price
from footwall.rulebook.library import bundled_names
from footwall.rulebook.read import read_rulebook
from footwall.rulebook.schema import Rulebook

FIRST, LAST = date(2024, 1, 1), date(2041, 12, 31)
EXAMPLES = Path(__file__).parents[1] / "rulebook"
NAMES = (*bundled_names(), *(str(file) for file in sorted(EXAMPLES.glob("full*.yaml"))))
CHAINS = ("ree_magnets", "gallium")
ONE_DAY = timedelta(days=1)


@cache
def world():
    return load_facts(), {name: build_network(load_facts(), chain=name).network for name in CHAINS}


@cache
def cut(name: str, chain: str) -> tuple[Rulebook, tuple[tuple[date, date], ...]]:
    table, networks = world()
    book = read_rulebook(name if name in bundled_names() else Path(name))
    return book, periods(change_dates(book, table, networks[chain]), FIRST, LAST)


def law(book: Rulebook | None, table, network, on: date) -> Enactment | str:
    try:
        return enact(book, table, network, on)
    except RulebookError as refusal:
        return str(refusal)


def same(one: Enactment | str, other: Enactment | str) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    arrays = all(
        np.array_equal(getattr(one.charges, item.name), getattr(other.charges, item.name))
        for item in fields(ArcCharges)
    )
    parts = ("quotas", "supports", "membership", "revenue", "feedbacks")
    floors = [[(item.commodity, item.member, item.price, item.basis) for item in each.floors]
              for each in (one, other)]  # fmt: skip
    return (
        arrays
        and floors[0] == floors[1]
        and all(getattr(one, part) == getattr(other, part) for part in parts)
    )


@given(data=st.data(), name=st.sampled_from(NAMES), chain=st.sampled_from(CHAINS))
def test_the_law_is_one_inside_a_period(data: st.DataObject, name: str, chain: str) -> None:
    table, networks = world()
    book, spans = cut(name, chain)
    first, last = data.draw(st.sampled_from(spans))
    days = data.draw(st.tuples(*[st.integers(0, (last - first).days)] * 2))
    one, other = (law(book, table, networks[chain], first + day * ONE_DAY) for day in days)
    assert same(one, other), (name, chain, first, last, days)


@pytest.mark.parametrize("name", NAMES, ids=[Path(name).stem for name in NAMES])
def test_periods_have_no_gap(name: str) -> None:
    _, spans = cut(name, CHAINS[0])
    assert (spans[0][0], spans[-1][1]) == (FIRST, LAST)
    assert all(before[1] + ONE_DAY == after[0] for before, after in pairwise(spans))
    assert all(first <= last for first, last in spans)


WINDOW = {"from": "2028-03-01", "to": "2028-05-31"}
BAN = {"by": "A", "kind": "ban", "commodities": ["oxide"]}
STEPS = [{"from": "2027-01-01", "share": "50%"}, {"from": "2029-01-01", "share": 1}]


@pytest.mark.parametrize(
    ("book", "days"),
    [
        (None, []),
        (rulebook(), []),
        (rulebook(members=[{"region": "C", "from": "2027-07-01", "to": "2030-12-31"}]),
         ["2027-07-01", "2031-01-01"]),
        (rulebook(floors={"oxide": floor(to="2035-12-31")}), ["2036-01-01"]),
        (rulebook(floors={"oxide": floor(legal_basis={"text": "Act", "expires": "2030-06-30"})}),
         ["2030-07-01"]),
        (rulebook(floors={"oxide": floor(levy={"phase_in": STEPS})}), ["2027-01-01", "2029-01-01"]),
        (rulebook(tariffs={"oxide": {"specific": "1 USD/kg", "phase_in": STEPS}}),
         ["2027-01-01", "2029-01-01"]),
        (rulebook(tariffs={"of_another_chain": {"specific": "1 USD/kg", "from": "2027-01-01"}}), []),
        (rulebook(measures=[{**BAN, "from": "2028-01-01", "suspended": [WINDOW]}]),
         ["2028-01-01", "2028-03-01", "2028-06-01"]),
        (rulebook(measures=[{**BAN, "truce": {"while": "x"}},
                            {**BAN, "id": "x", "by": "B", "from": "2028-01-01", "suspended": [WINDOW]}]),
         ["2028-01-01", "2028-03-01", "2028-06-01"]),
        (rulebook(events=[{"kind": "cut_off", "by": "A", "from": "2028-01-01", "to": "2029-12-31",
                           "suspended": [WINDOW]}]),
         ["2028-01-01", "2028-03-01", "2028-06-01", "2030-01-01"]),
        (rulebook(rival={"by": "A", "responses": [
            {"kind": "refund_vat", "commodities": ["oxide"], "from": "2029-01-01"}]}), ["2029-01-01"]),
    ],
)  # fmt: skip
def test_every_kind_of_date_is_found(book: Rulebook | None, days: list[str]) -> None:
    assert [day.isoformat() for day in change_dates(book, facts(), toy())] == days


def test_measures_and_contracts_of_the_facts_are_found() -> None:
    rows = (
        measure("import_duty", "C", 0.05, start=date(2025, 1, 1), end=date(2026, 2, 23)),
        measure("import_duty", "C", 0.05, id="elsewhere", commodity=("steel",), start=date(2021, 1, 1)),
        measure("contract_for_difference", "B", 60.0, start=date(2025, 10, 1), end=date(2035, 9, 30)),
    )
    days = change_dates(None, facts(measures=rows), toy())
    assert days == (date(2025, 1, 1), date(2025, 10, 1), date(2026, 2, 24), date(2035, 10, 1))


def price(period: str) -> Price:
    return Price(
        commodity="oxide", market="Europe", period=period, price=50.0, currency="USD", unit="kg", vat="none",
        incoterm="CIF", region="C", low=50.0, high=50.0, source="toy", grade="reported",
    )  # fmt: skip


def test_quotes_count_after_their_lag_and_age() -> None:
    reference = {
        "method": "transaction_index", "minimum": 1, "lag": "30 days",
        "staleness": {"max_age": "90 days", "then": {"price": "60 USD/kg", "stated": "2026-01-01"}},
    }  # fmt: skip
    book = rulebook(floors={"oxide": {"reference": reference}})
    days = change_dates(book, facts(prices=(price("2026-03"), price("2026-04"))), toy())
    assert [day.isoformat() for day in days] == [
        "2026-01-01", "2026-04-30", "2026-05-30", "2026-06-30", "2026-07-30",
    ]  # fmt: skip


def test_periods_begin_and_end_where_they_are_asked_to() -> None:
    days = (date(2027, 1, 1), date(2027, 7, 1), date(2028, 1, 1))
    assert periods(days, date(2027, 1, 1), date(2027, 12, 31)) == (
        (date(2027, 1, 1), date(2027, 6, 30)),
        (date(2027, 7, 1), date(2027, 12, 31)),
    )
