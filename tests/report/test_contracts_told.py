"""What a contract pays is told where readers look for it: beside floors, users' costs and in the answer."""

from __future__ import annotations

from functools import cache

import pytest

from footwall.report import render
from footwall.runs import Result, run
from footwall.runs.lump_sums import lump_sum_caveat
from report.reading import read

BY_BUYERS = ("supports.0.payer=buyers",)


@cache
def _result(name: str, by_buyers: bool = False) -> Result:
    overrides = BY_BUYERS if by_buyers else ()
    return run(name, year=2026, draws=4, chains=("ree_magnets",), overrides=overrides)


def test_a_price_held_for_makers_is_told_beside_floors() -> None:
    tree = read(render(_result("lynas-jare")))
    said = "Makers of NdPr oxide in Malaysia are topped up to 110 USD/kg; that binds at no border."
    assert said in tree.one("section", id="floors").text
    assert said in tree.one("section", id="answer").text


def test_lump_sums_stand_beside_the_cost_to_users() -> None:
    lead = _result("lynas-jare").lead
    paid = -sum(row["zone"] for row in lead.summary["who_pays"] if row["who"] == "lump sums of users")
    assert paid > 100.0
    said = f"before {paid:,.0f} million USD a year that they pay in lump sums"
    assert said in lead.summary["findings"]
    tree = read(render(_result("lynas-jare")))
    assert said in tree.one("section", id="answer").text.replace("Before", "before")
    title = tree.one("h3", id="figure-gains-message").text
    assert f"users pay {paid:,.0f} in lump sums" in title
    assert "lose" not in title


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (-312.4, "before 312 million USD a year that they pay in lump sums"),
        (8.25, "before 8.2 million USD a year that they get in lump sums"),
        (0.04, ""),
    ],
)
def test_the_verb_of_a_lump_sum_follows_its_sign(amount: float, said: str) -> None:
    payers = [{"who": "lump sums of users", "zone": amount}, {"who": "users", "zone": 50.0}]
    assert lump_sum_caveat(payers) == said


def test_a_contract_that_repeats_one_of_the_baseline_says_so() -> None:
    answer = read(render(_result("mp-price-protection"))).one("section", id="answer").text
    assert "Every change is zero" in answer
    assert (
        "takes the place of the contract for difference of the United States on NdPr oxide and NdPr metal, "
        "which the baseline holds, and pays the same in a single year"
    ) in answer


def test_money_that_changes_hands_is_a_change_though_no_tonne_moves() -> None:
    result = _result("mp-price-protection", by_buyers=True)
    assert (result.lead.policy.equilibrium.flow == result.lead.baseline.equilibrium.flow).all()
    tree = read(render(result))
    assert "Every change is zero" not in tree.one("section", id="answer").text
    gains = tree.one("section", id="gains").text
    assert "nobody pays" not in gains
    assert "treasuries gain" in gains
