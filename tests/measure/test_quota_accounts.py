"""What each quota does: its rent is volume times the wedge that it makes, and none where it is not full.

Hand calculations on the toy of ``tests/toy.py``; sums are those of the money accounts.
"""

from __future__ import annotations

import numpy as np
import pytest

from footwall.enacted.charges import Quota
from footwall.measure.accounts import money_accounts
from footwall.measure.quota_accounts import QuotaUse, quota_uses
from footwall.measure.state import State
from measure.looped import solved
from measure.test_accounts import CALIBRATION, MAGNETS_A_TO_C, NETWORK, OXIDE_A_TO_C
from toy import toy_charges

CHARGE = 2_000.0


def _tariff_quota(limit: float) -> tuple[State, QuotaUse]:
    quota = Quota("quota", "tariff_rate", (MAGNETS_A_TO_C,), limit, out_of_quota=CHARGE, rent_to="exporters")
    state = solved(CALIBRATION, toy_charges(NETWORK, duty_specific=np.full(len(NETWORK.arcs), 40.0)), [quota])
    (use,) = quota_uses(state)
    return state, use


def _wedge(state: State, arc: int) -> float:
    """Landed price of an arc above the price at its origin, freight and ordinary duty: USD/t."""
    unit = state.equilibrium.unit
    return float(unit.landed[arc] - unit.fob[arc] - unit.freight[arc] - unit.duty[arc])


@pytest.mark.parametrize("limit", [185.0, 20.0])
def test_a_full_tariff_rate_quota_is_worth_its_volume_times_the_wedge(limit: float) -> None:
    state, use = _tariff_quota(limit)
    wedge = _wedge(state, MAGNETS_A_TO_C)
    assert 0.0 < wedge <= CHARGE * (1.0 + 1e-9)
    assert use.within == pytest.approx(limit, rel=1e-6)
    assert use.rent == pytest.approx(limit * wedge, rel=1e-6)
    assert dict(use.kept) == {"A": pytest.approx(use.rent)}


def test_beyond_the_quota_the_charge_is_collected() -> None:
    state, use = _tariff_quota(20.0)
    assert use.unit_rent == pytest.approx(CHARGE)
    assert use.within == pytest.approx(20.0) and use.tonnes - 20.0 > 100.0
    assert use.charged_beyond == pytest.approx(CHARGE * (use.tonnes - 20.0))
    assert use.other_duty == pytest.approx(40.0 * use.tonnes)
    assert use.other_duty_within == pytest.approx(40.0 * 20.0)
    assert use.charged_beyond == pytest.approx(money_accounts(state).received("tariff_quota_revenue"))


def test_a_quota_that_is_not_full_earns_nothing() -> None:
    state, use = _tariff_quota(500.0)
    assert use.tonnes < 500.0
    assert (use.rent, use.charged_beyond) == (0.0, 0.0)
    assert not use.kept
    assert _wedge(state, MAGNETS_A_TO_C) == pytest.approx(0.0, abs=1e-6)


def test_the_rents_of_all_quotas_are_those_of_the_accounts() -> None:
    quotas = [
        Quota("curb", "export", (OXIDE_A_TO_C,), 15.0, rent_to="holders"),
        Quota("allies", "tariff_rate", (MAGNETS_A_TO_C,), 20.0, out_of_quota=CHARGE, rent_to="importers"),
    ]
    state = solved(CALIBRATION, toy_charges(NETWORK), quotas)
    curb, allies = quota_uses(state)
    accounts = money_accounts(state)
    assert curb.rent == pytest.approx(accounts.received("quota_rent", "quota_holders", "A"), rel=1e-12)
    assert curb.rent == pytest.approx(15.0 * _wedge(state, OXIDE_A_TO_C), rel=1e-6)
    assert curb.charged_beyond == 0.0
    assert allies.rent == pytest.approx(accounts.received("tariff_quota_rent", "importers", "C"), rel=1e-12)
    assert dict(allies.kept) == {"C": allies.rent}
    assert min(curb.rent, allies.rent) > 0.0


def test_a_quota_without_a_limit_is_not_told() -> None:
    quota = Quota("open", "export", (OXIDE_A_TO_C,), float("inf"))
    assert not list(quota_uses(solved(CALIBRATION, toy_charges(NETWORK), [quota])))
