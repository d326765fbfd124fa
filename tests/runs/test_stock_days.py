"""From which day a stock of a rulebook buys in a run over years, and for whom: the chain of gallium."""

from __future__ import annotations

import numpy as np
import pytest

from footwall.enacted.vocabulary import vocabulary_of
from footwall.horizon.path import weighted_mean
from footwall.rulebook.read import read_rulebook_text
from footwall.runs.through_years import ChainYears
from runs.through_years import facts, through


def stocked(members: str, target: str = "1 t") -> ChainYears:
    """A stock without a day of its own, for the members; adopted on 1 January 2027."""
    text = f"""\
name: A test
version: "1"
why: A test.
zone: {{members: {members}}}
stockpile:
  vault:
    budget: 1e9 USD
    target: {{refined_gallium: {target}}}
    pace: 10%
"""
    return through(read_rulebook_text(text, "a test", (), vocabulary_of(facts())), "gallium", last=2030)


def bought(chain: ChainYears) -> list[float]:
    return [
        float(year.stores.goods[0].bought[0])
        for year in chain.pair.policy.path.years
        if year.stores is not None
    ]


def test_an_undated_stock_begins_when_the_rulebook_is_adopted() -> None:
    chain = stocked("[USA, JPN]")
    assert bought(chain)[:3] == [0.0, 0.0, 0.0] and sum(bought(chain)[3:]) == pytest.approx(1.0, rel=1e-6)
    for before, after in zip(
        chain.pair.baseline.path.years[:3], chain.pair.policy.path.years[:3], strict=True
    ):
        assert np.array_equal(before.price, after.price), "one path until then"


def test_a_stock_serves_a_member_from_the_day_on_which_it_joins_to_that_on_which_it_leaves() -> None:
    """A tenth of a year's use a year: of the USA always, of Japan in 2028 alone and half of 2029."""
    chain = stocked("[USA, {region: JPN, from: 2028-01-01, to: 2029-07-01}]", target="3650 days")
    buyers = chain.pair.policy.path.course.calibration.buyers
    use = {
        year.year: {
            region: float(
                weighted_mean(before.periods, "wanted")[0, buyers.index(("refined_gallium", region))]
            )
            for region in ("USA", "JPN")
        }
        for before, year in zip(chain.pair.policy.path.years, chain.pair.policy.path.years[1:], strict=False)
    }
    expected = [
        0.1 * (use[year]["USA"] + share * use[year]["JPN"])
        for year, share in ((2027, 0.0), (2028, 1.0), (2029, 182 / 365), (2030, 0.0))
    ]
    assert bought(chain)[3:] == pytest.approx(expected, rel=1e-6)
