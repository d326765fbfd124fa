"""Goods that are short: the sentence follows its numbers, and stands wherever the price is shown."""

from __future__ import annotations

import numpy as np
import pytest

from footwall.report import render
from footwall.runs import run
from footwall.runs.short_goods import goods_short, is_short, short_good_record, short_good_sentence

SHORT = {
    "commodity": "cobalt_metal",
    "name": "Cobalt metal, refined",
    "base_use": 1000.0,
    "baseline": 250.0,
    "policy": 250.0,
    "baseline_share": 25.0,
    "policy_share": 25.0,
    "price_baseline": 85.0,
    "price_policy": 91.0,
    "noted_from": 0.1,
    "unit": "t/yr",
}

UNSERVED = "250 t a year, 25.0% of base use, go unserved at"
BEFORE = f"short in the baseline already: {UNSERVED} 85 USD/kg"


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (
            {},
            f"Cobalt metal is {BEFORE}; as many do under the policy.",
        ),
        (
            {"policy": 300.0, "policy_share": 30.0},
            f"Cobalt metal is {BEFORE}; under the policy 300 t do.",
        ),
        (
            {"policy": 0.5, "policy_share": 0.05},
            f"Cobalt metal is {BEFORE}; under the policy hardly any do.",
        ),
        (
            {"baseline": 0.0, "baseline_share": 0.0},
            f"The policy leaves users short of cobalt metal: {UNSERVED} 91 USD/kg.",
        ),
        (
            {"name": "LFP cells"},
            f"LFP cells are {BEFORE}; as many do under the policy.",
        ),
    ],
)
def test_a_good_is_said_to_be_short_where_it_is(numbers: dict[str, float], said: str) -> None:
    assert short_good_sentence({**SHORT, **numbers}) == said


def test_what_goes_unserved_in_the_baseline_stands_in_answer_security_and_prices() -> None:
    """By hand: unserved tonnes of cobalt metal over its base use; none of it is the policy's work."""
    result = run("baseline", year=2026, draws=0, chains=("cobalt",))
    lead = result.lead
    uses = [place for place, use in enumerate(lead.policy.network.uses) if use.commodity == "cobalt_metal"]
    missing = float(np.asarray(lead.baseline.equilibrium.shortage)[uses].sum())
    base = sum(lead.policy.network.uses[place].quantity for place in uses)
    [good] = goods_short(lead.baseline, lead.policy)
    assert (good.before, good.after, good.base) == pytest.approx((missing, missing, base))
    record = short_good_record(good)
    assert [record] == lead.summary["security"]["short_goods"]
    prices = {
        region: price
        for (name, region), price in zip(
            lead.baseline.wiring.buyers, lead.baseline.equilibrium.effective / 1e3, strict=True
        )
        if name == "cobalt_metal"
    }
    without = {lead.policy.network.uses[place].region for place in uses}
    assert min(prices[region] for region in without) < record["price_baseline"]
    assert record["price_baseline"] < max(prices[region] for region in without)
    assert is_short(record, "baseline") and record["baseline_share"] == pytest.approx(100.0 * missing / base)
    sentence = short_good_sentence(record)
    page = render(result)
    assert sentence in lead.summary["findings"]
    answer, _, rest = page.partition('id="prices"')
    prices, _, security = rest.partition('id="security"')
    assert sentence in answer and sentence in security
    assert f"short: {record['baseline_share']:.0f}% of base use unserved" in prices
    assert "No use goes unserved" not in page


def test_of_a_chain_where_all_is_served_nothing_is_said_to_be_short() -> None:
    result = run("oxide-only", year=2026, draws=0)
    assert result.lead.summary["security"]["short_goods"] == []
    assert " short " not in result.summary["answer"]
