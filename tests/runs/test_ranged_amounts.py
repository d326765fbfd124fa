"""Amounts that a rulebook states with a range, from the file to the ranges, the ranking and the tornado."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from footwall.explore.tornado import tornado
from footwall.runs import Result, run
from footwall.runs.drawn_laws import draw_laws
from footwall.runs.figures import USER_COST
from footwall.runs.headline import HeadlineNumber
from footwall.runs.sensitivity import RANGED_AMOUNT, drawn_amounts, reliances

RANGED = """\
name: A floor that its author is unsure of
zone: {members: [USA, JPN, KOR, AUS, EU27]}
floors:
  ndpr_oxide:
    reference: {price: {value: 110 USD/kg, low: 70 USD/kg, high: 130 USD/kg}}
    levy: {top_up: {value: 0.9, low: 0.8, high: 1.0}}
border:
  exemptions: [{kind: defence, share: {value: 4%, low: 2%, high: 10%}, commodities: [cobalt_metal]}]
supports:
  - kind: price_gap_subsidy
    commodity: ndpr_oxide
    regions: [USA]
    strike: {value: 90 USD/kg, low: 80 USD/kg, high: 120 USD/kg}
"""
PRICE = "floors.ndpr_oxide.reference.price (USD/kg)"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ranged") / "ranged.yaml"
    path.write_text(RANGED, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def ranged(source: Path) -> Result:
    return run(source, year=2026, draws=24)


def test_each_draw_is_a_law_of_its_own(ranged: Result) -> None:
    laws = draw_laws(ranged.lead.policy.enactment, 12, seed=3)
    assert [amount.path.rpartition(".")[2] for amount in laws.amounts] == ["price", "top_up", "strike"]
    position = int(ranged.lead.policy.enactment.charges.floor.argmax())
    for law, row in zip(laws.policies, laws.amount_values, strict=True):
        drawn = dict(zip((amount.path for amount in laws.amounts), row.tolist(), strict=True))
        assert law.charges.floor[position] == pytest.approx(drawn["floors.ndpr_oxide.reference.price"])
        assert law.charges.top_up[position] == pytest.approx(drawn["floors.ndpr_oxide.levy.top_up"])
        assert law.supports[-1].strike == pytest.approx(drawn["supports.0.strike"])
    assert np.ptp(laws.amount_values, axis=0).min() > 0.0


def test_an_amount_on_another_chain_is_no_assumption_of_this_one(ranged: Result) -> None:
    assert ranged.lead.policy.enactment.ranged is not None
    paths = [amount.path for amount in ranged.lead.policy.enactment.ranged.amounts]
    assert not any("exemptions" in path for path in paths)


def test_draws_are_stratified_and_reproducible(ranged: Result) -> None:
    """Latin hypercube (McKay et al. 1979): each twelfth of the probability holds one draw."""
    policy = ranged.lead.policy.enactment
    first, again, other = (draw_laws(policy, 12, seed) for seed in (3, 3, 4))
    assert np.array_equal(first.amount_values, again.amount_values)
    assert not np.array_equal(first.amount_values, other.amount_values)
    for amount, column in zip(first.amounts, first.amount_values.T, strict=True):
        low, mode, high = amount.low, amount.value, amount.high
        below = (column - low) ** 2 / ((high - low) * (mode - low))
        above = 1.0 - (high - column) ** 2 / ((high - low) * (high - mode))
        probability = np.where(column < mode, below, above)
        assert sorted((probability * 12).astype(int)) == list(range(12))


def test_the_answer_leans_on_the_stated_floor(ranged: Result) -> None:
    """A higher floor raises what users lose."""
    found = reliances(ranged.lead.policy.network, ranged.lead.drawn, "user_cost")
    first = next(item for item in found if item.parameter.owners == (PRICE,))
    fact, estimate = first.parameter, first.parameter.estimate
    assert (fact.name, estimate.source, estimate.grade) == (RANGED_AMOUNT, "rulebook", "assumed")
    assert first.correlation > 0.25
    assert (estimate.low, estimate.value, estimate.high) == pytest.approx((70, 110, 130))
    assert fact.values.min() >= 70.0
    assert fact.values.max() <= 130.0
    assert any(record["of"] == [PRICE] for record in ranged.lead.summary["leaned_on"])


def test_stated_ranges_add_to_the_spread_and_leave_other_draws_alone(ranged: Result, source: Path) -> None:
    certain = run(source, year=2026, draws=24, overrides=(
        "floors.ndpr_oxide.reference.price=110 USD/kg",
        "floors.ndpr_oxide.levy.top_up=0.9",
        "supports[0].strike=90 USD/kg",
    ))  # fmt: skip
    assert certain.lead.policy.enactment.ranged is None
    assert drawn_amounts(certain.lead.drawn) == ()
    assert certain.lead.central == pytest.approx(ranged.lead.central, rel=1e-6, abs=1e-6)
    wide, narrow = (np.std(result.lead.drawn.values[USER_COST]) for result in (ranged, certain))
    assert wide > narrow
    same = [np.array_equal(getattr(ranged.lead.drawn.parameters, name), column)
            for name, column in vars(certain.lead.drawn.parameters).items()]  # fmt: skip
    assert all(same)


def test_the_tornado_moves_stated_amounts_too(ranged: Result) -> None:
    chain = ranged.lead
    numbers = [HeadlineNumber(**record) for record in chain.summary["headline"]]
    swings = tornado(chain.baseline, chain.policy, chain.zone, numbers).swings["user_cost"]
    price = next(swing for swing in swings if swing.of == (PRICE,))
    assert price.at_low is not None
    assert price.at_high is not None
    assert price.at_low < price.central < price.at_high
    assert price.width > 1.0


def test_a_run_with_an_amendment_is_a_run_of_the_amended_rulebook(tmp_path: Path, source: Path) -> None:
    amendment = tmp_path / "lower.yaml"
    amendment.write_text(
        "title: A lower floor\nauthor: A ministry\nlegal_basis: An act\neffective_date: 2026-01-01\n"
        "baseline: A floor that its author is unsure of\n"
        "set: {floors.ndpr_oxide.reference.price: 95 USD/kg}\n",
        encoding="utf-8",
    )
    amended = run(source, year=2026, draws=0, amendments=(amendment,))
    written = run(source, year=2026, draws=0, overrides=("floors.ndpr_oxide.reference.price=95 USD/kg",))
    assert amended.lead.central == pytest.approx(written.lead.central, rel=1e-9, abs=1e-9)
    assert amended.lead.policy.enactment.charges.floor.max() == 95_000.0
