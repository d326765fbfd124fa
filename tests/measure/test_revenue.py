"""Use of revenue: what treasuries hand on somebody receives, and nothing else moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from footwall.measure.accounts import money_accounts
from footwall.measure.revenue_accounts import collected, revenue_shares
from footwall.measure.state import State
from footwall.measure.welfare import welfare
from footwall.runs.figures import treasury
from footwall.runs.summary import payer_records, revenue_records
from footwall.runs.zone import reported_zone
from measure.looped import looped_baseline, looped_calibration, looped_network, solved
from toy import toy_charges

USES = {"downstream_rebate": 0.3, "producer_fund": 0.2, "stockpile_fund": 0.1}
ZONE = reported_zone(looped_network(), {"C": 1.0})


def levied(revenue: Mapping[str, float]) -> State:
    """A tariff of 1,500 USD/t beside a duty of 2% on everything that C buys abroad."""
    into_c = np.array([arc.destination == "C" and arc.origin != "C" for arc in looped_network().arcs], float)
    charges = toy_charges(
        looped_network(),
        instrument_specific=1_500.0 * into_c,
        levied_share=into_c,
        duty_ad_valorem=0.02 * into_c,
    )
    state = solved(looped_calibration(), charges, zone={"C": 1.0})
    return replace(state, enactment=replace(state.enactment, revenue=revenue))


def test_each_use_gets_its_share_where_the_revenue_is_collected() -> None:
    state = levied(USES)
    levies = money_accounts(state).received("levy", "treasury", "C")
    assert levies == pytest.approx(1_500.0 * sum(
        state.equilibrium.flow[a]
        for a, arc in enumerate(state.network.arcs)
        if arc.destination == "C" and arc.origin != "C"
    ))  # fmt: skip
    assert sum(collected(state).values()) == pytest.approx(levies)
    for use, share in USES.items():
        handed = [item for item in revenue_shares(state) if item.use == use]
        assert {item.region for item in handed} == {"C"}
        assert sum(item.amount for item in handed) == pytest.approx(share * levies)


def test_duties_that_stood_before_are_not_shared() -> None:
    state = levied(USES)
    assert money_accounts(state).received("duty", "treasury", "C") > 0.0
    kept = treasury(levied({}), ZONE) - treasury(state, ZONE)
    assert 1e6 * kept == pytest.approx(0.6 * sum(collected(state).values()))


def test_lump_sums_move_money_between_agents_and_nothing_else() -> None:
    plain, shared = (welfare(looped_baseline(), levied(uses)) for uses in ({}, USES))
    assert shared.agents_total == pytest.approx(plain.agents_total, rel=1e-12)
    assert shared.identity_error < 1e-9
    levies = sum(collected(levied({})).values())
    assert shared.gain("revenue_use", "treasury", "C") == pytest.approx(-0.6 * levies)
    for agent, share in (("users", 0.3), ("fund", 0.2), ("stockpile_fund", 0.1)):
        assert shared.gain("revenue_use", agent, "C") == pytest.approx(share * levies)
    assert shared.gain("user_surplus") == pytest.approx(plain.gain("user_surplus"), rel=1e-12)


def test_who_pays_names_the_receivers() -> None:
    from footwall.runs.measured import measure_run

    states = {"calibration": looped_baseline(), "baseline": looped_baseline(), "policy": levied(USES)}
    rows = payer_records(measure_run(states), ZONE)
    levies = sum(collected(states["policy"]).values()) / 1e6

    def zone(who: str) -> float:
        return sum(row["zone"] for row in rows if row["who"] == who)

    assert zone("lump sums of users") == pytest.approx(0.3 * levies)
    assert zone("funds") == pytest.approx(0.3 * levies)
    records = {row["use"]: row["amount"] for row in revenue_records(states["policy"], ZONE)}
    assert records == pytest.approx({use: share * levies for use, share in USES.items()})


def test_all_revenue_stays_with_treasuries_unless_it_is_handed_on() -> None:
    assert revenue_shares(levied({})) == ()
    assert revenue_records(levied({}), ZONE) == []
