"""Origin rules: shares by mass balance, the levy on them, adverse treatment, ownership, conservation.

Zone of B and C on the toy: A is the rival. Shares of base purchases by hand (``toy``): the magnet makers of A
buy 350 of 400 t of oxide from A, those of C 25 of 100 t.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enacted.law_rows import TODAY, floor, index, toy
from footwall.chain.network import Network
from footwall.enacted import enact
from footwall.enacted.feedbacks import OriginTrace, OriginTracing
from footwall.errors import NotConverged, RulebookError
from footwall.facts import Facts
from footwall.facts.owner_rows import OwnerRow
from footwall.market import feedback
from footwall.market.assemble import assemble
from footwall.market.calibrate import calibrate
from footwall.market.capacity import with_capacity
from footwall.market.origin_tracing import OriginShares, charged_in_market
from footwall.market.parameters import draws
from footwall.market.solve import solve
from footwall.market.under_law import solve_law, solve_law_batch, solve_law_from_starts
from footwall.measure.accounts import money_accounts
from footwall.measure.leakage import leakages
from footwall.measure.state import State
from footwall.measure.welfare import welfare
from footwall.rulebook.schema import Rulebook
from measure.looped import looped_network
from toy import toy_charges

NETWORK = toy()
CALIBRATION = calibrate(NETWORK, toy_charges(NETWORK))
SEPARATED_IN = {"rule": "made_in_stage", "stage": "oxide"}
TARIFF = {"tariffs": {"magnet": {"specific": "5 USD/kg"}}}
A_TO_B, A_TO_C, C_TO_B = (index(NETWORK, "magnet", *pair) for pair in ("AB", "AC", "CB"))
C_TO_C, C_TO_A = (index(NETWORK, "magnet", *pair) for pair in ("CC", "CA"))


def law_of(origin: Mapping[str, Any] | None, facts: Facts | None = None, **blocks: Any) -> Any:
    zone = {"members": ["B", "C"], **({"origin": origin} if origin else {})}
    book = Rulebook.model_validate({"name": "Test", "zone": zone, **(blocks or TARIFF)})
    return enact(book, facts, NETWORK, TODAY)


def owned(*stakes: tuple[str, str, str, float]) -> Facts:
    rows = tuple(
        OwnerRow(
            recipe=recipe, region=region, owner=f"{seat} company", seat=seat, share=share, low=share,
            high=share, year=2024, source="toy", grade="assumed",
        )
        for recipe, region, seat, share in stakes
    )  # fmt: skip
    names = ("measures", "parameters", "regions", "production", "use", "prices", "costs", "indices")
    return Facts(Path("toy"), dict.fromkeys(names, ()) | {"owners": rows})


def share_from_a(solved: Any, buyer: str) -> float:
    """Share of the rival's oxide in a country's purchases, from flows alone."""
    tonnes = {origin: solved.flow[index(NETWORK, "oxide", origin, buyer)] for origin in ("A", "B")}
    return float(tonnes["A"] / sum(tonnes.values()))


def test_the_toy_by_hand() -> None:
    """Calibrated under 7/8 and 1/4 of 5,000 USD/t: the rule finds these shares, and nothing moves."""
    share = np.zeros(len(NETWORK.arcs))
    share[[A_TO_B, A_TO_C, C_TO_B]] = 7 / 8, 7 / 8, 1 / 4
    magnets = np.array([arc.commodity == "magnet" for arc in NETWORK.arcs])
    by_hand = toy_charges(NETWORK, levied_share=share, instrument_specific=5_000.0 * magnets)
    calibration = calibrate(NETWORK, by_hand)
    solved = solve_law(calibration, law_of(SEPARATED_IN))
    assert solved.charges.levied_share[[A_TO_B, A_TO_C, C_TO_B]] == pytest.approx([0.875, 0.875, 0.25])
    assert solved.unit.levy[[A_TO_B, A_TO_C, C_TO_B]] == pytest.approx([4_375.0, 4_375.0, 1_250.0])
    assert solved.flow == pytest.approx([arc.flow for arc in NETWORK.arcs], rel=1e-8)


def test_the_levy_is_on_the_rivals_share_of_the_oxide() -> None:
    solved = solve_law(CALIBRATION, law_of(SEPARATED_IN))
    for arc, maker in ((A_TO_B, "A"), (A_TO_C, "A"), (C_TO_B, "C")):
        assert solved.charges.levied_share[arc] == pytest.approx(share_from_a(solved, maker), abs=1e-9)
        assert solved.unit.levy[arc] == pytest.approx(5_000.0 * share_from_a(solved, maker), rel=1e-8)
    assert solved.unit.levy[[C_TO_C, C_TO_A]].tolist() == [0.0, 0.0]
    assert 1 <= solved.rounds <= 60


def test_the_default_is_the_place_of_the_process() -> None:
    default, written = law_of(None), law_of({"rule": "last_transformation"})
    assert default.feedbacks == written.feedbacks
    for name in type(default.charges).names():
        assert np.array_equal(getattr(default.charges, name), getattr(written.charges, name))
    solved = solve_law(CALIBRATION, written)
    assert solved.rounds == 0
    assert solved.unit.levy[[A_TO_B, A_TO_C, C_TO_B]].tolist() == [5_000.0, 5_000.0, 0.0]


def test_what_is_upstream_of_the_stage_keeps_the_place_of_its_process() -> None:
    law = law_of({"rule": "made_in_stage", "stage": "magnet"}, tariffs={"oxide": {"specific": "5 USD/kg"}})
    assert law.feedbacks.origins is None
    assert np.array_equal(
        law.charges.levied_share,
        law_of(None, tariffs={"oxide": {"specific": "5 USD/kg"}}).charges.levied_share,
    )


def test_nothing_changes_where_everything_originates() -> None:
    """A is a member too: all material is of the zone, whatever the treatment."""
    for treatment in ({}, {"treatment": "adverse"}):
        zone = {"members": ["A", "B", "C"], "origin": {**SEPARATED_IN, **treatment}}
        book = Rulebook.model_validate({"name": "Test", "zone": zone, **TARIFF})
        solved = solve_law(CALIBRATION, enact(book, None, NETWORK, TODAY))
        assert solved.price == pytest.approx(CALIBRATION.base_price.tolist(), rel=1e-9)
        assert not solved.charges.levied_share.any()


def test_a_rule_not_yet_in_force_changes_nothing() -> None:
    assert law_of({**SEPARATED_IN, "from": "2027-01-01"}).feedbacks.origins is None


@pytest.mark.parametrize(("tolerance", "levy"), [("20%", 5_000.0), ("35%", 0.0)])
def test_adverse_treatment_charges_all_or_nothing(tolerance: str, levy: float) -> None:
    """C has more than 20% of its oxide from A, and less than 35%."""
    solved = solve_law(CALIBRATION, law_of({**SEPARATED_IN, "treatment": "adverse", "tolerance": tolerance}))
    assert solved.unit.levy[C_TO_B] == pytest.approx(levy)
    assert solved.unit.levy[A_TO_B] == pytest.approx(5_000.0)


def test_adverse_treatment_at_its_tolerance_charges_a_part() -> None:
    """With all of C's magnets charged or none, its share of foreign oxide is on either side of 26.9%."""
    solved = solve_law(CALIBRATION, law_of({**SEPARATED_IN, "treatment": "adverse", "tolerance": "26.9%"}))
    part = solved.charges.levied_share[C_TO_B]
    ahead = (share_from_a(solved, "C") - 0.259) / 0.02
    assert 0.0 < part < 1.0
    assert part == pytest.approx(3.0 * ahead**2 - 2.0 * ahead**3, abs=1e-7)


@given(tolerance=st.floats(0.0, 0.99), share=st.floats(0.0, 1.0), more=st.floats(0.0, 1.0))
def test_the_passage_rises_and_meets_the_clause_outside_it(
    tolerance: float, share: float, more: float
) -> None:
    tracing = OriginTracing((), (), True, tolerance)
    part = charged_in_market(share, tracing)
    assert 0.0 <= part <= charged_in_market(min(share + more, 1.0), tracing) <= 1.0
    if abs(share - tolerance) >= 0.01:
        assert part == float(share > tolerance)
    assert charged_in_market(0.0, tracing) == 0.0


def test_owners_in_named_countries_count_by_their_share() -> None:
    facts = owned(
        ("make_magnet", "C", "A", 0.4), ("make_magnet", "C", "C", 0.6), ("mine_oxide", "B", "A", 0.5)
    )
    plain = solve_law(CALIBRATION, law_of({"owned_from": ["A"]}, facts))
    assert plain.unit.levy[C_TO_B] == pytest.approx(0.4 * 5_000.0)
    assert plain.unit.levy[A_TO_B] == pytest.approx(5_000.0)
    traced = solve_law(CALIBRATION, law_of({**SEPARATED_IN, "owned_from": ["A"]}, facts))
    foreign = share_from_a(traced, "C")
    assert traced.charges.levied_share[C_TO_B] == pytest.approx(foreign + 0.5 * (1 - foreign), abs=1e-9)


def test_owners_that_the_facts_do_not_know_are_noted() -> None:
    assert any("zone.origin.owned_from" in note for note in law_of({"owned_from": ["A"]}, owned()).notes)


def test_instruments_of_different_reach_cannot_share_a_traced_good() -> None:
    with pytest.raises(RulebookError, match="ORIGIN-6"):
        law_of(SEPARATED_IN, floors={"magnet": floor("60 USD/kg", origins=["A"])}, **TARIFF)


@given(level=st.floats(0.5, 8.0), stage=st.sampled_from(["oxide", "magnet"]))
def test_shares_from_every_region_add_up(level: float, stage: str) -> None:
    """On a chain with a scrap loop, what is traced to each region in turn sums to one, each in [0, 1]."""
    network = looped_network()
    calibration = calibrate(network, toy_charges(network))
    arrays = {"instrument_specific": 1_000.0 * level, "levied_share": 0.3}
    system = assemble(calibration, toy_charges(network, **arrays), ())
    solved = solve(calibration, toy_charges(network, **arrays))
    total = np.zeros(len(network.markets))
    for region in network.regions:
        trace = tracing_to(network, region, stage)
        shares = OriginShares(system, OriginTracing((trace,), (0.0,) * len(network.processes), False, 0.0))
        found = shares.non_originating(trace, solved.activity, solved.share)
        assert found.min() >= 0.0
        assert found.max() <= 1.0
        total += found
    assert total == pytest.approx(np.ones(len(total)), abs=1e-12)


def tracing_to(network: Network, region: str, stage: str) -> OriginTrace:
    stages = {commodity.id: commodity.stage for commodity in network.commodities}
    return OriginTrace(
        commodity="magnet",
        arcs=tuple(a for a, arc in enumerate(network.arcs) if arc.commodity == "magnet"),
        elements=tuple((element, 1.0) for element in network.elements),
        takes_origin=tuple(stages[market.commodity] == stage for market in network.markets),
        outside=tuple(float(market.region == region) for market in network.markets),
    )


@given(more=st.floats(1.05, 3.0))
def test_a_larger_mine_in_the_zone_lowers_the_share(more: float) -> None:
    law = law_of(SEPARATED_IN)
    before = solve_law(CALIBRATION, law)
    after = solve_law(with_capacity(CALIBRATION, {"mine_oxide@B": 156.25 * more}), law)
    for arc in (A_TO_B, C_TO_B):
        assert after.charges.levied_share[arc] < before.charges.levied_share[arc]


def test_money_welfare_and_leakage_close() -> None:
    before, law = enact(None, None, NETWORK, TODAY), law_of(SEPARATED_IN)
    baseline = State(CALIBRATION, before, solve_law(CALIBRATION, before))
    policy = State(CALIBRATION, law, solve_law(CALIBRATION, law))
    assert money_accounts(policy).largest_error < 1e-9
    assert welfare(baseline, policy).identity_error < 1e-9
    assert max(item.error for item in leakages(baseline, policy)) < 1e-9


def test_every_draw_and_every_start_settles() -> None:
    drawn = calibrate(NETWORK, toy_charges(NETWORK), draws(NETWORK, 4, 3))
    batch = solve_law_batch(drawn, law_of(SEPARATED_IN))
    assert batch.converged.all()
    for draw in range(4):
        solved = batch.equilibrium(draw)
        assert solved.charges.levied_share[C_TO_B] == pytest.approx(share_from_a(solved, "C"), abs=1e-9)
    assert solve_law_from_starts(CALIBRATION, law_of(SEPARATED_IN), starts=4, seed=1).starts == 4


def test_a_rule_that_does_not_settle_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "ROUNDS", 1)
    monkeypatch.setattr(feedback, "MOST_BY_NEWTON", 0)
    with pytest.raises(NotConverged, match=r"pays under zone\.origin"):
        solve_law(CALIBRATION, law_of(SEPARATED_IN))


def followed(network: Network, solved: Any, stage: str, zone: set[str]) -> dict[tuple[str, str], float]:
    """Share of each market's goods that does not originate, in plain Python.

    Tonnes of each element are followed through purchases and recipes, round after round.
    """
    tonnes = {
        (arc.commodity, arc.origin, arc.destination): float(flow)
        for arc, flow in zip(network.arcs, solved.flow, strict=True)
    }
    goods = {commodity.id: commodity for commodity in network.commodities}
    share = {
        (market.commodity, market.region): dict.fromkeys(network.elements, 0.0) for market in network.markets
    }
    for _ in range(400):
        for (name, region), found in share.items():
            for element in network.elements:
                made = foreign = 0.0
                for process, activity in zip(network.processes, solved.activity.tolist(), strict=True):
                    held = dict(process.outputs).get(name, 0.0) * goods[name].contents.get(element, 0.0)
                    if process.region != region or held == 0.0:
                        continue
                    fed = [(i, c * goods[i].contents.get(element, 0.0)) for i, c in process.inputs]
                    entering = sum(amount for _, amount in fed)
                    if goods[name].stage == stage or entering == 0.0:
                        source = float(region not in zone)
                    else:
                        source = 0.0
                        for item, amount in fed:
                            bought = {o: t for (c, o, d), t in tonnes.items() if (c, d) == (item, region)}
                            mean = sum(t * share[item, o][element] for o, t in bought.items())
                            source += amount / entering * mean / sum(bought.values())
                    made += held * activity
                    foreign += held * activity * source
                found[element] = foreign / made if made else 0.0
    return {market: _mean_over_elements(found, goods[market[0]].contents) for market, found in share.items()}


def _mean_over_elements(share: Mapping[str, float], contents: Mapping[str, float]) -> float:
    return sum(share[element] * held for element, held in contents.items()) / sum(contents.values())


@pytest.mark.parametrize("origin", [SEPARATED_IN, {"rule": "content"}], ids=["stage", "content"])
def test_two_elements_and_a_scrap_loop_recomputed_in_plain_python(origin: dict[str, Any]) -> None:
    network = looped_network()
    zone = {"members": ["B", "C"], "origin": origin}
    book = Rulebook.model_validate({"name": "Test", "zone": zone, **TARIFF})
    solved = solve_law(calibrate(network, toy_charges(network)), enact(book, None, network, TODAY))
    expected = followed(network, solved, origin.get("stage", ""), {"B", "C"})
    for maker, buyer in ("AB", "AC", "CB"):
        found = solved.charges.levied_share[index(network, "magnet", maker, buyer)]
        assert found == pytest.approx(expected["magnet", maker], abs=1e-9)
        assert 0.0 < found < 1.0
