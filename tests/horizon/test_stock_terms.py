"""What a public stock agrees, lends, owes and holds for others, by hand: on single days and over paths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from footwall.enacted.charges import Enactment
from footwall.horizon.members import Members
from footwall.horizon.participants import charged, shares_on, taken_over
from footwall.horizon.path import Path
from footwall.horizon.periods import Period
from footwall.horizon.public_stocks import StockedGood, stocked_goods
from footwall.horizon.stock_books import empty
from footwall.horizon.stock_trade import GoodState, Surroundings, Trade, by_kind, schedules
from footwall.rulebook.schema import Rulebook
from horizon.test_public_stocks import (
    ABOVE_TREND,
    BUYERS,
    CALIBRATION,
    CUT,
    OXIDE_IN_C,
    PRICE,
    books,
    held,
    keeping,
    path,
    stockpile,
)
from horizon.toy_path import law, walked

YEAR = (date(2027, 1, 1), date(2027, 12, 31))


def good_of(rulebook: Rulebook) -> StockedGood:
    (good,) = stocked_goods(rulebook, CALIBRATION, {"C": 1.0})
    return good


def state(good: StockedGood, **numbers: float) -> GoodState:
    return replace(empty(good, 1, 5), **{name: np.array([value]) for name, value in numbers.items()})


def seen(days: tuple[date, date] = YEAR, price: float = PRICE, inflation: float = 1.0) -> Surroundings:
    """100 t/year are used in C, at ``price`` in every year so far."""
    wanted, level = np.zeros((1, len(BUYERS))), np.full((1, len(BUYERS)), price)
    wanted[0, OXIDE_IN_C] = 100.0
    step = ((days[1] - days[0]).days + 1) / 365.0
    return Surroundings(
        wanted=wanted, trend=level, before=level, floor=np.zeros(len(BUYERS)), inflation=inflation,
        year=days[0].year, days=days, in_force=1.0, step=step,
    )  # fmt: skip


def offered(good: StockedGood, has: GoodState, sees: Surroundings) -> dict[Trade, list[float]]:
    """Kind -> tonnes a year, low price, high price, money a year."""
    rows, _ = by_kind(good, schedules(good, has, sees).block[:, :, 0])
    assert rows.shape[1] == 1
    return {kind: schedules(good, has, sees).block[0, kind].tolist() for kind in Trade}


def halves(laws: Sequence[Enactment], first: int = 2024) -> tuple[tuple[Period, ...], ...]:
    """Two periods of the same law in every year, cut on the first of July."""
    found = []
    for year, item in enumerate(laws, first):
        days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
        cut, ends = date(year, 7, 1), date(year, 12, 31)
        weight = (cut - date(year, 1, 1)).days / days
        found.append(
            (
                Period(date(year, 1, 1), date(year, 6, 30), weight, item),
                Period(cut, ends, 1.0 - weight, item),
            )
        )
    return tuple(found)


def in_halves(rulebook: Rulebook, laws: Sequence[Enactment]) -> Path:
    return walked(laws, keeping=keeping(rulebook, len(laws)), periods=halves(laws))


# Prices of a rulebook.


def test_a_trigger_in_usd_per_kg_is_a_price_per_tonne_in_money_of_the_base_year() -> None:
    """200 USD/kg of the day are 200,000 USD/t, and 160,000 real where the price level is 1.25."""
    when = {"variable": "price", "op": "above", "value": 200.0, "unit": "USD/kg"}
    good = good_of(stockpile(release={"when": when}))
    release = offered(good, state(good, held=10.0), seen(inflation=1.25))[Trade.RELEASE]
    assert release[1] == pytest.approx(160_000.0) and release[0] == pytest.approx(-10.0)


def test_it_does_not_buy_above_the_price_at_which_it_sells() -> None:
    """Without ``buy_below`` it bought at any price, and so what it sold in the same year."""
    good = good_of(stockpile(sell_above={"oxide": 0.5 * PRICE}))
    assert offered(good, state(good, held=20.0), seen())[Trade.BUY][2] == pytest.approx(0.5 * PRICE)
    found = path(stockpile(target={"oxide": 300.0}, sell_above={"oxide": 0.5 * PRICE}), [law()] * 3)
    assert held(found) == [0.0] * 3


# Periods within a year.


def test_what_was_agreed_is_delivered_in_full_in_a_year_of_two_periods() -> None:
    """20 t a year, half of them agreed: 10 t come in 2025, of which 10·181/365 by the end of June."""
    found = in_halves(stockpile(forward=0.5, pace=0.2), [law()] * 3)
    assert float(books(found)[1].delivered[0]) == pytest.approx(10.0, rel=1e-6)
    whole = path(stockpile(forward=0.5, pace=0.2), [law()] * 3)
    assert held(found)[1] == pytest.approx(held(whole)[1], rel=1e-3)


def test_what_is_agreed_counts_towards_the_target() -> None:
    """40 t wanted, 30 held, 8 agreed for the year: 2 are still to be bought, not half of 10."""
    good = good_of(stockpile(forward=0.5, pace=1.0))
    assert offered(good, state(good, held=30.0, agreed=8.0), seen())[Trade.BUY][0] == pytest.approx(2.0)


def test_a_fifth_may_be_lent_in_a_half_year_as_in_a_year() -> None:
    """A fifth of 40 t are 8 t: 16 t a year over half a year."""
    good = good_of(stockpile(lending={"share": "20%", "above": "101%", "term": "365 days"}))
    half = (date(2027, 1, 1), date(2027, 7, 2))
    rate = offered(good, state(good, held=40.0), seen(half))[Trade.LEND][0]
    assert rate * seen(half).step == pytest.approx(-8.0)


def test_a_draw_is_put_back_when_it_is_due_and_not_with_another() -> None:
    draws = [
        {"commodity": "oxide", "tonnage": "10 t", "on": "2027-03-01", "replenish_within": "365 days"},
        {"commodity": "oxide", "tonnage": "5 t", "on": "2027-03-01", "replenish_within": "1095 days"},
    ]
    entitlements = [{"holder": "Carmaker", "share": "50%", "draws": draws}]
    for walk in (path, in_halves):
        found = walk(stockpile(entitlements=entitlements), [law()] * 7)
        assert [float(book.drawn[0]) for book in books(found)][3] == pytest.approx(15.0)
        back = [float(book.put_back[0]) for book in books(found)]
        assert back == pytest.approx([0.0, 0.0, 0.0, 0.0, 10.0, 0.0, 5.0])


# Money.


def test_a_loan_that_is_due_is_repaid_and_not_spent_again() -> None:
    """Own money of 400,000 USD and a loan of 600,000 for two years: about 7 t are left, nothing is bought."""
    rulebook = stockpile(
        budget=1e6, loan=6e5, rate=0.0, storage=0.0, pace=1.0, tenor="2 years", **{"from": "2024-01-01"}
    )
    found = path(rulebook, [law()] * 6)
    before, due, after = (books(found)[year] for year in (1, 2, 3))
    assert float(before.debt[0]) == pytest.approx(6e5, rel=1e-2)
    assert float(due.raised[0]) > 8.0 and float(due.bought[0]) == pytest.approx(0.0, abs=1e-9)
    assert float(after.bought[0]) <= 0.1 and float(after.debt[0]) <= 0.05 * 6e5


def test_a_loan_of_half_a_year_is_due_in_the_year_in_which_it_was_given() -> None:
    rulebook = stockpile(budget=1e6, loan=6e5, tenor="180 days", **{"from": "2027-01-01"})
    good = good_of(rulebook)
    second = (date(2027, 7, 1), date(2027, 12, 31))
    sold = offered(good, state(good, held=18.0, spent=1e6), seen(second))[Trade.RAISE][0]
    assert sold * seen(second).step == pytest.approx(-6e5 / PRICE)


def test_a_stock_agrees_on_nothing_beyond_its_last_day() -> None:
    terms: dict[str, Any] = {"forward": 0.5, "pace": 0.2, "to": "2025-12-31"}
    found = path(stockpile(**terms), [law()] * 4)
    assert float(books(found)[1].delivered[0]) == pytest.approx(10.0)
    assert [float(book.delivered[0]) for book in books(found)[2:]] == [0.0, 0.0]


# Members.


def test_a_rulebook_buys_nothing_before_it_is_adopted() -> None:
    """Adopted in 2026: the stock has no day of its own, and the first two years know nothing of it."""
    members = Members(((date(2026, 1, 1), {"C": 1.0}),))
    for terms in ({}, {"from": "2024-07-01"}):
        found = walked([law()] * 4, keeping=keeping(stockpile(**terms), 4, members=members))
        assert held(found)[:2] == [0.0, 0.0] and held(found)[2] == pytest.approx(20.0)


def test_a_member_is_served_while_it_is_one() -> None:
    """C joins in mid-2025 (half of the year) and leaves on 1 January 2027; pace is a fifth of use served."""
    members = Members(
        ((date(2024, 1, 1), {}), (date(2025, 7, 2), {"C": 1.0}), (date(2027, 1, 1), {}))
    )  # fmt: skip
    clause = {"budget": "1e9 USD", "target": {"oxide": "360 days"}, "pace": "20%"}
    rulebook = Rulebook.model_validate({"name": "x", "stockpile": {"vault": clause}})
    found = walked([law()] * 4, keeping=keeping(rulebook, 4, members=members))
    bought = [float(book.bought[0]) for book in books(found)]
    use = float(books(found)[2].use[0])
    assert bought == pytest.approx([0.0, 20.0 * 183 / 365, 0.2 * use, 0.0], rel=1e-6)


def test_membership_counts_by_the_day() -> None:
    members = Members(((date(2027, 1, 1), {"C": 0.5}), (date(2027, 12, 22), {"C": 1.0, "B": 1.0})))
    assert members.over(*YEAR) == pytest.approx({"C": (355 * 0.5 + 10) / 365, "B": 10 / 365})
    assert members.over(date(2026, 1, 1), date(2026, 12, 31)) == {}
    assert members.ever() == {"C": 1.0, "B": 1.0}


# Participants.


def entitled(*items: dict[str, Any], **terms: Any) -> Rulebook:
    return stockpile(entitlements=list(items), **terms)


def test_a_transfer_moves_the_share_its_fee_and_its_buy_back() -> None:
    """Carmaker hands 20 of its 50% to Magnetmaker on 1 July 2028 and takes over the 30% left in 2030."""
    transfer = {"to": "Magnetmaker", "share": "20%", "on": "2028-07-01"}
    clause = good_of(
        entitled(
            {"holder": "Carmaker", "share": "50%", "entry_fee": "4%", "buy_back": "2030-06-30",
             "transfers": [transfer]},
            {"holder": "Magnetmaker", "share": "10%", "entry_fee": "1%"},
        )
    ).clause  # fmt: skip
    assert shares_on(clause, date(2028, 6, 30)).now() == pytest.approx({"Carmaker": 0.5, "Magnetmaker": 0.1})
    assert shares_on(clause, date(2028, 7, 1)).now() == pytest.approx({"Carmaker": 0.3, "Magnetmaker": 0.3})
    whole = (date(2029, 1, 1), date(2029, 12, 31))
    assert charged(clause, whole) == pytest.approx((0.6, 0.3 * 0.04 + 0.3 * 0.01))
    half = (date(2028, 1, 1), date(2028, 12, 31))
    before = 182 / 366
    fee = before * (0.5 * 0.04 + 0.1 * 0.01) + (1.0 - before) * (0.3 * 0.04 + 0.3 * 0.01)
    assert charged(clause, half) == pytest.approx((0.6, fee))
    (taken,) = taken_over(clause, (date(2030, 1, 1), date(2030, 12, 31)))
    assert taken[1] == pytest.approx(0.3)


def test_who_takes_its_share_over_pays_no_longer_and_the_others_hold_the_rest() -> None:
    """A leaves with a half: what is left is B's and the treasury's, half each, as before."""
    clause = good_of(
        entitled(
            {"holder": "A", "share": "50%", "buy_back": "2028-01-01"},
            {"holder": "B", "share": "25%", "buy_back": "2030-01-01"},
        )
    ).clause
    assert shares_on(clause, date(2027, 12, 31)).now() == pytest.approx({"A": 0.5, "B": 0.25})
    assert shares_on(clause, date(2028, 1, 1)).now() == pytest.approx({"A": 0.0, "B": 0.5})
    assert charged(clause, (date(2029, 1, 1), date(2029, 12, 31)))[0] == pytest.approx(0.5)
    (taken,) = taken_over(clause, (date(2030, 1, 1), date(2030, 12, 31)))
    assert taken[0].holder == "B" and taken[1] == pytest.approx(0.5)


def test_two_halves_that_are_taken_over_one_after_the_other_leave_nothing() -> None:
    """40 t in store, nothing bought after 2027: A takes 20 t over in 2028 and B the other 20 t in 2029."""
    rulebook = entitled(
        {"holder": "A", "share": "50%", "buy_back": "2028-06-30"},
        {"holder": "B", "share": "50%", "buy_back": "2029-06-30"},
        storage=0.0, to="2027-12-31",
    )  # fmt: skip
    found = path(rulebook, [law()] * 7)
    over = [float(book.handed_over[0]) for book in books(found)]
    assert over[4:6] == pytest.approx([20.0, 20.0]) and held(found)[-1] == pytest.approx(0.0, abs=1e-9)


def test_a_year_after_the_take_over_the_treasury_pays_the_storage() -> None:
    rulebook = entitled(
        {"holder": "A", "share": "50%", "buy_back": "2028-12-31"}, release={"when": ABOVE_TREND}
    )
    found = path(rulebook, [law()] * 4 + [CUT] + [law()] * 2)
    last = books(found)[-1]
    assert float(last.storage[0]) > 0.0 and float(last.carrying_charges[0]) == 0.0


# Prices of several buyers.


def test_what_is_agreed_and_what_is_raised_go_by_the_use_of_each_buyer() -> None:
    """Two buyers, 90 t at 50,000 USD/t and 10 t at 100,000: the mean price is 55,000 USD/t."""
    good = replace(good_of(stockpile(budget=1e6)), buyers=np.array([0, 1]), served=np.ones(2))
    wanted, price = np.zeros((1, len(BUYERS))), np.zeros((1, len(BUYERS)))
    wanted[0, :2], price[0, :2] = (90.0, 10.0), (50_000.0, 100_000.0)
    assert good.mean_price(price, wanted) == pytest.approx([55_000.0])
    sees = replace(seen(), wanted=wanted, before=price, trend=price)
    rows, _ = by_kind(good, schedules(good, state(good, held=40.0, spent=2.1e6), sees).block[:, :, 0])
    assert float(rows[0, :, Trade.RAISE].sum()) == pytest.approx(-1.1e6 / 55_000.0)
