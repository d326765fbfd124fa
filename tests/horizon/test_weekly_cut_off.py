"""A year without the supplier, week by week: what stocks give, when users go short, and what is left."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from footwall.errors import NotConverged, UnknownName
from footwall.facts import load_facts
from footwall.horizon.path import YearOfPath
from footwall.horizon.private_stocks import Holding
from footwall.horizon.short_clock import ShortClock, short_clock_of, within_weeks
from footwall.horizon.weekly_cut_off import WeeklyCutOff, WeeklyTerms, weekly_cut_off
from footwall.horizon.weekly_stocks import WEEK, PublicStock
from footwall.market.solve import solve
from horizon import one_user
from horizon.toy_path import CALIBRATION, NETWORK, banned, law, taxed, walked

BUYERS = CALIBRATION.buyers
IN_C = BUYERS.index(("oxide", "C"))
MAGNETS_IN_B = BUYERS.index(("magnet", "B"))
HOLDING = Holding(np.full(len(BUYERS), 0.125), 0.5, 0.05, 0.1)
TERMS = WeeklyTerms(ShortClock(0.2, 0.33), 4)


@cache
def year() -> YearOfPath:
    return walked([law(), taxed(0.1, commodity="magnet", destination="C")], fixed=False).years[-1]


def weeks(
    private: Holding | None = HOLDING, public: PublicStock | None = None, supplier: str = "A"
) -> WeeklyCutOff:
    return weekly_cut_off(year(), supplier, private, public, TERMS)


def first_short(found: WeeklyCutOff) -> int:
    """The first week in which more than a thousandth of the use before is missing; 52 if there is none."""
    lacking = found.shortage.sum(axis=1) > 1e-3 * WEEK * found.before.use.sum()
    return int(np.argmax(lacking)) if lacking.any() else found.weeks


def test_without_a_cut_off_nothing_moves() -> None:
    found = weeks(supplier="nowhere", public=PublicStock({("oxide", "C"): 50.0}))
    assert found.effective == pytest.approx(np.tile(found.level, (52, 1)), rel=1e-8)
    assert found.private_left == pytest.approx(np.tile(found.normal, (52, 1)), rel=1e-8)
    assert found.public_left[:, IN_C] == pytest.approx(50.0)
    assert found.use == pytest.approx(np.tile(WEEK * found.before.use, (52, 1)), rel=1e-8)
    assert found.activity == pytest.approx(np.tile(WEEK * found.before.activity, (52, 1)), rel=1e-8)


@pytest.mark.parametrize("share", [0.1, 0.5, 1.0])
def test_curves_within_weeks_pass_through_what_was_before(share: float) -> None:
    before = year().periods[-1].central
    curves = within_weeks(year().curves, before, share)
    again = solve(curves, year().periods[-1].period.law.charges)
    assert again.price == pytest.approx(before.price, rel=1e-8)
    if share == 1.0:
        assert curves.use == pytest.approx(year().curves.use)
        assert curves.process == pytest.approx(year().curves.process)


def test_the_answer_grows_towards_that_of_a_year() -> None:
    clock = short_clock_of(load_facts())
    shares = [clock.share(week * WEEK) for week in range(53)]
    assert shares[0] == pytest.approx(clock.at_once) and shares[0] < 0.5
    assert np.all(np.diff(shares) > 0.0) and 0.9 < shares[-1] < 1.0


def test_ships_at_sea_arrive_and_then_the_good_gets_dear() -> None:
    found = weeks()
    closed = [arc.origin == "A" and arc.destination != "A" for arc in NETWORK.arcs]
    exported = WEEK * found.before.flow[closed].sum()
    assert found.arrived[:4].sum(axis=1) == pytest.approx(exported)
    assert found.arrived[4:].sum() == 0.0
    assert found.effective[3, IN_C] == found.level[IN_C] < found.effective[4, IN_C]
    assert found.private[:4].sum() == 0.0 < found.private[4, IN_C]


STOCKED = PublicStock({("oxide", "C"): 20.0, ("magnet", "B"): 60.0}, pace=2.0, trigger=1.01)


@pytest.mark.parametrize("private", [None, HOLDING])
@pytest.mark.parametrize("public", [None, STOCKED])
def test_tonnes_close_and_no_stock_gives_what_it_has_not(
    private: Holding | None, public: PublicStock | None
) -> None:
    found = weeks(private, public)
    assert found.largest_error < 1e-9
    assert (found.private_left >= 0.0).all() and (found.public_left >= 0.0).all()
    before = np.vstack([found.normal, found.private_left[:-1]])
    assert (found.private <= before + 1e-9).all()
    assert before - found.private == pytest.approx(found.private_left, abs=1e-9)
    assert (found.private_left <= found.normal + 1e-9).all()
    assert np.all(np.diff(found.public_left, axis=0) <= 0.0), "a public stock does not buy in a disruption"
    assert found.residual < 1e-9
    if public is not None:
        given = found.public.sum(axis=0)
        assert given[IN_C] > 0.0
        most = WEEK * public.pace * found.before.purchases
        assert (found.public <= most + 1e-9).all()


def test_a_public_stock_lowers_the_price_and_delays_the_shortage() -> None:
    alone, helped = weeks(), weeks(public=STOCKED)
    assert helped.effective[4, IN_C] < alone.effective[4, IN_C]
    assert helped.shortage.sum() <= alone.shortage.sum()
    user = one_user.year_before()
    without = weekly_cut_off(user, "A", one_user.HOLDING, None, TERMS)
    stocked = weekly_cut_off(user, "A", one_user.HOLDING, PublicStock({("metal", "B"): 100.0}), TERMS)
    assert first_short(stocked) >= first_short(without) + 4
    assert np.all(stocked.effective[:40] <= without.effective[:40] + 1e-6)


@settings(max_examples=8, deadline=None)
@given(days=st.floats(1.0, 150.0), more=st.floats(1.0, 60.0))
def test_more_private_stock_never_brings_the_first_shortage_earlier(days: float, more: float) -> None:
    user = one_user.year_before()
    less, larger = (
        weekly_cut_off(user, "A", one_user.covering(held / 365.0), None, TERMS)
        for held in (days, days + more)
    )
    assert first_short(larger) >= first_short(less)
    assert larger.shortage.sum() <= less.shortage.sum() + 1e-6


def test_a_stock_without_any_origin_lasts_as_long_as_by_hand() -> None:
    """45.6 days of use: every week D(P) = what is paced + what users draw, solved one number at a time."""
    found = weekly_cut_off(one_user.year_before(), "A", one_user.HOLDING, None, TERMS)
    held = 0.125 * one_user.BOUGHT
    reserve = one_user.CHOKE * one_user.PRICE
    pace = -np.expm1(-WEEK / 0.5) / WEEK
    for week in range(4, 52):
        elasticity = one_user.ELASTICITY * TERMS.clock.share((week - 3.5) * WEEK)

        def wanted(price: float, elasticity: float = elasticity) -> float:
            most = one_user.BOUGHT * (min(price, reserve) / one_user.PRICE) ** -elasticity
            return most * np.clip((1.25 * reserve - price) / (0.25 * reserve), 0.0, 1.0)

        def given_out(price: float, held: float = held) -> float:
            paced = held * pace * np.clip((price / one_user.PRICE - 1.05) / 0.1, 0.0, 1.0)
            drawn = held * (1.0 / WEEK - pace) * np.clip((price - 0.9 * reserve) / (0.1 * reserve), 0.0, 1.0)
            return float(paced + drawn)

        price = brentq(lambda p: wanted(p) - given_out(p), 1.0, 1.25 * reserve, xtol=1e-10)
        assert found.effective[week, 0] == pytest.approx(price, rel=1e-6)
        released = WEEK * given_out(price)
        assert found.private[week, 0] == pytest.approx(released, abs=1e-5)
        held -= released
    lasts = np.flatnonzero(found.shortage[:, 0] > 1e-3)[0] - 4
    assert lasts == 8, "125 t last 8 weeks at 81% of 19.2 t a week: the price is near 450 and answers grow"
    assert found.private_left[-1, 0] < 1e-3 * found.normal[0]


def test_a_buyer_without_origin_is_served_from_its_own_stock() -> None:
    """Magnets from C are banned as well: B has nothing but what lies there."""
    alone = walked([law(), banned(commodity="magnet", origin="C")]).years[-1]
    none = weekly_cut_off(alone, "A", None, None, TERMS)
    found = weekly_cut_off(alone, "A", HOLDING, STOCKED, TERMS)
    assert np.all(none.use[4:, 1] == 0.0)
    assert np.all(found.use[4:8, 1] > 0.8 * WEEK * found.before.use[1])
    assert found.supplied[4:, MAGNETS_IN_B].sum() == 0.0
    total = found.private[:, MAGNETS_IN_B].sum() + found.public[:, MAGNETS_IN_B].sum()
    assert found.use[4:, 1].sum() == pytest.approx(total)
    assert total <= found.normal[MAGNETS_IN_B] + 60.0 + 1e-9
    assert found.largest_error < 1e-9


def test_a_buyer_whose_last_origin_is_too_dear_lives_on_stock_and_then_goes_short() -> None:
    """A duty of 900% on magnets from C: nobody in B would pay it while there is a stock, nor after."""
    taxed_away = walked([law(), taxed(9.0, commodity="magnet", origin="C", destination="B")]).years[-1]
    none = weekly_cut_off(taxed_away, "A", None, None, TERMS)
    found = weekly_cut_off(taxed_away, "A", HOLDING, None, TERMS)
    assert np.all(none.use[4:, 1] < 0.01 * WEEK * found.before.use[1])
    assert np.all(found.use[4:8, 1] > 0.8 * WEEK * found.before.use[1])
    assert found.effective[4, MAGNETS_IN_B] < none.effective[4, MAGNETS_IN_B]
    assert found.private[:, MAGNETS_IN_B].sum() > 0.9 * found.normal[MAGNETS_IN_B]
    assert np.all(found.use[20:, 1] < 0.05 * WEEK * found.before.use[1])
    assert found.largest_error < 1e-9


def test_runs_repeat_to_the_last_bit() -> None:
    one, other = weeks(public=STOCKED), weeks(public=STOCKED)
    for item in fields(WeeklyCutOff):
        if item.name != "before":
            assert np.array_equal(getattr(one, item.name), getattr(other, item.name))


def test_the_year_is_left_as_it_was() -> None:
    before = {name: getattr(year().curves, name).copy() for name in ("process", "use", "buyer", "arc")}
    weeks()
    for name, block in before.items():
        assert np.array_equal(getattr(year().curves, name), block)


def test_a_public_stock_that_nobody_buys_from_is_refused() -> None:
    with pytest.raises(UnknownName, match="unobtainium for C"):
        weeks(public=PublicStock({("unobtainium", "C"): 1.0}))


def test_a_week_without_a_solution_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import footwall.horizon.weekly_cut_off as room

    def refuse(*_: object, **__: object) -> None:
        raise NotConverged("oxide@B", 0.5, 80, "Loosen something.")

    monkeypatch.setattr(room, "solved", refuse)
    with pytest.raises(NotConverged, match="oxide@B, week 5 after the stop"):
        weeks()


def test_without_stocks_the_price_falls_as_answers_come() -> None:
    found = weekly_cut_off(year(), "A", None, None, replace(TERMS, transit_weeks=0))
    assert found.effective[0, IN_C] > found.effective[-1, IN_C] > found.level[IN_C]
    assert found.arrived.sum() == 0.0
