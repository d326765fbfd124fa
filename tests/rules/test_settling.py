"""One settlement period: worked by hand, the same in exact and float arithmetic, and its identities."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.rulebook.settling import Account, PeriodFigures, PeriodTerms, Settled, settle

NONE = math.inf
TERMS = PeriodTerms(110, 110, 0, 1, NONE, NONE, NONE, NONE)
LYNAS = replace(TERMS, shared_from=150, upside_share=Fraction("0.3"), annual_cap=10_000_000)
QUARTERS = [(date(2026, 3 * q + 1, 1), date(2026, 3 * q + 3, (31, 30, 30, 31)[q])) for q in range(4)]

amounts = st.integers(0, 2**12).map(lambda n: Fraction(n, 16))
shares = st.integers(0, 16).map(lambda n: Fraction(n, 16))


def period(index: Any, output: Any, stockpiled: Any = 0, quarter: int = 0, held: int = 90) -> PeriodFigures:
    return PeriodFigures(*QUARTERS[quarter], index, output, stockpiled, held)


def statements(terms: PeriodTerms, periods: list[PeriodFigures]) -> tuple[list[Settled], Account]:
    account, found = Account(), []
    for figures in periods:
        settled, account = settle(terms, figures, account)
        found.append(settled)
    return found, account


@pytest.mark.parametrize("number", [Fraction, Decimal, float])
def test_a_quarter_of_mp_materials_is_paid_to_the_cent(number: Any) -> None:
    """K 110, R 87.3456, 562,000 kg sold and 100,000 stockpiled, cap 600,000: 22.6544 · 600,000."""
    none = Decimal("Infinity") if number is Decimal else NONE
    terms = PeriodTerms(
        number("110"), number("110"), number("0"), number("1"), number("600000"), none, none, none, 1
    )
    settled, _ = settle(terms, period(number("87.3456"), number("662000"), number("100000")), Account())
    assert (settled.eligible, settled.covered) == (662_000, 600_000)
    assert settled.paid == (
        pytest.approx(13_592_640.0, abs=1e-6) if number is float else number("13592640.00")
    )


def test_out_of_the_money_costs_nothing() -> None:
    for index in (110, 111, 500):
        settled, account = settle(TERMS, period(index, 1000, 200), Account())
        assert (settled.paid, settled.given_back, account.paid) == (0, 0, 0)


@pytest.mark.parametrize(
    ("index", "back", "capped"),
    [("150", "0", "0"), ("156", "9000000", "0"), ("470/3", "10000000", "0"), ("157", "10000000", "500000")],
)
def test_the_cap_of_the_rebate_binds_from_156_67(index: str, back: str, capped: str) -> None:
    """0.30·(470/3 − 150)·5,000,000 kg is 10 million USD."""
    settled, _ = settle(LYNAS, period(Fraction(index), 5_000_000), Account())
    assert (settled.given_back, settled.capped) == (Fraction(back), Fraction(capped))


def test_the_cap_counts_over_the_year_and_begins_anew_with_the_next() -> None:
    found, account = statements(LYNAS, [period(170, 1_250_000, quarter=q) for q in range(4)])
    assert [item.given_back for item in found] == [7_500_000, 2_500_000, 0, 0]
    later = PeriodFigures(date(2027, 1, 1), date(2027, 3, 31), 160, 1_250_000)
    assert settle(LYNAS, later, account)[0].given_back == 3_750_000


@pytest.mark.parametrize("counts", [0, 1])
def test_a_stockpiled_kilogram_is_paid_once(counts: int) -> None:
    """100 kg go into stock at 87 and are sold at 90: each has brought 20 in the end, whenever it was paid."""
    terms = replace(TERMS, stock_counts=counts)
    found, account = statements(terms, [period(87, 100, 100), period(90, 0, quarter=1)])
    assert [item.paid for item in found] == ([2300, -300] if counts else [0, 2000])
    assert [item.released for item in found] == [0, 100]
    assert (account.paid, account.stock) == (2000, 0)


def test_a_stock_that_is_sold_above_the_strike_gives_all_back() -> None:
    found, account = statements(
        replace(TERMS, stock_counts=1), [period(87, 100, 100), period(120, 0, quarter=1)]
    )
    assert [item.paid for item in found] == [2300, -2300]
    assert account.paid == 0


def test_the_eligible_volume_counts_over_the_year() -> None:
    found, _ = statements(replace(TERMS, volume=250), [period(100, 150), period(100, 150, quarter=1)])
    assert [item.covered for item in found] == [150, 100]


def test_budgets_end_with_their_day() -> None:
    """In 2026 Q2 has 91 days; of 1,000 due 400 are left: day 36 after 1 April."""
    limited = replace(TERMS, total_budget=1400)
    found, account = statements(limited, [period(100, 100, quarter=q) for q in range(3)])
    assert [item.paid for item in found] == [1000, 400, 0]
    assert [item.exhausted_on for item in found] == [None, date(2026, 5, 7), date(2026, 7, 1)]
    assert [item.budget_left for item in found] == [400, 0, 0]
    yearly, _ = statements(replace(TERMS, budget=1400), [period(100, 100, quarter=q) for q in range(2)])
    assert [item.year_exhausted_on for item in yearly] == [None, date(2026, 5, 7)]
    assert [item.exhausted_on for item in yearly] == [None, None]
    assert account.paid == 1400


terms_drawn = st.builds(
    PeriodTerms,
    guaranteed_from=amounts,
    shared_from=amounts.map(lambda more: 256 + more),
    upside_share=shares,
    covered_share=shares,
    volume=amounts,
    budget=amounts.map(lambda n: 64 * n),
    annual_cap=amounts,
    total_budget=amounts.map(lambda n: 64 * n),
    stock_counts=st.integers(0, 1),
)
paths = st.lists(st.tuples(amounts.map(lambda n: 2 * n), amounts, shares), min_size=4, max_size=4)


def figures_of(
    path: list[tuple[Fraction, Fraction, Fraction]], number: Any = Fraction
) -> list[PeriodFigures]:
    return [
        period(number(index), number(output), number(output * stocked), quarter)
        for quarter, (index, output, stocked) in enumerate(path)
    ]


@given(terms=terms_drawn, path=paths)
def test_floats_and_fractions_agree(terms: PeriodTerms, path: Any) -> None:
    as_floats = replace(terms, **{name: float(value) for name, value in vars(terms).items()})
    exact, account = statements(terms, figures_of(path))
    floats, other = statements(as_floats, figures_of(path, float))
    for name in ("paid", "given_back", "covered", "budget_left"):
        for one, two in zip(exact, floats, strict=True):
            assert float(getattr(two, name)) == pytest.approx(float(getattr(one, name)), rel=1e-9, abs=1e-6)
    assert float(other.paid) == pytest.approx(float(account.paid), rel=1e-9, abs=1e-6)


@given(terms=terms_drawn, path=paths)
def test_tonnes_and_budgets_balance_in_every_period(terms: PeriodTerms, path: Any) -> None:
    account, stock = Account(), Fraction(0)
    for figures in figures_of(path):
        settled, account = settle(terms, figures, account)
        assert settled.sold + figures.stockpiled == figures.output
        stock += figures.stockpiled - settled.released
        assert account.stock == stock
        assert settled.covered <= settled.eligible
        assert account.paid + settled.budget_left == terms.total_budget
        assert account.paid <= terms.total_budget
        assert account.year_paid <= terms.budget
        assert account.year_given_back <= terms.annual_cap
        assert account.year_tonnes <= terms.volume


@given(terms=terms_drawn, path=paths, more=shares)
def test_more_upside_share_never_raises_the_cost_of_the_payer(
    terms: PeriodTerms, path: Any, more: Fraction
) -> None:
    raised = replace(terms, upside_share=max(terms.upside_share, more))
    costs = [
        account.paid - account.given_back
        for _, account in (statements(item, figures_of(path)) for item in (terms, raised))
    ]
    assert costs[1] <= costs[0]
