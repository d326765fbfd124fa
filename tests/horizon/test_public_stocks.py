"""Public stocks on the toy path: books that close, cash that ends, releases that help, who pays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footwall.enacted.charges import FloorInForce
from footwall.errors import RulebookError
from footwall.horizon.members import Members
from footwall.horizon.path import Path
from footwall.horizon.private_stocks import Holding
from footwall.horizon.public_stocks import StockedGood, stocked_goods
from footwall.horizon.stock_books import GoodYear
from footwall.horizon.storekeeping import Storekeeping
from footwall.market.solve import solve, solve_around_stocks
from footwall.market.stocks import Schedule, stocks_of
from footwall.measure.elements import mass_balance
from footwall.measure.state import State
from footwall.rulebook.clauses import OVER_YEARS
from footwall.rulebook.schema import Rulebook
from footwall.runs.year_stocks import largest_stock_errors
from horizon.toy_path import CALIBRATION, NETWORK, banned, law, walked
from measure.looped import looped_calibration
from toy import toy_charges

BUYERS = CALIBRATION.buyers
OXIDE_IN_C = BUYERS.index(("oxide", "C"))
PRICE = float(CALIBRATION.buyer[0, OXIDE_IN_C, 3])
ABOVE_TREND = {"variable": "price", "op": "above", "value": 1.01, "unit": "x trend"}
CUT = banned(commodity="oxide", origin="A", destination="C")


def stockpile(**terms: Any) -> Rulebook:
    clause: dict[str, Any] = {"regions": ("C",), "budget": 1e9, "target": {"oxide": 40.0}, **terms}
    return Rulebook.model_validate({"name": "x", "stockpile": {"vault": _written(clause)}})


def _written(clause: dict[str, Any]) -> dict[str, Any]:
    """Amounts with their units, as a file has them."""
    units = {"budget": "USD", "loan": "USD", "storage": "", "rate": "", "forward": ""}
    found = {key: f"{value} {units[key]}".strip() if key in units else value for key, value in clause.items()}
    if "pace" in clause:
        found["pace"] = f"{100.0 * clause['pace']} %"
    found["target"] = {name: f"{tonnes} t" for name, tonnes in clause["target"].items()}
    for key in ("buy_below", "sell_above"):
        if isinstance(clause.get(key), dict):
            found[key] = {name: f"{price} USD/t" for name, price in clause[key].items()}
    return found


def keeping(
    rulebook: Rulebook,
    years: int,
    inflation: float = 1.0,
    cover: float = 0.0,
    members: Members | None = None,
) -> Storekeeping:
    adopted = members.adopted if members is not None else None
    return Storekeeping(
        goods=stocked_goods(rulebook, CALIBRATION, {"C": 1.0}, adopted),
        holding=Holding(np.full(len(BUYERS), cover), 0.5, 0.05, 0.1),
        year_trigger=1.5,
        crowding_out=0.5,
        inflation=tuple(inflation**year for year in range(years)),
        calibration=CALIBRATION,
        members=members,
    )


def path(rulebook: Rulebook, laws: list[Any], **terms: Any) -> Path:
    return walked(laws, keeping=keeping(rulebook, len(laws), **terms))


def books(found: Path) -> list[GoodYear]:
    return [year.stores.goods[0] for year in found.years if year.stores is not None]


def held(found: Path) -> list[float]:
    return [float(book.closing[0]) for book in books(found)]


def test_it_buys_to_its_target_at_its_pace_and_then_rests() -> None:
    """C uses 100 t of oxide a year: 20 t a year fill 50 t in three years, if the purchase moved no price."""
    found = path(stockpile(target={"oxide": 50.0}, pace=0.2), [law()] * 6)
    bought = [float(book.bought[0]) for book in books(found)]
    assert bought[0] == pytest.approx(20.0, rel=1e-9) and held(found)[-1] == pytest.approx(50.0, rel=1e-9)
    assert bought[-1] == pytest.approx(0.0, abs=1e-9)
    assert found.years[0].effective[0, OXIDE_IN_C] > PRICE
    assert found.years[-1].effective[0, OXIDE_IN_C] < found.years[0].effective[0, OXIDE_IN_C]


def test_tonnes_and_money_close_in_every_year() -> None:
    rulebook = stockpile(
        loan=6e8, rate=0.05, storage=0.02, budget=1e9, pace=0.3, forward=0.25,
        rotation={"age": "2 years", "cost": "3%"},
        lending={"share": "20%", "above": "101%", "term": "180 days", "fee": "2%"},
        release={"when": ABOVE_TREND, "pace": "5%"},
    )  # fmt: skip
    found = path(rulebook, [law(), law(), CUT, law(), law(), law()], inflation=1.02, cover=0.1)
    tonnes, money = largest_stock_errors(found)
    assert tonnes < 1e-9 and money < 1e-9
    kinds = ("bought", "delivered", "released", "lent", "taken_back", "turned_over")
    assert all(sum(float(getattr(book, kind)[0]) for book in books(found)) > 0.0 for kind in kinds)
    for year in found.years:
        for solved in year.periods:
            state = State(year.curves, solved.period.law, solved.central, stocks=solved.stocks)
            assert mass_balance(state).largest_error < 1e-9


def test_a_floor_that_is_too_high_empties_the_till_and_the_price_falls_after() -> None:
    """A tin council: a stock that defends 108% of the price with little money. Stylised; after the collapse
    of October 1985 the price of tin fell by half. Here the till lasts some years, then the price is where it
    was without the stock."""
    floor = 1.08 * PRICE
    rulebook = stockpile(
        budget=4e6, storage=0.02, target={"oxide": 1e5}, buy_below={"oxide": floor}, pace=5.0
    )
    found = path(rulebook, [law()] * 8)
    left = [float(book.money_left[0]) for book in books(found)]
    prices = [float(year.effective[0, OXIDE_IN_C]) for year in found.years]
    spent = next(place for place, money in enumerate(left) if money <= 0.005 * 4e6)
    assert 1 <= spent <= 6
    assert prices[0] > 1.03 * PRICE
    assert prices[spent + 1] < 0.99 * prices[0]
    assert prices[-1] <= PRICE * (1.0 + 1e-6)
    assert float(books(found)[-1].raised[0]) > 0.0


def test_the_floor_of_the_law_is_what_it_buys_below() -> None:
    floors = (FloorInForce("oxide", "C", 1.05 * PRICE, "CIF", "floors.oxide", ""),)
    with_floor = path(stockpile(buy_below="floor"), [law(floors=floors)] * 2)
    without = path(stockpile(buy_below="floor"), [law()] * 2)
    assert held(with_floor)[-1] > 1.0 and held(without)[-1] == 0.0


def test_a_release_lowers_the_price_of_a_cut_off_and_ends_with_the_stock() -> None:
    terms = {"release": {"when": {"variable": "price", "op": "above", "value": 1.01, "unit": "x trend"}}}
    laws = [law()] * 4 + [CUT] * 2
    found, alone = path(stockpile(**terms), laws), walked(laws)
    at = [float(year.effective[0, OXIDE_IN_C]) for year in found.years]
    without = [float(year.effective[0, OXIDE_IN_C]) for year in alone.years]
    assert float(books(found)[4].released[0]) > 1.0
    assert at[4] < without[4]
    assert float(sum(book.released[0] for book in books(found))) <= held(found)[3] + 1e-9


def test_what_is_lent_comes_back() -> None:
    terms = {"lending": {"share": "50%", "above": "101%", "term": "365 days", "fee": "2%"}}
    found = path(stockpile(**terms), [law()] * 3 + [CUT] + [law()] * 3)
    lent = [float(book.lent[0]) for book in books(found)]
    back = [float(book.taken_back[0]) for book in books(found)]
    assert lent[3] > 1.0 and back[4] == pytest.approx(lent[3], rel=1e-9)
    assert float(books(found)[3].fees[0]) > 0.0
    assert float(books(found)[-1].lent_out[0]) == pytest.approx(0.0, abs=1e-9)


def test_participants_draw_replenish_and_pay_for_their_share() -> None:
    """By hand: half of interest and storage is the participant's, and 2% of half of the purchases."""
    draw = {"commodity": "oxide", "tonnage": "10 t", "on": "2027-03-01", "replenish_within": "365 days"}
    rulebook = stockpile(
        loan=9e8, rate=0.05, budget=9e8,
        entitlements=[{"holder": "Carmaker", "share": "50%", "entry_fee": "2%", "draws": [draw]}],
    )  # fmt: skip
    found = path(rulebook, [law()] * 6)
    for book in books(found):
        assert book.carrying_charges == pytest.approx(0.5 * (book.interest + book.storage))
        assert book.fees == pytest.approx(0.01 * book.purchases)
    drawn = [float(book.drawn[0]) for book in books(found)]
    back = [float(book.put_back[0]) for book in books(found)]
    assert drawn[3] == pytest.approx(10.0) and back[4] == pytest.approx(10.0)
    assert held(found)[-1] == pytest.approx(40.0)


def test_participants_buy_back_at_what_was_paid_so_that_the_stock_gains_nothing() -> None:
    """The same quantity at the same price: only the costs of carrying are left, and storage is free here."""
    rulebook = stockpile(
        storage=0.0, entitlements=[{"holder": "Carmaker", "share": "100%", "buy_back": "2028-06-30"}]
    )
    found = path(rulebook, [law()] * 6)
    taken = books(found)[4]
    assert float(taken.handed_over[0]) == pytest.approx(40.0)
    assert float(taken.hand_over[0]) == pytest.approx(
        sum(float(book.purchases[0]) for book in books(found)[:4])
    )
    assert float(taken.money_left[0]) == pytest.approx(1e9, rel=1e-9)


def test_a_set_price_below_what_was_paid_is_the_loss_of_the_stock() -> None:
    terms = {
        "holder": "Carmaker",
        "share": "50%",
        "buy_back": "2028-06-30",
        "set_price": {"oxide": "40000 USD/t"},
    }
    found = path(stockpile(storage=0.0, entitlements=[terms]), [law()] * 6)
    assert float(books(found)[4].handed_over[0]) == pytest.approx(20.0)
    assert float(books(found)[4].hand_over[0]) == pytest.approx(20.0 * 40_000.0)


def test_agreed_purchases_come_a_year_later_at_the_price_agreed() -> None:
    found = path(stockpile(forward=0.5, pace=0.2), [law()] * 3)
    first, second = books(found)[:2]
    assert first.delivered == pytest.approx(0.0) and second.delivered == pytest.approx(10.0)
    cash = float(found.years[0].periods[0].outcomes.delivered[0, OXIDE_IN_C])
    spot = float(found.years[1].periods[0].outcomes.delivered[0, OXIDE_IN_C])
    assert float(second.purchases[0]) == pytest.approx(float(second.bought[0]) * spot + 10.0 * cash, rel=1e-9)


def test_a_stock_that_avoids_an_origin_buys_nothing_there() -> None:
    open_to_all = path(stockpile(), [law()] * 2)
    choosy = path(stockpile(avoid=("A",)), [law()] * 2)
    bought = [float(books(found)[0].bought[0]) for found in (choosy, open_to_all)]
    assert bought[0] == pytest.approx(bought[1], rel=1e-6)
    market = [(item.commodity, item.region) for item in NETWORK.markets].index(("oxide", "A"))
    assert choosy.years[0].price[0, market] < open_to_all.years[0].price[0, market]


def test_buying_one_joint_product_lowers_the_price_of_its_sibling() -> None:
    """Mines of A yield heavy oxide beside oxide: a stock of heavy oxide makes them mine more of both."""
    calibration = looped_calibration()
    charges = toy_charges(calibration.network)
    buyer = calibration.buyers.index(("heavy", "A"))
    before = solve(calibration, charges)
    after = solve_around_stocks(calibration, charges, stocks_of([(buyer, Schedule(4.0, 1e12, 2e12))]))
    markets = [(item.commodity, item.region) for item in calibration.network.markets]
    assert after.price[markets.index(("heavy", "A"))] > before.price[markets.index(("heavy", "A"))]
    assert after.price[markets.index(("oxide", "A"))] < before.price[markets.index(("oxide", "A"))]


def test_private_holders_keep_less_beside_a_public_stock() -> None:
    laws = [law()] * 5
    beside = path(stockpile(pace=0.5), laws, cover=0.1)
    alone = walked(laws, keeping=replace(keeping(stockpile(), 5, cover=0.1), goods=()))
    ends = [float(found.years[-1].stores.private[0, OXIDE_IN_C]) for found in (beside, alone)]  # type: ignore[union-attr]
    assert ends[1] == pytest.approx(10.0, rel=1e-6) and ends[0] < 0.8 * ends[1]


def test_private_stocks_alone_let_nothing_drift() -> None:
    laws = [law()] * 5
    found = walked(laws, keeping=replace(keeping(stockpile(), 5, cover=0.1), goods=()))
    prices = found.stacked("effective")[:, 0]
    assert np.abs(prices / CALIBRATION.buyer[0, :, 3] - 1.0).max() < 1e-9


@settings(max_examples=15, deadline=None)
@given(
    budget=st.floats(1e5, 1e8), pace=st.floats(0.05, 1.0), target=st.floats(5.0, 200.0),
    forward=st.floats(0.0, 1.0), buy=st.floats(0.9, 1.2),
)  # fmt: skip
def test_books_close_and_nothing_is_sold_that_is_not_there(
    budget: float, pace: float, target: float, forward: float, buy: float
) -> None:
    rulebook = stockpile(
        budget=budget, pace=pace, target={"oxide": target}, forward=forward,
        buy_below={"oxide": buy * PRICE}, sell_above={"oxide": 1.3 * PRICE},
        release={"when": {"variable": "price", "op": "above", "value": 1.02, "unit": "x trend"}},
    )  # fmt: skip
    found = path(rulebook, [law(), law(), CUT, CUT, law()], inflation=1.02, cover=0.1)
    assert max(largest_stock_errors(found)) < 1e-9
    assert min(held(found)) >= 0.0 and max(held(found)) <= target * (1.0 + 1e-9)


def test_twice_the_money_never_holds_less() -> None:
    ends = [
        held(path(stockpile(budget=money, target={"oxide": 300.0}, pace=1.0), [law()] * 3))[-1]
        for money in (5e5, 1e6, 2e6, 4e6)
    ]
    assert ends == sorted(ends) and ends[0] < ends[-1]


def test_a_target_in_days_follows_use_and_a_term_bounds_trade() -> None:
    rulebook = Rulebook.model_validate(
        {
            "name": "x",
            "stockpile": {
                "vault": {
                    "regions": ["C"], "budget": "1e9 USD", "target": {"oxide": "73 days"}, "pace": "100%",
                    "from": "2025-07-02",
                }
            },
        }
    )  # fmt: skip
    found = path(rulebook, [law()] * 4)
    assert held(found)[0] == 0.0
    good: StockedGood = keeping(rulebook, 1).goods[0]
    assert good.target(np.array([100.0])) == pytest.approx([20.0])
    assert float(books(found)[1].bought[0]) <= 20.0
    assert held(found)[-1] == pytest.approx(20.0, rel=0.02)
    assert good.clause.starts == date(2025, 7, 2)


@pytest.mark.parametrize("terms", [{"regions": ("D",)}, {"avoid": ("A", "B")}])
def test_a_good_that_nobody_buys_or_sells_is_refused(terms: dict[str, Any]) -> None:
    with pytest.raises(RulebookError) as refusal:
        keeping(stockpile(**terms), 1)
    assert {fault.code for fault in refusal.value.faults} == set(OVER_YEARS)
    assert "stockpile.vault.target.oxide" in str(refusal.value)


def test_a_member_that_is_part_of_its_region_is_served_by_its_part() -> None:
    clause = {"budget": "1e9 USD", "target": {"oxide": "73 days"}}
    rulebook = Rulebook.model_validate({"name": "x", "stockpile": {"vault": clause}})
    (good,) = stocked_goods(rulebook, CALIBRATION, {"C": 0.25})
    assert good.use_of(np.ones((1, len(BUYERS)))) == pytest.approx(0.25)
    (named,) = stocked_goods(stockpile(), CALIBRATION, {"C": 0.25})
    assert named.use_of(np.ones((1, len(BUYERS)))) == pytest.approx(1.0)
