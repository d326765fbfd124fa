"""Who pays and who receives, by hand and by instrument."""

from __future__ import annotations

import numpy as np
import pytest

from footwall.enacted.charges import ArcCharges, Quota
from footwall.market.calibrate import calibrate
from footwall.measure.accounts import CARRIERS_REGION, money_accounts
from footwall.measure.state import State
from footwall.measure.welfare import welfare
from measure.looped import solved
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrate(NETWORK, toy_charges(NETWORK))
BASELINE = solved(CALIBRATION, toy_charges(NETWORK))
OXIDE_A_TO_C = next(a for a, arc in enumerate(NETWORK.arcs) if arc.name == "oxide:A>C")
ONLY_OXIDE_A_TO_C = np.arange(len(NETWORK.arcs)) == OXIDE_A_TO_C
MAGNETS_A_TO_C = next(a for a, arc in enumerate(NETWORK.arcs) if arc.name == "magnet:A>C")


def test_magnets_into_c_by_hand() -> None:
    """200 t at 48,000 and 1,000 freight from A, 100 t at 56,000 at home: 15.4m paid (tests/toy.py).

    Abroad go 450 t of magnets at 1,000 and 150 t of oxide at 500.
    """
    accounts = money_accounts(BASELINE)
    line = next(line for line in accounts.lines if (line.commodity, line.destination) == ("magnet", "C"))
    assert line.buyers_cash == pytest.approx(15.4e6)
    assert line.sellers_receipts == pytest.approx(15.2e6)
    assert line.freight == pytest.approx(0.2e6)
    assert accounts.received(item="freight", region=CARRIERS_REGION) == pytest.approx(0.45e6 + 0.075e6)
    assert accounts.received(recipient="treasury") == 0.0


def floor_on_oxide(**fields: float) -> ArcCharges:
    overrides = {name: np.where(ONLY_OXIDE_A_TO_C, value, 0.0) for name, value in fields.items()}
    return toy_charges(NETWORK, **({"top_up": 1.0} | overrides))


def test_levy_duty_and_export_charges_reach_their_treasuries() -> None:
    charges = floor_on_oxide(
        floor=60_000.0, levied_share=1.0, duty_ad_valorem=0.05, export_tax=0.02, vat_not_refunded=0.03
    )
    state = solved(CALIBRATION, charges, zone={"C": 1.0})
    unit, q = state.equilibrium.unit, state.equilibrium.flow[OXIDE_A_TO_C]
    fob = state.equilibrium.price[0]
    cif = fob * 1.05 + 500.0
    accounts = money_accounts(state)
    assert accounts.received("levy", "treasury", "C") == pytest.approx(q * (60_000.0 - cif), rel=1e-9)
    assert accounts.received("duty", "treasury", "C") == pytest.approx(q * 0.05 * cif, rel=1e-9)
    assert accounts.received("export_tax", "treasury", "A") == pytest.approx(q * 0.02 * fob, rel=1e-9)
    assert accounts.received("vat", "treasury", "A") == pytest.approx(q * 0.03 * fob, rel=1e-9)
    assert unit.landed[OXIDE_A_TO_C] == pytest.approx(60_000.0 + 0.05 * cif, rel=1e-9)


@pytest.mark.parametrize(("code", "recipient"), [(0.0, "exporters"), (1.0, "treasury"), (2.0, "producers")])
def test_the_gap_kept_by_exporters_goes_where_the_rulebook_says(code: float, recipient: str) -> None:
    """A minimum import price (ω = 1) pays no levy; A's side gets the whole gap."""
    charges = floor_on_oxide(floor=60_000.0, levied_share=1.0, omega=1.0, rent_to=code)
    state = solved(CALIBRATION, charges, zone={"C": 1.0})
    gap = 60_000.0 - (state.equilibrium.price[0] + 500.0)
    accounts = money_accounts(state)
    assert accounts.received("levy") == 0.0
    assert accounts.received("exporter_rent", recipient, "A") == pytest.approx(
        gap * state.equilibrium.flow[OXIDE_A_TO_C], rel=1e-9
    )


@pytest.mark.parametrize(
    ("rent_to", "recipient", "region"),
    [("state", "treasury", "A"), ("holders", "quota_holders", "A"), ("importers", "importers", "C"),
     ("exporters", "exporters", "A")],
)  # fmt: skip
def test_rent_of_an_export_quota(rent_to: str, recipient: str, region: str) -> None:
    quota = Quota("curb", "export", (OXIDE_A_TO_C,), 15.0, rent_to=rent_to)  # type: ignore[arg-type]
    state = solved(CALIBRATION, toy_charges(NETWORK), [quota])
    rent = state.equilibrium.rent[0]
    assert rent > 0.0
    accounts = money_accounts(state)
    assert accounts.received("quota_rent", recipient, region) == pytest.approx(15.0 * rent, rel=1e-9)
    assert accounts.received("quota_rent") == pytest.approx(15.0 * rent, rel=1e-9)


@pytest.mark.parametrize(("limit", "regime"), [(500.0, "slack"), (185.0, "at"), (20.0, "over")])
def test_tariff_rate_quota_in_its_three_regimes(limit: float, regime: str) -> None:
    """Revenue L·max(0, M − Q) to C's treasury, rent ρ·min(M, Q) to C's importers."""
    quota = Quota("quota", "tariff_rate", (MAGNETS_A_TO_C,), limit, out_of_quota=2_000.0, rent_to="importers")
    state = solved(CALIBRATION, toy_charges(NETWORK), [quota])
    tonnes, rent = state.equilibrium.flow[MAGNETS_A_TO_C], state.equilibrium.rent[0]
    accounts = money_accounts(state)
    revenue = accounts.received("tariff_quota_revenue", "treasury", "C")
    kept = accounts.received("tariff_quota_rent", "importers", "C")
    if regime == "slack":
        assert tonnes < limit and (revenue, kept) == (0.0, 0.0)
    elif regime == "at":
        assert tonnes == pytest.approx(limit) and 0.0 < rent < 2_000.0
        assert revenue == pytest.approx(0.0, abs=1e-3)
        assert kept == pytest.approx(rent * limit, rel=1e-9)
    else:
        assert rent == pytest.approx(2_000.0)
        assert revenue == pytest.approx(2_000.0 * (tonnes - limit), rel=1e-9)
        assert kept == pytest.approx(2_000.0 * limit, rel=1e-9)


def test_fines_are_transfers_and_concealment_is_a_cost() -> None:
    charges = floor_on_oxide(
        floor=70_000.0, levied_share=1.0, evasion_cost=0.02, evasion_spread=0.3, evasion_detection=0.2,
        evasion_fine=0.1, evasion_max=0.6,
    )  # fmt: skip
    state = solved(CALIBRATION, charges, zone={"C": 1.0})
    assert state.equilibrium.unit.evaded_share[OXIDE_A_TO_C] > 0.05
    result = welfare(BASELINE, state)
    fines = result.gain(account="fine", region="C")
    assert fines > 0.0
    assert fines == pytest.approx(money_accounts(state).received("fine", "treasury", "C"))
    hiding = sum(row.amount for row in result.resources if row.account == "concealment")
    assert hiding == pytest.approx(-money_accounts(state).received("concealment"))
    assert not any(row.account in ("fine", "levy") for row in result.resources)
    assert result.identity_error < 1e-12


def test_states_of_different_quotas_do_not_mix() -> None:
    with pytest.raises(ValueError, match="quotas"):
        State(CALIBRATION, solved(CALIBRATION, toy_charges(NETWORK), [
            Quota("curb", "export", (OXIDE_A_TO_C,), 15.0)]).enactment, BASELINE.equilibrium)  # fmt: skip
