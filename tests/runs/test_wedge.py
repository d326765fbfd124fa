"""Instruments of equal protection: the textbook's equivalences on the toy, sums that add up under any law.

The toy has one outside origin of magnets, so floor, tariff and minimum import price are one policy with three
names (Bhagwati 1965, "On the equivalence of tariffs and quotas"): they differ in who keeps the wedge alone.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from footwall.enacted.charges import Quota, Support
from footwall.errors import NotConverged
from footwall.market.calibrate import calibrate
from footwall.measure.state import State, market_output
from footwall.measure.welfare import welfare
from footwall.runs.compared_instruments import border_instruments, stock_purchase, support_instruments
from footwall.runs.equal_protection import Instrument, equalled
from footwall.runs.protected import Protected, protected
from footwall.runs.wedge import Wedge, WedgeTable, table_of, wedge_table
from footwall.runs.zone import ReportedZone
from measure.looped import looped_baseline, looped_policies, solved
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrate(NETWORK, toy_charges(NETWORK))
BASELINE = solved(CALIBRATION, toy_charges(NETWORK))
ZONE = ReportedZone({"C": 1.0}, "A", members=True)
A_TO_C = np.array([arc.name == "magnet:A>C" for arc in NETWORK.arcs], float)
FLOOR = solved(
    CALIBRATION, toy_charges(NETWORK, floor=A_TO_C * 60_000.0, levied_share=A_TO_C), zone=ZONE.share
)


def _table() -> WedgeTable:
    table = wedge_table(BASELINE, FLOOR, ZONE)
    assert table is not None
    assert table.out_of_reach == ()
    return table


def _row(instrument: str) -> Wedge:
    row = _table().row(instrument)
    assert row is not None
    return row


def _given(policy: State = FLOOR, commodity: str = "magnet") -> Protected:
    found = protected(BASELINE, policy, ZONE.share, commodity)
    assert found is not None
    return found


def test_the_levy_is_the_rulebooks_own_floor() -> None:
    levy = _row("levy")
    flow = float(FLOOR.equilibrium.flow @ A_TO_C)
    assert levy.level == pytest.approx(60_000.0)
    assert levy.treasury_revenue == pytest.approx(flow * (59_000.0 - FLOOR.equilibrium.price[2]))
    assert levy.rents_abroad == 0.0
    assert levy.zone_output["magnet"] == pytest.approx((200.0, FLOOR.equilibrium.activity[3]))


def test_levy_tariff_and_minimum_import_price_are_one_policy() -> None:
    """The same prices and tonnes; the minimum import price hands the revenue to A's exporters."""
    levy, tariff, price = (_row(name) for name in ("levy", "tariff", "minimum_import_price"))
    assert tariff.level == pytest.approx(60_000.0 / (FLOOR.equilibrium.price[2] + 1_000.0) - 1.0, rel=1e-6)
    assert price.level == pytest.approx(60_000.0, rel=1e-6)
    assert tariff.treasury_revenue == pytest.approx(levy.treasury_revenue, rel=1e-6)
    assert price.rents_abroad == pytest.approx(levy.treasury_revenue, rel=1e-6)
    assert price.treasury_revenue == pytest.approx(0.0, abs=1e-6)
    for other in (tariff, price):
        assert other.user_cost == pytest.approx(levy.user_cost, rel=1e-6)
        assert other.deadweight == pytest.approx(levy.deadweight, rel=1e-6)
        assert other.zone_output["magnet"][1] == pytest.approx(levy.zone_output["magnet"][1], rel=1e-7)
    assert levy.zone_gain - price.zone_gain == pytest.approx(levy.treasury_revenue, rel=1e-6)


def test_equal_output_of_one_maker_is_equal_gain() -> None:
    """One plant in C: output is a function of its margin, and so is its surplus."""
    gains = [row.producers_gain for row in _table().rows]
    assert gains == pytest.approx([gains[0]] * len(gains), rel=1e-6)


def test_a_stock_is_paid_at_the_price_it_makes() -> None:
    """What C's makers sell and what is stocked is what they make; the outlay is price times stock."""
    wanted = _given()
    found = equalled(wanted, stock_purchase(wanted))
    assert found is not None
    made, sold = found.state.equilibrium.activity[3], found.state.equilibrium.flow[-3:].sum()
    assert made == pytest.approx(wanted.target, rel=1e-7)
    assert made - sold == pytest.approx(found.level, rel=1e-6)
    row = _row("stock_purchase")
    assert row.budget_outlay == pytest.approx(found.level * found.state.equilibrium.price[3], rel=1e-6)
    assert row.wedge == row.collected == row.rents_abroad == 0.0


def test_a_subsidy_spares_users_and_costs_the_budget() -> None:
    """C's makers get what the levy gave them, a strike; C's users pay no more, and less once C makes more.

    The subsidy leaves out the distortion of use, so it wastes least (Bhagwati and Ramaswami 1963).
    """
    levy, subsidy = _row("levy"), _row("price_gap_subsidy")
    wanted = _given()
    found = equalled(wanted, next(support_instruments(wanted)))
    assert found is not None
    made, price = found.state.equilibrium.activity[3], found.state.equilibrium.price[3]
    assert subsidy.budget_outlay == pytest.approx(made * (subsidy.level - price), rel=1e-6)
    assert subsidy.treasury_revenue == subsidy.rents_abroad == subsidy.wedge == 0.0
    assert subsidy.user_cost < 0.0 < levy.user_cost
    assert 0.0 < subsidy.deadweight < levy.deadweight
    borders = [row.budget_outlay for row in _table().rows[:3]]
    assert borders == [0.0, 0.0, 0.0] and subsidy.budget_outlay > 0.0


def test_a_contract_on_another_price_pays_the_same_to_one_maker() -> None:
    """Equal output needs equal pay per tonne; the strike is that much above A's price instead of C's."""
    subsidy, contract = _row("price_gap_subsidy"), _row("contract_for_difference")
    assert contract.budget_outlay == pytest.approx(subsidy.budget_outlay, rel=1e-6)
    assert contract.user_cost == pytest.approx(subsidy.user_cost, rel=1e-6)
    assert contract.level < subsidy.level


def test_what_is_supported_already_is_not_supported_twice() -> None:
    """Half of C's output has a strike in the baseline; the subsidy reaches the other half."""
    half = Support("own", "magnet", "C", "price_gap_subsidy", 57_000.0, 0.5, 3)
    baseline = solved(CALIBRATION, toy_charges(NETWORK), supports=(half,))
    policy = solved(
        CALIBRATION,
        toy_charges(NETWORK, floor=A_TO_C * 60_000.0, levied_share=A_TO_C),
        zone=ZONE.share,
        supports=(half,),
    )
    table = wedge_table(baseline, policy, ZONE)
    assert table is not None
    subsidy, levy = table.row("price_gap_subsidy"), table.row("levy")
    assert subsidy is not None and levy is not None
    assert levy.budget_outlay < 0.0
    for row in table.rows:
        _assert_adds_up(row)


def test_a_rulebook_of_supports_alone_is_compared_too() -> None:
    """Its tonnage is the target, and its own strike the level of the subsidy."""
    paid = Support("own", "magnet", "C", "price_gap_subsidy", 60_000.0, 1.0, 3)
    policy = solved(CALIBRATION, toy_charges(NETWORK), zone=ZONE.share, supports=(paid,))
    table = wedge_table(BASELINE, policy, ZONE)
    assert table is not None and table.commodity == "magnet"
    subsidy = table.row("price_gap_subsidy")
    assert subsidy is not None and subsidy.level == pytest.approx(60_000.0, rel=1e-6)
    assert {row.instrument for row in table.rows} == {
        "levy", "minimum_import_price", "tariff", "price_gap_subsidy", "contract_for_difference",
        "stock_purchase",
    }  # fmt: skip
    for row in table.rows:
        _assert_adds_up(row)


def _assert_adds_up(row: Wedge) -> None:
    assert row.error < 1e-9
    parts = row.collected + row.kept_by_exporters + row.concealed
    assert parts == pytest.approx(row.wedge, rel=1e-8, abs=1e-9 * row.gross_flows)


def test_every_row_adds_up() -> None:
    rows = _table().rows
    assert rows
    for row in rows:
        _assert_adds_up(row)
        assert row.deadweight > 0.0


@given(policy=looped_policies())
def test_rows_add_up_under_random_law(policy: State) -> None:
    """Agents agree with resources, the parts with the wedge, and the zone's makers with the tonnage."""
    zone = ReportedZone(policy.enactment.membership, "A", members=True)
    table = wedge_table(looped_baseline(), policy, zone)
    for row in () if table is None else table.rows:
        _assert_adds_up(row)
        before, after = row.zone_output[table.commodity]
        assert (before, after) == pytest.approx((table.output_without, table.output), rel=1e-7)


def test_existing_duties_stay_and_follow_the_raised_invoice() -> None:
    """A duty of 10%: the minimum import price raises the invoice, and with it what the duty collects."""
    base_law = toy_charges(NETWORK, duty_ad_valorem=0.1 * A_TO_C)
    baseline = solved(CALIBRATION, base_law)
    law = toy_charges(
        NETWORK, duty_ad_valorem=0.1 * A_TO_C, floor=A_TO_C * 60_000.0, levied_share=A_TO_C, omega=1.0
    )
    table = wedge_table(baseline, solved(CALIBRATION, law, zone=ZONE.share), ZONE)
    assert table is not None
    price = table.row("minimum_import_price")
    assert price is not None
    assert price.level == pytest.approx(60_000.0, rel=1e-6)
    assert price.collected == pytest.approx(0.1 * price.kept_by_exporters, rel=1e-8)
    levy = table.row("levy")
    assert levy is not None and levy.level > 60_000.0
    for row in table.rows:
        _assert_adds_up(row)


def test_concealment_is_part_of_the_wedge() -> None:
    law = toy_charges(
        NETWORK, floor=A_TO_C * 65_000.0, levied_share=A_TO_C, evasion_cost=0.02, evasion_spread=0.5,
        evasion_detection=0.2, evasion_fine=0.05, evasion_max=0.6,
    )  # fmt: skip
    table = wedge_table(BASELINE, solved(CALIBRATION, law, zone=ZONE.share), ZONE)
    assert table is not None
    levy, price = table.row("levy"), table.row("minimum_import_price")
    assert levy is not None and price is not None
    assert levy.concealed > 0.0 and levy.level == pytest.approx(65_000.0)
    assert price.concealed == 0.0
    for row in table.rows:
        _assert_adds_up(row)


LICENCE = Quota(
    "licence:oxide:A>C",
    "licence",
    tuple(position for position, arc in enumerate(NETWORK.arcs) if arc.name == "oxide:A>C"),
    20.0,
)
OXIDE_TO_C = np.array([arc.name == "oxide:A>C" for arc in NETWORK.arcs], float)
BANNED = {"open": 1.0 - OXIDE_TO_C}
TAXED = {"export_tax": 0.2 * OXIDE_TO_C}
FLOORED_TOO = {"floor": 60_000.0 * A_TO_C + 52_000.0 * OXIDE_TO_C, "levied_share": A_TO_C + OXIDE_TO_C}


@pytest.mark.parametrize(
    ("others", "quotas", "kept"),
    [
        (BANNED, (), ("measures",)),
        (TAXED, (), ("measures",)),
        ({}, (LICENCE,), ("measures",)),
        (FLOORED_TOO, (), ("levies",)),
    ],
)
def test_the_rulebooks_other_clauses_are_in_force_in_every_row(
    others: dict[str, np.ndarray], quotas: tuple[Quota, ...], kept: tuple[str, ...]
) -> None:
    """The table is that of the same floor where the other clauses were there before the rulebook.

    The floor itself is the levy's level, and every instrument gives what the whole rulebook gives.
    """
    floor = {"floor": A_TO_C * 60_000.0, "levied_share": A_TO_C}
    before = {
        name: np.where(A_TO_C > 0.0, 0.0, value) if name in floor else value for name, value in others.items()
    }
    policy = solved(CALIBRATION, toy_charges(NETWORK, **{**floor, **others}), quotas, zone=ZONE.share)
    there_before = solved(CALIBRATION, toy_charges(NETWORK, **before), quotas, zone=ZONE.share)
    table = table_of(_from(BASELINE, policy))
    expected = table_of(_from(there_before, policy))
    assert table.kept == kept and expected.kept == ()
    assert table.output == pytest.approx(float(market_output(policy)[3]))
    assert table.rows[0].level == pytest.approx(60_000.0, rel=1e-7)
    assert [row.instrument for row in table.rows] == [row.instrument for row in expected.rows]
    for row, other in zip(table.rows, expected.rows, strict=True):
        _assert_adds_up(row)
        for field in (
            "level",
            "user_cost",
            "treasury_revenue",
            "budget_outlay",
            "producers_gain",
            "deadweight",
        ):
            assert getattr(row, field) == pytest.approx(getattr(other, field), rel=1e-5, abs=1.0)


def _from(baseline: State, policy: State) -> Protected:
    found = protected(baseline, policy, ZONE.share, "magnet")
    assert found is not None
    return found


def test_a_floor_by_itself_is_compared_with_the_baseline() -> None:
    found = _given()
    assert found.without is BASELINE
    assert _table().kept == ()


def test_nothing_to_equal() -> None:
    """A slack floor, a zone that makes none of it, and a policy without borders have no table."""
    slack = solved(
        CALIBRATION, toy_charges(NETWORK, floor=A_TO_C * 49_000.0, levied_share=A_TO_C), zone=ZONE.share
    )
    assert wedge_table(BASELINE, slack, ZONE) is None
    assert wedge_table(BASELINE, BASELINE, ZONE) is None
    assert protected(BASELINE, FLOOR, ZONE.share, "oxide") is None


def test_out_of_reach_is_said_and_not_approached() -> None:
    wanted = _given()

    def stuck(_: float, __: State | None) -> State:
        return BASELINE

    def fails(_: float, __: State | None) -> State:
        raise NotConverged("magnet@C", 1.0, 40, "Weaken it.")

    assert equalled(wanted, Instrument("stuck", "", stuck, 1.0)) is None
    assert equalled(wanted, Instrument("fails", "", fails, 1.0)) is None
    reached = {instrument.name for instrument in border_instruments(wanted) if equalled(wanted, instrument)}
    assert reached == {"levy", "minimum_import_price", "tariff"}
    assert [row.instrument for row in table_of(wanted).rows][:3] == ["levy", "minimum_import_price", "tariff"]


def test_resources_are_counted_apart() -> None:
    wanted = _given()
    found = equalled(wanted, border_instruments(wanted)[0])
    assert found is not None
    assert welfare(BASELINE, found.state).resources_total == pytest.approx(_row("levy").resources, rel=1e-9)
